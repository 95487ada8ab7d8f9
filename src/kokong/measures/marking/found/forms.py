"""What a police officer fills in about a found thing. No field takes text."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import suppliers
from . import rules, words
from .rules import Seen

DAY: Final = {"type": "date"}


class SeenForm(forms.Form):
    """What is seen."""

    colour = forms.ChoiceField(label=_("Under UV light it glows"), choices=list(words.COLOURS.items()))
    decal = forms.ChoiceField(label=_("Whose name is on its decal"), choices=(), required=False)
    form = forms.ChoiceField(
        label=_("The code in the mark"), choices=list(words.FORMS.items()), widget=forms.RadioSelect,
        initial="unread", help_text=_("Only what it looks like. The code itself is written nowhere in Kokong."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.code, each.name) for each in suppliers.everyone().values()]
        other = [("", _("There is no decal")), *names, (rules.OTHER, _("Another name"))]
        self.fields["decal"].choices = other  # type: ignore[attr-defined]

    def seen(self) -> Seen:
        """What was filled in."""
        return Seen(**self.cleaned_data)


class AskForm(forms.Form):
    """Which register is asked, and why."""

    supplier = forms.CharField(max_length=12, widget=forms.HiddenInput)
    why = forms.ChoiceField(label=pgettext_lazy("register", "Why it is asked"), choices=list(words.WHY.items()))


class AnswerForm(forms.Form):
    """What the register said, and on which day."""

    on = forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    knew = forms.TypedChoiceField(  # the button that was pressed
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes", widget=forms.HiddenInput
    )
