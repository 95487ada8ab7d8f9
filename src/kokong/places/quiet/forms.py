"""An entry of the do-not-visit list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms import AddressForm
from . import words


class EntryForm(forms.Form):
    """Why nobody knocks, and until when."""

    reason = forms.ChoiceField(label=_("Why"), choices=list(words.REASONS.items()), widget=forms.RadioSelect)
    expires = forms.DateField(
        label=_("Until and including"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Leave it empty to keep the entry until somebody removes it."),
    )


class QuietForm(EntryForm, AddressForm):
    """The same, with its home."""

    field_order = ("address", "reason", "expires")
