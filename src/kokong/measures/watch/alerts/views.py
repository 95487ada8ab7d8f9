"""The desk's pages of alerts: the list, writing one, and one with how it reads, whom it reaches, how it fares."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.moves import history
from kokong.kernel.widgets import number
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from .. import reading as groups
from . import acting, answering, faring, lists, previews, proposing, reaching, reading, rules, words, writing
from .forms import AlertForm, StepForm
from .values import Alert


@may("watch.see")
def listed(request: ActorRequest) -> HttpResponse:
    """All alerts, the newest first."""
    return lists.ALERTS.answer(request, lists.find, template="watch/alerts/list.html")


@may("watch.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Write an alert; `?group=` has one chosen already."""
    chosen, now = number(request.GET.get("group")), timezone.now()
    form = AlertForm(pages.sent(request), initial=AlertForm.fresh(now, group_ids=(chosen,) if chosen else ()))
    return pages.form_page(
        request,
        "watch/alerts/write.html",
        form,
        keep=lambda: writing.write(draft=form.draft(), now=now),
        to=lambda found: ("watch:alert", found.id),
        done=_("Kept as a draft. Nothing has gone out."),
    )


@may("watch.do")
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, alert_id: int) -> HttpResponse:
    """Say it otherwise."""
    found = _known(alert_id)
    form = AlertForm(pages.sent(request), initial=AlertForm.known(found.draft, based_on=found.version))
    return pages.form_page(
        request,
        "watch/alerts/write.html",
        form,
        keep=lambda: writing.rewrite(
            alert_id=alert_id, draft=form.draft(), based_on=form.cleaned_data["based_on"] or 0, now=timezone.now()
        ),
        to=("watch:alert", alert_id),
        done=_("Kept as a draft. Nothing has gone out."),
        shown={"alert": found},
    )


@may("watch.see")
@require_GET
def alert(request: ActorRequest, alert_id: int) -> HttpResponse:
    """One alert: as it will be read, whom it reaches, what can be done; later how it fares."""
    return render(request, "watch/alerts/alert.html", _shown(request, _known(alert_id), None))


@may("watch.see")
@require_GET
def figures(request: ActorRequest, alert_id: int) -> HttpResponse:
    """How far it has come by now: a part of its page."""
    return render(request, "watch/alerts/figures.html", _fares(_known(alert_id)))


@pages.post("watch:alert", "alert_id")
@may("watch.do")
def act(request: ActorRequest, alert_id: int, action: str) -> HttpResponse:
    """Lead an alert on."""
    found, form = _known(alert_id), StepForm(pages.sent(request))
    return pages.form_page(
        request,
        "watch/alerts/alert.html",
        form,
        keep=lambda: acting.act(alert_id=alert_id, action=action, now=timezone.now(), **form.cleaned_data),
        to=("watch:alert", alert_id),
        done=lambda _found: words.DONE[action],
        shown=lambda: _shown(request, found, form),
    )


def _known(alert_id: int) -> Alert:
    return pages.known_or_404(reading.alert, alert_id=alert_id)


def _shown(request: ActorRequest, found: Alert, form: StepForm | None) -> dict[str, Any]:
    now, standing = timezone.now(), reading.standing(found)
    actor = request.actor
    moves = rules.moves(standing, authority=actor.authority, roles=actor.roles, at=now)
    against = [rules.against(standing, each, authority=actor.authority, at=now) for each in moves]
    tells = [each for each in moves if each in rules.TOLD]
    return {
        "alert": found,
        "state": words.STATES[found.state], "tone": words.TONES.get(found.state, "neutral"),
        "urgency": words.URGENCY_SHORT[found.draft.urgency],
        "over": found.state in rules.WRITABLE | {"out"} and now >= found.draft.expires,
        "told": groups.groups(ids=found.told) if found.told else (),
        **_reach(found, now),
        "previews": previews.previews(found),
        "moves": [(each, words.BUTTONS[each]) for each in moves if each not in tells],
        "tells": [(each, words.BUTTONS[each]) for each in tells],
        "against": [words.AGAINST[code] for code in dict.fromkeys(filter(None, against))],
        "waits": found.state == "proposed" and actor.authority == found.proposed_by,
        "writable": found.state in rules.WRITABLE,
        "gone": proposing.gone(found),
        "form": form or StepForm(initial={"version": found.version}),
        "after": [(words.ACTIONS[each.what], each) for each in found.words],
        "past": _past(found),
        "replies": answering.replies(alert_id=found.id) if found.state in rules.STARTED else (),
        **_fares(found),
    }  # fmt: skip


def _reach(found: Alert, now: datetime) -> dict[str, Any]:
    """Whom it would reach, as long as it can be changed."""
    if found.state not in rules.WRITABLE:
        return {"reach": None}
    reach = reaching.reach(found.draft, now=now)
    return {"reach": reach, "by_way": [(words.WAYS[way], count) for way, count in reach.by_way.items()]}


def _past(found: Alert) -> list[tuple[Any, ...]]:
    moves = history(subject="watch_alert", subject_id=found.id)
    names = people.names(user_ids=frozenset(filter(None, (m.by for m in moves))))
    return [(m.at, words.ACTIONS[m.action], names.get(m.by or 0, "")) for m in reversed(moves)]


def _fares(found: Alert) -> dict[str, Any]:
    went = faring.went(found) if found.state in rules.STARTED else None
    return {
        "alert": found,
        "went": went,
        "sent": [(words.WAYS.get(way, way), count) for way, count in went.sent.items()] if went else [],
        "closed": faring.closed_since(found),
    }
