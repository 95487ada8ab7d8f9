"""Somebody rings: find the home, ask who it is, write down what they want."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.errors import UserError

from .. import api
from ..access import OperatorRequest, may
from ..console.words import said
from ..panels import finding
from ..values import Account, Alarm
from ..words import CONTACT_KINDS, KINDS
from . import recording, routines
from .forms import CallForm, RoutineForm
from .lines import line

LONGEST: Final = 100
MOST: Final = 20  # homes that are shown


@may("alarm.handle")
@require_GET
@never_cache
def search(request: OperatorRequest) -> HttpResponse:
    """Find the home that somebody calls about."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    found = finding.find(wanted=finding.Wanted(timezone.now(), text))[: MOST + 1] if text else ()
    shown = {"text": text, "found": found[:MOST], "more": len(found) > MOST}
    return render(request, "alarms/calls/search.html", shown | {"operator": request.operator})


@may("alarm.handle")
@require_http_methods(["GET", "POST"])
@never_cache
def call(request: OperatorRequest, account_id: int) -> HttpResponse:
    """The home, what to ask, and the call as it is written down."""
    account, now, sent = _known(account_id), timezone.now(), pages.sent(request)
    form = CallForm(sent) if sent is not None else CallForm.fresh(now=now)
    word = request.POST.get("word", "")
    return pages.form_page(
        request,
        "alarms/calls/call.html",
        form,
        keep=lambda: recording.record_call(
            account_id=account_id, told=form.told(word=word), now=now, **form.asks()
        ),
        to=lambda _call: _on(account),
        done=_("The call is written down."),
        shown=lambda: _shown(account),
    )


@pages.post("alarms:call", "account_id")
@may("alarm.handle")
def check(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Say whether a code word is the home's: a part of the page."""
    _known(account_id)
    try:
        right = routines.check_word(account_id=account_id, said=request.POST.get("word", ""))
        tone, answer = ("success", _("Right.")) if right else ("danger", _("Wrong. Tell them nothing."))
    except UserError as error:
        tone, answer = "warning", error.message
    return render(request, "alarms/calls/checked.html", {"tone": tone, "answer": answer})


@may("alarm.accounts")
@require_GET
@never_cache
def listed(request: OperatorRequest, account_id: int) -> HttpResponse:
    """The calls about a home."""
    account = pages.known_or_404(api.account, account_id=account_id)
    found = [line(one) for one in recording.calls(account_id=account_id)]
    return render(request, "alarms/calls/listed.html", {"account": account, "calls": found})


@may("alarm.enrol")
@require_http_methods(["GET", "POST"])
def routine(request: OperatorRequest, account_id: int) -> HttpResponse:
    """How the household proves who they are."""
    account, known = _known(account_id), routines.routine(account_id=account_id)
    form = RoutineForm(pages.sent(request), initial={"text": known.text})
    return pages.form_page(
        request,
        "alarms/calls/routine.html",
        form,
        keep=lambda: routines.set_routine(account_id=account_id, now=timezone.now(), **form.cleaned_data),
        to=("alarms:account", account_id),
        done=_("Saved."),
        shown={"account": account, "routine": known},
    )


def _on(account: Account) -> tuple[str, int]:
    """To the alarm that is open at the home, else to the home."""
    open_ones = _open(account)
    return ("alarms:alarm", open_ones[0].id) if open_ones else ("alarms:account", account.id)


def _open(account: Account) -> list[Alarm]:
    found = api.alarms(account_id=account.id, limit=20)
    return [one for one in found if one.state != "closed" and not one.suppressed]


def _shown(account: Account) -> dict[str, object]:
    return {
        "account": account,
        "routine": routines.routine(account_id=account.id),
        "contacts": [(one, said(CONTACT_KINDS, one.what)) for one in api.contacts(account_id=account.id)],
        "plan": account.plan.get("text", ""),
        "alarms": [(one, said(KINDS, one.kind)) for one in _open(account)],
        "testing": account.testing(timezone.now()),
    }


def _known(account_id: int) -> Account:
    account = pages.known_or_404(api.account, account_id=account_id)
    return pages.known_or_404(lambda: None if account.retired else account)
