"""What people fill in about signs."""

from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel.widgets import number
from kokong.people import api as people
from kokong.places import api as places

from . import rules, together, words
from .siting import Question
from .values import Draft, Settled, Sign

DAY: Final = {"type": "date"}


class SignForm(forms.Form):
    """A sign as it is planned."""

    kind = forms.ChoiceField(label=_("Kind of sign"), choices=list(words.KINDS.items()), widget=forms.RadioSelect)
    point = places.PositionField(
        label=_("Where it stands"), help_text=_("Click on the map, or write the nearest address."),
    )  # fmt: skip
    place = forms.CharField(
        label=_("The spot in words"), max_length=120,
        help_text=_("As on a work order: “lamp post at the entrance to Ekvägen”."),
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("On what ground"), choices=list(words.GROUNDS.items()), initial="unknown",
        help_text=_("On a public road or another public place no sign stands without a permit that was granted."),
    )  # fmt: skip
    permit = forms.ChoiceField(label=_("Permit"), choices=list(words.PERMITS.items()))
    permit_until = forms.DateField(
        label=_("The permit holds until"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Owner of the spot"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    owner_contact = forms.CharField(
        label=_("How to reach the owner"), required=False, max_length=200,
        help_text=_("Removed 90 days after the sign is gone."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(**self.cleaned_data)

    @staticmethod
    def known(sign: Sign) -> dict[str, Any]:
        """What is known, as the form's initial values."""
        return {name: getattr(sign, name) for name in SignForm.base_fields}


class FilterForm(forms.Form):
    """Which signs the list shows."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Not gone")), *words.STATES.items()]
    )
    kind = forms.ChoiceField(
        label=_("Kind of sign"), required=False, choices=[("", _("All")), *words.KINDS.items()]
    )


class SitingForm(forms.Form):
    """Where the next signs do most: of which, how many, for what."""

    kind = forms.ChoiceField(label=_("Kind of sign"), choices=list(words.KINDS.items()), initial="watch")
    signs = forms.IntegerField(
        label=_("How many signs"), min_value=1, max_value=rules.MOST_SIGNS, initial=10,
    )  # fmt: skip
    weight = forms.ChoiceField(label=_("What they shall cover most of"), choices=(), initial="homes")
    within_m = forms.IntegerField(
        label=_("A sign covers, in metres along the streets"), min_value=rules.WITHIN_M[0],
        max_value=rules.WITHIN_M[1], initial=rules.WITHIN_USUAL_M,
    )  # fmt: skip
    area = forms.TypedChoiceField(label=_("Where"), required=False, choices=(), coerce=int, empty_value=None)

    def __init__(self, *args: Any, actor: people.Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [code for code in rules.WEIGHTS if code != "burglaries" or actor.may("risk.see")]
        self.fields["weight"].choices = [(code, words.WEIGHTS[code]) for code in shown]  # type: ignore[attr-defined]
        areas = [(each.id, each.name) for each in places.areas()]
        self.fields["area"].choices = [("", _("The whole municipality")), *areas]  # type: ignore[attr-defined]

    def question(self) -> Question:
        """What was asked."""
        found = dict(self.cleaned_data)
        return Question(area_id=found.pop("area"), **found)


class WhenForm(forms.Form):
    """On which day something happened."""

    on = forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))

    def at(self, now: datetime) -> datetime:
        """Now for today; the end of any other day, so that it comes after what else happened then."""
        day = self.cleaned_data["on"]
        if day == timezone.localdate(now):
            return now
        return timezone.make_aware(datetime.combine(day, time(23, 59)))


class SeveralForm(forms.Form):
    """Which signs something is done to."""

    signs = forms.TypedMultipleChoiceField(
        label=_("Signs"), coerce=int, choices=(), error_messages={"required": _("Choose a sign first.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.data.getlist("signs") if isinstance(self.data, QueryDict) else []
        numbers = {number(each) for each in asked[: together.MOST]}
        self.fields["signs"].choices = [(n, n) for n in numbers if n]  # type: ignore[attr-defined]


class SettledForm(SeveralForm):
    """What was settled for them with the owner of the spots and the authorities; what is empty stays as it was."""

    owner = forms.CharField(label=_("Owner of the spot"), required=False, max_length=120)
    owner_contact = forms.CharField(label=_("How to reach the owner"), required=False, max_length=200)
    channel = forms.ChoiceField(
        label=_("The owner agrees"), required=False,
        choices=[("", _("As it was")), *words.CHANNELS.items()],
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("On what ground"), required=False, choices=[("", _("As it was")), *words.GROUNDS.items()]
    )
    permit = forms.ChoiceField(
        label=_("Permit"), required=False, choices=[("", _("As it was")), *words.PERMITS.items()]
    )
    permit_until = forms.DateField(
        label=_("The permit holds until"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )  # fmt: skip

    def settled(self) -> Settled:
        """What was said."""
        return Settled(**{name: value for name, value in self.cleaned_data.items() if name != "signs"})


class DoneForm(SeveralForm, WhenForm):
    """On which day it was done to them."""


class CheckForm(forms.Form):
    """In which condition a sign is."""

    condition = forms.ChoiceField(
        label=_("Condition"), choices=list(words.CONDITIONS.items()), widget=forms.RadioSelect
    )


class AgreeForm(forms.Form):
    """How the owner said what they want."""

    channel = forms.ChoiceField(label=_("How they said it"), choices=list(words.CHANNELS.items()))
    answer = forms.TypedChoiceField(  # the button that was pressed
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes", widget=forms.HiddenInput
    )
