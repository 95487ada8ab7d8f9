"""Today: meetings of the next days, and those that have been and of which something is still to be said."""

from datetime import datetime, timedelta

from kokong.meetings import api
from kokong.people.api import Actor
from tests.meetings.conftest import AT, EVA, HOUR, Held, own

DAY = timedelta(days=1)


def lines(held: Held, actor: Actor, now: datetime) -> dict[str, list[str]]:
    with held.cast.acting(held.cast.coordinator):
        found = api.day(actor=actor, now=now).sections
    return {each.key: [f"{line.title}: {line.detail}" for line in each.lines] for each in found if each.total}


def test_what_comes_and_what_is_not_settled(held: Held) -> None:
    bo, number = held.cast.coordinator, held.announced(EVA)
    assert lines(held, bo, AT - 10 * DAY) == {}
    assert lines(held, bo, AT - 3 * DAY) == {"coming_meetings": ["Startmöte: Thursday 4 March 2027 18:30–20:00"]}
    assert lines(held, held.cast.officer, AT - 3 * DAY) == {}  # the coordinator holds it
    assert lines(held, bo, AT + DAY) == {"past_meetings": ["Startmöte: Was it held?"]}
    held.do("hold", number, now=AT + HOUR)
    assert lines(held, bo, AT + DAY) == {"past_meetings": ["Startmöte: Nobody is ticked off yet"]}
    held.do("walk_in", number, now=AT + HOUR)
    assert lines(held, bo, AT + DAY) == {"past_meetings": ["Startmöte: No minutes are sent yet"]}
    held.do("write_minutes", number, body="Ljus.", based_on=0, now=AT + HOUR)
    held.do("send_minutes", number, now=AT + HOUR)
    assert lines(held, bo, AT + DAY) == {}


def test_whoever_holds_no_such_meeting_sees_nothing(held: Held) -> None:
    held.announced(EVA)
    assert lines(held, held.cast.visitor, AT + DAY) == {}
    assert lines(held, own(held.cast.contact_person, ("watch_group", 8)), AT + DAY) == {}
    assert "past_meetings" in lines(held, own(held.cast.contact_person), AT + DAY)
