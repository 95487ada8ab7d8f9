"""The day before, to those who come, once."""

from datetime import timedelta

from kokong.kernel import tenancy
from kokong.meetings import clock
from tests.meetings.conftest import AT, BEGINS, EVA, HOUR, NOW, OLA, Held

DAY = timedelta(days=1)


def remind(held: Held, now: object) -> list[str]:
    with tenancy.scope(municipality_id=held.cast.home.pk):
        clock.remind(now=now)  # type: ignore[arg-type]
    return held.told("meeting.reminder")


def test_whoever_comes_is_reminded_once_the_day_before(held: Held) -> None:
    number = held.announced()
    held.answer(number, EVA)
    held.answer(number, OLA, "no")
    assert remind(held, AT - DAY - HOUR) == []
    assert remind(held, AT - DAY) == ["eva@example.se"]
    assert remind(held, AT - HOUR) == ["eva@example.se"]


def test_a_moved_meeting_reminds_of_its_new_day(held: Held) -> None:
    number = held.announced()
    held.answer(number, EVA)
    remind(held, AT - DAY)
    held.do("move", number, begins=BEGINS + 7 * DAY, said="En vecka senare.", now=AT - HOUR)
    assert len(remind(held, AT)) == 1
    assert len(remind(held, AT + 6 * DAY)) == 2


def test_who_was_told_within_the_day_needs_no_reminder(held: Held) -> None:
    number = held.plan()
    held.do("invite", number, guests=[EVA])
    held.do("announce", number, now=AT - HOUR)
    held.answer(number, EVA, now=AT - HOUR / 2)
    assert remind(held, AT - HOUR / 3) == []


def test_nobody_is_reminded_of_what_is_cancelled_or_over(held: Held) -> None:
    first, second = held.announced(), held.announced(begins=BEGINS + HOUR)
    for number in (first, second):
        held.answer(number, EVA)
    held.do("cancel", first, said="Inställt.", now=NOW)
    assert remind(held, AT + 2 * HOUR) == []
