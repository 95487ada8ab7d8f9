"""What the operator fills in while somebody is on the telephone."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from . import rules, words
from .recording import LONGEST_NOTE, Told
from .routines import LONGEST, LONGEST_TEXT

_MOMENT: Final[dict[str, str]] = {"type": "datetime-local"}
_FORMAT: Final = "%Y-%m-%dT%H:%M"
_QUIET: Final = {"autocomplete": "off", "spellcheck": "false"}
LATELY: Final = timedelta(hours=1)


class CallForm(forms.Form):
    """A call about a home."""

    who = forms.ChoiceField(label=_("Who calls"), choices=[("", "–"), *((c, words.WHO[c]) for c in rules.WHO)])
    caller = forms.CharField(label=_("The name they give"), required=False, max_length=120,
                             widget=forms.TextInput(attrs=_QUIET))  # fmt: skip
    phone = forms.CharField(label=_("Their number"), required=False, max_length=40,
                            widget=forms.TextInput(attrs={"type": "tel", **_QUIET}))  # fmt: skip
    called_back = forms.BooleanField(label=_("Called back on a number of the list"), required=False)
    wanted = forms.ChoiceField(
        label=_("What they want"), choices=[("", "–"), *((c, words.WANTED[c]) for c in rules.WANTED)]
    )
    note = forms.CharField(
        label=_("What was said and done"), required=False, max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    test_minutes = forms.TypedChoiceField(
        label=_("Put the panel in test"), required=False, coerce=int, empty_value=None,
        choices=[("", _("No")), *((n, ngettext_lazy("%d minute", "%d minutes") % n) for n in rules.TESTS)],
        help_text=_("After the right code word, or after calling back."),
    )  # fmt: skip
    away_until = forms.DateField(
        label=_("Away until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Shown with every alarm from the home until then, where who called is known."),
    )  # fmt: skip
    draft = forms.BooleanField(
        label=_("Write a draft for the police"), required=False,
        help_text=_("Of a burglary they tell of. An officer confirms it. It does not call 112."),
    )  # fmt: skip
    earliest = forms.DateTimeField(
        label=_("It happened at the earliest"), required=False,
        widget=forms.DateTimeInput(attrs=_MOMENT, format=_FORMAT),
    )  # fmt: skip
    latest = forms.DateTimeField(
        label=_("at the latest"), required=False, widget=forms.DateTimeInput(attrs=_MOMENT, format=_FORMAT)
    )

    @classmethod
    def fresh(cls, *, now: datetime) -> "CallForm":
        """The form as a call begins."""
        local = timezone.localtime(now)
        return cls(initial={"earliest": local - LATELY, "latest": local})

    def clean(self) -> dict[str, Any]:
        """A draft says between when and when; a day of return is for those who are away."""
        given = super().clean() or self.cleaned_data
        if given.get("draft"):
            for name in ("earliest", "latest"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Ask when they noticed it, and when all was well last."))
        if given.get("wanted") == "away" and not given.get("away_until") and "away_until" not in self.errors:
            self.add_error("away_until", _("Ask until when."))
        return given

    def told(self, *, word: str) -> Told:
        """What they say, with the code word, which is never shown again."""
        names = ("who", "wanted", "caller", "phone", "called_back", "note")
        return Told(word=word, **{name: self.cleaned_data[name] for name in names})

    def asks(self) -> dict[str, Any]:
        """What `record_call` is to do."""
        given = self.cleaned_data
        happened = (given["earliest"], given["latest"]) if given["draft"] else None
        return {
            "test_minutes": given["test_minutes"] or 0,
            "away_until": given["away_until"],
            "happened": happened,
        }


class RoutineForm(forms.Form):
    """How a household proves who they are."""

    text = forms.CharField(
        label=_("What to ask"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Operators see this when somebody calls about the home. Don’t write the code word here."),
    )  # fmt: skip
    word = forms.CharField(
        label=_("New code word"), required=False, max_length=LONGEST, widget=forms.TextInput(attrs=_QUIET),
        help_text=_(
            "Leave it empty to keep the one there is. It can’t be read again; operators write what they hear."
        ),
    )  # fmt: skip
    forget = forms.BooleanField(label=_("No code word any more"), required=False)
