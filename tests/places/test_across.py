"""Water and railways: drawn on every map, and no door is joined to a way across them."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.kernel.fields import Point
from kokong.places import api, network, on_paper, tiles, walking
from kokong.places.models import Dwelling, MapFeature
from tests.cast import Cast

from .extract import Extract, address
from .town import ORIGIN

SOUTH = network.segments_of(np.array([shapely.LineString([(0, 0), (400, 0)])], dtype=object))
RIVER = network.barriers_of(np.array([shapely.box(-500, 20, 900, 60)], dtype=object))
RAIL = network.barriers_of(np.array([shapely.LineString([(-500, 40), (900, 40)])], dtype=object))
HERE, THERE, BEYOND = (50.0, 10.0), (300.0, 5.0), (200.0, 80.0)


@pytest.fixture
def in_home(cast: Cast) -> Iterator[None]:
    with cast.acting(cast.coordinator):
        yield


@pytest.mark.parametrize("bar", [RIVER, RAIL])
def test_nobody_is_joined_to_the_way_across(bar: network.Segments) -> None:
    at = np.array([HERE, THERE, BEYOND])
    over = walking.over_network(at, SOUTH, barriers=bar)
    assert over[0, 1] == pytest.approx(265)
    assert np.isinf(over[:2, 2]).all()
    assert np.isfinite(walking.over_network(at, SOUTH)).all(), "but for what bars the way it is near"


def test_a_way_farther_off_on_the_own_side_is_taken() -> None:
    """The bridge at 400 leads to a path north of the house, which stands nearer to the street across the water."""
    north = [shapely.LineString([(400, 0), (400, 200)]), shapely.LineString([(400, 200), (0, 200)])]
    ways = np.vstack([SOUTH, network.segments_of(np.array(north, dtype=object))])
    over = walking.over_network(np.array([HERE, BEYOND]), ways, barriers=RIVER)
    assert over[0, 1] == pytest.approx(10 + 350 + 200 + 200 + 120)


def test_a_way_on_the_bank_is_not_parted_by_it() -> None:
    quay = network.segments_of(np.array([shapely.LineString([(0, 20), (400, 20)])], dtype=object))
    over = walking.over_network(np.array([HERE, THERE]), quay, barriers=RIVER)
    assert np.isfinite(over).all()


def test_a_pond_is_walked_round() -> None:
    assert len(network.barriers_of(np.array([shapely.box(0, 0, 9, 9)], dtype=object))) == 0


def test_the_edges_of_parts_and_holes_are_not_joined() -> None:
    lake = shapely.box(0, 0, 100, 100) - shapely.box(40, 40, 60, 60)
    both = shapely.union_all([lake, shapely.box(200, 0, 300, 100)])
    steps = network.barriers_of(np.array([both], dtype=object))
    assert np.hypot(*(steps[:, 2:] - steps[:, :2]).T).sum() == pytest.approx(400 + 80 + 400)


SPOTS = st.lists(st.tuples(st.floats(-50, 450), st.floats(-200, 300)), min_size=2, max_size=8)


@given(SPOTS)
@settings(deadline=None)
def test_whatever_is_joined_stands_on_the_side_of_its_way(spots: list[tuple[float, float]]) -> None:
    at = np.array(spots)
    joined = np.isfinite(walking.over_network(at, SOUTH, barriers=RIVER))
    np.fill_diagonal(joined, False)
    assert not joined[at[:, 1] > 60.5].any()


def banks(*, bridge: bool) -> Extract:
    """A street south of a river; north of it a house without a way, one at its own street, and a railway."""
    town = Extract()
    town.way([(0, 0), (300, 0), (600, 0)], highway="residential", name="Södra gatan")
    town.way([(0, 260), (300, 260), (600, 260)], highway="residential", name="Norra gatan")
    town.way([(-300, 20), (900, 20), (900, 60), (-300, 60), (-300, 20)], natural="water", name="Ån")
    town.way([(-300, 150), (900, 150)], railway="rail", name="Stambanan")
    if bridge:
        town.way([(300, 0), (300, 260)], highway="footway", bridge="yes")
    for n, at in (("1", (50.0, 10.0)), ("3", (100.0, 10.0))):
        town.house(at, **address("Södra gatan", n))
    town.house((100, 80), **address("Ängen", "1"))
    town.house((100, 240), **address("Norra gatan", "1"))
    return town


def ways(names: list[str]) -> dict[str, float | None]:
    """Metres over ways from the first home to the others."""
    rows = {str(row): row.location for row in Dwelling.objects.all()}
    found = api.ways_over(places=[(rows[name].x, rows[name].y) for name in names])
    return dict(zip(names[1:], found, strict=True))


HOMES = ["Södra gatan 1", "Södra gatan 3", "Ängen 1", "Norra gatan 1"]


def test_a_house_behind_the_river_has_no_way_and_is_walked_to_last(in_home: None, tmp_path: Path) -> None:
    api.import_places(path=banks(bridge=False).write(tmp_path / "a.osm.pbf"))
    assert ways(HOMES) == {"Södra gatan 3": pytest.approx(70, abs=1), "Ängen 1": None, "Norra gatan 1": None}
    ids = {str(row): row.pk for row in Dwelling.objects.all()}
    order = api.walking_order(dwelling_ids=[ids[name] for name in HOMES], start=ids["Södra gatan 1"]).dwelling_ids
    assert order[:2] == (ids["Södra gatan 1"], ids["Södra gatan 3"])


def test_a_bridge_leads_there_and_the_meadow_is_joined_to_it(in_home: None, tmp_path: Path) -> None:
    api.import_places(path=banks(bridge=True).write(tmp_path / "a.osm.pbf"))
    found = ways(HOMES)
    assert found["Norra gatan 1"] == pytest.approx(10 + 250 + 260 + 200 + 20, abs=1)
    assert found["Ängen 1"] == pytest.approx(10 + 250 + 80 + 200, abs=1), "over the bridge, not the water"


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"railway": "rail"}, "rail"), ({"railway": "rail", "service": "yard"}, "siding"),
        ({"railway": "tram"}, "tram"), ({"railway": "subway", "tunnel": "yes"}, None),
        ({"railway": "abandoned"}, None), ({"railway": "platform"}, None),
    ],
)  # fmt: skip
def test_which_railways_are_drawn(in_home: None, tmp_path: Path, tags: dict[str, str], kind: str | None) -> None:
    town = banks(bridge=False)
    town.way([(0, 500), (600, 500)], **tags)
    api.import_places(path=town.write(tmp_path / "a.osm.pbf"))
    drawn = sorted(MapFeature.objects.filter(layer="rails").values_list("kind", "name"))
    assert drawn == sorted([("rail", ""), *([(kind, "")] if kind else [])]), "the line's name is no street's"


def test_tiles_show_railways_motorways_and_water(in_home: None, tmp_path: Path) -> None:
    town = banks(bridge=False)
    town.way([(0, 400), (600, 400)], highway="motorway")
    town.way([(0, 430), (600, 430)], waterway="river")
    api.import_places(path=town.write(tmp_path / "a.osm.pbf"))
    home = api.find_address(text="Ängen 1")
    zoom = 14
    column = int((home.lon + 180) / 360 * 2**zoom)
    row = int((1 - np.arcsinh(np.tan(np.radians(home.lat))) / np.pi) / 2 * 2**zoom)
    shown = mapbox_vector_tile.decode(gzip.decompress(tiles.draw(zoom, column, row)))
    kinds = {
        name: {f["properties"]["kind"] for f in shown[name]["features"]} for name in ("rails", "roads", "water")
    }
    assert kinds["rails"] == {"rail"}
    assert "major" in kinds["roads"]
    assert {"water", "river"} <= kinds["water"]


def test_paper_shows_railways_and_rivers(in_home: None, tmp_path: Path) -> None:
    town = banks(bridge=False)
    town.way([(0, 110), (600, 110)], waterway="river")
    api.import_places(path=town.write(tmp_path / "a.osm.pbf"))
    spot = Point(ORIGIN.x + 100, ORIGIN.y + 100)
    drawing = on_paper.paper_map([on_paper.Mark(1, spot.x, spot.y), on_paper.Mark(2, spot.x, spot.y + 60)])
    assert 'stroke-dasharray="2 2"' in drawing
    assert f'stroke-width="{on_paper.WATER_MM["river"]}"' in drawing
