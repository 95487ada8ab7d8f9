"""The pages of walks."""

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

from . import again, kinds, lists, paper, planning, reading, route, rules, wishes, words
from .forms import ActForm, WalkForm, WishForm
from .values import Walk


@may("walk.see")
def listed(request: ActorRequest) -> HttpResponse:
    """All walks, and the wishes that wait."""
    shown = {"wishes": wishes.waiting() if request.actor.may("walk.do") else ()}
    return lists.WALKS.answer(request, lists.find, template="walks/list.html", shown=shown)


@may("walk.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Plan a walk; for a wish, where the address names one."""
    asked = wishes.one(wish_id=number(request.GET.get("wish")))
    form = WalkForm(pages.sent(request), initial=WalkForm.wished(asked) if asked else None)
    return pages.form_page(
        request,
        "walks/form.html",
        form,
        keep=lambda: wishes.plan(
            draft=form.draft(), wish_id=asked.id if asked else None, actor=request.actor, now=timezone.now()
        ),
        to=lambda number: ("walks:walk", number),
        done=_("The walk is planned."),
        shown={"wish": asked},
        blame="stops",
    )


@may("walk.do")
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, walk_id: int) -> HttpResponse:
    """Correct what was written of a walk."""
    found = pages.known_or_404(reading.walk, walk_id=walk_id)
    initial = WalkForm.known(found, kinds.the_walk(walk_id), planning.parts(walk_id=walk_id))
    form = WalkForm(pages.sent(request), initial=initial)
    return pages.form_page(
        request,
        "walks/form.html",
        form,
        keep=lambda: planning.change(walk_id=walk_id, draft=form.draft(), actor=request.actor, now=timezone.now()),
        to=("walks:walk", walk_id),
        done=_("Saved."),
        shown={"walk": found},
        blame="stops",
    )


@may("walk.see")
@require_GET
def walk(request: ActorRequest, walk_id: int) -> HttpResponse:
    """One walk: what there is to do, what was found, and what was."""
    return render(request, "walks/walk.html", _shown(request, pages.known_or_404(reading.walk, walk_id=walk_id)))


@pages.post("walks:walk", "walk_id")
@may("walk.do")
def act(request: ActorRequest, walk_id: int, action: str) -> HttpResponse:
    """Take it a step further."""
    form, now = ActForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: planning.act(
            walk_id=walk_id, action=action, actor=request.actor, now=now, said=form.cleaned_data["said"]
        ),
        to=("walks:walk", walk_id),
        done=_("Noted."),
        form=form,
    )


@pages.post("walks:walk", "walk_id")
@may("walk.do")
def take_over(request: ActorRequest, walk_id: int) -> HttpResponse:
    """Plan the walk that is proposed after this one."""
    pages.known_or_404(reading.walk, walk_id=walk_id)
    return pages.act(
        request,
        lambda: again.take_over(walk_id=walk_id, actor=request.actor, now=timezone.now()),
        to=lambda number: ("walks:change", number),
        done=_("The walk is planned as the one before. Look through what has changed since."),
        back=("walks:walk", walk_id),
    )


@pages.post("walks:walk", "walk_id")
@may("walk.do")
def not_again(request: ActorRequest, walk_id: int) -> HttpResponse:
    """Nobody walks there again."""
    pages.known_or_404(reading.walk, walk_id=walk_id)
    return pages.act(
        request,
        lambda: again.drop(walk_id=walk_id, now=timezone.now()),
        to=("walks:walk", walk_id),
        done=_("No new walk is proposed here."),
    )


@may("walk.see")
@require_GET
def protocol(request: ActorRequest, walk_id: int) -> HttpResponse:
    """What was found and answered, as a PDF."""
    return pages.pdf(
        request, lambda: paper.protocol(walk_id=walk_id), name=_("protocol"), back=("walks:walk", walk_id)
    )


@may("walk.do")
@require_http_methods(["GET", "POST"])
def wish(request: ActorRequest, wish_id: int) -> HttpResponse:
    """A resident's wish, answered without a walk of its own."""
    found = pages.known_or_404(wishes.one, wish_id=wish_id)
    form = WishForm(pages.sent(request))
    return pages.form_page(
        request,
        "walks/wish.html",
        form,
        keep=lambda: wishes.see_to(
            wish_id=wish_id, answer=form.cleaned_data["answer"], walk_id=None, now=timezone.now()
        ),
        to="walks:list",
        done=_("They are written to."),
        shown={"wish": found},
        blame="answer",
    )


def _shown(request: ActorRequest, found: Walk) -> dict[str, Any]:
    moves = history(subject="walk", subject_id=found.id)
    names = people.names(user_ids=frozenset(filter(None, (m.by for m in moves))))
    steps = rules.WALK.actions(found.state, request.actor.roles) if request.actor.may("walk.do") else ()
    listed = reading.findings(walk_id=found.id)
    return {
        "walk": found,
        "state": words.STATES[found.state],
        "tone": words.TONES.get(found.state, "neutral"),
        "steps": [(code, words.BUTTONS[code]) for code in steps if code != "cancel"],
        "cancels": "cancel" in steps,
        "proposed": next(iter(again.proposals(now=timezone.now(), walk_id=found.id)), None),
        "step": ActForm(),
        "themes": [words.CATEGORIES[code] for code in found.themes],
        "parts": [
            (words.PARTS[name], said) for name, said in vars(planning.parts(walk_id=found.id)).items() if said
        ],
        "findings": [(each, _said(each)) for each in listed],
        "to_send": sum(1 for each in listed if each.state == "asked"),
        "meetings": kinds.all_of(found.id),
        "minutes": rules.minutes(found.length_m),
        "bounds": bounds(found),
        "stops": [route.name_of(line) for line in found.stops],
        "past": [(m.at, words.ACTIONS[m.action], names.get(m.by or 0, ""), m.public) for m in reversed(moves)],
    }


def _said(finding: Any) -> dict[str, Any]:
    return {
        "about": words.CATEGORIES[finding.category],
        "state": words.FOUND[finding.state],
        "tone": words.FOUND_TONES.get(finding.state, "neutral"),
    }


def bounds(found: Walk) -> str:
    """What the map of a walk shows: west, south, east, north; empty where it has no way."""
    corners = reading.route_in_degrees(found) if found.route else []
    if not corners:
        return ""
    lon, lat = [each[0] for each in corners], [each[1] for each in corners]
    return f"{min(lon)},{min(lat)},{max(lon)},{max(lat)}"
