"""What people fill in about hours on foot."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import words


class FootForm(forms.Form):
    """Who was where, how long. `record` is made with the page: a second press changes nothing."""

    authority = forms.ChoiceField(label=pgettext_lazy("on foot", "Who"), choices=[])
    area = forms.TypedChoiceField(
        label=_("In which area?"), choices=(), coerce=int, empty_value=None, required=False
    )
    on = forms.DateField(
        label=_("Which day?"), initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    hours = forms.DecimalField(
        label=pgettext_lazy("on foot", "Hours"), max_digits=4, decimal_places=2, min_value=Decimal("0.25"),
        max_value=Decimal(24), help_text=_("Of all who were there together: two people for two hours are four."),
    )  # fmt: skip
    record = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, areas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = list(words.AUTHORITIES.items())  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("No area in particular")), *areas]  # type: ignore[attr-defined]

    @property
    def minutes(self) -> int:
        """How long, in minutes."""
        return int(60 * self.cleaned_data["hours"])


class RecordForm(forms.Form):
    """Which note is meant."""

    record = forms.UUIDField()
