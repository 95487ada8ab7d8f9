"""Reference systems named for coordinates."""

from pathlib import Path

import numpy as np
import pytest

from kokong.analysis.arrays import Refused
from kokong.analysis.report.projecting import whereabouts
from kokong.analysis.report.reading import Columns, read_burglaries

from .test_reading import GOOD, written


@pytest.mark.parametrize("crs", ["EPSG:5701", "EPSG:4978"])
def test_systems_of_heights_or_of_space_are_refused(tmp_path: Path, crs: str) -> None:
    with pytest.raises(Refused, match="has no east and north"):
        read_burglaries(written(tmp_path, GOOD), Columns(), crs=crs)


def test_one_column_is_not_two_coordinates(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="one column each"):
        read_burglaries(written(tmp_path, GOOD), Columns(y="x"))


def test_where_in_the_world_it_is() -> None:
    assert whereabouts(np.array([600_000.0]), np.array([6_290_000.0]), "EPSG:5845") == "56.7° north, 16.6° east"
    assert whereabouts(np.array([500_000.0]), np.array([6_350_000.0]), "EPSG:32719") == "33.0° south, 69.0° west"
