"""The course, who leads on it, and times on the night of the changed clock. Pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kokong.measures.outreach import rules
from kokong.measures.outreach.rules import Standing

HERE = ZoneInfo("Europe/Stockholm")
TODAY, LAST = date(2026, 11, 2), date(2026, 12, 20)
LEAD, OFFICER = frozenset({"coordinator"}), frozenset({"officer"})


def standing(state: str, *, both: bool = True, by: str = "", problems: tuple[str, ...] = ()) -> Standing:
    return Standing(state, both, by, LAST, problems)


def offered(now: Standing, authority: str, today: date = TODAY) -> tuple[str, ...]:
    roles = LEAD if authority == "municipality" else OFFICER
    return rules.moves(now, authority=authority, roles=roles, today=today)


def test_what_speaks_for_both_is_approved_by_the_other_authority() -> None:
    assert offered(standing("draft"), "municipality") == ("propose", "withdraw")
    waiting = standing("proposed", by="municipality")
    assert offered(waiting, "municipality") == ("send_back", "withdraw")
    assert offered(waiting, "police") == ("approve", "send_back")
    assert rules.against(waiting, "approve", authority="municipality", today=TODAY) == "own"
    assert offered(standing("approved", by="municipality"), "municipality") == ("schedule", "withdraw")


def test_what_speaks_for_one_needs_nobody_else() -> None:
    alone = standing("draft", both=False)
    assert offered(alone, "municipality") == ("schedule", "withdraw")
    assert rules.against(alone, "propose", authority="municipality", today=TODAY) == "alone"
    assert rules.against(standing("draft"), "schedule", authority="municipality", today=TODAY) == "both"


@pytest.mark.parametrize("action", ["propose", "approve", "schedule"])
def test_nothing_is_approved_after_its_last_day(action: str) -> None:
    now = standing("proposed", by="police")
    assert rules.against(now, action, authority="municipality", today=LAST) in {"", "alone"}
    assert rules.against(now, action, authority="municipality", today=LAST + timedelta(days=1)) == "over"


def test_words_that_are_too_long_keep_it_back() -> None:
    now = standing("draft", problems=("long", "empty"))
    assert rules.against(now, "propose", authority="municipality", today=TODAY) == "long"
    assert rules.against(now, "withdraw", authority="municipality", today=TODAY) == ""


def test_a_change_makes_a_draft_until_it_goes_out() -> None:
    for state in rules.COURSE.states():
        assert rules.COURSE.after(state, "rewrite") == ("draft" if state in rules.WRITABLE else None), state


def test_every_state_has_a_way_on_for_a_person_but_its_ends() -> None:
    for state in set(rules.COURSE.states()) - rules.COURSE.ends():
        assert rules.COURSE.actions(state, LEAD), state
    for state in set(rules.PART.states()) - rules.PART.ends() - rules.BUSY:
        assert rules.PART.actions(state, LEAD), state


def test_it_is_over_at_the_end_of_its_last_day() -> None:
    ends = rules.ends_at(date(2026, 10, 24), zone=HERE)
    assert ends.astimezone(UTC) == datetime(2026, 10, 24, 22, tzinfo=UTC)
    before = ends - timedelta(seconds=1)
    assert rules.due(state="out", at=None, ends=ends, now=before) == ""
    assert rules.due(state="out", at=None, ends=ends, now=ends) == "end"
    assert rules.due(state="scheduled", at=before, ends=ends, now=before) == "go"
    assert rules.due(state="approved", at=before, ends=ends, now=ends) == ""


def test_it_is_out_when_no_channel_is_on_its_way() -> None:
    assert rules.arrived(["delivered", "ready", "perhaps", "failed"])
    assert not rules.arrived(["delivered", "sending"])
    assert not rules.arrived(["planned"])
