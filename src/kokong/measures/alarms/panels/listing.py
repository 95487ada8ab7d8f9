"""Homes with an alarm as lines of a page or a file, each with its year of alarms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.lists import Asked, Column, List

from .. import api
from ..access import municipality_of
from ..values import Account, FalseAlarms

YEAR: Final = timedelta(days=365)
OFTEN: Final = 3  # false alarms in a year from which something should be agreed
WHICH: Final = {
    "": pgettext_lazy("homes", "All"),
    "due": _("The day to look again has come"),
    "planned": _("A day to look again is set"),
    "often": _("Many false alarms, nothing agreed"),
    "unheard": _("Not heard"),
    "testing": _("Test mode"),
}


class FilterForm(forms.Form):
    """Which homes the list shows."""

    which = forms.ChoiceField(label=_("Which"), required=False, choices=list(WHICH.items()))


@dataclass(frozen=True)
class Home:
    """An account with its year of alarms."""

    account: Account
    year: FalseAlarms | None
    today: date
    testing: bool

    @property
    def often(self) -> bool:
        """Whether false alarms are so many that something should be agreed, and nothing is yet."""
        return self.year is not None and self.year.false >= OFTEN and not self.account.notes

    @property
    def due(self) -> bool:
        """Whether the day has come on which somebody shall look again."""
        return self.account.follow_up is not None and self.account.follow_up <= self.today

    @property
    def name(self) -> str:
        """Where it is; else its number."""
        return self.account.address or self.account.number

    @property
    def false(self) -> int:
        """How many alarms of the year were false."""
        return self.year.false if self.year else 0

    @property
    def panel(self) -> str:
        """How its panel is, in words."""
        if self.testing:
            return _now("Test mode")
        if self.account.fault_since:
            return _now("Not heard")
        return _now("Heard") if self.account.heard else _now("Not heard yet")


class Homes(List[Home]):
    """The list; a file of a centre's operator is a line in the log of each municipality whose homes are in it."""

    def _log(self, found: Sequence[Home], *, personal: bool) -> None:
        ordered = sorted(found, key=lambda home: home.account.municipality_id)
        for _place, theirs in groupby(ordered, key=lambda home: home.account.municipality_id):
            homes = list(theirs)
            with municipality_of(homes[0].account):
                super()._log(homes, personal=personal)


def find(asked: Asked, *, now: datetime) -> Sequence[Home]:
    """What the list asks for: homes to look at again first, then those with the most false alarms."""
    year = {each.account_id: each for each in api.false_alarms(since=now - YEAR)}
    today, which = timezone.localdate(now), asked.filters.get("which") or ""
    homes = [Home(one, year.get(one.id), today, one.testing(now)) for one in api.accounts()]
    homes.sort(key=lambda home: (not home.due, -home.false))
    return [home for home in homes if _is(home, which)]


def _is(home: Home, which: str) -> bool:
    return {
        "": True,
        "due": home.due,
        "planned": home.account.follow_up is not None,
        "often": home.often,
        "unheard": home.account.fault_since is not None or home.account.heard is None,
        "testing": home.testing,
    }[which]


def _page(home: Home) -> str:
    return reverse("alarms:account", args=[home.account.id])


HOMES: Final = Homes(
    name="alarms:accounts",
    title=_("Homes with an alarm"),
    columns=(
        Column("home", _("Home"), lambda home: home.name, link=_page, personal=True),
        Column("account", _("Account"), lambda home: home.account.number),
        Column("false", _("False of all, in a year"), lambda home: home.false, cell="alarms/false_cell.html",
               where="page"),
        Column("false_count", _("False alarms in a year"), lambda home: home.false, where="file"),
        Column("alarms", _("Alarms in a year"), lambda home: home.year.alarms if home.year else 0, where="file"),
        Column("follow_up", _("To follow up"), lambda home: home.account.follow_up, spare=True),
        Column("panel", _("Panel"), lambda home: home.panel, cell="alarms/panel_cell.html"),
        Column("heard", _("Heard"), lambda home: home.account.heard, where="file"),
        Column("enrolled", _("Enrolled"), lambda home: home.account.enrolled, where="file"),
        Column("notes", _("What was agreed"), lambda home: home.account.notes, where="file", personal=True),
    ),
    action="alarm.accounts_exported",
    subject="alarm_account",
    key=lambda home: home.account.id,
    called=lambda home: home.name,
    filters=FilterForm,
    empty=(_("No home reports here yet"), _("Enrol the first panel: it takes a few minutes beside it.")),
    icon="house",
)  # fmt: skip
