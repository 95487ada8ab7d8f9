"""The list of imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.lists import Asked, Column, List
from kokong.people import api as people
from kokong.people.api import Actor

from . import importers, models, words
from .forms import FilterForm

MOST: Final = 1000
"""The newest that the list shows; who looks for an older one filters."""


@dataclass(frozen=True)
class Line:
    """An import as the list shows it."""

    id: int
    importer: str
    title: str
    name: str
    created: datetime
    who: str
    state: Promise
    counts: dict[str, int]


def find(asked: Asked, *, actor: Actor) -> Sequence[Line]:
    """The imports that somebody may see, the newest first."""
    mine = [name for name, _about, may in importers.kinds() if actor.may(may)]
    found = models.Batch.objects.filter(importer__in=mine).defer("content").order_by("-created", "-pk")
    if asked.filters.get("importer"):
        found = found.filter(importer=asked.filters["importer"])
    if state := asked.filters.get("state"):
        found = found.filter(_stands(state))
    rows = list(found[:MOST])
    names = people.names(user_ids=frozenset(row.created_by for row in rows if row.created_by))
    return [_line(row, names.get(row.created_by or 0, "")) for row in rows]


def _stands(state: str) -> Q:
    """As `Batch.stands` has it: a file that was forgotten before it was taken in has failed."""
    forgotten = Q(header=[]) & ~Q(state="done")
    return Q(state="failed") | forgotten if state == "failed" else Q(state=state) & ~forgotten


def _line(row: models.Batch, who: str) -> Line:
    return Line(
        id=row.pk,
        importer=row.importer,
        title=importers.title_of(row.importer),
        name=row.name or "–",
        created=row.created,
        who=who,
        state=words.STATES[row.stands],
        counts=row.counts,
    )


def _page(line: Line) -> str:
    return reverse("intake:progress", args=[line.importer, line.id])


def _count(key: str) -> Any:
    return lambda line: line.counts.get(key, 0)


IMPORTS: Final = List[Line](
    name="intake:list",
    title=_("Imports"),
    columns=(
        Column("name", _("File"), lambda line: line.name, link=_page, personal=True),
        Column("what", _("What"), lambda line: line.title),
        Column("created", _("Uploaded"), lambda line: line.created),
        Column("who", _("By"), lambda line: line.who, personal=True, spare=True),
        Column("state", _("State"), lambda line: line.state),
        Column("taken", _("Taken"), _count("taken")),
        Column("already", _("Already there"), _count("already"), spare=True),
        Column("refused", pgettext_lazy("import", "Refused"), _count("refused")),
    ),
    action="import.exported",
    subject="import",
    key=lambda line: line.id,
    filters=FilterForm,
    sort="-created",
    empty=(_("No imports yet"), _("A file is imported from the page of what it is about.")),
    icon="file-import",
)
