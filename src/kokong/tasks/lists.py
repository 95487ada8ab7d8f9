"""Tasks as lines of a page or a file, with homes and people in one query each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import MOST, Asked, Column, List
from kokong.people import api as people
from kokong.places import api as places

from . import kinds, reading, words
from .forms import FilterForm
from .values import Task


@dataclass(frozen=True)
class Line:
    """A task in people's words."""

    task: Task
    home: places.Dwelling | None
    who: str
    ended_by: str

    @property
    def about(self) -> str:
        """Where it is to be done; that its home is no longer kept; or what a task about no home is about."""
        if self.home is not None:
            return self.home.full_address
        return gettext("Address no longer kept") if self.task.kind.home else self.task.about

    @property
    def state(self) -> Promise:
        """How it stands."""
        return words.STATES[self.task.state]


def of(actor: people.Actor) -> List[Line]:
    """The list with the kinds of task that this person sees."""
    return replace(TASKS, filters=partial(FilterForm, kinds=kinds.seen_by(actor.roles)))


def find(asked: Asked, *, actor: people.Actor, now: datetime) -> Sequence[Line]:
    """What the list asks for: what presses first, then what waits longest; what has ended, the last first."""
    wanted = FilterForm.wanted(asked.filters)
    return lines(reading.tasks(actor=actor, wanted=wanted, limit=MOST + 1, now=now))


def lines(found: Sequence[Task]) -> list[Line]:
    """Tasks with their homes and people."""
    homes = places.dwellings(ids={task.dwelling_id for task in found if task.dwelling_id})
    who = {number for task in found for number in (task.taken_by, task.ended_by) if number}
    names = people.names(user_ids=frozenset(who))
    return [
        Line(
            task=task,
            home=homes.get(task.dwelling_id or 0),
            who=names.get(task.taken_by or 0, ""),
            ended_by=names.get(task.ended_by or 0, ""),
        )
        for task in found
    ]


def _page(line: Line) -> str:
    return reverse("desk:dwelling", args=[line.home.id]) if line.home else ""


COLUMNS: Final[tuple[Column[Line], ...]] = (
    Column(
        "about", _("Address"), lambda line: line.about, link=_page, cell="tasks/about_cell.html", personal=True
    ),
    Column("id", _("Kokong number"), lambda line: line.task.id, where="file"),
    Column("what", _("To do"), lambda line: line.task.kind.words),
    Column("opened", _("Since"), lambda line: line.task.opened, cell="tasks/since_cell.html"),
    Column("due", _("Due"), lambda line: line.task.due, cell="tasks/due_cell.html", spare=True),
    Column("state", _("State"), lambda line: line.state, cell="tasks/state_cell.html"),
    Column("who", _("Taken by"), lambda line: line.who, personal=True, spare=True),
    Column("remind", _("Reminder"), lambda line: line.task.remind, where="file"),
    Column("ended", _("Ended"), lambda line: line.task.ended_at, where="file"),
    Column("answer", _("Answer"), lambda line: line.task.answer, where="file", personal=True),
    Column("acts", _("What now"), lambda line: line.task.state, cell="tasks/acts.html", where="page", sorts=False),
)
TASKS: Final = List[Line](
    name="tasks:list",
    title=_("To do"),
    columns=COLUMNS,
    action="task.exported",
    subject="task",
    key=lambda line: line.task.id,
    called=lambda line: line.about,
    empty=(_("Nothing waits"), _("What households wish for at their doors shows here by itself.")),
    icon="clipboard-checkmark",
)
