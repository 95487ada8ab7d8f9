"""A period that is declared does what one that is written out did, and a record's page says so."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.template import Context, Template

from kokong.intake.models import Batch
from kokong.kernel import retention
from kokong.kernel.keep import DELETE, Keep
from tests.cast import Cast

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
NAMES = Keep(
    Batch,
    by="ended",
    days=30,
    clear="name content header created_by",
    purpose="A test's.",
    name="test names",
    what="The file",
    among=~Q(state="running"),
)


def batch(**other: Any) -> Batch:
    given: dict[str, Any] = {"name": "file", "content": b"x", "header": ["a"], "created_by": 3, "state": "done"}
    return Batch.objects.create(**(given | {"police": False, "created": NOW, "ended": NOW} | other))


def test_what_is_older_is_emptied_once(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        row, running, open_ = batch(), batch(state="running"), batch(ended=None)
        assert NAMES.apply(NOW, False) == 0
        later = NOW + timedelta(seconds=1)
        assert [NAMES.apply(later, dry) for dry in (True, False, False)] == [1, 1, 0]
        row.refresh_from_db()
        assert (row.name, bytes(row.content), row.header, row.created_by) == ("", b"", [], None)
        for other in (running, open_):
            other.refresh_from_db()
            assert other.name == "file"


def test_deleting_counts_and_needs_no_columns(cast: Cast) -> None:
    gone = Keep(Batch, by="ended", days=0, clear=DELETE, told="name", purpose="A test's.", name="test rows")
    assert gone.columns == {"intake.Batch": "name"}
    with cast.acting(cast.coordinator):
        batch()
        later = NOW + timedelta(seconds=1)
        assert [gone.apply(later, dry) for dry in (True, False, False)] == [1, 1, 0]
    with cast.acting(cast.stranger):
        batch()
    with cast.acting(cast.coordinator):
        assert gone.apply(NOW + timedelta(days=1), True) == 0


def test_of_several_moments_the_first_counts_and_none_means_that_all_among_are_over(cast: Cast) -> None:
    told: dict[str, Any] = {"days": 30, "clear": DELETE, "told": "name", "purpose": "A test's."}
    first = Keep(Batch, by="ended created", name="test first", **told)
    asked: list[datetime] = []
    others = Keep(Batch, by="", among=lambda at: asked.append(at) or ~Q(name="file"), name="test others", **told)  # type: ignore[func-returns-value]
    with cast.acting(cast.coordinator):
        row = batch(created=NOW + timedelta(days=5))
        assert first.kept(row).on == date(2026, 7, 1)
        assert (first.apply(NOW, True), others.apply(NOW, True)) == (0, 0)
        open_ = batch(ended=None, created=NOW - timedelta(days=1))
        assert (first.apply(NOW, True), first.kept(open_).on) == (1, date(2026, 6, 30))
        assert others.kept(row).on is None
        batch(name="other", ended=None)
        assert [others.apply(NOW, dry) for dry in (True, False, False)] == [1, 1, 0]
        assert set(asked) == {NOW}


def test_a_record_says_when_it_goes_and_that_it_went(cast: Cast) -> None:
    retention.declare(NAMES)
    try:
        with cast.acting(cast.coordinator):
            row = batch()
            room, mine = retention.until(row)
            assert (room.what, mine) == ("The file and what it left out", NAMES.kept(row))
            assert (NAMES.kept(row).on, NAMES.kept(row).gone) == (date(2026, 7, 1), False)
            assert retention.until(batch(ended=None))[1].on is None
            page = Template("{% load retention %}{% kept row %}")
            assert "The file: kept until 1 July 2026." in page.render(Context({"row": row}))
            NAMES.apply(NOW + timedelta(days=1), False)
            row.refresh_from_db()
            assert "The file: removed 1 July 2026." in page.render(Context({"row": row}))
    finally:
        retention._rules.pop("test names")
