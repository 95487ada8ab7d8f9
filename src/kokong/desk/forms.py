"""What the map shows, chosen in its address."""

from datetime import date, datetime, tzinfo
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.incidents import api as incidents

from . import rules, words

EARLIEST: Final = date(2000, 1, 1)
LAST_YEAR: Final = 9000


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _ends(data: dict[str, Any]) -> tuple[date | None, date | None]:
    return data.get("since"), data.get("until")


class MapForm(forms.Form):
    """Period and kind of burglary. Anything that can't be understood is said, and shows the usual period.

    `since` and `until` are the days of the period that the slider leaves.
    """

    period = forms.ChoiceField(required=False, choices=list(words.PERIODS.items()), widget=forms.HiddenInput)
    first = forms.DateField(label=gettext_lazy("From"), required=False, widget=_day())
    last = forms.DateField(label=gettext_lazy("To"), required=False, widget=_day())
    since = forms.DateField(required=False, widget=forms.HiddenInput)
    until = forms.DateField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Home"),
        required=False,
        choices=[("", gettext_lazy("All homes")), *incidents.words.KINDS.items()],
    )
    completed = forms.ChoiceField(
        label=gettext_lazy("Burglary"),
        required=False,
        choices=[
            ("", gettext_lazy("Completed and attempted")),
            ("yes", incidents.words.COMPLETED[True]),
            ("no", incidents.words.COMPLETED[False]),
        ],
    )

    def clean(self) -> dict[str, Any]:
        """Days make a period of one's own: both of them, in order."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if not self.errors and (first or last or data.get("period") == "own"):
            if first is None or last is None:
                raise forms.ValidationError(_("Choose both days of your own period."))
            if first > last:
                raise forms.ValidationError(_("The first day is after the last one."))
            if first < EARLIEST or last.year > LAST_YEAR:
                raise forms.ValidationError(_("Choose days after the year 2000."))
            data["period"] = "own"
        return data

    @property
    def in_use(self) -> bool:
        """Whether something beyond a named period was asked for."""
        return any(self.data.get(name) for name in ("first", "last", "kind", "completed"))

    def period_at(self, now: datetime, zone: tzinfo) -> rules.Period:
        """The chosen period; the usual one where none, or none that holds, is chosen."""
        data = self.cleaned_data if self.is_valid() else {}
        if data.get("period") == "own":
            return rules.own_period(first=data["first"], last=data["last"], zone=zone)
        return rules.period(code=data.get("period", ""), now=now)

    def shown_of(self, period: rules.Period, zone: tzinfo) -> rules.Period:
        """What the slider leaves of a period."""
        data = self.cleaned_data if self.is_valid() else {}
        days = [day if day and day >= EARLIEST and day.year <= LAST_YEAR else None for day in _ends(data)]
        return rules.narrowed(period, first=days[0], last=days[1], zone=zone)

    def choices(self) -> dict[str, Any]:
        """The same as layers of the map know it."""
        data = self.cleaned_data if self.is_valid() else {}
        completed = {"yes": True, "no": False}.get(data.get("completed") or "")
        return {"dwelling_kind": data.get("kind") or None, "completed": completed}

    def filters(self) -> dict[str, Any]:
        """What `incidents.burglaries` filters by."""
        data = self.cleaned_data if self.is_valid() else {}
        kind, completed = data.get("kind"), data.get("completed")
        return {"kinds": (kind,) if kind else (), "completed": {"yes": True, "no": False}.get(completed or "")}
