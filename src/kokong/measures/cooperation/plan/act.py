"""The act (2023:196) on the municipality's responsibility for crime prevention, line by line: where each is met.

Numbers of sections stand only where the act's own text was read; the others are named by what they ask for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.meetings import api as meetings
from kokong.people import api as people

from . import clock, reading
from .values import Plan

YEAR: Final = timedelta(days=366)
Words = str | Promise


@dataclass(frozen=True)
class Duty:
    """An obligation: its section ("" where the number wasn't read), what it asks for, what meets it here, and how
    that stands. `met` is None where only people can tell.
    """

    section: str
    asks: Words
    by: Words
    page: str
    stands: Words
    met: bool | None


@dataclass(frozen=True)
class _Known:
    """What is looked at to tell how the obligations stand."""

    plan: Plan | None
    today: date
    now: datetime


_Told = tuple[Words, bool | None]


def duties(*, now: datetime) -> tuple[Duty, ...]:
    """Every obligation, with how it stands today."""
    known = _Known(reading.current(now=now), timezone.localdate(now), now)
    return tuple(Duty(section, asks, by, reverse(page), *tell(known)) for section, asks, by, page, tell in _ACT)


def _unknown(_known: _Known) -> _Told:
    return _("See the page: whether it is enough, people decide."), None


def _picture(known: _Known) -> _Told:
    if known.plan is None or not known.plan.stands_on.strip():
        return _("No plan says yet which picture it stands on."), False
    return _("The plan says which picture it stands on."), True


def _planned(known: _Known) -> _Told:
    found = known.plan
    if found is None or found.decided_on is None:
        return _("No action plan is decided."), False
    said = {"body": found.body, "day": date_format(found.decided_on, "j F Y"), "number": found.number}
    return _("%(body)s decided it on %(day)s (%(number)s).") % said, known.today < found.ends


def _followed(known: _Known) -> _Told:
    found = known.plan
    if found is None:
        return _("There is no plan to follow up."), False
    done = [each for each in found.notes if each.kind == "follow_up"]
    if done:
        return _("Followed up on %s.") % date_format(done[-1].on, "j F Y"), known.today < found.ends
    return _("To be followed up by %s.") % date_format(found.ends, "j F Y"), known.today < found.ends


def _told(known: _Known) -> _Told:
    found = known.plan
    if found is None:
        return _("There is no plan to tell of."), False
    due = clock.report_due(found)
    told = [each for each in found.notes if each.kind == "report"]
    said = _("Last told on %s.") % date_format(told[-1].on, "j F Y") if told else _("Not told yet.")
    return f"{said} {_('Next by %s.') % date_format(due, 'j F Y')}", known.today <= due


def _coordinated(_known: _Known) -> _Told:
    there = people.people(roles=frozenset({"coordinator"}))
    return (_("Somebody coordinates.") if there else _("Nobody is coordinator here.")), bool(there)


def _met(kind: str) -> Callable[[_Known], _Told]:
    def tell(known: _Known) -> _Told:
        held = meetings.meetings(kind=kind, states=("held", "minuted"), since=known.now - YEAR)
        if not held:
            return _("Not met within the last year."), False
        return _("Last met on %s.") % date_format(max(each.begins for each in held), "j F Y"), True

    return tell


_ACT: Final[tuple[tuple[str, Words, Words, str, Callable[[_Known], _Told]], ...]] = (
    ("2 §", _("Contribute to effective prevention by doing what the act asks for"),
     _("The whole method: each measure with its proof"), "cooperation:front", _unknown),
    ("3 §", _("Decide on measures by knowledge, and take some responsibility for coordination"),
     _("Lines of the plan go from problem to cause to measure, and say how the result is seen"),
     "cooperation:plan-now", _unknown),
    ("4 §", _("Make a situational picture: map crime, its extent and consequences; other information; analysis"),
     _("The picture that the plan stands on"), "cooperation:picture", _picture),
    ("", _("Take a position on measures from the picture, and decide an action plan"),
     _("The plan with the board’s decision, locked from then on"), "cooperation:plan-now", _planned),
    ("", _("Follow up picture and plan"),
     _("Two years; half a year before they are over a task asks for it"), "cooperation:plan-now", _followed),
    ("", _("Have a function that coordinates"), _("The role of coordinator"), "people:list", _coordinated),
    ("", _("Have a council or another forum for crime prevention"),
     _("Meetings of the council, with invitation and minutes"), "cooperation:rhythm", _met("cooperation.council")),
    ("", _("Work for written agreements on the cooperation"),
     _("The agreement between the authorities"), "cooperation:front", _unknown),
    ("", _("Let the board, or one that is named, lead the work"),
     _("The plan names who decided it; the steering group meets"), "cooperation:rhythm",
     _met("cooperation.steering")),
    ("", _("Keep the council of the municipality informed"),
     _("Reports on the plan; once a year a task asks for one"), "cooperation:plan-now", _told),
)  # fmt: skip
