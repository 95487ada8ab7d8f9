"""What contact persons fill in."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import words
from ..forms import DAY

SHORT: Final = {"rows": 3}


class AwayForm(forms.Form):
    """A home is away."""

    home = forms.TypedChoiceField(label=_("Home"), coerce=int)
    since = forms.DateField(label=_("Away from"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    until = forms.DateField(label=_("Away until"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    seen_by = forms.ChoiceField(
        label=_("Who may see it"), choices=list(words.SEEN_BY.items()), widget=forms.RadioSelect,
        help_text=_("As the home has said. It is removed the day after it ended."),
    )  # fmt: skip

    def __init__(self, *args: Any, homes: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].choices = [("", _("Choose one")), *homes]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What somebody saw."""

    what = forms.CharField(
        label=_("What"), max_length=400, widget=forms.Textarea(attrs=SHORT),
        help_text=_("What happened: “A white van drove slowly up and down the street.” Nobody’s looks or name."),
    )  # fmt: skip
    place = forms.CharField(label=pgettext_lazy("of a note", "Where"), max_length=120)
    at = forms.DateTimeField(
        label=_("When"), input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip


class QuestionForm(forms.Form):
    """A question, and for whom."""

    whom = forms.ChoiceField(
        label=pgettext_lazy("asked by a watch group", "For"),
        choices=list(words.ASKED.items()),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Your question"), max_length=600, widget=forms.Textarea(attrs=SHORT),
        help_text=_("If something is going on now, call 112. To report a crime, call 114 14."),
    )  # fmt: skip


class ReplyForm(forms.Form):
    """The answer to a question."""

    text = forms.CharField(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
