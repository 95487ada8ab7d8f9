"""Periods are applied in every municipality, and a dry run changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from kokong.kernel import audit, retention, tenancy
from tests.cast import Cast

NOW = datetime(2026, 11, 1, 2, 15, tzinfo=UTC)


@pytest.fixture
def applied() -> Iterator[list[tuple[int, datetime, bool]]]:
    """Where, until when and how a test's own rule was applied; each time it counts three rows."""
    calls: list[tuple[int, datetime, bool]] = []

    def apply(before: datetime, dry_run: bool) -> int:
        calls.append((tenancy.municipality_id(), before, dry_run))
        return 3

    retention.declare(retention.Rule("test rows", "A test's.", timedelta(days=90), apply))
    yield calls
    retention._rules.pop("test rows")


def test_a_rule_is_applied_in_every_municipality(cast: Cast, applied: list[tuple[int, datetime, bool]]) -> None:
    outcomes = [o for o in retention.apply_all(now=NOW) if o.rule == "test rows"]
    before = NOW - timedelta(days=90)
    assert applied == [(cast.home.pk, before, False), (cast.elsewhere.pk, before, False)]
    assert [o.rows for o in outcomes] == [3, 3]
    with cast.acting(cast.auditor):
        assert audit.entries(subject="test rows")[0].detail == {"rows": 3}


def test_a_dry_run_says_so_to_the_rule_and_leaves_no_entry(
    cast: Cast, applied: list[tuple[int, datetime, bool]]
) -> None:
    retention.apply_all(now=NOW, dry_run=True)
    assert [dry for *_, dry in applied] == [True, True]
    with cast.acting(cast.auditor):
        assert audit.entries(subject="test rows") == ()
