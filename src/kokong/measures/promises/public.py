"""What everybody may know of promises: what was promised, how far it has come, what lags, and why.

Counts by month, and by area where a rule names one; no place that anything was delivered to, and no person.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kokong.kernel import tenancy
from kokong.kernel.models import Move, Municipality
from kokong.kernel.public import Below, Document, Entry, Page, Piece, Teaser

from . import drawing, reading, rules, splitting, words
from .dialogue import public_views, telling
from .dialogue import reading as dialogues
from .values import Counted, Promise

NEWEST: Final = 20
TOLD: Final = ("begin", "look", "report")
LAGS: Final = ("behind", "missed")
HEARD: Final = "told"


def show(now: datetime) -> Mapping[str, Any]:
    """Promises that run with the ring of each action, and those that were, with what came of each."""
    found = reading.with_actions(states=rules.PUBLIC, now=now)
    return {
        "open": [
            (d, public_views.address(_code(), d.id))
            for d in dialogues.dialogues(states=["open"])
            if d.until >= timezone.localdate(now)
        ],
        "heard": [(d, telling.slug(d.id)) for d in dialogues.dialogues(states=[HEARD])],
        "running": [_with(p, listed) for p, listed in found if p.state in rules.RUNS],
        "past": [_with(p, listed) for p, listed in found if p.state not in rules.RUNS],
    }


def one(slug: str, language: str, now: datetime) -> Mapping[str, Any] | None:  # noqa: ARG001
    """One promise with its actions, or one action ("7-12") with all periods and counts, or what was heard in a
    dialogue ("d3"); None for no public one."""
    if slug.startswith("d"):
        return _dialogue(slug[1:], now)
    number, _dash, action = slug.partition("-")
    action = "" if action in TOLD else action
    found = _known(number)
    if found is None:
        return None
    listed = reading.actions(promise_id=found.id, now=now)
    whole = next((drawing.of(each) for each in listed if str(each.id) == action), None)
    if action and whole is None:
        return None
    return {
        "title": whole.action.title if whole else found.title,
        **_with(found, listed),
        "whole": whole,
        "months": _months(whole.action) if whole else (),
        "heard": [telling.told(d) for d in dialogues.led_to(promise_ids=[found.id], states=[HEARD])],
        "signed": [(words.AUTHORITIES[s.authority], s.office, s.at) for s in found.signatures],
    }


def _dialogue(number: str, now: datetime) -> Mapping[str, Any] | None:
    """What was heard in a dialogue, and how far the promise that came of it has come."""
    found = dialogues.dialogues(states=[HEARD], ids=[_number(number)])
    if not found:
        return None
    (told,) = map(telling.told, found)
    promises = reading.promises(states=rules.PUBLIC, ids=[told.dialogue.promise_id or 0])
    return {
        "title": told.dialogue.title,
        "asked": told,
        "led": [_with(each, reading.actions(promise_id=each.id, now=now)) for each in promises],
    }


def lagging(found: Sequence[Counted]) -> list[Counted]:
    """Actions of which something was missed, or that lag now."""
    return [each for each in found if each.progress.state in LAGS]


def running(now: datetime) -> Mapping[str, Any] | None:
    """What the home page of the site has; None while nothing is promised."""
    found = reading.with_actions(states=rules.RUNS, now=now)
    return {"running": [_with(promise, listed) for promise, listed in found]} if found else None


def piece(now: datetime) -> Mapping[str, Any]:
    """What other websites show: each running action with its ring."""
    return running(now) or {"running": []}


def newest(now: datetime) -> Sequence[Entry]:
    """What became public of promises, for feeds: signed, half-way, reported with each action that wasn't kept."""
    known = {each.id: each for each in reading.promises(states=rules.PUBLIC)}
    moves = Move.objects.filter(subject="promise", subject_id__in=known, action__in=TOLD, at__lte=now)
    return [_entry(known[move.subject_id], move, now) for move in moves.order_by("-at", "-pk")[:NEWEST]]


def _with(promise: Promise, listed: Sequence[Counted]) -> dict[str, Any]:
    drawn = [drawing.of(each) for each in listed]
    lags = {each.id for each in lagging(listed)} if promise.state in rules.RUNS else set()
    return {
        "promise": promise,
        "slug": str(promise.id),
        "state": words.STATES[promise.state],
        "actions": [(each, f"{promise.id}-{each.action.id}") for each in drawn],
        "lags": [each for each in drawn if each.action.id in lags],
    }


def _code() -> str:
    return Municipality.objects.get(pk=tenancy.municipality_id()).code


def _months(action: Counted) -> list[drawing.MonthShown]:
    return drawing.months(action.months, action.rule, splitting.by_area(action_id=action.id))


def _known(slug: str) -> Promise | None:
    found = reading.promises(states=rules.PUBLIC, ids=[_number(slug)])
    return found[0] if found else None


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 18 else 0


def _entry(promise: Promise, move: Move, now: datetime) -> Entry:
    lead = {"begin": promise.text.split("\n")[0], "look": promise.midterm, "report": promise.report}[move.action]
    kept = reading.actions(promise_id=promise.id, now=now) if move.action == "report" else ()
    lines = [(each.title, words.RESULTS.get(each.result, ""), each.reason) for each in kept]
    html = format_html(
        "<p>{}</p>{}", lead,
        format_html_join("", "<p><strong>{}</strong>: {} {}</p>", ((a, str(b), c) for a, b, c in lines)),
    )  # fmt: skip
    title = f"{promise.title}: {words.DONE[move.action]}"
    slug = f"{promise.id}-{move.action}"  # an entry of a feed is known by its address, and a promise has several
    return Entry(slug, _language(), title, lead, html, move.at)


def _language() -> str:
    return Municipality.objects.get(pk=tenancy.municipality_id()).language or get_language() or "sv"


def _found(now: datetime, slug: str) -> Sequence[Document]:  # noqa: ARG001
    """Promises that the site's search finds."""
    every = [_known(slug)] if slug else list(reading.promises(states=rules.PUBLIC))
    return [
        Document(str(p.id), _language(), p.title, "", f"{p.text}\n\n{p.situation}", None)
        for p in every
        if p is not None
    ]


PROMISES: Final = Page(
    name="promises",
    title=_("Citizen promises"),
    says=_(
        "Says what municipality and police have promised, with a ring for each action, its counts by month, what "
        "lags, and what wasn’t kept and why. It names nobody, and no home."
    ),
    template="promises/public/promises.html",
    show=show,
    below=Below("promises/public/promise.html", one),
    feed=newest,
    menu=42,
    teaser=Teaser("promises/public/teaser.html", running, order=25),
    searchable=_found,
    pieces=(Piece("promises", _("What we have promised"), "promises/public/piece.html", piece, height=480),),
)
