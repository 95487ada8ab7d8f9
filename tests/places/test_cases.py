"""Files as people have them, through the real importers: each folder is tried where it is there."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kokong.places import api
from kokong.places.models import Dwelling
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
