"""What people fill in about the library."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules
from .forms import WordsForm


class HideForm(forms.Form):
    """Why an article is hidden or shown again; where it is hidden, what its readers find instead."""

    said = forms.CharField(label=_("Why, in a sentence"), max_length=rules.LONGEST_SAID)
    instead = forms.ChoiceField(
        label=_("What they read instead"), required=False,
        help_text=_("Whoever comes by an earlier link is led there."),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others is None:
            del self.fields["instead"]
            return
        self.fields["said"].help_text = _("Whoever comes by an earlier link reads it. Name no person.")
        self.fields["instead"].choices = [("", _("All advice")), *others]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was filled in, as `deciding` takes it."""
        return dict(self.cleaned_data)


class OwnForm(WordsForm):
    """Own words in an article's place, or before it."""

    both = forms.BooleanField(
        label=_("It speaks for the municipality and the police"), required=False,
        help_text=_("Then the other authority approves it before it is published."),
    )  # fmt: skip


class EditionForm(forms.Form):
    """Why own words stay or go, and the edition that the person saw."""

    said = forms.CharField(
        label=_("Why, in a sentence"), max_length=rules.LONGEST_SAID,
        help_text=_("It stays with the text. Name no person."),
    )  # fmt: skip
    edition = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def asked(self) -> dict[str, Any]:
        """What was filled in, as `deciding` takes it."""
        return dict(self.cleaned_data)
