"""The work list: what waits, who has it, and how it ended."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.kernel import audit, pages
from kokong.kernel.ways import page_before
from kokong.people import api as people
from kokong.people.api import ActorRequest, may
from kokong.places import api as places

from . import api, kinds, words
from .forms import EndForm, FilterForm
from .values import Refused, Task

SHOWN: Final = 100


@may("task.see")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """What waits, the longest first; or what has ended."""
    form = FilterForm(request.GET, kinds=kinds.seen_by(request.actor.roles))
    found = api.tasks(actor=request.actor, wanted=form.wanted, limit=SHOWN)
    total = api.count(actor=request.actor, wanted=form.wanted)
    shown = {"form": form, "lines": _lines(found), "total": total, "ended": form.wanted.ended, "shown": SHOWN}
    return render(request, "tasks/list.html", shown)


def _lines(found: tuple[Task, ...]) -> list[dict[str, Any]]:
    homes = places.dwellings(ids={task.dwelling_id for task in found if task.dwelling_id})
    who = {number for task in found for number in (task.taken_by, task.ended_by) if number}
    names = people.names(user_ids=frozenset(who))
    return [
        {
            "task": task,
            "home": homes.get(task.dwelling_id or 0),
            "who": names.get(task.taken_by or 0, ""),
            "ended_by": names.get(task.ended_by or 0, ""),
            "state": words.STATES[task.state],
        }
        for task in found
    ]


@may("task.see")
@require_GET
def export(request: ActorRequest) -> HttpResponse:
    """The list as CSV; addresses and names only where they are asked for. Logged."""
    form = FilterForm(request.GET, kinds=kinds.seen_by(request.actor.roles))
    personal = request.GET.get("personal") == "1"
    lines = _lines(api.tasks(actor=request.actor, wanted=form.wanted, limit=100_000))
    rows: list[list[object]] = [
        words.headers(personal=personal),
        *(words.row(line, personal=personal) for line in lines),
    ]
    audit.read(
        action="task.exported",
        subject="task",
        rows=[line["task"].id for line in lines],
        said={line["task"].id: line["home"].full_address for line in lines if personal and line["home"]} or None,
        detail={"rows": len(lines), "personal": personal},
    )
    return pages.csv(rows, name=f"{_('to-do')}-{timezone.localdate():%Y-%m-%d}")


@pages.post("tasks:list")
@may("task.do")
def take(request: ActorRequest, task_id: int) -> HttpResponse:
    """Take it upon oneself."""
    return pages.act(
        request,
        lambda: api.take(task_id=task_id, actor=request.actor, now=timezone.now()),
        to=page_before(request),
        done=_("It is yours now."),
    )


@pages.post("tasks:list")
@may("task.do")
def give_back(request: ActorRequest, task_id: int) -> HttpResponse:
    """Let somebody else have it."""
    return pages.act(
        request,
        lambda: api.give_back(task_id=task_id, actor=request.actor),
        to=page_before(request),
        done=_("Anybody may take it now."),
    )


@pages.post("tasks:list")
@may("task.do")
def end(request: ActorRequest, task_id: int) -> HttpResponse:
    """It is done, or need not be."""
    return pages.act(
        request,
        lambda: _end(request, task_id),
        to=page_before(request),
        done=_("Ended. It stays in the list of ended ones."),
    )


def _end(request: ActorRequest, task_id: int) -> None:
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say whether it was done, in at most 300 letters. Nothing was changed."))
    work = api.finish if form.cleaned_data["ending"] == "done" else api.drop
    work(task_id=task_id, actor=request.actor, answer=form.cleaned_data["answer"], now=timezone.now())


@pages.post("tasks:list")
@may("task.do")
def reopen(request: ActorRequest, task_id: int) -> HttpResponse:
    """It was ended by mistake."""
    return pages.act(
        request,
        lambda: api.reopen(task_id=task_id, actor=request.actor),
        to=page_before(request),
        done=_("It waits again."),
    )
