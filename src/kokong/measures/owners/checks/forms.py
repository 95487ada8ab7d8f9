"""The whole sheet on one page."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from kokong import questions

from .sheet import language, sheet


class SheetForm(forms.Form):
    """Every question of the sheet, none compulsory before the check is ended."""

    def __init__(self, data: Any = None, *, known: Mapping[str, questions.Given]) -> None:
        super().__init__(data, initial=dict(known))
        tongue = language()
        for each in sheet().questions:
            choices = [(choice.id, choice.says[tongue]) for choice in each.choices]
            self.fields[each.id] = forms.ChoiceField(
                label=each.ask[tongue], choices=choices, required=False, widget=forms.RadioSelect,
                help_text=_help(each, tongue),
            )  # fmt: skip

    def given(self) -> dict[str, str]:
        """What was answered; empty for what wasn't."""
        return {name: str(said) for name, said in self.cleaned_data.items()}

    @property
    def parts(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The questions by part, with the part's title."""
        tongue = language()
        for part in sheet().parts:
            yield part.title[tongue], [self[each.id] for each in sheet().of_part(part.id)]


def _help(each: questions.Question, tongue: str) -> str:
    said = [each.why[tongue]] if each.why else []
    if each.source:
        said.append(_("Source: %s.") % each.source.name)
    if each.must:
        said.append(_("Must be answered before the check is ended."))
    if each.evidence:
        said.append(_("A photo helps."))
    return " ".join(said)
