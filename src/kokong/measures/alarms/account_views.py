"""Homes with an alarm: how each fares, its false alarms and what was agreed about them, test mode."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kokong.kernel.errors import UserError

from . import api, words
from . import console_words as script
from .access import OperatorRequest, may
from .console_words import said
from .values import Account, Alarm, Event, FalseAlarms

PAGE: Final = 50
YEAR: Final = timedelta(days=365)
HISTORY: Final = 60
OFTEN: Final = 3  # false alarms in a year from which something should be agreed
TESTS: Final = (30, 60, 120)


@dataclass(frozen=True)
class Home:
    """An account with its year of alarms."""

    account: Account
    year: FalseAlarms | None

    @property
    def often(self) -> bool:
        """Whether false alarms are so many that something should be agreed, and nothing is yet."""
        return self.year is not None and self.year.false >= OFTEN and not self.account.notes


@may("alarm.accounts")
@require_GET
def listed(request: OperatorRequest) -> HttpResponse:
    """Every home with an alarm; those with the most false alarms first."""
    now = timezone.now()
    year = {each.account_id: each for each in api.false_alarms(since=now - YEAR)}
    homes = [Home(account, year.get(account.id)) for account in api.accounts()]
    homes.sort(key=lambda home: -(home.year.false if home.year else 0))
    page = Paginator(homes, PAGE).get_page(request.GET.get("page"))
    return render(request, "alarms/accounts.html", _list(request, page, now))


def _list(request: OperatorRequest, page: Page[Home], now: datetime) -> dict[str, object]:
    operator = request.operator
    return {"page": page, "now": now, "operator": operator, "may_enrol": operator.may("alarm.enrol")}


@may("alarm.accounts")
@require_GET
def account(request: OperatorRequest, account_id: int) -> HttpResponse:
    """One home: whom to call, what its panel said, its alarms and their causes, what was agreed."""
    return render(request, "alarms/account.html", _shown(request, account_id, timezone.now()))


@may("alarm.handle")
@require_POST
def agree(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Write down what was agreed with the household."""
    return _change(
        account_id, lambda: api.change(account_id=account_id, notes=request.POST.get("notes", "").strip()[:2000]),
        request, _("What was agreed is written down."),
    )  # fmt: skip


@may("alarm.handle")
@require_POST
def test(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Let nothing go out for a while, or end that."""
    text = request.POST.get("minutes", "")
    minutes = int(text) if text in {"0", *map(str, TESTS)} else -1
    done = _("Test mode is on. Alarms are kept, and nobody is told.") if minutes else _("Test mode is off.")
    return _change(
        account_id, lambda: api.set_test(account_id=account_id, minutes=minutes, now=timezone.now()), request, done
    )


def _shown(request: OperatorRequest, account_id: int, now: datetime) -> dict[str, object]:
    found = _known(account_id)
    year = [one for one in api.alarms(account_id=account_id, limit=200) if one.opened >= now - YEAR]
    real = [one for one in year if not one.suppressed]
    return {
        "account": found,
        "may_handle": request.operator.may("alarm.handle"),
        "may_enrol": request.operator.may("alarm.enrol"),
        "testing": found.testing(now),
        "set_state": said(script.SET_STATES, found.set_state),
        "contacts": [(c, said(words.CONTACT_KINDS, c.what)) for c in api.contacts(account_id=account_id)],
        "alarms": [_alarm(one) for one in year],
        "count": len(real),
        "false": sum(bool(one.false) for one in real),
        "causes": causes(real),
        "events": [_event(event) for event in api.history(account_id=account_id, limit=HISTORY)],
        "zones": found.plan.get("zones", ()),
        "plan": found.plan.get("text", ""),
        "tests": TESTS,
    }


def causes(alarms: list[Alarm]) -> list[tuple[str | Promise, int]]:
    """Why alarms were false, the most frequent cause first."""
    counted = Counter(one.close_reason for one in alarms if one.false)
    return [(said(words.CLOSE_REASONS, reason), n) for reason, n in counted.most_common()]


def _alarm(one: Alarm) -> tuple[Alarm, str, str]:
    ended = said(words.CLOSE_REASONS, one.close_reason) or said(words.STATES, one.state)
    return one, said(words.KINDS, one.kind), ended


def _event(event: Event) -> tuple[Event, str]:
    what = said(words.KINDS, event.kind)
    return event, f"{what}: {said(words.KINDS, event.restores)}" if event.restores else what


def _known(account_id: int) -> Account:
    try:
        return api.account(account_id=account_id)
    except api.AccountMissing as error:
        raise Http404 from error


def _change(account_id: int, work: Callable[[], object], request: OperatorRequest, done: str) -> HttpResponse:
    try:
        work()
    except UserError as error:
        if error.status == 404:
            raise Http404 from error
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("alarms:account", account_id)
