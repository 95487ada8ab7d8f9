"""What the map shows, chosen in its address."""

from datetime import date, datetime, tzinfo
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.incidents import api as incidents

from . import rules, words

EARLIEST: Final = date(2000, 1, 1)


class MapForm(forms.Form):
    """Period and kind of burglary. Anything that can't be understood is said and shows the usual period."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False, choices=list(words.PERIODS.items()))
    first = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
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
        """An own period needs both days, in order."""
        data = super().clean() or self.cleaned_data
        if data.get("period") == "own" and not self.errors:
            first, last = data.get("first"), data.get("last")
            if first is None or last is None:
                raise forms.ValidationError(_("Choose both days of your own period."))
            if first > last:
                raise forms.ValidationError(_("The first day is after the last one."))
            if first < EARLIEST or last.year > 9000:
                raise forms.ValidationError(_("Choose days after the year 2000."))
        return data

    def period_at(self, now: datetime, zone: tzinfo) -> rules.Period:
        """The chosen period; the usual one where none, or none that holds, is chosen."""
        data = self.cleaned_data if self.is_valid() else {}
        if data.get("period") == "own":
            return rules.own_period(first=data["first"], last=data["last"], zone=zone)
        return rules.period(code=data.get("period", ""), now=now)

    def filters(self) -> dict[str, Any]:
        """What `incidents.burglaries` filters by."""
        data = self.cleaned_data if self.is_valid() else {}
        kind, completed = data.get("kind"), data.get("completed")
        return {"kinds": (kind,) if kind else (), "completed": {"yes": True, "no": False}.get(completed or "")}
