"""What people fill in about costs."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .values import Spent
from .work import LONGEST

_MOST = Decimal(1_000_000_000)


class SpendingForm(forms.Form):
    """Hours and kronor."""

    hours = forms.DecimalField(label=_("Hours of work"), min_value=0, max_value=1_000_000, decimal_places=2)
    an_hour = forms.DecimalField(
        label=_("Kronor for an hour"), min_value=0, max_value=100_000, decimal_places=2,
        help_text=_("With employer’s contributions. Volunteers' hours can be put at 0."),
    )  # fmt: skip
    other = forms.DecimalField(
        label=_("Other costs in kronor"), min_value=0, max_value=_MOST, decimal_places=2,
        help_text=_("Kits, signs, printing, postage."),
    )  # fmt: skip
    said = forms.CharField(
        label=_("Where do the figures come from?"), max_length=LONGEST,
        help_text=_("Such as: time reports of the two visitors; invoice for kits."),
    )  # fmt: skip

    def spent(self) -> Spent:
        """What was filled in."""
        given = self.cleaned_data
        return Spent(given["hours"], given["an_hour"], given["other"], given["said"])

    @staticmethod
    def usual(found: Spent | None, *, known: Decimal) -> dict[str, Any]:
        """What stands there at first: what was written before, or the hours that deliveries have told."""
        if found is not None:
            return {name: getattr(found, name) for name in ("hours", "an_hour", "other", "said")}
        return {"hours": known, "other": 0}
