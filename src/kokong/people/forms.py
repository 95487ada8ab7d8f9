"""Forms of people and accounts."""

from collections.abc import Set
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel.templatetags.kokong import role_name

from . import rules


class InviteForm(forms.Form):
    """Somebody new, or a new role for somebody who works here."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.CharField(
        label=_("Organisation"), max_length=120, required=False,
        help_text=_("For instance a unit, an association or a housing company."),
    )  # fmt: skip

    def __init__(self, *args: Any, appointed_by: Set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = rules.appointed_by(appointed_by)
        roles = [role for role in rules.ROLES if role in given]
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *((role, role_name(role)) for role in roles)] if len(roles) > 1 else [
            (role, role_name(role)) for role in roles
        ]  # fmt: skip


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
