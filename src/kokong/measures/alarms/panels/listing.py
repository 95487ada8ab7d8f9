"""Homes with an alarm as lines of a page or a file, each with its year of alarms."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel import tenancy
from kokong.kernel.lists import Asked, Column, List
from kokong.places import api as places

from ..access import municipality_of
from .finding import SORTS, Home, Wanted

WHICH: Final[dict[str, str | Promise]] = {
    "": pgettext_lazy("homes", "All"),
    "due": _("The day to look again has come"),
    "planned": _("A day to look again is set"),
    "often": _("Many false alarms, nothing agreed"),
    "silent": _("Not heard"),
    "never": _("Never heard"),
    "trouble": _("Trouble"),
    "testing": _("In test or out of service for a while"),
    "nobody": _("Nobody to call"),
    "retired": _("Out of service"),
}


class FilterForm(forms.Form):
    """Which homes the list shows; in a municipality with areas, also of which."""

    which = forms.ChoiceField(label=_("Which"), required=False, choices=list(WHICH.items()))
    area = forms.TypedChoiceField(
        label=pgettext_lazy("areas", "Area"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        areas = places.areas() if tenancy.current().municipality_id is not None else ()
        if areas:
            every = ("", pgettext_lazy("areas", "All"))
            self.fields["area"].choices = [every, *((one.id, one.name) for one in areas)]  # type: ignore[attr-defined]
        else:
            del self.fields["area"]


class Homes(List[Home]):
    """The list; a file of a centre's operator is a line in the log of each municipality whose homes are in it."""

    def _log(self, found: Sequence[Home], *, personal: bool) -> None:
        ordered = sorted(found, key=lambda home: home.account.municipality_id)
        for _place, theirs in groupby(ordered, key=lambda home: home.account.municipality_id):
            homes = list(theirs)
            with municipality_of(homes[0].account):
                super()._log(homes, personal=personal)


def wanted(asked: Asked, *, now: datetime) -> Wanted:
    """The question of a page or a file."""
    sort = asked.sort if asked.sort in SORTS else ""
    which = asked.filters.get("which") or ""
    return Wanted(now, asked.text, which, asked.filters.get("area"), sort, asked.down and bool(sort))


def _page(home: Home) -> str:
    return reverse("alarms:account", args=[home.account.id])


HOMES: Final = Homes(
    name="alarms:accounts",
    title=_("Homes with an alarm"),
    columns=(
        Column("home", _("Home"), lambda home: home.name, link=_page, cell="alarms/home_cell.html", personal=True),
        Column("account", _("Account"), lambda home: home.account.number),
        Column("false", _("False of all, in a year"), lambda home: home.false, cell="alarms/false_cell.html",
               where="page"),
        Column("false_count", _("False alarms in a year"), lambda home: home.false, where="file", sorts=False),
        Column("alarms", _("Alarms in a year"), lambda home: home.alarms, where="file", sorts=False),
        Column("follow_up", _("To follow up"), lambda home: home.account.follow_up, spare=True),
        Column("panel", _("Panel"), lambda home: home.panel, cell="alarms/panel_cell.html"),
        Column("heard", _("Heard"), lambda home: home.account.heard, where="file", sorts=False),
        Column("enrolled", _("Enrolled"), lambda home: home.account.enrolled, where="file", sorts=False),
        Column("notes", _("What was agreed"), lambda home: home.account.notes, where="file", personal=True,
               sorts=False),
    ),
    action="alarm.accounts_exported",
    subject="alarm_account",
    key=lambda home: home.account.id,
    called=lambda home: home.name,
    filters=FilterForm,
    by_source=True,
    empty=(_("No home reports here yet"), _("Enrol the first panel: it takes a few minutes beside it.")),
    icon="house",
)  # fmt: skip
