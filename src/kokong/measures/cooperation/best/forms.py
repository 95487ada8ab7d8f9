"""What people fill in about suggestions."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from .answering import LONGEST_REASON
from .rules import MOST_HOURS


class BudgetForm(forms.Form):
    """How many hours there are."""

    hours = forms.DecimalField(
        label=_("Hours that you have"), min_value=Decimal(0), max_value=Decimal(MOST_HOURS), max_digits=7,
        decimal_places=2, help_text=_("Of all who work with it together, for new measures in the year to come."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Yes or no to a suggestion."""

    accepted = forms.TypedChoiceField(
        label=_("Your answer"), coerce=lambda said: said == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("Yes: we plan it")), ("no", _("No"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for a no. It is kept, and the measure isn’t suggested here for a year."),
    )  # fmt: skip
