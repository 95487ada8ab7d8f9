"""The pages of building checks."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.widgets import number
from kokong.people.api import ActorRequest, may

from .. import reading as buildings
from .. import words
from . import again, paper, reading, work
from .forms import SheetForm
from .values import Checked


@pages.post("owners:building", "building_id")
@may("owner.do")
def begin(request: ActorRequest, building_id: int) -> HttpResponse:
    """Go through a building."""
    return pages.act(
        request,
        lambda: work.begin(building_id=building_id, user_id=request.actor.user_id, now=timezone.now()),
        to=lambda check_id: ("owners:check", check_id),
        done=_("The check has begun. It is on the phone, too, under My rounds."),
        back=("owners:building", building_id),
    )


@may("owner.do")
@require_GET
def begin_again(request: ActorRequest) -> HttpResponse:
    """Where a task to go through a building again leads: to the building."""
    building_id = pages.known_or_404(again.building_of, task_id=number(request.GET.get("task")))
    return redirect("owners:building", building_id)


@may("owner.check")
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest, check_id: int) -> HttpResponse:
    """A check: the sheet while it goes on, then its result."""
    found = pages.known_or_404(reading.check, check_id=check_id)
    building = buildings.building(building_id=found.building_id)
    if found.state != "begun":
        return render(request, "owners/checked.html", {"building": building, **result(found)})
    form = SheetForm(pages.sent(request), known=found.answers)
    return pages.form_page(
        request,
        "owners/check.html",
        form,
        keep=lambda: work.answer_all(
            check_id=check_id, given=form.given(), user_id=request.actor.user_id, now=timezone.now()
        ),
        to=("owners:check", check_id),
        done=_("Saved."),
        shown={"building": building, "check": found},
    )


def result(found: Checked) -> dict[str, Any]:
    """What the page of an ended check shows, beside what it was the time before."""
    past = reading.before(found)
    then = {each.title: each.share for each in past.parts} if past else {}
    return {
        "check": found, "past": past, "state": words.CHECKS[found.state], "share": paper.percent(found.share),
        "share_before": paper.percent(past.share) if past else "",
        "parts": [(each.title, paper.percent(each.share), paper.percent(then.get(each.title)))
                  for each in found.parts],
        "todo": [(each, paper.kronor(each.kronor)) for each in found.todo],
    }  # fmt: skip


@pages.post("owners:check", "check_id")
@may("owner.check")
def finish(request: ActorRequest, check_id: int) -> HttpResponse:
    """End it."""
    return pages.act(
        request, lambda: work.finish(check_id=check_id, now=timezone.now()), to=("owners:check", check_id),
        done=_("The check is ended. It is done again in a year."),
    )  # fmt: skip


@pages.post("owners:check", "check_id")
@may("owner.do")
def drop(request: ActorRequest, check_id: int) -> HttpResponse:
    """Nobody ends it."""
    return pages.act(
        request, lambda: work.drop(check_id=check_id, now=timezone.now()), to=("owners:check", check_id),
        done=_("The check is dropped."),
    )  # fmt: skip


@may("owner.see")
@require_GET
def board(request: ActorRequest, check_id: int) -> HttpResponse:
    """The result as PDF."""
    return pages.pdf(
        request, lambda: paper.paper(check_id=check_id), name=_("building check %s") % check_id,
        back=("owners:check", check_id),
    )  # fmt: skip
