"""What residents fill in to keep a check."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.places import api as places
from kokong.questions.links import LONGEST

from . import words
from .planning import Settled

AREA = _("Your area’s sums")


def _areas(place: Municipality) -> list[tuple[Any, Any]]:
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        found = [(each.id, each.name) for each in places.areas()]
    return [("", _("Don’t count mine")), *found]


class LinkForm(forms.Form):
    """Somebody asks for a link to what is theirs."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A link is sent there. Nothing is kept unless you say so on the page that it leads to."),
    )  # fmt: skip


class AreaForm(forms.Form):
    """Whether the answers count in an area's sums."""

    area = forms.TypedChoiceField(
        label=AREA, required=False, choices=(), coerce=int, empty_value=None,
        help_text=_("Counted without your address, and shown only where at least five homes have answered."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = _areas(place)  # type: ignore[attr-defined]


class KeepForm(LinkForm, AreaForm):
    """Keep the answers that the link to this page holds; the page's script copies them here."""

    answers = forms.CharField(
        widget=forms.HiddenInput(attrs={"data-answers": ""}), required=False, max_length=LONGEST
    )
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)
    field_order = ("email", "area", "answers", "page")


class SettleForm(AreaForm):
    """What may be changed afterwards."""

    reminds = forms.BooleanField(label=_("Remind me once, a year after my last check"), required=False)


def _no_address(text: str) -> None:
    """Raises ValidationError for what would be a link, or lines of its own, in a letter to somebody else."""
    if "://" in text or "www." in text.lower() or any(each in text for each in "\r\n"):
        raise forms.ValidationError(_("Write a name or an address of a street, and no link."))


class PlanForm(forms.Form):
    """What the household writes of its alarm plan."""

    called = forms.CharField(
        label=_("Your name"), max_length=80, validators=[_no_address],
        help_text=_("Those you name read it, so that they know who asks."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    home = forms.CharField(
        label=_("Which home"), max_length=120, validators=[_no_address],
        help_text=_("As those you name know it: street and number."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )  # fmt: skip
    routine = forms.CharField(
        label=_("The code word: who knows it, and when you change it"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Never write the word or the code itself."),
    )  # fmt: skip
    guard = forms.MultipleChoiceField(
        label=_("What the guard may do"), required=False, choices=list(words.GUARD.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def settled(self) -> Settled:
        """What was written."""
        return Settled(**{**self.cleaned_data, "guard": tuple(self.cleaned_data["guard"])})


class ContactForm(forms.Form):
    """Somebody to be called."""

    name = forms.CharField(label=_("Name"), max_length=80)
    what = forms.ChoiceField(label=_("Who it is"), choices=list(words.CONTACTS.items()), initial="key_holder")
    phone = forms.RegexField(
        r"[+0-9][0-9 ()/-]{4,39}", label=_("Telephone number"), widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"invalid": _("A telephone number has digits, spaces and + only.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254,
        help_text=_("They are asked there, and say yes or no themselves."),
    )  # fmt: skip


class TakeForm(forms.Form):
    """An account takes a plan over."""

    ticket = forms.CharField(
        label=_("The plan’s number"), max_length=12, help_text=_("The household reads it out: ABCD-2345."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    account = forms.CharField(
        label=_("Account"), max_length=16, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The number that the home’s panel reports under."),
    )  # fmt: skip


class TogetherForm(forms.Form):
    """That a check was gone through together. `record` is made with the page: a second press changes nothing."""

    area = forms.TypedChoiceField(label=_("In which area?"), choices=(), coerce=int)
    on = forms.DateField(
        label=_("Which day?"), initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    record = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, areas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Choose an area")), *areas]  # type: ignore[attr-defined]
