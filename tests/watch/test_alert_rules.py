"""What an alert may say of when, who wants it, and when a digest with it is due: pure."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kokong.measures.watch.alerts import rules

HERE = ZoneInfo("Europe/Stockholm")
NIGHT = (time(21), time(7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE).astimezone(UTC)


@pytest.mark.parametrize(
    ("earliest", "latest", "found"),
    [
        ("2026-11-22T12:10", "2026-11-22T17:50", [(22, "afternoon"), (22, "afternoon")]),
        ("2026-11-22T05:59", "2026-11-22T05:59", [(22, "night"), (22, "night")]),
        ("2026-11-22T08:00", "2026-11-22T13:00", [(22, ""), (22, "")]),
        ("2026-11-21T18:00", "2026-11-22T09:00", [(21, "evening"), (22, "morning")]),
        ("2026-10-25T02:30", "2026-10-25T02:45", [(25, "night"), (25, "night")]),
    ],
)
def test_when_is_said_by_parts_of_days(earliest: str, latest: str, found: list[tuple[int, str]]) -> None:
    said = rules.when(at(earliest), at(latest), zone=HERE)
    assert [(each.day.day, each.part) for each in said] == found
    assert said[0].day == date.fromisoformat(earliest[:10])


@pytest.mark.parametrize(
    ("urgency", "quiet", "hour", "due"),
    [
        ("calm", NIGHT, 13, 8),
        ("today", NIGHT, 13, 14),
        ("today", NIGHT, 22, 7),
        ("today", NIGHT, 5, 7),
        ("today", NIGHT, 20, 7),
        ("today", None, 23, 0),
        ("today", (time(12), time(13, 30)), 11, 14),
        ("today", (time(9), time(9)), 8, 9),
    ],
)
def test_a_digest_is_due_at_an_hour_that_is_not_quiet(
    urgency: str, quiet: tuple[time, time] | None, hour: int, due: int
) -> None:
    local = datetime(2026, 11, 30, hour, 20, tzinfo=HERE)
    assert rules.digest_hour(urgency=urgency, own=8, quiet=quiet, local=local) == due


def test_who_wants_less_is_told_of_less() -> None:
    told = {least: [u for u in rules.URGENCY if rules.wanted(u, least=least)] for least in rules.URGENCY}
    assert told == {"now": ["now"], "today": ["now", "today"], "calm": ["now", "today", "calm"]}


@pytest.mark.parametrize("approve", rules.APPROVALS)
@pytest.mark.parametrize("urgency", rules.URGENCY)
def test_which_alerts_the_other_authority_approves(approve: str, urgency: str) -> None:
    needed = approve == "always" or (approve == "calm" and urgency != "now")
    assert rules.needs_approval(urgency=urgency, approve=approve) is needed


def test_nothing_leaves_twice_and_everything_comes_to_an_end() -> None:
    assert rules.COURSE.ends() == {"over", "withdrawn", "dropped"}
    assert rules.COURSE.sources("send") == {"draft", "approved"}
    assert rules.STARTED.isdisjoint(rules.WRITABLE)


def test_how_long_it_takes_to_read() -> None:
    assert [rules.seconds("ord " * n) for n in (0, 1, 200)] == [0, 1, 60]
