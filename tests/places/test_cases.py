"""Files as people have them, through the real importers: each folder is tried where it is there."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kokong.places import api
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
