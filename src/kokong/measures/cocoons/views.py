"""Pages of a cocoon: its doors, why each is there, and what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kokong.kernel.errors import UserError
from kokong.people import api as people
from kokong.people.api import ActorRequest, may
from kokong.places import api as places

from . import api, forms, geojson, rules, words
from .values import Cocoon, Door


@may("cocoon.see")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """Cocoons watched now, the most urgent first, and the doors to try again."""
    now = timezone.now()
    found = api.open_cocoons(now=now)
    counts = api.coverage(cocoon_ids=[cocoon.id for cocoon in found])
    active = api.rounds_of(cocoon_ids=[cocoon.id for cocoon in found], now=now)
    homes = places.dwellings(ids=[cocoon.dwelling_id for cocoon in found])
    lines = [(cocoon, homes[cocoon.dwelling_id], counts[cocoon.id], active[cocoon.id]) for cocoon in found]
    return render(
        request, "cocoons/list.html", {"lines": lines, "revisits": api.revisits(now=now), "words": words}
    )


@may("cocoon.see")
@require_GET
def cocoon(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """One cocoon: ring, clock, map, doors, rounds."""
    return render(request, "cocoons/cocoon.html", page_of(known(cocoon_id)))


def page_of(found: Cocoon) -> dict[str, Any]:
    """What the page shows; people's names in one query."""
    doors = api.doors(cocoon_id=found.id)
    made = api.rounds(cocoon_id=found.id)
    now = timezone.now()
    ids = {door.visited_by for door in doors} | {key for each in made for key in each.visitor_ids}
    names = people.names(user_ids=frozenset(key for key in ids if key is not None))
    walked = [door for door in doors if door.walk is not None]
    return {
        "cocoon": found,
        "home": places.dwelling(dwelling_id=found.dwelling_id),
        "counts": api.coverage(cocoon_ids=[found.id])[found.id],
        "outcomes": [(words.OUTCOMES[code], n) for code, n in api.outcomes(cocoon_id=found.id).items()],
        "rows": [row(door, names) for door in walked],
        "others": [row(door, names) for door in doors if door.walk is None],
        "last": len(walked),
        "left": sum(door.state == "open" for door in doors),
        "rounds": [(each, [names.get(key, "") for key in each.visitor_ids], each.active(now)) for each in made],
        "walked_by": words.WALKED_BY.get(found.walk_by, ""),
        "add_form": forms.AddressForm(),
        "round_form": forms.RoundForm(walkers=people.people(roles=rules.WALK)),
        "editable": found.closed is None and found.cleared is None,
    }


def row(door: Door, names: dict[int, str]) -> dict[str, Any]:
    """A door as tables show it, its codes in words."""
    said = words.OUTCOMES.get(door.outcome or "", "")
    state = words.DROP_REASONS.get(door.drop_reason) if door.state == "dropped" else words.STATES[door.state]
    return {
        "door": door,
        "reason": words.REASONS[door.reason],
        "far": rules.is_far(distance_m=door.distance_m),
        "outcome": said,
        "state": state,
        "tone": "success" if door.outcome == "talked" else "warning" if door.state == "open" else "neutral",
        "who": names.get(door.visited_by or 0, ""),
    }


@may("cocoon.see")
@require_GET
def features(request: ActorRequest, cocoon_id: int) -> JsonResponse:  # noqa: ARG001
    """The doors as GeoJSON for the map."""
    known(cocoon_id)
    return JsonResponse(geojson.collection(api.doors(cocoon_id=cocoon_id)))


@may("cocoon.plan")
@require_POST
def add(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """Add a door by its address."""
    found = known(cocoon_id)
    form = forms.AddressForm(request.POST)
    if not form.is_valid():
        return render(request, "cocoons/cocoon.html", page_of(found) | {"add_form": form}, status=422)
    return act(
        request,
        lambda: api.add_door(cocoon_id=cocoon_id, dwelling_id=form.cleaned_data["address"], now=timezone.now()),
        done=_("The door is added."),
        to=("cocoons:cocoon", cocoon_id),
    )


@may("cocoon.plan")
@require_http_methods(["GET", "POST"])
def drop(request: ActorRequest, cocoon_id: int, door_id: int) -> HttpResponse:
    """Leave a door out, with the reason."""
    found = known(cocoon_id)
    door = next((door for door in api.doors(cocoon_id=cocoon_id) if door.id == door_id), None)
    if door is None:
        raise Http404
    form = forms.DropForm(sent(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return act(
            request,
            lambda: api.drop_door(door_id=door_id, reason=reason),
            done=_("%(address)s is left out.") % {"address": door.address},
            to=("cocoons:cocoon", cocoon_id),
        )
    shown = {"cocoon": found, "door": door, "form": form}
    return render(request, "cocoons/drop.html", shown, status=422 if form.errors else 200)


@may("cocoon.plan")
@require_POST
def move(request: ActorRequest, cocoon_id: int, door_id: int) -> HttpResponse:
    """One step up or down in the walking order."""
    known(cocoon_id)
    steps = -1 if request.POST.get("way") == "up" else 1
    return act(
        request, lambda: api.move_door(door_id=door_id, steps=steps), done="", to=("cocoons:cocoon", cocoon_id)
    )


@may("cocoon.plan")
@require_POST
def suggest(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """Plan the walk anew."""
    known(cocoon_id)
    return act(
        request,
        lambda: api.suggest_order(cocoon_id=cocoon_id),
        done=_("The walk is planned anew."),
        to=("cocoons:cocoon", cocoon_id),
    )


@may("cocoon.plan")
@require_GET
def pdf(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """The cocoon's rounds on paper."""
    known(cocoon_id)
    return paper(
        request,
        lambda: api.print_cocoon(cocoon_id=cocoon_id, language=request.GET.get("language")),
        name=f"K{cocoon_id}",
        to=("cocoons:cocoon", cocoon_id),
    )


def paper(request: ActorRequest, work: Callable[[], bytes], *, name: str, to: tuple[str, int]) -> HttpResponse:
    """A PDF to show or save, or the page it was asked from with what stood in the way."""
    try:
        content = work()
    except UserError as error:
        messages.error(request, error.message)
        return redirect(*to)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"},
    )


def known(cocoon_id: int) -> Cocoon:
    """The cocoon, or 404 where this municipality has none."""
    found = api.cocoon(cocoon_id=cocoon_id)
    if found is None:
        raise Http404
    return found


def sent(request: ActorRequest) -> QueryDict | None:
    """What a form was sent with, also when that is nothing; None while it is only shown."""
    return request.POST if request.method == "POST" else None


def act(request: ActorRequest, work: Callable[[], Any], *, done: str, to: tuple[str, int]) -> HttpResponse:
    """Do something and go back, with a word about how it went; 404 for what isn't there."""
    try:
        work()
    except UserError as error:
        if error.status == 404:
            raise Http404 from error
        messages.error(request, error.message)
    else:
        if done:
            messages.success(request, done)
    return redirect(*to)
