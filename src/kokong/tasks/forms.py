"""Filter of the list, and what is said when a task ends."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import rules
from .kinds import Kind
from .reading import Wanted

NONE = ("", _("Everything"))


class FilterForm(forms.Form):
    """Which tasks the list shows."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("Everybody’s")), ("free", _("Nobody’s yet")), ("mine", _("Mine"))],
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Waiting")), ("ended", _("Ended"))]
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [NONE, *((kind.code, kind.words) for kind in kinds)]  # type: ignore[attr-defined]

    @staticmethod
    def wanted(given: Mapping[str, Any]) -> Wanted:
        """What the clean values of the filter ask for; what makes no sense is not among them."""
        return Wanted(
            kind=given.get("kind") or "", ended=given.get("state") == "ended", whose=given.get("whose") or "all"
        )


class RemindForm(forms.Form):
    """On which day to be reminded; none for not at all."""

    day = forms.DateField(required=False)


class EndForm(forms.Form):
    """How a task ended."""

    ending = forms.ChoiceField(choices=[("done", ""), ("not_needed", "")])
    answer = forms.CharField(required=False, max_length=rules.LONGEST_ANSWER)
