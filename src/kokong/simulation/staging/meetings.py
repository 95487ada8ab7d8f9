"""The demonstration's own meetings: one that is to come, one that was held with minutes, and a speaker's time."""

from datetime import datetime, time, timedelta
from typing import Final

from kokong.kernel.scene import Cast
from kokong.meetings import api as meetings
from kokong.people import api as people

from . import work

_NEIGHBOURS: Final = (
    ("Anna Lind", "anna.lind@granne.example", "yes", 2),
    ("Bengt Åberg", "bengt.aberg@granne.example", "yes", 1),
    ("Carin Ström", "carin.strom@granne.example", "maybe", 1),
    ("Dan Ek", "dan.ek@granne.example", "no", 1),
    ("Eivor Sund", "", "", 1),
)
_START: Final = (
    "Vi berättar hur grannsamverkan går till och vad ett kontaktombud gör. Polisens brottsförebyggare visar hur "
    "man skyddar sin bostad.\n\nVi bjuder på kaffe."
)
_SAID: Final = (
    "## Det här talade vi om\n\n* Belysningen vid gångvägen till skolan är trasig på tre ställen.\n"
    "* Flera vill märka sina värdesaker före sommaren.\n* Portkoden byts varje halvår från och med nu."
)


def hold(cast: Cast, *, now: datetime) -> None:
    """A start meeting in ten days, and a breakfast with owners that was three weeks ago."""
    actor = work.coordinator(cast)
    with cast.acting("coordinator"):
        if meetings.meetings(kind="meeting"):
            return
        _start(actor, now=now)
        _breakfast(actor, now=now - timedelta(days=30))


def _start(actor: people.Actor, *, now: datetime) -> None:
    draft = meetings.Draft(
        "Startmöte för grannsamverkan i Berga", _evening(now + timedelta(days=10), time(18, 30)),
        place="Bergaskolans matsal", places=40, host="Bo Ström, kommunen", audience="Alla som bor i Berga",
        description=_START,
    )  # fmt: skip
    number = _invited(draft, actor, now=now)
    for guest in meetings.guests(meeting_id=number):
        answer, people_ = {each[0]: (each[2], each[3]) for each in _NEIGHBOURS}[guest.name]
        if answer:
            meetings.answer(invitation_id=guest.id, answer=answer, people=people_, now=now)


def _breakfast(actor: people.Actor, *, now: datetime) -> None:
    begins = _evening(now + timedelta(days=9), time(7, 30))
    draft = meetings.Draft(
        "Frukost med fastighetsägare", begins, lasts=90, place="Stadshuset, sal 3", host="Bo Ström, kommunen",
        audience="Ägare och föreningar i centrum", description="Belysning, portar och märkning.",
    )  # fmt: skip
    number = _invited(draft, actor, now=now)
    evening = meetings.meeting(meeting_id=number).begins + timedelta(minutes=30)
    for guest in meetings.guests(meeting_id=number)[:4]:
        meetings.attend(meeting_id=number, invitation_id=guest.id, came=1, actor=actor, now=evening)
    meetings.walk_in(meeting_id=number, count=2, actor=actor, now=evening)
    meetings.hold(meeting_id=number, actor=actor, now=evening)
    meetings.write_minutes(meeting_id=number, body=_SAID, based_on=0, actor=actor, now=evening)
    for what in (
        meetings.Agreed("Portkoden byts varje halvår."),
        meetings.Agreed("Felanmäla belysningen vid gångvägen", task=True, who="Bo Ström",
                        due=(now + timedelta(days=60)).date()),
    ):  # fmt: skip
        meetings.agree(meeting_id=number, what=what, actor=actor, now=evening)
    meetings.send_minutes(meeting_id=number, actor=actor, now=evening)


def _invited(draft: meetings.Draft, actor: people.Actor, *, now: datetime) -> int:
    number = meetings.plan(kind="meeting", draft=draft, actor=actor, now=now)
    guests = [meetings.Who(name=name, email=email) for name, email, _answer, _people in _NEIGHBOURS]
    meetings.invite(meeting_id=number, guests=guests, actor=actor, now=now)
    meetings.announce(meeting_id=number, actor=actor, now=now)
    return number


def _evening(day: datetime, at: time) -> datetime:
    """A time of that day, by the clock on the wall."""
    return datetime.combine(day.date(), at)
