"""The pages of the meetings: what comes, an agenda that makes itself, decisions, minutes."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.meetings import api as meetings
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import holding, paper
from .forms import AgreeForm, MinutesForm
from .kinds import KINDS

CODES = {each.code.rpartition(".")[2]: each.code for each in KINDS}


@may("cooperation.see")
@require_GET
def rhythm(request: ActorRequest) -> HttpResponse:
    """The meetings in which both authorities steer the work: the next one and the last one of each kind."""
    now = timezone.now()
    lines = [
        {
            "kind": each, "slug": each.code.rpartition(".")[2],
            "next": holding.coming(kind=each.code, now=now), "last": holding.last(kind=each.code),
        }
        for each in KINDS
    ]  # fmt: skip
    return render(request, "cooperation/rhythm/rhythm.html", {"lines": lines, "now": now})


@pages.post("cooperation:rhythm")
@may("cooperation.do")
def plan_next(request: ActorRequest, sitting: str) -> HttpResponse:
    """Plan the next meeting of a kind."""
    if sitting not in CODES:
        raise Http404
    actor, now = request.actor, timezone.now()
    return pages.act(
        request, lambda: holding.plan_next(kind=CODES[sitting], actor=actor, now=now),
        to=lambda meeting_id: ("cooperation:meeting", meeting_id), back=("cooperation:rhythm",),
        done=_("It is planned, and everybody at the desk is invited."),
    )  # fmt: skip


@may("cooperation.see")
@require_GET
def meeting(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """A meeting: its agenda, what was decided, its minutes."""
    return render(request, "cooperation/rhythm/meeting.html", _shown(request, _ours(request, sitting_id)))


@pages.post("cooperation:meeting", "sitting_id")
@may("cooperation.do")
def begin(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """Begin it: the agenda stays as it is now."""
    _ours(request, sitting_id)
    actor, now = request.actor, timezone.now()
    return pages.act(
        request, lambda: holding.begin(meeting_id=sitting_id, actor=actor, now=now),
        to=("cooperation:meeting", sitting_id), done=_("Begun. The agenda stays as it is now."),
    )  # fmt: skip


@pages.post("cooperation:meeting", "sitting_id")
@may("cooperation.do")
def agree(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """Write down a decision, or who does what."""
    _ours(request, sitting_id)
    form = AgreeForm(pages.sent(request))
    return pages.act(
        request,
        lambda: meetings.agree(
            meeting_id=sitting_id, what=form.agreed(), actor=request.actor, now=timezone.now()
        ),
        to=("cooperation:meeting", sitting_id), done=_("Kept."), form=form,
    )  # fmt: skip


@pages.post("cooperation:meeting", "sitting_id")
@may("cooperation.do")
def settle(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """Write the minutes and send them."""
    _ours(request, sitting_id)
    form = MinutesForm(pages.sent(request))
    return pages.act(
        request,
        lambda: holding.settle(
            meeting_id=sitting_id, actor=request.actor, now=timezone.now(), **form.cleaned_data
        ),
        to=("cooperation:meeting", sitting_id), form=form,
        done=_("The minutes are sent. What was taken on is on the work list."),
    )  # fmt: skip


@may("cooperation.see")
@require_GET
def minutes(request: ActorRequest, sitting_id: int) -> HttpResponse:
    """The minutes as a PDF."""
    found = _ours(request, sitting_id)
    return pages.pdf(
        request, lambda: paper.minutes(found), name=_("meeting-minutes"), back=("cooperation:meeting", sitting_id)
    )


def _ours(request: ActorRequest, sitting_id: int) -> meetings.Meeting:
    """One of the rhythm's meetings; Http404 for any other."""
    found = pages.known_or_404(meetings.seen, meeting_id=sitting_id, actor=request.actor)
    if found.kind.code not in CODES.values():
        raise Http404
    return found


def _shown(request: ActorRequest, found: meetings.Meeting) -> dict[str, Any]:
    now = timezone.now()
    points = holding.points(found, actor=request.actor, now=now)
    written = meetings.minutes(meeting_id=found.id)
    agreed = meetings.agreed(meeting_id=found.id)
    body = written.body if written else holding.draft_minutes(points)
    first = {"body": body, "based_on": written.version if written else 0}
    return {
        "meeting": found, "points": [each for each in points if each.lines],
        "quiet": [each.title for each in points if not each.lines],
        "over": found.state in {"held", "minuted"}, "minuted": found.state == "minuted",
        "may_begin": found.state in {"announced", "moved"} and now >= found.begins,
        "agreed": [(each, names) for each in agreed for names in [_who(each)]],
        "agree": AgreeForm(), "minutes": MinutesForm(initial=first), "written": written,
    }  # fmt: skip


def _who(each: meetings.Agreed) -> str:
    if each.user_id is None:
        return each.who
    return people.names(user_ids=frozenset({each.user_id})).get(each.user_id, each.who)
