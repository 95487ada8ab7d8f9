"""What a coordinator fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from . import api


class DeclineForm(forms.Form):
    """Why the settings in use are kept."""

    reason = forms.CharField(
        label=_("Why the settings in use are kept"), max_length=api.REASON_LIMIT,
        help_text=_("A sentence for colleagues. It stays with the proposal."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
