"""Rows whose keys a former rule made: found again once the keys are made anew, a batch at a time."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from kokong.kernel import tenancy
from kokong.places import api, keys
from kokong.places.models import Dwelling, Street
from tests.cast import Cast

from .town import add_dwelling


@pytest.fixture
def old(committed_cast: Cast) -> Cast:
    """A street and numbers as they were stored before: "S:t" not written out, "16-18" as 1618."""
    with tenancy.scope(municipality_id=committed_cast.home.pk):
        for number in ("3", "16-18", "12 A"):
            add_dwelling("S:t Eriks väg", number)
        add_dwelling("Storgatan", "7", unit="1101", kind="flat")
        Street.objects.filter(name="S:t Eriks väg").update(name_key="s t eriks vag")
        Dwelling.objects.filter(number="16-18").update(number_key="01618")
        Dwelling.objects.filter(number="7").update(unit_key="1101")
    with tenancy.scope(municipality_id=committed_cast.elsewhere.pk):
        add_dwelling("4:e Tvärgatan", "1")
        Street.objects.update(name_key="4 e tvargatan")
    return committed_cast


ASKED = ("Sankt Eriks väg 3", "S:t Eriks väg 18", "Storgatan 7 lgh 1101")


def found(cast: Cast, text: str) -> str:
    """The home that an address names; empty for a refusal."""
    with cast.acting(cast.coordinator):
        try:
            return api.find_address(text=text).address
        except api.AddressRefused:
            return ""


@pytest.mark.parametrize("batch", [1, 2, 3, 5000])
def test_an_old_row_is_found_after_its_keys_are_made_anew(old: Cast, batch: int) -> None:
    assert [found(old, text) for text in ASKED] == ["", "", ""]
    assert keys.renew(batch=batch) == 4, "and the one of the other municipality"
    assert [found(old, text) for text in ASKED] == [
        "S:t Eriks väg 3", "S:t Eriks väg 16-18", "Storgatan 7, lgh 1101"
    ]  # fmt: skip
    with tenancy.scope(municipality_id=old.elsewhere.pk):
        assert Street.objects.get().name_key == "fjarde tvargatan"
    assert keys.renew(batch=batch) == 0, "again changes nothing"


def test_what_was_stopped_keeps_its_batches_and_goes_on(old: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, seen = keys._differing, []

    def breaking(table: Any, rows: Any) -> Any:
        seen.append(rows)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return plain(table, rows)

    monkeypatch.setattr(keys, "_differing", breaking)
    with pytest.raises(KeyboardInterrupt):
        keys.renew(batch=1)
    monkeypatch.undo()
    left = keys.renew(batch=1)
    assert 0 < left < 4
    assert all(found(old, text) for text in ASKED)


def test_the_migration_makes_them_anew_and_is_no_single_transaction(old: Cast) -> None:
    migration = import_module("kokong.places.migrations.0008_keys")
    assert migration.Migration.atomic is False
    migration.renew(None, SimpleNamespace(connection=connection))
    assert all(found(old, text) for text in ASKED)
