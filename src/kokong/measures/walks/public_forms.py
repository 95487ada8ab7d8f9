"""What people fill in who are not signed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .wishes import Asked


class SignUpForm(forms.Form):
    """Somebody wants to walk along."""

    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("An invitation is sent there. You have your place once you have answered it."),
    )  # fmt: skip


class WishForm(SignUpForm):
    """Somebody asks for a walk."""

    where = forms.CharField(
        label=_("Where"), max_length=200, help_text=_("The area, or the streets that should be walked.")
    )
    why = forms.CharField(
        label=_("What feels unsafe there"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Places, not persons: write nobody’s name."),
    )  # fmt: skip
    access = forms.CharField(
        label=_("What is needed for everybody to come along"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    field_order = ("where", "why", "access", "name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("A link is sent there, by which you confirm that it was you.")

    def asked(self) -> Asked:
        """What was filled in."""
        return Asked(**self.cleaned_data)
