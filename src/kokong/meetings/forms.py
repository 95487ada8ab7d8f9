"""What people write about meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules, words
from .answering import Opened


class AnswerForm(forms.Form):
    """Whether somebody comes, and how many they are; nothing is chosen for them."""

    answer = forms.ChoiceField(
        label=_("Do you come?"),
        choices=[(code, words.ANSWERS[code]) for code in rules.ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, maybe or no.")},
    )
    people = forms.IntegerField(
        label=_("How many are you?"), required=False, min_value=1, max_value=rules.MOST_PEOPLE,
        help_text=_("Count yourself. It matters only where you come."),
    )  # fmt: skip

    def __init__(self, *args: Any, answered: Opened, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].initial = answered.answer or None
        self.fields["people"].initial = answered.people

    def clean_people(self) -> int:
        """One, where nothing is said."""
        return self.cleaned_data["people"] or 1
