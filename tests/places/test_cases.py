"""Files as people have them, through the real importers: each folder is tried where it is there."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kokong.measures.cocoons import ring, rules
from kokong.places import api
from kokong.places.importing.mapping import from_values
from kokong.places.models import Dwelling
from kokong.risk import api as risk
from tests.cast import Cast

CASES = Path(os.environ.get("KOKONG_CASES", Path(__file__).parents[2] / "../shared/cases"))


@pytest.fixture(autouse=True)
def in_home(cast: Cast) -> Iterator[None]:
    with cast.acting(cast.coordinator):
        yield


def folder(name: str) -> Path:
    if not (CASES / name).is_dir():
        pytest.skip(f"{name} is not here")
    return CASES / name


def taken(path: Path, mapping: Path | None = None) -> api.ImportReport:
    return api.import_places(path=path, mapping=api.load_mapping(mapping) if mapping else None)


def asked(path: Path) -> dict[str, str]:
    """Each address of a file with the home found, or the class of the refusal."""
    with path.open(encoding="utf-8") as file:
        return {row["adress"]: found(row["adress"]) for row in csv.DictReader(file, delimiter=";")}


def found(text: str) -> str:
    try:
        return api.find_address(text=text).address
    except api.AddressRefused as refused:
        return type(refused).__name__.removeprefix("Address")


def test_flats_as_people_write_them() -> None:
    here = folder("01-flat-addresses")
    taken(here / "register.csv", here / "map.toml")
    told = asked(here / "asked.csv")
    refused = {text for text, home in told.items() if home in {"NotFound", "Elsewhere", "Ambiguous"}}
    assert refused == {
        "Storgatan 17", "Storgatan 12", "Storgatan 12 A", "Kv. Björken 3", "Björken 3", "Sekretess", "-",
        "Skyddad adress",
    }  # fmt: skip
    for text, home in told.items():
        flat = next((f"lgh {n}" for n in (1203, 1304, 1101) if str(n) in text), "")
        assert text in refused or home.endswith(flat)
    assert told["Storgatan 18"] == "Storgatan 16-18"
    with pytest.raises(api.AddressRefused, match=r"12 A.*12 B.*12 M"):
        api.find_address(text="Storgatan 12")


def test_namesakes_in_two_towns() -> None:
    here = folder("02-namesakes")
    taken(here / "nocity.osm.pbf")
    assert set(asked(here / "asked.csv").values()) == {"Ambiguous", "Elsewhere", "NotFound"}
    with pytest.raises(api.AddressAmbiguous) as both:
        api.find_address(text="Storgatan 5")
    assert len(set(both.value.candidates)) == 2
    with pytest.raises(api.AddressNotFound, match="Björkenäsvägen 3"):
        api.find_address(text="Björken 3")


def homes() -> dict[str, list[tuple[str, str, int, str]]]:
    """The live homes by street and number: flat, stairwell, how many homes, and how that is known."""
    found: dict[str, list[tuple[str, str, int, str]]] = {}
    for row in Dwelling.objects.filter(retired_at=None).order_by("unit_key", "stairwell"):
        told = (row.unit, row.stairwell, row.homes, row.homes_by)
        found.setdefault(f"{row.street_name} {row.number}", []).append(told)
    return found


def test_flats_on_the_map() -> None:
    here = folder("04-osm-flats")
    report = taken(here / "flats.osm.pbf")
    there = homes()
    counts = {address: sum(home[2] for home in here) for address, here in there.items()}
    assert {n: counts[f"Lasarettsvägen {n}"] for n in ("2", "4", "6", "8", "42", "44", "46")} == {
        "2": 16, "4": 16, "6": 24, "8": 8, "42": 6, "44": 4, "46": 44,
    }  # fmt: skip
    assert there["Lasarettsvägen 6"] == [("", "", 24, "told")]
    assert {home[1] for home in there["Lasarettsvägen 8"]} == {"A", "B"}
    assert there["Lasarettsvägen 10A"][0][3] == there["Lasarettsvägen 12"][0][3] == "estimated"
    assert there["Lasarettsvägen 14-22"] == [("", "", 5, "told")]
    assert {"Lasarettsvägen 24", "Lasarettsvägen 26", "Björkö Norrgården", "Björkö Södergården"} <= set(there)
    assert report.skipped["house numbers only interpolated along a line"] == 1
    assert found("Björkö Norrgården") == "Björkö Norrgården"
    assert found("Lasarettsvägen 18") == "Lasarettsvägen 14-22"
    assert found("Lasarettsvägen 8 B lgh 1002") == "Lasarettsvägen 8, uppg. B, lgh 1002"
    assert found("Lasarettsvägen 8 lgh 1002") == "Ambiguous"


def test_the_register_after_the_map() -> None:
    here = folder("05-two-sources")
    taken(here / "map.osm.pbf")
    taken(here / "register-nfc.csv", here / "map.toml")
    once = homes()
    assert [unit for unit, *_rest in once["Ängsbågen 11"]] == ["1001", "1002", "1101", "1102"]
    assert {address: len(here) for address, here in once.items() if len(here) > 1} == {"Ängsbågen 11": 4}
    assert "S:t Eriksgatan 2" not in once
    for path, mapping in ((here / "map.osm.pbf", None), (here / "register-nfc.csv", here / "map.toml")):
        again = taken(path, mapping)
        assert (again.added, again.retired) == (0, 0)
    assert homes() == once


def test_blocks_whose_flats_nobody_lists() -> None:
    here = folder("18-flats-unknown")
    taken(here / "blocks.osm.pbf")
    assert all(home[2] > 1 and home[3] == "estimated" for at in homes().values() for home in at)
    assert [found(text) for text in ("Lasarettsvägen 4 3tr", "Lasarettsvägen 6", "Lasarettsvägen 6 A")] == [
        "Lasarettsvägen 4", "Lasarettsvägen 6", "NotFound",
    ]  # fmt: skip


def test_a_flat_that_nobody_lists_is_kept_as_it_was_told() -> None:
    here = folder("18-flats-unknown")
    taken(here / "blocks.osm.pbf")
    flat = api.home_told(text="Lasarettsvägen 4 lgh 1203")
    assert (flat.unit, flat.kind, flat.address) == ("1203", "flat", "Lasarettsvägen 4, lgh 1203")
    assert api.home_told(text="Lasarettsvägen 4, lgh 1203, 392 32 Kalmar").id == flat.id
    around = api.neighbourhood(dwelling_id=flat.id)
    block = next(n for n in around.neighbours if n.address == "Lasarettsvägen 4")
    assert block.same_stairwell
    assert block.homes > 1
    assert taken(here / "blocks.osm.pbf").retired == 0
    assert api.find_address(text="Lasarettsvägen 4").unit == ""
    api.count_homes(dwelling_id=block.dwelling_id, homes=12)
    taken(here / "blocks.osm.pbf")
    assert ("", "", 12, "counted") in homes()["Lasarettsvägen 4"]


@pytest.mark.parametrize("mapping", ["", "best.toml", "names-only.toml"])
def test_lantmateriet_as_it_is_delivered(mapping: str) -> None:
    here = folder("03-lantmateriet-gpkg")
    report = taken(here / "belagenhetsadress_kn0880.gpkg", here / mapping if mapping else None)
    assert report.skipped == {"addresses that are not in use (Reserverad)": 3}
    assert report.refusals == ()
    assert Dwelling.objects.count() == 13
    assert {f"Ljungby {farm} 1" for farm in ("Norrgården", "Södergården", "Mellangården")} <= set(homes())
    assert {home[1] for home in homes()["Storgatan 7"]} == {"UH", "UV"}
    assert {home[1] for home in homes()["Storgatan 9"]} == {"U 1", "U 2"}
    assert not Dwelling.objects.filter(postcode="0").exists()
    assert {text: found(text) for text in asked(here / "asked.csv")} == {
        "Nyhagen 2": "NotFound",
        "Ljungby Norrgården 1": "Ljungby Norrgården 1",
        "Ljungby 101": "Ljungby 101",
        "Norrgården 1": "NotFound",
        "Norrgården 1, Ljungby": "Ljungby Norrgården 1",
        "Kyrkvägen 3, Lindsdal": "Kyrkvägen 3",
        "Kyrkvägen 3, Kalmar": "Ambiguous",
        "Storgatan 7": "Ambiguous",
        "Hamngatan Kajplats 4": "Hamngatan Kajplats 4",
    }
    with pytest.raises(api.AddressAmbiguous, match=r"Lindsdal.*Smedby|Smedby.*Lindsdal"):
        api.find_address(text="Kyrkvägen 3, Kalmar")


def test_a_mended_import_goes_through_after_a_wrong_one() -> None:
    here = folder("07-sweref-zones")
    taken_wrongly = here / "z3007.csv"
    try:
        taken(taken_wrongly)
    except api.ImportRefused:
        pytest.skip("noticed at once")
    mended = api.import_places(path=taken_wrongly, mapping=from_values({"crs": 3007}))
    assert (mended.rows, mended.changed) == (12, 12)
    assert api.find_address(text="Tallvägen 1").x == pytest.approx(585_000, abs=1)


@pytest.mark.parametrize("zone", range(3007, 3019))
def test_a_file_in_a_local_zone_is_refused_and_named(zone: int) -> None:
    here = folder("07-sweref-zones")
    taken(here / "comma.csv", here / "other.toml")
    with pytest.raises(api.ImportRefused, match=f"EPSG:{zone}"):
        taken(here / f"z{zone}.csv")
    assert any(f"EPSG:{zone}" in line for line in api.explain_places(path=here / f"z{zone}.csv"))


def test_a_register_without_ids_keeps_namesakes_apart() -> None:
    here = folder("02-namesakes")
    report = taken(here / "noid.csv")
    assert (report.added, report.refusals) == (3, ())
    assert found("Storgatan 5, Kalmar") == "Ambiguous"
    again = taken(here / "noid.csv")
    assert (again.added, again.changed, again.retired) == (0, 0, 0)


@pytest.mark.parametrize(("river", "marks"), [("near", {""}), ("far", {"", "round"}), ("none", {"", "none"})])
def test_a_walk_follows_ways(river: str, marks: set[str]) -> None:
    """The bridge is 300 m off, 1,500 m off, or there is none."""
    here = folder("14-river")
    taken(here / f"{river}.osm.pbf")
    home = api.find_address(text="Norra Strandgatan 11")
    doors = ring.choose(home.id, "detached", rules.DEFAULTS["detached"], accepted=risk.settings())
    streets = {row.pk: row.street_name for row in Dwelling.objects.all()}
    across = [door for door in doors if streets[door.dwelling_id] == "Södra Strandgatan"]
    assert across
    if river != "near":
        assert {door.way for door in across} == marks - {""}
        assert all(door.reason != "rear" for door in across)
        ranks = [door.rank for door in doors if not door.way]
        assert max(ranks) < min(door.rank for door in across)
    assert {door.way for door in doors if door not in across} == {""}
    walk = api.walking_order(dwelling_ids=[door.dwelling_id for door in doors], start=home.id)
    sides = [streets[number] for number in walk.dwelling_ids]
    if river == "none":
        assert sides == sorted(sides)
