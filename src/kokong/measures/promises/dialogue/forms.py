"""What people fill in about dialogues, and in them."""

from collections.abc import Iterable
from math import isfinite
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.places import api as places

from . import rules, words
from .values import Answer, Dialogue, Draft, Question

OUTSIDE: Final = _("That is no place on the map. Point it out once more.")


class DialogueForm(forms.Form):
    """A dialogue as it is written."""

    title = forms.CharField(label=_("What the dialogue is called"), max_length=160)
    lead = forms.CharField(
        label=_("Why you ask, and what you do with the answers"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    until = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(**self.cleaned_data)


class QuestionForm(forms.Form):
    """A question."""

    words = forms.CharField(label=pgettext_lazy("dialogue", "Question"), max_length=300)
    kind = forms.ChoiceField(label=_("How it is answered"), choices=[])
    choices = forms.CharField(
        label=_("The answers to choose from"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("One a line, where it is one of some answers."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(words.KINDS.items())  # type: ignore[attr-defined]


class TellForm(forms.Form):
    """What was heard, for everybody."""

    said = forms.CharField(
        label=_("What you heard, for everybody to read"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class LeadForm(forms.Form):
    """The promise that came of it."""

    promise = forms.TypedChoiceField(
        label=_("The promise that came of it"), choices=[], coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, promises: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promise"].choices = [("", _("None yet")), *promises]  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """Answers that have something in common."""

    title = forms.CharField(label=_("Theme"), max_length=80)
    sayings = forms.TypedMultipleChoiceField(choices=(), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, known: tuple[int, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sayings"].choices = [(each, each) for each in known]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """All questions of a dialogue. Each may be left out; a place is an address, or comes from the map."""

    def __init__(self, *args: Any, dialogue: Dialogue, paper: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dialogue = dialogue
        if paper:
            self.fields["sheet"] = forms.CharField(
                label=_("Number of the sheet"), max_length=40,
                help_text=_("Write a number on each sheet, so that none is entered twice."),
            )  # fmt: skip
        for each in dialogue.questions:
            self._ask(each)

    def _ask(self, question: Question) -> None:
        name = f"q{question.id}"
        if question.kind == "choice":
            self.fields[name] = forms.TypedChoiceField(
                label=question.words, choices=list(enumerate(question.choices)), coerce=int, empty_value=None,
                required=False, widget=forms.RadioSelect,
            )  # fmt: skip
            return
        words = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
        self.fields[name] = forms.CharField(
            label=question.words, required=False, max_length=rules.LONGEST, widget=words,
            help_text=_("Places, not persons: write nobody’s name."),
        )  # fmt: skip
        if question.kind == "pin":
            self.fields[f"{name}_at"] = forms.CharField(
                label=_("Where: the nearest address"), required=False, max_length=200,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"{name}_spot"] = forms.CharField(
                required=False, max_length=60, widget=forms.HiddenInput(attrs={"data-spot": ""})
            )

    def clean(self) -> dict[str, Any]:
        """Find the places."""
        said = super().clean() or {}
        for each in self.dialogue.questions:
            if each.kind == "pin":
                said[f"q{each.id}_point"] = self._point(f"q{each.id}", said)
        return said

    def _point(self, name: str, said: dict[str, Any]) -> Point | None:
        spot, address = said.get(f"{name}_spot") or "", said.get(f"{name}_at") or ""
        try:
            if address:
                home = places.find_address(text=address)
                return Point(home.x, home.y)
            if not spot:
                return None
            lon, lat = map(float, spot.split(","))
            point = places.metres(lon=lon, lat=lat)
            if all(map(isfinite, point)):
                return point
            self.add_error(f"{name}_at", OUTSIDE)
        except UserError as error:
            self.add_error(f"{name}_at", error.message)
        except (ValueError, OverflowError):
            self.add_error(f"{name}_at", OUTSIDE)
        return None

    def answers(self) -> list[Answer]:
        """What was answered."""
        data = self.cleaned_data
        return [
            Answer(each.id, choice=data.get(f"q{each.id}"))
            if each.kind == "choice"
            else Answer(each.id, text=data.get(f"q{each.id}") or "", point=data.get(f"q{each.id}_point"))
            for each in self.dialogue.questions
        ]

    @property
    def asked(self) -> list[tuple[Question, BoundField, BoundField | None, BoundField | None]]:
        """Each question with its fields: the answer, and of a place the address and the spot."""
        return [
            (each, self[f"q{each.id}"], *((self[f"q{each.id}_at"], self[f"q{each.id}_spot"])
             if each.kind == "pin" else (None, None)))
            for each in self.dialogue.questions
        ]  # fmt: skip

    def refuse(self, error: UserError) -> None:
        """Say beside its field what can't be kept."""
        name = getattr(error, "field", None) or ""
        self.add_error(name if name in self.fields else None, error.message)
