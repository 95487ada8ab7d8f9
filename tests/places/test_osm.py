"""OpenStreetMap extracts through the importer, to a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kokong.places import api
from kokong.places.models import Building, Dwelling, ImportRun, MapFeature, Street
from tests.cast import Cast

from .extract import Extract, address, street_of_houses


@pytest.fixture(autouse=True)
def in_home(cast: Cast) -> Iterator[None]:
    with cast.acting(cast.coordinator):
        yield


def load(town: Extract, folder: Path, *, retire_many: bool = False) -> api.ImportReport:
    return api.import_places(path=town.write(folder / "town.osm.pbf"), retire_many=retire_many)


def there() -> dict[str, str]:
    """Live addresses and their kinds."""
    rows = Dwelling.objects.filter(retired_at=None)
    return {str(row): row.kind for row in rows}


def test_houses_stand_at_their_street_on_their_side(tmp_path: Path) -> None:
    report = load(street_of_houses(6), tmp_path)
    assert (report.rows, report.added, report.refusals) == (6, 6, ())
    houses = {row.number: row for row in Dwelling.objects.all()}
    assert {n: h.side for n, h in houses.items()} == {"1": -1, "3": -1, "5": -1, "2": 1, "4": 1, "6": 1}
    assert [round(houses[n].measure or 0) for n in ("1", "3", "5")] == [20, 40, 60]
    assert all(h.building_id and h.kind == "detached" for h in houses.values())
    assert Street.objects.get().dwellings == 6
    assert Building.objects.count() == 6


def test_kinds_flats_and_stairwells(tmp_path: Path) -> None:
    town = street_of_houses(2)
    town.block((300, 20), 30, building="apartments", building_levels="3")
    town.node((295, 5), **address("Storgatan", "40 A", addr_flats="1001;1101-1102"))
    town.node((305, 5), **address("Storgatan", "40 B", addr_flats="1001"))
    town.house((350, 20), building="terrace", **address("Storgatan", "42"))
    town.house((370, 20), building="cabin", **address("Storgatan", "44"))
    town.house((390, 20), building="yes", **address("Storgatan", "46"))
    load(town, tmp_path)
    assert there() == {
        "Storgatan 1": "detached", "Storgatan 2": "detached",
        "Storgatan 40 A 1001": "flat", "Storgatan 40 A 1101": "flat", "Storgatan 40 A 1102": "flat",
        "Storgatan 40 B 1001": "flat", "Storgatan 42": "row", "Storgatan 44": "holiday", "Storgatan 46": "unknown",
    }  # fmt: skip
    ground = api.find_address(text="Storgatan 40 A lgh 1001")
    found = {n.address: n for n in api.neighbourhood(dwelling_id=ground.id).neighbours}
    assert (found["Storgatan 40 A, lgh 1101"].same_stairwell, found["Storgatan 40 A, lgh 1101"].floor) == (True, 1)
    b = found["Storgatan 40 B, lgh 1001"]
    assert (b.same_building, b.same_stairwell) == (True, False)


def test_one_address_once(tmp_path: Path) -> None:
    town = street_of_houses(2)
    town.node((20, -15), **address("Storgatan", "1"))
    town.node((25, -12), **address("STORGATAN", "1", shop="florist"))
    report = load(town, tmp_path)
    assert report.added == 2
    assert {r.reason for r in report.refusals} == {"the same address as n11"}
    assert {r.row for r in report.refusals} == {"w2", "n12"}


def test_villages_without_streets_and_towns_filled_in(tmp_path: Path) -> None:
    town = street_of_houses(4)
    town.house((100, -15), **address("Storgatan", "9"))
    town.node((5000, 5000), addr_place="Böda", addr_housenumber="512")
    town.node((9000, 0), **address("Storgatan", "1", addr_city="Berga"))
    load(town, tmp_path)
    assert api.find_address(text="storgatan 9").full_address == "Storgatan 9, 392 32 Havsvik"
    assert api.find_address(text="boda 512").full_address == "Böda 512"
    with pytest.raises(api.AddressAmbiguous):
        api.find_address(text="Storgatan 1")
    assert Street.objects.filter(dwellings__gt=0).count() == 3


def test_what_is_no_home_is_reported(tmp_path: Path) -> None:
    town = street_of_houses(2)
    town.house((60, 30), building="school", **address("Storgatan", "8"))
    town.house((80, 30), building="garage", **address("Storgatan", "10"))
    town.house((100, 30), building="retail", **address("Storgatan", "12"))
    town.node((120, 30), addr_housenumber="7")
    town.way([(0, 90), (50, 90)], **address("Storgatan", "14"))
    town.way([(0, 60), (50, 60)], addr_interpolation="odd")
    report = load(town, tmp_path)
    assert sorted(r.reason for r in report.refusals) == [
        "its outline is not closed", "no street and no place", "not a home (garage)", "not a home (school)",
    ]  # fmt: skip
    assert "Storgatan 12" in there()
    assert sum(report.skipped.values()) == 1


def test_a_second_import_changes_retires_and_brings_back(tmp_path: Path) -> None:
    load(street_of_houses(30), tmp_path)
    before = dict(Dwelling.objects.values_list("number", "id"))
    again = load(street_of_houses(30), tmp_path)
    assert (again.added, again.changed, again.unchanged, again.retired) == (0, 0, 30, 0)

    fewer = load(street_of_houses(28), tmp_path)
    assert (fewer.retired, fewer.unchanged) == (2, 28)
    gone = api.dwelling(dwelling_id=before["30"])
    assert gone is not None
    assert gone.retired
    with pytest.raises(api.AddressNotFound):
        api.find_address(text="Storgatan 30")

    back = load(street_of_houses(30), tmp_path)
    assert (back.returned, back.added, back.retired) == (2, 0, 0)
    assert dict(Dwelling.objects.filter(retired_at=None).values_list("number", "id")) == before
    assert ImportRun.objects.count() == 4


def test_a_home_whose_id_changed_keeps_its_row(tmp_path: Path) -> None:
    town = Extract()
    town.node((0, 0), **address("Storgatan", "1"))
    load(town, tmp_path)
    (row,) = Dwelling.objects.all()
    drawn = Extract()
    drawn.house((3, 0), **address("Storgatan", "1"))
    report = load(drawn, tmp_path)
    assert (report.added, report.retired) == (0, 0)
    assert Dwelling.objects.get().pk == row.pk


def test_most_dwellings_are_not_retired_by_accident(tmp_path: Path) -> None:
    load(street_of_houses(60), tmp_path)
    with pytest.raises(api.ImportRefused, match="would be retired"):
        load(street_of_houses(10), tmp_path)
    assert api.count() == 60
    assert load(street_of_houses(10), tmp_path, retire_many=True).retired == 50


def test_the_map_has_water_green_roads(tmp_path: Path) -> None:
    town = street_of_houses(4)
    pond = [(0.0, 100.0), (80.0, 100.0), (80.0, 180.0), (0.0, 180.0), (0.0, 100.0)]
    town.multipolygon(town.way(pond), natural="water", name="Dammen")
    town.way([(x + 200, y) for x, y in pond], leisure="park", name="Parken")
    town.way([(0, 300), (100, 300)], waterway="stream")
    town.way([(0, 0), (0, 50)], highway="footway")
    report = load(town, tmp_path)
    features = set(MapFeature.objects.values_list("layer", "kind", "name"))
    assert features == {
        ("roads", "minor", "Storgatan"), ("roads", "path", ""), ("water", "water", "Dammen"),
        ("green", "park", "Parken"), ("water", "stream", ""),
    }  # fmt: skip
    assert (report.features, report.buildings) == (5, 4)


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "empty"), (b"no map at all, just words and words", "can't be read"), (None, "cut off")],
)
def test_files_that_are_no_extracts(tmp_path: Path, content: bytes | None, word: str) -> None:
    whole = street_of_houses(300).write(tmp_path / "town.osm.pbf").read_bytes()
    bad = tmp_path / "bad.osm.pbf"
    bad.write_bytes(whole[: len(whole) * 2 // 3] if content is None else content)
    with pytest.raises(api.ImportRefused, match=word):
        api.import_places(path=bad)
    assert api.count() == 0


def test_a_file_of_half_the_country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kokong.places.importing import osm

    monkeypatch.setattr(osm, "MOST_ADDRESSES", 4)
    with pytest.raises(api.ImportRefused, match="more than 4 addresses"):
        load(street_of_houses(30), tmp_path)
    assert api.count() == 0


def test_a_missing_file_another_kind_and_one_without_addresses(tmp_path: Path) -> None:
    with pytest.raises(api.ImportRefused, match="no file"):
        api.import_places(path=tmp_path / "none.osm.pbf")
    (tmp_path / "letter.docx").write_text("hello")
    with pytest.raises(api.ImportRefused, match="only"):
        api.import_places(path=tmp_path / "letter.docx")
    roads = Extract()
    roads.way([(0, 0), (100, 0)], highway="residential", name="Storgatan")
    with pytest.raises(api.ImportRefused, match="no addresses"):
        load(roads, tmp_path)


def test_an_extract_of_another_part_of_the_world(cast: Cast, tmp_path: Path) -> None:
    path = street_of_houses(3).write(tmp_path / "town.osm.pbf")
    cast.home.crs = 2056
    cast.home.save()
    with pytest.raises(api.ImportRefused, match="outside the area of EPSG:2056"):
        api.import_places(path=path)


def test_a_map_imported_later_serves_addresses_from_elsewhere(tmp_path: Path) -> None:
    from .town import add_dwelling

    row = add_dwelling("Storgatan", "101", east=50, north=-20)
    load(street_of_houses(6), tmp_path)
    row.refresh_from_db()
    assert (row.retired_at, row.side, round(row.measure or 0)) == (None, -1, 50)


def test_what_is_used_for_something_else_is_no_home(tmp_path: Path) -> None:
    """By its own tags, or by what stands in its building; a shop may have homes above, and is marked."""
    town = street_of_houses(2)
    town.house((300, 20), building="yes", amenity="police", **address("Storgatan", "30"))
    town.block((340, 20), 20, building="yes", **address("Storgatan", "32"))
    town.node((342, 22), amenity="fire_station", name="Räddningstjänsten")
    town.node((380, 20), shop="florist", **address("Storgatan", "34"))
    report = load(town, tmp_path)
    assert set(there()) == {"Storgatan 1", "Storgatan 2", "Storgatan 34"}
    assert {r.reason for r in report.refusals} == {"not a home (police)", "not a home (fire_station)"}
    assert Dwelling.objects.get(number="34").use == "florist"


def test_a_street_is_what_is_joined_on_the_ground(tmp_path: Path) -> None:
    """Houses of a street are in it whether they say its town, another, or none; a namesake far off isn't."""
    town = street_of_houses(6)
    town.house((30, -30), **address("Storgatan", "7", addr_city="Berga"))
    town.house((50, -30), **address("STORGATAN", "9"))
    town.way([(9000, 0), (9200, 0)], highway="residential", name="Storgatan")
    town.house((9050, 10), **address("Storgatan", "1", addr_city="Havsvik"))
    load(town, tmp_path)
    streets = {row.number: row.street_id for row in Dwelling.objects.filter(location__isnull=False).order_by("pk")}
    here = {streets[number] for number in ("2", "3", "4", "5", "6", "7", "9")}
    assert len(here) == 1
    assert Street.objects.filter(dwellings__gt=0).count() == 2


def test_flats_above_a_restaurant_are_the_buildings(tmp_path: Path) -> None:
    town = street_of_houses(2)
    town.block((300, 20), 30, building="apartments", building_levels="3")
    town.node((295, 15), **address("Storgatan", "40", amenity="restaurant"))
    load(town, tmp_path)
    block = Dwelling.objects.get(number="40")
    assert (block.use, block.homes_by, block.kind) == ("restaurant", "estimated", "flat")
    assert block.source_id.startswith("w")
    assert load(town, tmp_path).added == 0
