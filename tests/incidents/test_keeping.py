"""What is forgotten of a burglary, when, and what stays to be counted."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from kokong.incidents import api, keeping, models
from kokong.kernel import tenancy
from tests import roles

from .conftest import NOW, Report, Town

LONG_AGO = NOW - timedelta(days=3 * 365)


def clear(town: Town, rule: str, *, days: float, dry_run: bool = False) -> int:
    """Apply one rule as the worker does, so long after now."""
    (found,) = (each for each in keeping.RULES if each.name == rule)
    with tenancy.scope(municipality_id=town.cast.home.pk), roles.acting("worker"):
        return found.apply(NOW + timedelta(days=days) - found.period, dry_run)


def test_the_home_is_forgotten_and_the_burglary_still_counts(town: Town, report: Report) -> None:
    with town.cast.acting(town.cast.officer):
        told = report()
        api.confirm(burglary_id=told.id, now=NOW)
        counted = api.count()
    assert clear(town, "burgled homes", days=5 * 365 - 1) == 0
    assert clear(town, "burgled homes", days=5 * 365 + 1, dry_run=True) == 1
    with town.cast.acting(town.cast.officer):
        assert api.burglary(burglary_id=told.id) == api.burglaries()[0]
    assert clear(town, "burgled homes", days=5 * 365 + 1) == 1
    assert clear(town, "burgled homes", days=5 * 365 + 1) == 0
    with town.cast.acting(town.cast.officer):
        assert api.count() == counted == 1
        assert api.burglary(burglary_id=told.id) is None
        assert api.burglaries() == ()
        row = models.Burglary.every.get(pk=told.id)
        assert (row.dwelling_id, row.reported_by, row.confirmed_by) == (None, None, None)
        assert (row.dwelling_kind, row.latest) == (told.dwelling_kind, told.latest)


def test_a_case_number_is_forgotten_after_two_years(town: Town, report: Report) -> None:
    with town.cast.acting(town.cast.officer):
        told = report(case_number="5000-K1-26", contact="Sonja")
    assert clear(town, "case numbers", days=2 * 365 - 1) == 0
    assert clear(town, "case numbers", days=2 * 365 + 1) == 1
    with town.cast.acting(town.cast.officer):
        part = api.police_part(burglary_id=told.id, purpose=api.Purpose("case"))
        assert part is not None
        assert (part.case_number, part.contact) == ("", "Sonja")


def test_the_words_of_old_changes_fade_and_the_changes_stay(town: Town, report: Report) -> None:
    with town.cast.acting(town.cast.officer):
        told = report()
        row = models.Burglary.objects.get(pk=told.id)
        models.BurglaryVersion.objects.create(
            burglary=row, number=9, at=LONG_AGO, user_id=town.cast.officer.user_id, action="corrected",
            reason="It was next door.", changes={"dwelling_id": [1, 2]},
        )  # fmt: skip
    assert clear(town, "reasons of changes", days=0) == 1
    assert clear(town, "reasons of changes", days=0) == 0
    with town.cast.acting(town.cast.officer):
        old = models.BurglaryVersion.objects.get(number=9)
        assert (old.reason, old.changes, old.user_id) == ("", {}, None)
        assert (old.action, old.at) == ("corrected", LONG_AGO)


@pytest.mark.parametrize(
    ("change", "age_days"),
    [
        ("reason = 'It was I.', changes = '{}', user_id = NULL", 3 * 365),
        ("reason = '', changes = '{}', user_id = NULL, action = 'confirmed'", 3 * 365),
        ("reason = '', changes = '{}', user_id = NULL", 300),
    ],
)
def test_nothing_else_of_a_change_is_ever_changed(town: Town, report: Report, change: str, age_days: int) -> None:
    with town.cast.acting(town.cast.officer):
        row = models.Burglary.objects.get(pk=report().id)
        models.BurglaryVersion.objects.create(
            burglary=row, number=9, at=NOW - timedelta(days=age_days), action="corrected", reason="So."
        )
        with (
            pytest.raises(ProgrammingError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE incidents_burglaryversion SET {change} WHERE number = 9")
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM incidents_burglaryversion")
