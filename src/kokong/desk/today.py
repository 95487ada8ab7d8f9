"""What waits today: what each room says of the day, in two columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.kernel import measure
from kokong.kernel.today import SHOWN, Day, Line, Panel, Section, section
from kokong.meetings import api as meetings
from kokong.people import api as people
from kokong.places import api as places
from kokong.sending import api as sending
from kokong.tasks import api as tasks
from kokong.texts import api as texts

from . import first_run
from .first_run import Begin

ORDER = ("first", "second")
ALARM = "alarm"  # of a burglary's source; it presses most, since somebody may still be there


@dataclass(frozen=True)
class Today:
    """The day at the desk: panels on top; what waits, in columns; below it what is under way and does not wait."""

    begin: Sequence[Begin]
    panels: Sequence[Panel]
    columns: Sequence[Sequence[Section]]
    below: Sequence[Section]

    @property
    def quiet(self) -> bool:
        """Whether nothing waits."""
        return not self.columns


def today(*, actor: people.Actor, now: datetime) -> Today:
    """What waits for this person now."""
    days = list(_days(actor, now))
    found = [each for day in days for each in day.sections if each.total]
    columns = [[each for each in found if each.column == name] for name in ORDER]
    return Today(
        begin=first_run.steps(actor=actor),
        panels=[panel for day in days for panel in day.panels],
        columns=[column for column in columns if column],
        below=[each for each in found if each.column == "below"],
    )


def _days(actor: people.Actor, now: datetime) -> Iterator[Day]:
    yield Day(sections=(_drafts(actor), _tasks(actor, now)))
    yield people.rights_day(actor=actor, now=now)
    yield sending.day(actor=actor, now=now)
    yield meetings.day(actor=actor, now=now)
    yield texts.day(actor=actor, now=now)
    for _measure, day in measure.each("today"):
        yield day(actor=actor, now=now)


def _addresses(ids: set[int]) -> dict[int, str]:
    return {key: home.address for key, home in places.dwellings(ids=ids).items()} if ids else {}


def _drafts(actor: people.Actor) -> Section:
    drafts = incidents.burglaries(states=("draft",)) if actor.may("burglary.confirm") else ()
    homes = _addresses({draft.dwelling_id for draft in drafts})
    names = people.names(user_ids=frozenset(d.reported_by for d in drafts if d.reported_by)) if drafts else {}
    lines = [
        Line(
            title=homes.get(draft.dwelling_id) or _("Address no longer kept"),
            detail=_from(draft, names),
            url=reverse("desk:burglary", args=[draft.id]),
            moment=draft.reported_at,
        )
        for draft in sorted(drafts, key=lambda draft: (draft.source != ALARM, draft.reported_at))
    ]
    return section("drafts", _("To confirm"), lines, url=reverse("incidents:list") + "?state=draft")


def _from(draft: incidents.Burglary, names: Mapping[int, str]) -> str:
    if draft.source == ALARM:
        return _("From an alarm")
    who = names.get(draft.reported_by or 0)
    return _("Reported by %s") % who if who else _("Reported")


def _no_home(task: tasks.Task) -> str:
    return _("Address no longer kept") if task.kind.home else task.about or str(task.kind.words)


def _tasks(actor: people.Actor, now: datetime) -> Section:
    """What households wish for, and whatever else is to be done; what presses first, then the longest wait."""
    waiting = tasks.tasks(actor=actor, limit=SHOWN, now=now)
    homes = _addresses({task.dwelling_id for task in waiting if task.dwelling_id})
    page = reverse("tasks:list")
    lines = [
        Line(
            title=homes.get(task.dwelling_id or 0) or _no_home(task),
            detail=str(task.kind.words) if task.kind.home or task.about else "",
            url=f"{page}#task-{task.id}",
            moment=task.opened,
            due=task.due,
        )
        for task in waiting
    ]
    total = len(lines) if len(lines) < SHOWN else tasks.count(actor=actor)
    return Section("tasks", _("To do"), lines, total, page, "second")
