"""Files that were handed to us: every one of burglaries goes in, or says what it asks."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from django.utils import timezone

from kokong.incidents import api, rules
from kokong.intake import api as imports
from kokong.intake.api import Decisions
from kokong.places import api as places
from tests.cast import Cast

ROOT: Final = Path(__file__).parents[2]
CASES: Final = Path(os.environ.get("KOKONG_CASES", ROOT.parent / "shared" / "cases"))
NOW: Final = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="no files were handed to us")


@pytest.fixture(autouse=True)
def _english(english: None) -> None:
    """Messages in English."""


def settle(cast: Cast, folder: str, *, register: str = "places.csv", mapping: str = "") -> None:
    """Import the addresses that a folder's burglaries stand at."""
    with cast.acting(cast.officer):
        known = places.load_mapping(CASES / mapping) if mapping else None
        places.import_places(path=CASES / folder / register, mapping=known, progress=lambda *_: None)


def take(cast: Cast, name: str, **given: object) -> imports.Report:
    """Import a file as the officer does."""
    with cast.acting(cast.officer):
        return api.import_file(path_or_bytes=CASES / name, name=name, now=NOW, **given)  # type: ignore[arg-type]


def there(cast: Cast) -> dict[str, str]:
    """When each burglary happened, by its address."""
    with cast.acting(cast.officer):
        found = api.burglaries(states=rules.STATES, limit=1000)
        homes = places.dwellings(ids={one.dwelling_id for one in found})
        return {homes[one.dwelling_id].address: f"{_local(one.earliest)} → {_local(one.latest)}" for one in found}


def _local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


GENERAL: Final = {
    "Tallvägen 1": "2026-03-01 18:00 → 2026-03-02 07:30",
    "Tallvägen 2": "2025-10-05 12:00 → 2026-04-18 11:00",
    "Tallvägen 3": "2026-03-05 00:00 → 2026-03-06 23:59",
}


@pytest.mark.parametrize("name", ["d1900", "d1900-general", "d1904", "d1904-general", "title-row", "trailing"])
def test_workbooks_of_both_calendars(cast: Cast, name: str) -> None:
    settle(cast, "09-burglary-workbooks")
    report = take(cast, f"09-burglary-workbooks/{name}.xlsx")
    assert report.taken == 3
    assert there(cast) == GENERAL
    assert [line.cells[0] for line in report.left] == (["Totalt"] if name == "trailing" else [])


def test_peoples_words(cast: Cast) -> None:
    settle(cast, "09-burglary-workbooks")
    kinds = take(cast, "09-burglary-workbooks/kinds.csv")
    assert (kinds.taken, kinds.aside, kinds.refused) == (21, 1, 0)
    completed = take(cast, "09-burglary-workbooks/completed.csv")
    assert (completed.taken, completed.aside, completed.refused) == (13, 2, 0)


def test_peoples_times(cast: Cast) -> None:
    settle(cast, "09-burglary-workbooks")
    report = take(cast, "09-burglary-workbooks/times.csv")
    assert [line.number for line in report.left] == [17, 18]
    known = there(cast)
    assert known["Tallvägen 1"] == "2026-03-02 00:00 → 2026-03-02 00:00"
    assert known["Tallvägen 10"] == "2026-03-01 18:00 → 2026-03-01 22:00"
    assert known["Tallvägen 11"] == "2026-03-01 22:00 → 2026-03-02 06:00"
    assert {known[f"Tallvägen {n}"][:10] for n in (3, 4, 5, 7, 8, 9, 12, 14, 15, 19, 20)} == {"2026-03-01"}
    again = take(cast, "09-burglary-workbooks/times.csv", decisions=Decisions(order="dmy"))
    assert (again.taken, again.already) == (1, 18)


def test_dotted_times_and_spans(cast: Cast) -> None:
    settle(cast, "10-dotted-times")
    report = take(cast, "10-dotted-times/b.csv", decisions=Decisions(order="dmy"))
    assert [line.number for line in report.left] == [9, 10], "these end before they begin"
    night, evening = "2026-03-01 18:30 → 2026-03-02 07:45", "2026-03-01 18:00 → 2026-03-01 22:00"
    known = there(cast)
    assert [known[f"Tallvägen {n}"] for n in (1, 2, 3)] == [night] * 3
    assert [known[f"Tallvägen {n}"] for n in (4, 5)] == [evening] * 2
    assert known["Tallvägen 6"] == "2026-03-01 08:00 → 2026-03-01 16:00"
    assert take(cast, "10-dotted-times/parts.csv").taken == 1
    assert there(cast)["Tallvägen 11"] == "2026-03-01 18:30 → 2026-03-01 19:15"


SHAPES: Final = sorted(
    path.name
    for path in CASES.glob("11-csv-shapes/*.csv")
    if path.stem not in {"places", "dup-headers", "anm", "date-time", "start-stop", "brottsdatum", "kl"}
)


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_text(cast: Cast, name: str) -> None:
    settle(cast, "11-csv-shapes")
    report = take(cast, f"11-csv-shapes/{name}")
    assert (report.taken, report.left) == (2, ())
    assert there(cast) == {
        "Tallvägen 1": "2026-03-01 18:00 → 2026-03-02 07:30", "Tallvägen 2": "2026-04-01 18:00 → 2026-04-02 07:30"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("date-time", "2026-03-01 18:30 → 2026-03-01 18:30"),
        ("brottsdatum", "2026-03-01 18:30 → 2026-03-01 18:30"),
        ("start-stop", "2026-03-01 18:30 → 2026-03-02 07:45"), ("kl", "2026-03-01 18:30 → 2026-03-02 07:45"),
    ],
)  # fmt: skip
def test_days_and_times_in_columns_of_their_own(cast: Cast, name: str, when: str) -> None:
    settle(cast, "11-csv-shapes")
    assert take(cast, f"11-csv-shapes/{name}.csv").refused == 0
    assert there(cast)["Tallvägen 1"] == when


def test_another_municipalitys_rows(cast: Cast) -> None:
    settle(cast, "01-flat-addresses", register="register.csv", mapping="01-flat-addresses/map.toml")
    report = take(cast, "19-other-municipality/lpo.csv")
    assert (report.taken, report.aside) == (0, 2)
    assert take(cast, "19-other-municipality/ort.csv").refused == 1
    assert there(cast) == {}


@pytest.mark.parametrize("name", ["title-row", "second-sheet", "two-header-rows"])
def test_headings_are_found_wherever_they_stand(cast: Cast, name: str) -> None:
    sheet = 1 if name == "second-sheet" else None
    with cast.acting(cast.officer):
        found = api.explain_file(path_or_bytes=CASES / f"08-excel-cells/{name}.xlsx", now=NOW, sheet=sheet)
    used = {column.use.column: column.use.field for column in found.columns if column.use.state == "used"}
    street = "Gatuadress" if name == "two-header-rows" else "gatuadress"
    assert used[street] == "address"
    assert "time" in found.problem, "they hold addresses, no burglaries"
