"""What is to be expected at single homes, by the risk map's squares."""

from typing import Any

import numpy as np
import pytest

from kokong.risk import api, maps
from kokong.risk.values import Result


def test_a_square_shares_what_it_expects_among_its_homes(monkeypatch: pytest.MonkeyPatch) -> None:
    grid = {"west": 1000.0, "south": 2000.0, "cell": 100.0, "columns": 3, "rows": 2}
    arrays: dict[str, Any] = {
        "cells": np.array([1, 5], np.int32), "per_year": np.array([0.6, 2.0]), "homes": np.array([3, 4], np.int32),
    }  # fmt: skip
    run: Any = None
    monkeypatch.setattr(maps, "newest", lambda _kind: Result(run, {"grid": grid}, arrays))
    x = np.array([1150.0, 1299.0, 1050.0, 1301.0, 900.0, 1150.0, 1250.0])
    y = np.array([2050.0, 2199.0, 2050.0, 2050.0, 2150.0, 1999.0, 9000.0])
    found = api.expected_at(x=x, y=y)
    assert found is not None
    assert found.tolist() == pytest.approx([0.2, 0.5, 0, 0, 0, 0, 0])


def test_without_a_map_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "newest", lambda _kind: None)
    assert api.expected_at(x=np.array([1.0]), y=np.array([1.0])) is None
