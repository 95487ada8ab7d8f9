"""Cocoons as lines of a page or a file, with homes, coverage and rounds in one query each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.lists import MOST, Asked, Column, List
from kokong.places import api as places

from . import case, figures, rounds, words
from .values import Cocoon, Coverage

WHICH: Final = {
    "": _("Watched now"),
    "unassigned": _("Watched now, no round is out"),
    "all": pgettext_lazy("cocoons", "All"),
}


class FilterForm(forms.Form):
    """Which cocoons the list shows."""

    which = forms.ChoiceField(label=_("Which"), required=False, choices=list(WHICH.items()))


@dataclass(frozen=True)
class Line:
    """A cocoon with its home, how far its visits have come, and how many rounds are out."""

    cocoon: Cocoon
    home: places.Dwelling
    counts: Coverage
    out: int
    now: datetime

    @property
    def state(self) -> object:
        """How it stands, in words."""
        if self.cocoon.closed:
            return words.COURSE["closed"]
        if self.cocoon.ended:
            return words.COURSE["ended"]
        return words.COURSE["watched" if self.cocoon.watch_until > self.now else "over"]


def find(asked: Asked, *, now: datetime) -> Sequence[Line]:
    """What the list asks for: what presses first where all are watched now, else the newest first."""
    which = asked.filters.get("which") or ""
    found = figures.cocoons(limit=MOST + 1) if which == "all" else figures.open_cocoons(now=now)
    numbers = [cocoon.id for cocoon in found]
    homes = places.dwellings(ids=[cocoon.dwelling_id for cocoon in found])
    counts, out = figures.coverage(cocoon_ids=numbers), rounds.rounds_of(cocoon_ids=numbers, now=now)
    lines = [Line(each, homes[each.dwelling_id], counts[each.id], len(out[each.id]), now) for each in found]
    return [line for line in lines if not line.out] if which == "unassigned" else lines


def _page(line: Line) -> str:
    return case.address(line.cocoon)


COCOONS: Final = List[Line](
    name="cocoons:list",
    title=_("Cocoons"),
    columns=(
        Column("home", _("Home"), lambda line: line.home.full_address, link=_page, personal=True),
        Column("id", _("Kokong number"), lambda line: line.cocoon.id, where="file"),
        Column("burglary", _("Burglary"), lambda line: line.cocoon.burglary_id, where="file"),
        Column(
            "talked", _("Homes talked to"), lambda line: line.counts.talked, cell="cocoons/partials/ring_cell.html"
        ),
        Column("visited", _("Homes visited"), lambda line: line.counts.visited, where="file"),
        Column("eligible", _("Homes"), lambda line: line.counts.eligible, where="file"),
        Column("rounds", _("Rounds on the phones"), lambda line: line.out),
        Column("opened", _("Opened"), lambda line: line.cocoon.opened, spare=True),
        Column("due", _("To be visited by"), lambda line: line.cocoon.due, cell="cocoons/partials/due_cell.html"),
        Column("until", _("Watched until"), lambda line: line.cocoon.watch_until, spare=True),
        Column("state", _("State"), lambda line: line.state, where="file"),
    ),
    action="cocoon.exported",
    subject="cocoon",
    key=lambda line: line.cocoon.id,
    called=lambda line: line.home.full_address,
    filters=FilterForm,
    empty=(_("No cocoon is open"), _("A cocoon opens by itself when a burglary is confirmed.")),
)
