"""Begin a drill, see how far it has come, and leave it."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people import api as people
from kokong.people.api import Actor, ActorRequest, may, signed_in

from . import api
from .forms import BeginForm

DRILL: Final = "practice:drill"


@may("practice.begin")
@require_http_methods(["GET", "POST"])
def start(request: ActorRequest) -> HttpResponseBase:
    """What a drill is, and beginning one; within one, the drill."""
    if request.actor.practice_of is not None:
        return redirect(DRILL)
    form = BeginForm(pages.sent(request), user_id=request.actor.user_id)

    def begin() -> int:
        return api.begin(
            kind=form.cleaned_data["kind"],
            dwelling_id=form.cleaned_data["address"],
            people=form.taking_part(),
            now=timezone.now(),
        )

    def enter(place: int) -> str:
        people.practise_in(request, place)
        return DRILL

    return pages.form_page(
        request, "practice/start.html", form, keep=begin, to=enter, blame="address",
        shown={"held": _held(request)},
    )  # fmt: skip


@may("practice.see")
@require_GET
def drill(request: ActorRequest) -> HttpResponse:
    """The drill: what never happened, and what is to be done about it."""
    held = api.drill()
    if request.actor.practice_of is None or held is None:
        return redirect("practice:start" if request.actor.may("practice.begin") else "/")
    steps = api.steps(drill=held)
    following = next((number for number, step in enumerate(steps) if not step.done), None)
    shown = {"title": api.KINDS[held.kind].TITLE, "said": api.said(drill=held), "steps": steps}
    playing = request.actor.may("practice.begin")
    return render(request, "practice/drill.html", shown | {"following": following, "playing": playing})


@may("practice.begin")
@pages.post(DRILL)
def play(request: ActorRequest) -> HttpResponse:
    """What somebody does who doesn't take part: the police confirm, a panel reports, a walk is planned."""
    return pages.act(
        request,
        lambda: pages.known_or_404(api.play, actor=request.actor, now=timezone.now()),
        to=DRILL,
        done=lambda words: words,
    )


@may("practice.see")
@pages.post(DRILL)
def enter(request: ActorRequest) -> HttpResponse:
    """Go into the drill that is held now."""
    held = pages.known_or_404(lambda: _held(request))
    people.practise_in(request, held.municipality_id)
    return redirect(DRILL)


@signed_in
@pages.post("/")
def leave(request: HttpRequest) -> HttpResponse:
    """Back to what is real."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and actor.practice_of is not None:
        people.practise_in(request, actor.practice_of)
    return redirect("/")


@may("practice.begin")
@pages.post("practice:start")
def end(request: ActorRequest) -> HttpResponse:
    """End the drill for everybody; nothing of it is left."""
    pages.known_or_404(lambda: _held(request))
    return pages.act(request, api.end, to="practice:start", done=_("The drill has ended. Nothing of it is left."))


def _held(request: HttpRequest) -> Actor | None:
    """What whoever asks is in the drill of the municipality that they work in."""
    here: Actor = request.actor  # type: ignore[attr-defined]
    actors: tuple[Actor, ...] = getattr(request, "actors", ())
    return next((each for each in actors if each.practice_of == here.municipality_id), None)
