"""Forms of people and accounts."""

from collections.abc import Sequence, Set
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokong.kernel.templatetags.kokong import role_name

from . import role_words, rules
from .invitations import Opened
from .models import User


class InviteForm(forms.Form):
    """Somebody new. Cleans to the arguments of `invitations.invite`."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=120, required=False,
        help_text=_("For instance a unit, an association or a housing company."),
    )  # fmt: skip

    def __init__(self, *args: Any, appointed_by: Set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = rules.offered_by(appointed_by)
        self.fields["roles"].choices = _named(offered)  # type: ignore[attr-defined]
        self.meanings = role_words.meanings(offered)
        self.fields["roles"].initial = offered if len(offered) == 1 else ()


class RoleForm(forms.Form):
    """One more role for a colleague. Cleans to the arguments of `staff.give`."""

    role = forms.ChoiceField(label=_("Role"))
    since = forms.DateField(
        label=_("From"), required=False, help_text=_("Empty: at once."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    last_day = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Empty: until somebody ends it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[rules.Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", "")] if len(offered) > 1 else []
        self.fields["role"].choices = none + _named(offered)  # type: ignore[attr-defined]
        self.meanings = role_words.meanings(offered)


class NewcomerForm(forms.Form):
    """The password with which somebody who is invited begins."""

    password1 = forms.CharField(
        label=_("Choose a password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    password2 = forms.CharField(
        label=_("The same password again"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, invited: Opened, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invited = invited
        self.fields["password1"].help_text = " ".join(password_validators_help_texts()[1:2])

    def clean_password1(self) -> str:
        """A password that is long enough, uncommon, and unlike the person's name and address."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, User(email=self.invited.email, name=self.invited.name))
        return password

    def clean(self) -> dict[str, Any]:
        """Both alike."""
        given = self.cleaned_data
        if {"password1", "password2"} <= given.keys() and given["password1"] != given["password2"]:
            self.add_error("password2", gettext("You must type the same password each time."))
        return given


class AddressForm(forms.Form):
    """A new address to sign in with."""

    email = forms.EmailField(
        label=_("New e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class AccountForm(forms.Form):
    """A person's own account."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Colleagues see it beside what you do."))


class TokenForm(forms.Form):
    """A new access token. Cleans to the arguments of `tokens.make`."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What will use it, for instance QGIS on your work computer."),
    )  # fmt: skip
    expires = forms.DateField(
        label=_("Last day"), help_text=_("At most a year from now. Shorter is safer."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.localdate() + timedelta(days=90),
    )  # fmt: skip

    def clean_expires(self) -> datetime:
        """The end of the last day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["expires"], time(23, 59)))


def _named(roles: Sequence[str]) -> list[tuple[str, str]]:
    return [(role, role_name(role)) for role in roles]
