"""Answer times as a table, and as a file."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel import audit
from kokong.kernel.lists import Column, List

from ..access import municipality_of
from .counting import Answered
from .telling import percent

URGENCIES: Final[dict[str, Promise]] = {
    "": pgettext_lazy("urgency", "All"), "life": _("Danger to life"), "other": _("Other alarms"),
}  # fmt: skip
PLACE: Final = pgettext_lazy("of an alarm", "Municipality")


class FilterForm(forms.Form):
    """Which alarms the page is about; where a centre serves several municipalities, of which of them."""

    urgency = forms.ChoiceField(label=_("Urgency"), required=False, choices=list(URGENCIES.items()))
    place = forms.TypedChoiceField(
        label=pgettext_lazy("of an alarm", "Municipality"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, places: dict[int, str], data: Any) -> None:
        super().__init__(data)
        if len(places) > 1:
            self.fields["place"].choices = [("", _("All")), *places.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["place"]


class Answers(List[Answered]):
    """The table; that a file was taken is a line in the log of each municipality whose months are in it."""

    def _log(self, found: Sequence[Answered], *, personal: bool) -> None:
        ordered = sorted(found, key=lambda one: one.municipality_id)
        for _place, theirs in groupby(ordered, key=lambda one: one.municipality_id):
            months = list(theirs)
            with municipality_of(months[0]):
                audit.record(action=self.action, subject=self.subject, detail={"rows": len(months)})


def answers_of(places: dict[int, str]) -> Answers:
    """The table for somebody who sees these municipalities."""
    place = Column[Answered]("place", PLACE, lambda one: one.municipality)
    several = (place,) if len(places) > 1 else ()
    return Answers(
        name="alarms:answers",
        title=_("Answer times"),
        columns=(
            Column("month", _("Month"), lambda one: one.month, cell="alarms/answering/month_cell.html"),
            *several,
            Column("urgency", _("Urgency"), lambda one: URGENCIES["life" if one.life else "other"]),
            Column("alarms", _("Alarms"), lambda one: one.alarms),
            Column("goal", _("Within the goal"), lambda one: one.within_goal),
            Column("goal_share", _("Share within the goal"), lambda one: percent(one.goal_share), sorts=False),
            Column("goal_s", _("Goal, seconds"), lambda one: one.goal_s, where="file"),
            Column("limit", _("Within the limit"), lambda one: one.within_limit),
            Column("limit_share", _("Share within the limit"), lambda one: percent(one.limit_share), sorts=False),
            Column("limit_s", _("Limit, seconds"), lambda one: one.limit_s, where="file"),
            Column("median", _("Median, seconds"), lambda one: round(one.median_s) if one.median_s is not None
                   else None, spare=True),
            Column("gone", _("Went away before"), lambda one: one.gone, spare=True),
        ),
        action="alarm.answers_exported",
        subject="alarm_answers",
        key=lambda one: one.municipality_id,
        filters=lambda data: FilterForm(places, data),
        searches=False,
        empty=(_("No alarms yet"), _("Each month’s answer times stand here once there are alarms.")),
        icon="bell",
    )  # fmt: skip
