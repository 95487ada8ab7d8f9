"""The outlines of Sweden's municipalities: all there, each where it is, and whose a place is. Pure."""

from collections import Counter

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kokong.places import outlines

# Places that anybody can look up, on the shore, on islands and in lakes too: longitude, latitude, municipality.
KNOWN = {
    "Kalmar slott": (16.3545, 56.6580, "0880"),
    "Linköpings domkyrka": (15.6166, 58.4110, "0580"),
    "Visingsö": (14.33, 58.05, "0680"),
    "Holmön": (20.87, 63.79, "2480"),
    "Ven": (12.70, 55.905, "1282"),
    "Nordkoster": (11.01, 58.90, "1486"),
    "Styrsö": (11.78, 57.615, "1480"),
    "Landsort": (17.865, 58.745, "0192"),
    "Fårö": (19.13, 57.93, "0980"),
    "Kiruna": (20.225, 67.856, "2584"),
    "Haparanda": (24.13, 65.835, "2583"),
    "Sandhamn": (18.911, 59.288, "0120"),
    "Varvsholmen i Kalmar": (16.381, 56.667, "0880"),
    "Svinö i Kalmar": (16.412, 56.683, "0880"),
}
# How many municipalities each county has, and the box around it.
COUNTIES = {
    "01": (26, (17.2, 58.7, 19.6, 60.3)), "03": (8, (16.6, 59.4, 18.8, 60.8)),
    "04": (9, (15.5, 58.5, 17.8, 59.6)), "05": (13, (14.4, 57.6, 17.1, 59.1)),
    "06": (13, (13.0, 56.8, 15.7, 58.3)), "07": (8, (13.2, 56.3, 15.9, 57.3)),
    "08": (12, (15.2, 56.1, 17.3, 58.2)), "09": (1, (17.9, 56.8, 19.5, 58.5)),
    "10": (5, (14.4, 55.9, 16.1, 56.6)), "12": (33, (12.4, 55.2, 14.7, 56.6)),
    "13": (6, (11.8, 56.3, 13.7, 57.7)), "14": (49, (10.9, 57.1, 14.8, 59.3)),
    "17": (16, (11.6, 58.7, 14.5, 61.1)), "18": (12, (14.2, 58.6, 15.9, 60.2)),
    "19": (10, (15.4, 59.2, 17.3, 60.3)), "20": (15, (12.0, 59.8, 17.0, 62.4)),
    "21": (10, (14.4, 60.1, 17.7, 62.5)), "22": (7, (14.7, 62.0, 19.4, 64.1)),
    "23": (8, (11.9, 61.5, 17.1, 65.2)), "24": (15, (14.2, 63.3, 21.8, 66.4)),
    "25": (14, (15.3, 65.0, 24.3, 69.2)),
}  # fmt: skip
ABROAD = {
    "Norge": (11.39, 59.12),  # Halden
    "Finland": (24.16, 65.86),  # Torneå
    "Danmark": (12.60, 56.035),  # Helsingör
}


def places(*at: tuple[float, float]) -> np.ndarray:
    return np.array(at, dtype=float)


def test_there_are_290_each_in_its_county_and_whole() -> None:
    found = outlines.municipalities()
    assert len({each.code for each in found}) == len({each.name for each in found}) == len(found) == 290
    assert Counter(each.code[:2] for each in found) == {
        county: count for county, (count, _box) in COUNTIES.items()
    }
    for each in found:
        assert shapely.is_valid(each.shape), each
        west, south, east, north = COUNTIES[each.code[:2]][1]
        assert shapely.box(west, south, east, north).buffer(0.05).covers(each.shape), each


def test_neighbours_do_not_overlap() -> None:
    shapes = np.array([each.shape for each in outlines.municipalities()])
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[a], shapes[b]))[a < b]
    assert shared.max() < 1e-4  # of a square degree: half a square kilometre


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_known_place_is_its_municipality_s(name: str) -> None:
    lon, lat, code = KNOWN[name]
    found = outlines.whose(places((lon, lat)), code)
    assert found.own.all()
    own = outlines.outline(code)
    assert own is not None
    if not found.beside.any():
        assert found.names.tolist() == [own.name]


@pytest.mark.parametrize("land", sorted(ABROAD))
def test_a_place_abroad_is_nobody_s_here(land: str) -> None:
    for each in outlines.municipalities():
        found = outlines.whose(places(ABROAD[land]), each.code)
        assert found.names.tolist() == [land]
        assert not (found.own & ~found.beside).any()


def test_what_is_far_is_nobody_s() -> None:
    found = outlines.whose(places((16.3, 56.6), (17.6, 55.9), (np.inf, np.inf), (2.35, 48.86)), "0880")
    assert found.own.tolist() == [True, False, False, False]
    assert found.names.tolist() == ["Kalmar", "", "", ""]


@pytest.mark.parametrize("code", ["9901", "", "0899", "NO", "880"])
def test_a_code_that_is_none(code: str) -> None:
    assert outlines.outline(code) is None


def test_small_municipalities_are_drawn_finer() -> None:
    assert outlines.doubt("0183") < 400 < outlines.doubt("0860") == outlines.MOST_DOUBT_M


@given(st.floats(11, 24.2), st.floats(55.3, 69.1), st.sampled_from(["0880", "0881", "2584", "0183", "0980"]))
def test_a_place_is_one_municipality_s_or_near_a_border(lon: float, lat: float, code: str) -> None:
    """Seen from any municipality the same outline is named, and only that municipality has it beyond doubt."""
    here = outlines.whose(places((lon, lat)), code)
    name = str(here.names[0])
    owner = next((each for each in outlines.municipalities() if each.name == name), None)
    if owner is not None and owner.code != code:
        there = outlines.whose(places((lon, lat)), owner.code)
        assert there.own[0]
        assert not there.beside[0]
        assert here.own[0] == here.beside[0]
    elif owner is None:
        assert here.own[0] == here.beside[0]
