"""Homes with an alarm: how each fares, its false alarms and what was agreed about them, test mode."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages

from .. import api, senders, words
from ..access import OperatorRequest, may
from ..console import words as script
from ..console.parts import happened, where
from ..console.words import said
from ..reporting import yearly
from ..values import Account, Alarm, Operator
from . import expected_views, finding, handing, letters, listing, live, weekly_views
from .forms import AgreedForm, LetterForm, PauseForm

HISTORY: Final = 60
DAY: Final = timedelta(days=1)
AGAIN: Final = timedelta(days=30)


@may("alarm.accounts")
@require_http_methods(["GET", "POST"])
def listed(request: OperatorRequest) -> HttpResponse:
    """Every home with an alarm: those to look at again first, then those with the most false alarms; or a file."""
    now, operator = timezone.now(), request.operator
    return listing.HOMES.answer(
        request,
        lambda asked: finding.find(wanted=listing.wanted(asked, now=now)),
        template="alarms/accounts.html",
        shown=lambda: {"operator": operator, **_enrolling(operator)},
    )


def _enrolling(operator: Operator) -> dict[str, object]:
    may_enrol = operator.may("alarm.enrol") and operator.municipality_id is not None
    return {"may_enrol": operator.may("alarm.enrol"), "may_import": may_enrol,
            "keys": handing.waiting() if may_enrol else 0}  # fmt: skip


@pages.post("alarms:accounts")
@may("alarm.enrol")
def keys(request: OperatorRequest) -> HttpResponse:
    """The keys that an import made, once, as a file for whoever programs the panels."""
    told = handing.hand_out()
    if not told:
        messages.info(request, _("There are no keys that nobody has been told."))
        return redirect("alarms:accounts")
    lines = [(one.written, one.line, one.address, key) for one, key in told]
    head = (_("Account"), _("Line number"), _("Address"), _("Key"))
    answer = pages.csv([head, *lines], name=f"{_('keys')}-{timezone.localdate():%Y-%m-%d}")
    answer["Cache-Control"] = "no-store"
    return answer


@may("alarm.accounts")
@require_GET
@never_cache
def misheard(request: OperatorRequest) -> HttpResponse:
    """What comes and isn't understood: from whom, its bytes, and what would mend it."""
    found = [(one, *words.MISHEARD[one.why]) for one in api.misheard()]
    flood = [(one, senders.homes(sender=one)) for one in api.senders(now=timezone.now())]
    return render(
        request, "alarms/misheard.html", {"found": found, "senders": flood, "operator": request.operator}
    )


@may("alarm.accounts")
@require_GET
def account(request: OperatorRequest, account_id: int) -> HttpResponse:
    """One home: whom to call, what its panel said, its alarms and their causes, what was agreed."""
    return render(request, "alarms/account.html", _shown(request, account_id, timezone.now()))


@may("alarm.accounts")
@require_GET
@never_cache
def look(request: OperatorRequest, account_id: int) -> HttpResponse:
    """What the panel has said lately; the part asks for itself until `until`."""
    found, text = _known(account_id), request.GET.get("until", "")
    until = datetime.fromtimestamp(int(text), UTC) if text.isdecimal() and len(text) < 12 else timezone.now()
    shown = {"account": found, **live.shown(found, until=min(until, timezone.now() + live.LASTS))}
    return render(request, "alarms/live.html", shown)


@pages.post("alarms:account", "account_id")
@may("alarm.accounts")
def agree(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Write down what was agreed with the household, and when to look again."""
    form = AgreedForm(request.POST)
    return pages.act(
        request,
        lambda: api.change(account_id=account_id, **form.cleaned_data),
        to=("alarms:account", account_id),
        done=_("What was agreed is written down."),
        form=form,
    )


@may("alarm.accounts")
@require_http_methods(["GET", "POST"])
def letter(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Write to the owner about false alarms, from a draft."""
    found, now, sent = _known(account_id), timezone.now(), pages.sent(request)
    form = LetterForm(sent, initial=_draft(request, found, now) if sent is None else None)
    again = timezone.localdate(now) + AGAIN
    return pages.form_page(
        request,
        "alarms/letter.html",
        form,
        keep=lambda: letters.send(account_id=account_id, again=again, now=now, **form.cleaned_data),
        to=("alarms:account", account_id),
        done=lambda n: (
            ngettext("The letter went to %(n)d address.", "The letter went to %(n)d addresses.", n) % {"n": n}
        ),
        shown=lambda: {"account": found, "to": letters.recipients(account_id=account_id)},
    )


def _draft(request: OperatorRequest, found: Account, now: datetime) -> dict[str, str]:
    false = [one for one in _year(found.id, now) if one.false]
    reasons = [reason for reason, _n in Counter(one.close_reason for one in false).most_common()]
    subject, text = letters.draft(
        address=found.address or found.number, false=len(false), causes=reasons, place=request.operator.place
    )
    return {"subject": subject, "text": text}


@pages.post("alarms:account", "account_id")
@may("alarm.accounts")
def test(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Let nothing go out for a while, or end that."""
    text = request.POST.get("minutes", "")
    minutes = int(text) if text in {"0", *map(str, live.TESTS)} else -1
    return pages.act(
        request,
        lambda: api.set_test(account_id=account_id, minutes=minutes, now=timezone.now()),
        to=("alarms:account", account_id),
        done=_("Test mode is on. Alarms are kept, and nobody is told.") if minutes else _("Test mode is off."),
    )


@pages.post("alarms:account", "account_id")
@may("alarm.accounts")
def pause(request: OperatorRequest, account_id: int) -> HttpResponse:
    """Put a panel or a zone in test or out of service for a while."""
    form = PauseForm(request.POST)
    return pages.act(
        request,
        lambda: api.pause(account_id=account_id, now=timezone.now(), **form.cleaned_data),
        to=("alarms:account", account_id),
        done=_("It raises nothing between those times. What it reports is kept."),
        form=form,
    )


@pages.post("alarms:account", "account_id")
@may("alarm.accounts")
def resume(request: OperatorRequest, account_id: int, pause_id: int) -> HttpResponse:
    """Put it back in service now."""
    _known(account_id)
    return pages.act(
        request,
        lambda: api.end_pause(account_id=account_id, pause_id=pause_id, now=timezone.now()),
        to=("alarms:account", account_id),
        done=_("It raises alarms again."),
    )


def _year(account_id: int, now: datetime) -> list[Alarm]:
    return [one for one in api.alarms(account_id=account_id, limit=200) if one.opened >= now - finding.YEAR]


def _shown(request: OperatorRequest, account_id: int, now: datetime) -> dict[str, object]:
    found = _known(account_id)
    year = _year(account_id, now)
    real = [one for one in year if not one.suppressed]
    return {
        "account": found,
        "may_enrol": request.operator.may("alarm.enrol"),
        "testing": found.testing(now),
        "set_state": said(script.SET_STATES, found.set_state),
        "contacts": [(c, said(words.CONTACT_KINDS, c.what)) for c in api.contacts(account_id=account_id)],
        "kept": api.kept(account_id=account_id),
        "alarms": [_alarm(one) for one in year],
        "count": len(real),
        "false": sum(bool(one.false) for one in real),
        "causes": causes(real),
        "detectors": _detectors(found, real),
        "history": [(event, happened(event)) for event in api.history(account_id=account_id, limit=HISTORY)],
        "zones": [(one, where(one)) for one in found.detectors],
        "plan": found.plan.get("text", ""),
        "tests": live.TESTS,
        "years": yearly.years(found, now=now),
        "pauses": [
            (one, words.PAUSES[one.what], weekly_views.said(one))
            for one in api.pauses(account_id=account_id, now=now)
        ],
        "weekly": weekly_views.WeeklyForm(auto_id="weekly_%s"),
        "pause": PauseForm(initial={"begins": timezone.localtime(now), "ends": timezone.localtime(now + DAY)}),
        "agreed": AgreedForm(initial={"notes": found.notes, "follow_up": found.follow_up}),
        **live.shown(found),
        **expected_views.shown(account_id, now),
    }


def causes(alarms: list[Alarm]) -> list[tuple[str | Promise, int]]:
    """Why alarms were false, the most frequent cause first."""
    counted = Counter(one.close_reason for one in alarms if one.false)
    return [(said(words.CLOSE_REASONS, reason), n) for reason, n in counted.most_common()]


def _detectors(found: Account, alarms: list[Alarm]) -> list[tuple[str, int]]:
    """Which detectors the false alarms came from, the most frequent first."""
    names = {one.zone: f"{one.zone} {one.name}".strip() for one in found.detectors}
    counted = Counter(zone for one in alarms if one.false for zone in one.zones)
    return [(names.get(zone, zone), n) for zone, n in counted.most_common(3)]


def _alarm(one: Alarm) -> tuple[Alarm, str, str]:
    ended = said(words.CLOSE_REASONS, one.close_reason) or said(words.STATES, one.state)
    return one, said(words.KINDS, one.kind), ended


def _known(account_id: int) -> Account:
    return pages.known_or_404(api.account, account_id=account_id)
