"""Which lines of the log a reader wants, chosen in the page's address."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel import said
from kokong.kernel.searching import Wanted

ANY = ("", _("All"))
BIGGEST = 2**63 - 1


def _choices(table: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return [ANY, *sorted(table.items(), key=lambda pair: str(pair[1]).casefold())]


class LogForm(forms.Form):
    """Anything that can't be understood is left out of the filter, and said."""

    who = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    action = forms.ChoiceField(label=_("What"), required=False)
    subject = forms.ChoiceField(label=_("About"), required=False)
    number = forms.IntegerField(label=_("Number"), required=False, min_value=1, max_value=BIGGEST)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, *, people: Mapping[int, str]) -> None:
        super().__init__(data)
        self._choose("who", [ANY, *people.items()])
        self._choose("action", _choices(said.ACTIONS))
        self._choose("subject", _choices(said.SUBJECTS))

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @staticmethod
    def wanted(given: Mapping[str, Any], text: str) -> Wanted:
        """What the clean values and the words ask for; whole days of the installation's time zone."""
        last = given.get("last")
        return Wanted(
            user_id=given.get("who"),
            action=given.get("action", ""),
            subject=given.get("subject", ""),
            subject_id=given.get("number"),
            since=_midnight(given.get("first")),
            until=_midnight(last + timedelta(days=1)) if last and last < date.max else None,
            text=text,
        )


def _midnight(day: date | None) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
