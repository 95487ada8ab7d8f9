"""The form that adds a key to sign in with."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Allauth's, whose name field has no label in our languages."""

    name = forms.CharField(label=_("Name"), required=False, help_text=_("So that you can tell your keys apart."))
