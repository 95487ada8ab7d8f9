"""What people fill in about the rhythm."""

from typing import Any, Final

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kokong.meetings import api as meetings
from kokong.people import api as people

from ..rules import DESK
from . import rules
from .values import Item, ItemDraft

_TEXT: Final = {"rows": 3}


class ItemForm(forms.Form):
    """An item of the year wheel."""

    title = forms.CharField(label=_("What is done"), max_length=rules.LONGEST["title"])
    months = forms.TypedMultipleChoiceField(
        label=_("Months"), choices=list(MONTHS.items()), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    who = forms.CharField(label=_("Who does it"), max_length=rules.LONGEST["who"], required=False)
    hours = forms.IntegerField(label=_("Hours each time"), min_value=1, max_value=rules.MOST_HOURS, required=False)
    material = forms.CharField(
        label=_("Material"), max_length=rules.LONGEST["material"], required=False,
        widget=forms.Textarea(attrs=_TEXT),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What it is for"), max_length=rules.LONGEST["purpose"], required=False,
        widget=forms.Textarea(attrs=_TEXT),
    )  # fmt: skip

    def draft(self) -> ItemDraft:
        """What was filled in."""
        given = self.cleaned_data
        return ItemDraft(**{**given, "months": tuple(given["months"])})

    @staticmethod
    def known(found: Item) -> dict[str, Any]:
        """What is known, as initial values."""
        names = ("title", "who", "hours", "material", "purpose")
        return {**{name: getattr(found, name) for name in names}, "months": list(found.months)}


class TurnForm(forms.Form):
    """What became of a turn."""

    month = forms.DateField()
    state = forms.ChoiceField(choices=[(each, each) for each in rules.DONES])
    said = forms.CharField(label=_("In a few words"), max_length=rules.LONGEST["said"], required=False)


class AgreeForm(forms.Form):
    """A decision; with somebody who does it, a task."""

    text = forms.CharField(label=_("What was decided"), max_length=400)
    who = forms.TypedChoiceField(
        label=_("Who does it"), choices=[], coerce=int, empty_value=None, required=False,
        help_text=_("Without anybody it is a decision alone."),
    )  # fmt: skip
    due = forms.DateField(
        label=_("Done by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desk = [(each.user_id, each.name) for each in people.people(roles=DESK)]
        self.fields["who"].choices = [("", _("Nobody: a decision alone")), *desk]  # type: ignore[attr-defined]

    def agreed(self) -> meetings.Agreed:
        """What was filled in."""
        given = self.cleaned_data
        return meetings.Agreed(given["text"], given["who"] is not None, given["who"], "", given["due"])


class MinutesForm(forms.Form):
    """The minutes."""

    body = forms.CharField(label=_("What was said"), max_length=40_000, widget=forms.Textarea(attrs={"rows": 12}))
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
