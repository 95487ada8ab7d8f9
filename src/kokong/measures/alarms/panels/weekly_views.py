"""A panel or a zone in test or out of service each week, on the home's page."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import pages

from .. import api, words
from ..access import OperatorRequest, may
from . import fields

_CLOCK = {"type": "time"}


class WeeklyForm(forms.Form):
    """Which weekday, from when to when, and until which day."""

    zone = forms.CharField(
        label=gettext_lazy("Zone"), required=False, max_length=fields.LONGEST_ZONE,
        help_text=gettext_lazy("Empty for the whole panel."),
    )  # fmt: skip
    what = forms.ChoiceField(label=gettext_lazy("What"), choices=list(words.PAUSES.items()))
    weekday = forms.TypedChoiceField(label=gettext_lazy("Every"), choices=list(WEEKDAYS.items()), coerce=int)
    from_time = forms.TimeField(label=gettext_lazy("From"), widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M"))
    to_time = forms.TimeField(
        label=gettext_lazy("To"), widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M"),
        help_text=gettext_lazy("Earlier than it begins, it is the next morning."),
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("Until and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Within a year; then look whether it is still right."),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=200)

    def pause(self, *, now: datetime) -> dict[str, Any]:
        """What `api.pause` takes."""
        given = self.cleaned_data
        over = datetime.combine(given["until"] + timedelta(days=1), time(0), timezone.get_default_timezone())
        week = api.Weekly(given["weekday"], given["from_time"], given["to_time"])
        return {
            "zone": given["zone"], "what": given["what"], "note": given["note"], "begins": now, "ends": over,
            "weekly": week,
        }  # fmt: skip


def said(one: api.Pause) -> str:
    """ "every Tuesday 10:00–12:00"; "" for a pause that is not weekly."""
    if one.weekly is None:
        return ""
    week = one.weekly
    return _("every %(day)s %(begins)s–%(ends)s") % {
        "day": WEEKDAYS[week.weekday],
        "begins": time_format(week.begins, "H:i"),
        "ends": time_format(week.ends, "H:i"),
    }


@pages.post("alarms:account", "account_id")
@may("alarm.accounts")
def pause_weekly(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Put a panel or a zone in test or out of service each week."""
    form, now = WeeklyForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: api.pause(account_id=account_id, now=now, **form.pause(now=now)),
        to=("alarms:account", account_id),
        done=_("It raises nothing at those times. What it reports is kept."),
        form=form,
    )
