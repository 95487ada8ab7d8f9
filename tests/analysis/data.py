"""Public data that some tests reproduce published tables from; no part of the repository, and skipped without it.

`KOKONG_TEST_DATA` names the folder; else it is looked for beside the checkout.
"""

import csv
import gzip
import os
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(os.environ.get("KOKONG_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))


def file(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} isn't here; set KOKONG_TEST_DATA")
    return path


def points(name: str, *, header: bool = True) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, y and date of a file of burglaries."""
    with gzip.open(file(name), "rt") as opened:
        rows = list(csv.reader(opened))[header:]
    x, y, date = zip(*rows, strict=True)
    return np.array(x, float), np.array(y, float), np.array(date, "datetime64[D]")
