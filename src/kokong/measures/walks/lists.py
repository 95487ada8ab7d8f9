"""The list of walks."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import Asked, Column, List

from . import reading, words
from .forms import FilterForm
from .values import Walk


def find(asked: Asked) -> tuple[Walk, ...]:
    """What the list asks for, the latest first."""
    state = asked.filters.get("state") or ""
    return tuple(reversed(reading.walks(states=[state] if state else None)))


WALKS: Final = List[Walk](
    name="walks:list",
    title=_("Safety walks"),
    columns=(
        Column("title", _("Walk"), lambda w: w.title, link=lambda w: reverse("walks:walk", args=[w.id])),
        Column("id", _("Kokong number"), lambda w: w.id, where="file"),
        Column("begins", _("When"), lambda w: w.begins),
        Column("state", _("State"), lambda w: words.STATES[w.state]),
        Column("findings", _("Findings"), lambda w: w.findings),
        Column("waits", _("Wait for the owner"), lambda w: w.waits),
        Column("late", _("Overdue"), lambda w: w.late),
        Column("length", _("Metres"), lambda w: w.length_m, where="file"),
        Column("place", _("Where people meet"), lambda w: w.place, where="file"),
    ),
    action="walk.exported",
    subject="walk",
    key=lambda w: w.id,
    called=lambda w: w.title,
    filters=FilterForm,
    sort="-begins",
    empty=(_("No walks yet"), _("Plan one where residents feel unsafe, or where somebody asked for it.")),
    icon="footprint",
)
