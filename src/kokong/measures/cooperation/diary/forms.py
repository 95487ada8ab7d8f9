"""Which time the register is of."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KNOWN: Final = (MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2199, 12, 31)))


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TimeForm(forms.Form):
    """From a day to a day, both included."""

    since = forms.DateField(label=_("From and including"), widget=_day(), validators=KNOWN)
    until = forms.DateField(label=_("To and including"), widget=_day(), validators=KNOWN)

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        said = super().clean() or {}
        first, last = said.get("since"), said.get("until")
        if first and last and last < first:
            self.add_error("until", _("This day is before the first. Choose a later one."))
        return said

    def between(self) -> tuple[datetime, datetime]:
        """The moments from which and up to which it is."""
        return _midnight(self.cleaned_data["since"]), _midnight(self.cleaned_data["until"] + timedelta(days=1))


def last_month(today: date) -> dict[str, date]:
    """The whole month before, as the form takes it."""
    ends = today.replace(day=1) - timedelta(days=1)
    return {"since": ends.replace(day=1), "until": ends}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
