"""What people fill in who want the newsletter, without being signed in."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.places import api as places

from .. import words
from .asking import Wish

NAMED: Final = {"drawn", "imported"}  # parts of town; a watch group's streets are nobody's business here


class ChoiceForm(forms.Form):
    """Of which areas and kinds of home somebody wants to hear."""

    areas = forms.TypedMultipleChoiceField(
        label=_("Areas"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("None: the whole municipality."),
    )  # fmt: skip
    homes = forms.MultipleChoiceField(
        label=_("Your home"), required=False, choices=list(words.HOMES.items()),
        widget=forms.CheckboxSelectMultiple, help_text=_("None: what concerns all kinds."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["areas"]
        with tenancy.scope(municipality_id=place.pk, authority="municipality"):
            areas.choices = [(area.id, area.name) for area in places.areas() if area.kind in NAMED]
        if not areas.choices:
            del self.fields["areas"]

    def chosen(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Areas and kinds of home."""
        return tuple(self.cleaned_data.get("areas", ())), tuple(self.cleaned_data["homes"])


class EmailForm(forms.Form):
    """Somebody asks for a link to what is theirs."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class PhoneForm(forms.Form):
    """Somebody wants short news on their telephone."""

    phone = forms.CharField(
        label=_("Your telephone number"), max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    """Somebody writes back the code that their telephone got."""

    code = forms.CharField(
        label=_("The code in the text message"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class SubscribeForm(EmailForm, ChoiceForm):
    """Somebody wants the newsletter."""

    field_order = ("email", "areas", "homes")

    def wish(self) -> Wish:
        """What was filled in."""
        return Wish(self.cleaned_data["email"], *self.chosen())
