"""What the calendar expects of a home, on a page: its panel's own test, and the hours in which it is open."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages

from .. import api, words
from ..access import OperatorRequest, may
from ..supervising import HOLIDAY, Day, Hours
from ..values import FieldProblem
from . import expecting, terms

EVERY: Final[dict[str, str | Promise]] = {
    "": pgettext_lazy("test", "None is expected"),
    "week": pgettext_lazy("test", "each week"),
    "month": pgettext_lazy("test", "each month"),
}
DAYS: Final[dict[int, Any]] = {**WEEKDAYS, HOLIDAY: _("Public holidays")}


class ExpectedForm(forms.Form):
    """A panel's test, and a home's hours by weekday, on holidays, and on days of their own."""

    every = forms.ChoiceField(label=_("The panel’s own test"), required=False, choices=list(EVERY.items()))
    on = forms.DateField(
        label=_("Or once, on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    extra = forms.CharField(
        label=_("Days of their own"), required=False, max_length=12_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line: 2026-12-24 closed, 2026-12-31 06:00-12:00. They go before weekdays and holidays."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        days = {
            f"day_{number}": forms.CharField(label=name, required=False, max_length=40)
            for number, name in DAYS.items()
        }
        days["day_0"].help_text = _(
            "06:00-18:30, or closed. 06:00 (07:30)-18:30 where it is to be open by 07:30, -18:30 where it may be "
            "opened at any time before. Empty: nothing is expected that day."
        )
        extra = self.fields.pop("extra")
        self.fields |= {**days, "extra": extra}

    @classmethod
    def of(cls, found: expecting.Expectation, data: Any = None) -> "ExpectedForm":
        """The form as things are now."""
        hours = found.hours or Hours()
        days = {f"day_{number}": terms.write_day(hours.days.get(number)) for number in DAYS}
        tests = {"every": found.tests.every or "", "on": found.tests.on} if found.tests else {}
        return cls(data, initial={**days, **tests, "extra": terms.write_extra(hours.extra)})

    def hours(self) -> Hours:
        """The hours that were written. Raises FieldProblem, told at the day that it is about."""
        days = dict(self._days())
        return Hours(days, terms.read_extra(self.cleaned_data["extra"]))

    def _days(self) -> Iterator[tuple[int, Day]]:
        for number in DAYS:
            try:
                day = terms.read_day(self.cleaned_data[f"day_{number}"])
            except FieldProblem as problem:
                raise FieldProblem(problem.message, field=f"day_{number}") from None
            if day is not None:
                yield number, day


@may("alarm.accounts")
@require_http_methods(["GET", "POST"])
def expected(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Say what is expected of a panel and its home."""
    account, now = pages.known_or_404(api.account, account_id=account_id), timezone.now()
    form = ExpectedForm.of(expecting.expected(account_id=account_id, now=now), pages.sent(request))
    return pages.form_page(
        request,
        "alarms/expected_form.html",
        form,
        keep=lambda: _kept(form, account_id, now),
        to=("alarms:account", account_id),
        done=_("What is expected is written down."),
        shown={"account": account},
    )


def _kept(form: ExpectedForm, account_id: int, now: datetime) -> None:
    given = form.cleaned_data
    expecting.expect(account_id=account_id, every=given["every"], on=given["on"], hours=form.hours(), now=now)


def shown(account_id: int, now: datetime) -> dict[str, object]:
    """What the page of the home says of it."""
    found = expecting.expected(account_id=account_id, now=now)
    hours = found.hours or Hours()
    lines = [(name, terms.write_day(hours.days[number])) for number, name in DAYS.items() if number in hours.days]
    today = timezone.localdate(now)
    extra = [(day, terms.write_day(of)) for day, of in sorted(hours.extra.items()) if day >= today]
    return {
        "expected": found,
        "every": EVERY[found.tests.every] if found.tests and found.tests.every else "",
        "hours": lines,
        "extra": extra[:5],
        "missing": [words.KINDS[kind] for kind in found.on],
    }
