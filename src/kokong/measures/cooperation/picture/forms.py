"""What the analysts write, and which version a frozen one follows."""

from dataclasses import asdict
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from .values import Draft, Text

LONG: Final = 12000


class TextForm(forms.Form):
    """The act's three headings, and the conclusions."""

    mapping = forms.CharField(
        label=_("Crime, its extent and consequences"), max_length=LONG, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What the figures say, in words: what, where, when, and whom it strikes. Name no person."),
    )  # fmt: skip
    other = forms.CharField(
        label=_("Other things that matter"), max_length=LONG, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What residents, schools, owners and staff tell, and what is about to change."),
    )  # fmt: skip
    analysis = forms.CharField(
        label=_("Analysis"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Why it is so, what is not known, and what speaks against it."),
    )  # fmt: skip
    conclusions = forms.CharField(
        label=_("Conclusions"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What the plan should take up. A board reads this first."),
    )  # fmt: skip
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def said(self) -> Text:
        """What was written."""
        return Text(**{name: value for name, value in self.cleaned_data.items() if name != "edition"})

    @staticmethod
    def known(draft: Draft) -> dict[str, Any]:
        """What was written before, as initial values."""
        return {**asdict(draft.text), "edition": draft.edition}


class FreezeForm(forms.Form):
    """The newest version that whoever freezes has seen."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
