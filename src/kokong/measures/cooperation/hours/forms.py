"""What people fill in about hours."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from . import rules


class RateForm(forms.Form):
    """What an hour of work costs."""

    kronor = forms.IntegerField(
        label=_("Kronor for an hour of work"), min_value=0, max_value=rules.MOST_KRONOR,
        help_text=_("With employer’s contributions. It is used on this page alone."),
    )  # fmt: skip


class CorrectForm(forms.Form):
    """What a measure really took in a month."""

    month = forms.TypedChoiceField(label=_("Which month?"), coerce=date.fromisoformat, choices=())
    hours = forms.DecimalField(
        label=_("Hours that it really took"), min_value=Decimal(0), max_value=rules.MOST, max_digits=8,
        decimal_places=2, required=False, help_text=_("Leave empty to take an earlier correction back."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why are they others?"), max_length=rules.LONGEST_REASON)

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(each.isoformat(), date_format(each, "F Y")) for each in months]  # type: ignore[attr-defined]
