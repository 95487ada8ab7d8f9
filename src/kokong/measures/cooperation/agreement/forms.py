"""What people fill in about the agreement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules, words
from .values import Line


class LineForm(forms.Form):
    """What one's own authority shares."""

    what = forms.CharField(label=_("What is shared?"), max_length=rules.LONGEST)
    ground = forms.ChoiceField(label=_("On what ground?"), choices=[])
    purpose = forms.CharField(label=_("What for?"), max_length=rules.LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = list(words.GROUNDS.items())  # type: ignore[attr-defined]


class ShareForm(forms.Form):
    """A fact that an officer decides to share."""

    line = forms.TypedChoiceField(label=_("By which line of the agreement?"), coerce=int, choices=())
    burglary = forms.TypedChoiceField(label=_("Which burglary?"), coerce=int, choices=())
    fact = forms.ChoiceField(label=_("What kind of fact is it?"), choices=[])
    text = forms.CharField(
        label=_("What is shared, in your words"), max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No name, no case number, no contact, nobody suspected."),
    )  # fmt: skip
    purpose = forms.CharField(label=_("What for?"), max_length=rules.LONGEST)
    days = forms.IntegerField(
        label=_("For how many days?"), min_value=1, max_value=rules.MOST_DAYS, initial=rules.USUAL_DAYS,
        help_text=_("Then only the police see it."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, lines: Sequence[Line], burglaries: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(each.id, each.what) for each in lines]  # type: ignore[attr-defined]
        self.fields["burglary"].choices = list(burglaries)  # type: ignore[attr-defined]
        self.fields["fact"].choices = list(words.FACTS.items())  # type: ignore[attr-defined]
