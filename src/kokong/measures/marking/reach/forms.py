"""What is filled in about reach."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class SayForm(forms.Form):
    """Households that say that they mark."""

    households = forms.IntegerField(
        label=_("Households"), min_value=1, max_value=500, initial=1,
        help_text=_("Ask first: those whose kit is ours are counted by their kit."),
    )  # fmt: skip
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"client_id": uuid4()}, **kwargs})


class UseForm(forms.Form):
    """How many of the kits of a handing-out were used."""

    used = forms.IntegerField(label=_("Kits that were used"), min_value=0)
