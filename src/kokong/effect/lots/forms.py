"""What people fill in about a lot."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import reading
from ..rules import USUAL_YEARS_BEFORE
from . import rules
from .rules import Lottery

_MONTH: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LotForm(forms.Form):
    """What is written down before the lot is drawn."""

    question = forms.CharField(label=_("What do you want to know?"), max_length=rules.LONGEST)
    measures = forms.MultipleChoiceField(label=_("Measures"), widget=forms.CheckboxSelectMultiple, choices=[])
    areas = forms.TypedMultipleChoiceField(
        label=_("Areas that start one after another"), widget=forms.CheckboxSelectMultiple, coerce=int, choices=[],
        help_text=_("All of them get the measure in the end. More areas show more."),
    )  # fmt: skip
    at_once = forms.IntegerField(label=_("Areas that start at a time"), min_value=1, initial=1)
    apart = forms.IntegerField(
        label=_("Months between starts"), min_value=1, max_value=rules.MOST_APART, initial=3
    )
    since = forms.DateField(
        label=_("Count from"), widget=_MONTH, help_text=_("Any day of the month. Three years before the start.")
    )
    start = forms.DateField(label=pgettext_lazy("lot", "The first areas start"), widget=_MONTH)
    seed_is = forms.CharField(
        label=_("What the seed will be"), max_length=rules.LONGEST,
        help_text=_("Something public that nobody can know yet, such as the numbers of Lotto on a day to come."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = [(each.id, each.name) for each in reading.known_areas()]
        self.fields["measures"].choices = list(reading.delivered_kinds().items())  # type: ignore[attr-defined]
        self.fields["areas"].choices = areas  # type: ignore[attr-defined]

    def asked(self) -> Lottery:
        """What was filled in."""
        given = dict(self.cleaned_data)
        lists: dict[str, Any] = {name: tuple(given.pop(name)) for name in ("measures", "areas")}
        return Lottery(**given, **lists)

    @staticmethod
    def usual(*, today: date) -> dict[str, Any]:
        """What is suggested: the first areas start in two months."""
        start = rules.later(today, 2)
        return {"since": start.replace(year=start.year - USUAL_YEARS_BEFORE), "start": start}


class SeedForm(forms.Form):
    """The seed, once it is known."""

    seed = forms.CharField(
        label=_("The seed"), max_length=rules.LONGEST,
        help_text=_("Exactly as it was published. The lot is drawn once."),
    )  # fmt: skip
