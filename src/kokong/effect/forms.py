"""What people fill in about an evaluation."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import reading, rules
from .rules import Plan

_MONTH: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_LISTS: Final = ("measures", "treated", "compared")


class PlanForm(forms.Form):
    """The plan, decided before anybody looks."""

    question = forms.CharField(
        label=_("What do you want to know?"), max_length=rules.LONGEST_QUESTION,
        help_text=_("Such as: did visits around burgled homes bring fewer burglaries in Berga?"),
    )  # fmt: skip
    measures = forms.MultipleChoiceField(
        label=_("Measures"), widget=forms.CheckboxSelectMultiple, choices=[],
        help_text=_("What was delivered of them is shown beside the answer."),
    )  # fmt: skip
    treated = forms.TypedMultipleChoiceField(
        label=_("Areas with the measure"), widget=forms.CheckboxSelectMultiple, coerce=int, choices=[]
    )
    compared = forms.TypedMultipleChoiceField(
        label=_("Areas to compare with"), widget=forms.CheckboxSelectMultiple, coerce=int, choices=[],
        required=False,
        help_text=_("Without them the word effect is never used. Eight or more are better than two."),
    )  # fmt: skip
    since = forms.DateField(
        label=_("Count from"), widget=_MONTH, help_text=_("Any day of the month. Three years before the start.")
    )
    start = forms.DateField(label=pgettext_lazy("evaluation", "The measure starts"), widget=_MONTH)
    until = forms.DateField(
        label=_("Read the outcome from"), widget=_MONTH,
        help_text=_("Months before this one are counted. At least a year after the start is better."),
    )  # fmt: skip
    by_lot = forms.BooleanField(label=_("The areas were drawn by lot"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = [(each.id, each.name) for each in reading.known_areas()]
        menus = {"measures": list(reading.delivered_kinds().items()), "treated": areas, "compared": areas}
        for name, menu in menus.items():
            self.fields[name].choices = menu  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """What was filled in."""
        given = self.cleaned_data
        names = ("question", "since", "start", "until", "by_lot")
        lists: dict[str, Any] = {name: tuple(given[name]) for name in _LISTS}
        return Plan(**{name: given[name] for name in names}, **lists)

    @staticmethod
    def known(plan: Plan) -> dict[str, Any]:
        """A plan as initial values."""
        return {**vars(plan), **{name: list(getattr(plan, name)) for name in _LISTS}}

    @staticmethod
    def usual(*, today: date) -> dict[str, Any]:
        """What is suggested for a new one: three years before, a year after."""
        start = rules.first_of_month(today)
        return {
            "since": start.replace(year=start.year - rules.USUAL_YEARS_BEFORE),
            "start": start,
            "until": start.replace(year=start.year + 1),
        }


class ChangeForm(PlanForm):
    """A change of a locked plan, with the reason."""

    why = forms.CharField(
        label=_("Why is the plan changed?"), max_length=rules.LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The first plan stays beside the new one, for everybody who reads the answer."),
    )  # fmt: skip
