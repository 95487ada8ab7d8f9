"""Blocks of flats in two sources: not lost while flats are missing, and not doubled."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest

from kokong.places import api
from kokong.places.importing import merge as merging
from kokong.places.importing.source import Address
from kokong.places.models import Dwelling
from tests.cast import Cast

from .town import ORIGIN, add_dwelling

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_home(cast: Cast) -> Iterator[None]:
    with cast.acting(cast.coordinator):
        yield


def block(homes: int = 12, by: str = "told", *, number: str = "5", **more: object) -> Dwelling:
    """Storgatan 5 from the map."""
    told = {"source": "osm", "source_id": f"w{number}", "kind": "flat"} | more
    return add_dwelling("Storgatan", number, homes=homes, homes_by=by, **told)  # type: ignore[arg-type]


def flats(*units: str, number: str = "5", stairwell: str = "") -> list[Address]:
    return [
        Address(f"r{number}{stairwell}{unit}", "Storgatan", number, ORIGIN.x, ORIGIN.y,
                unit=unit, stairwell=stairwell, kind="flat")
        for unit in units
    ]  # fmt: skip


def plain(homes: int = 12, by: str = "told", *, source_id: str = "w5", stairwell: str = "") -> list[Address]:
    return [
        Address(source_id, "Storgatan", "5", ORIGIN.x, ORIGIN.y,
                stairwell=stairwell, kind="flat", homes=homes, homes_by=by)
    ]  # fmt: skip


def merge(homes: Sequence[Address], source: str, *, retire_many: bool = False) -> merging.Merged:
    return merging.merge(homes, source=source, now=NOW, retire_many=retire_many)


def there() -> list[tuple[str, str, str, int]]:
    rows = Dwelling.objects.filter(retired_at=None).order_by("source", "unit", "stairwell")
    return [(row.source, row.unit, row.stairwell, row.homes) for row in rows]


def test_a_block_stays_while_a_register_lists_few_of_its_flats() -> None:
    row = block()
    for _ in range(2):
        merge(flats("1001", "1002"), "register")
        Dwelling.objects.filter(source="register").update(street=row.street_id)
        merge(plain(), "osm")
    assert there() == [("osm", "", "", 12), ("register", "1001", "", 1), ("register", "1002", "", 1)]
    around = api.neighbourhood(dwelling_id=Dwelling.objects.get(unit="1001").pk)
    assert {n.address: n.homes for n in around.neighbours}["Storgatan 5"] == 10


@pytest.mark.parametrize(("homes", "by", "listed"), [(3, "told", 3), (1, "", 1), (5, "estimated", 3)])
def test_a_block_goes_when_its_flats_are_listed(homes: int, by: str, listed: int) -> None:
    row = block(homes, by)
    units = [str(1001 + n) for n in range(listed)]
    merge(flats(*units), "register")
    Dwelling.objects.filter(source="register").update(street=row.street_id)
    merge(plain(homes, by), "osm")
    assert [unit for _source, unit, *_rest in there()] == units


def test_flats_of_one_stairwell_leave_the_other_block() -> None:
    block(2, source_id="a", stairwell="A")
    block(2, source_id="b", stairwell="B")
    merge(flats("1001", "1002", stairwell="A"), "register")
    assert [(source, stairs) for source, _unit, stairs, _homes in there()] == [
        ("osm", "B"), ("register", "A"), ("register", "A"),
    ]  # fmt: skip


@pytest.mark.parametrize("stairwells", [("", "A", "B"), ("A", "", "")])
def test_a_block_is_not_doubled_by_its_stairwells(stairwells: tuple[str, str, str]) -> None:
    first, *others = stairwells
    block(stairwell=first)
    merge([a for n, s in enumerate(others) for a in plain(6, source_id=f"r{n}", stairwell=s)], "register")
    assert there() == [("osm", "", first, 12)]


def test_a_file_that_takes_every_house_for_a_flat_is_refused() -> None:
    for n in range(1, 31):
        block(1, "", number=str(n))
    wrong = [a for n in range(1, 31) for a in flats("1", number=str(n))]
    with pytest.raises(api.ImportRefused, match="30 of the 30"):
        merge(wrong, "register")


def test_a_file_that_takes_every_house_for_a_flat_goes_through_when_told() -> None:
    for n in range(1, 31):
        block(1, "", number=str(n))
    merged = merge([a for n in range(1, 31) for a in flats("1", number=str(n))], "register", retire_many=True)
    assert (merged.added, merged.retired) == (30, 30)


@pytest.mark.parametrize(("source", "source_id"), [("osm", "w5"), ("osm", "n77"), ("register", "r5")])
def test_where_visitors_found_no_home_no_source_brings_one_back(source: str, source_id: str) -> None:
    block(1, "", retired_at=NOW, no_home=True)
    merged = merge(plain(1, "", source_id=source_id), source)
    assert (there(), len(merged.refused)) == ([], 1)


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_home_that_a_visitor_found_is_the_registers_once_it_lists_it(confirmed: bool) -> None:
    beside = block(1, "")
    found = api.home_found(text="Storgatan 7", beside_id=beside.pk, point=None, key="k")
    assert found.found
    if confirmed:
        api.confirm_found(dwelling_id=found.id)
        assert not api.dwellings(ids=[found.id])[found.id].found
        with pytest.raises(api.DwellingNotFound):
            api.confirm_found(dwelling_id=found.id)
    merged = merge([Address("r7", "Storgatan", "7", ORIGIN.x, ORIGIN.y, kind="detached")], "register")
    assert (merged.added, merged.refused) == (0, [])
    row = Dwelling.objects.get(number="7")
    assert (row.pk, row.source, row.source_id, row.retired_at) == (found.id, "register", "r7", None)


@contextmanager
def meanwhile(said: Callable[[], object]) -> Iterator[None]:
    """What people say while a file is compared with what was there when it began."""
    refuse = merging._refuse_many

    def then(*given: Any) -> None:
        said()
        refuse(*given)

    with patch.object(merging, "_refuse_many", then):
        yield


@pytest.mark.parametrize(("by", "stays"), [("estimated", (7, "counted")), ("told", (12, "told"))])
def test_homes_that_are_counted_while_a_file_is_read_stay_counted(by: str, stays: tuple[int, str]) -> None:
    row = block(8, "estimated")
    with meanwhile(lambda: api.count_homes(dwelling_id=row.pk, homes=7)):
        merge(plain(12, by), "osm")
    row.refresh_from_db()
    assert (row.homes, row.homes_by) == stays


@pytest.mark.parametrize("source_id", ["w5", "w6"])
def test_a_home_that_visitors_do_not_find_while_a_file_is_read_does_not_come_back(source_id: str) -> None:
    """Whether or not the file gives it a new id."""
    row = block(1, "")
    with meanwhile(lambda: api.no_home(dwelling_id=row.pk, found=True, now=NOW)):
        merge(plain(1, "", source_id=source_id), "osm")
    row.refresh_from_db()
    assert (row.retired_at, row.no_home, row.source_id) == (NOW, True, source_id)
    assert there() == []


def test_a_found_home_that_is_rejected_while_a_file_is_read_is_the_file_s() -> None:
    row = block(1, "", source="found", source_id="f1")
    with meanwhile(lambda: api.reject_found(dwelling_id=row.pk, now=NOW)):
        merge(plain(1, ""), "osm")
    assert there() == [("osm", "", "", 1)]
