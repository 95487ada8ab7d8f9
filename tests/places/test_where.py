"""In which coordinate system a file lies in the municipality. Pure."""

import numpy as np
import pytest

from kokong.places import crs
from kokong.places.importing import clip, regions, where

KALMAR = (16.36, 56.66)
SEATS = {
    "0880": KALMAR,
    "0580": (15.62, 58.41),
    "1480": (11.97, 57.71),
    "2580": (22.15, 65.58),
    "2380": (14.64, 63.18),
}


def points(at: tuple[float, float], epsg: int) -> np.ndarray:
    """A few places some hundred metres apart."""
    lon = np.array([at[0] + step for step in (0.0, 0.004, 0.008)])
    return np.column_stack(crs.convert(lon, np.full(3, at[1]), source=crs.DEGREES, target=epsg))


def outline(code: str) -> clip.Clip | None:
    return clip.choose(code=code, name="", borders=(), degrees=None)


@pytest.mark.parametrize("code", sorted(SEATS))
@pytest.mark.parametrize("epsg", [*where.ZONES, 3006, 3021])
@pytest.mark.parametrize("swapped", [False, True])
def test_what_fits_is_among_what_is_proposed(code: str, epsg: int, swapped: bool) -> None:
    """In any zone, axes both ways, in a municipality known by its code; and nothing else that would be a guess."""
    given = points(SEATS[code], epsg)
    here = where.ground(epsg=3006, code=code, extent=None, clip=outline(code))
    found = where.fits(given[:, ::-1] if swapped else given, epsg=3006, here=here)
    assert found == [where.Fit(epsg, swapped)]


@pytest.mark.parametrize("epsg", [*where.ZONES, 3006, 3021])
def test_one_fits_where_the_dwellings_are_known(epsg: int) -> None:
    x, y = points(KALMAR, 3006)[0]
    here = where.ground(epsg=3006, code="9901", extent=(x - 9000, y - 9000, x + 9000, y + 9000))
    assert where.fits(points(KALMAR, epsg), epsg=3006, here=here) == [where.Fit(epsg, swapped=False)]


def test_degrees_both_ways() -> None:
    here = where.ground(epsg=3006, code="0880", extent=None, clip=outline("0880"))
    given = np.array([KALMAR])
    assert where.fits(given, epsg=3006, here=here) == [where.Fit(4326, swapped=False)]
    assert where.fits(given[:, ::-1], epsg=3006, here=here) == [where.Fit(4326, swapped=True)]


@pytest.mark.parametrize("own", [60, 75, 89])
def test_a_file_with_many_neighbours_in_another_zone_is_placed_by_most_of_it(own: int) -> None:
    here = where.ground(epsg=3006, code="0880", extent=None, clip=outline("0880"))
    given = np.vstack([points(KALMAR, 3010)[:1]] * own + [points((15.7, 56.9), 3010)[:1]] * (100 - own))
    assert where.fits(given, epsg=3006, here=here) == [where.Fit(3010, swapped=False)]


def test_what_does_not_even_half_fit_is_no_proposal() -> None:
    here = where.ground(epsg=3006, code="0880", extent=None, clip=outline("0880"))
    others = [(13.0, 56.0), (14.0, 58.0), (18.0, 60.0), (20.0, 64.0), (12.0, 57.0), (22.0, 66.0)]
    given = np.vstack([points(at, 3010)[:1] for at in [KALMAR] * 4 + others])
    assert where.fits(given, epsg=3006, here=here) == []


@pytest.mark.parametrize(("code", "swedish"), [("0880", True), ("9901", False), ("88", False), ("08a0", False)])
def test_codes_of_municipalities(code: str, swedish: bool) -> None:
    assert regions.is_swedish(code) is swedish
    assert (len(regions.boxes(code)) == 1) is swedish
