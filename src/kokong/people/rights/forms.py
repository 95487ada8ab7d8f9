"""What people fill in about their rights."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules, words

BOX: Final = {"rows": 5}


class RequestForm(forms.Form):
    """What somebody asks for."""

    kind = forms.ChoiceField(
        label=_("What you ask for"), choices=tuple(words.KINDS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What your request is about"), max_length=rules.LONGEST, widget=forms.Textarea(attrs=BOX),
        help_text=_("Say what is wrong, or what you want to be gone. Write nothing about others."),
    )  # fmt: skip


class LinkForm(forms.Form):
    """Where a link goes to."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class AnswerForm(forms.Form):
    """How a request ended, and what the person is told."""

    outcome = forms.ChoiceField(
        label=_("How it ended"), choices=tuple(words.OUTCOMES.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Your answer to them"), max_length=rules.LONGEST, widget=forms.Textarea(attrs=BOX),
        help_text=_("It goes to them by e-mail. Where you say no, say by which law: they may complain."),
    )  # fmt: skip


class ExtendForm(forms.Form):
    """Why it takes longer."""

    reason = forms.CharField(
        label=_("Why it takes longer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They are told so now. The law allows it for many or difficult requests."),
    )  # fmt: skip
