"""Pages of a cocoon: its doors, why each is there, and what became of it."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.shown import collection
from kokong.people import api as people
from kokong.people.api import ActorRequest, may
from kokong.places import api as places

from . import api, forms, listing, mapping, rules, words
from .values import Cocoon, Door


@may("cocoon.see")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """Cocoons watched now, the most urgent first, and the doors to try again; or all; as a page or a file."""
    now = timezone.now()
    return listing.COCOONS.answer(
        request,
        lambda asked: listing.find(asked, now=now),
        template="cocoons/list.html",
        shown=lambda: {"revisits": api.revisits(now=now)},
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
        "most_counted": rules.MOST_COUNTED,
        "walked_by": words.WALKED_BY.get(found.walk_by, ""),
        "add_form": places.AddressForm(),
        "round_form": forms.RoundForm(walkers=people.people(roles=rules.WALK)),
        "kept": api.kept(cocoon_id=found.id),
        "because": words.END_REASONS.get(found.ended_because, ""),
        "endable": found.closed is None and found.ended is None and timezone.now() < found.watch_until,
        "editable": found.closed is None and found.cleared is None,
    }


def row(door: Door, names: dict[int, str]) -> dict[str, Any]:
    """A door as tables show it, its codes in words."""
    said = words.OUTCOMES.get(door.outcome or "", "")
    state = words.DROP_REASONS.get(door.drop_reason) if door.state == "dropped" else words.STATES[door.state]
    return {
        "door": door,
        "reason": words.REASONS[door.reason],
        "doubt": words.doubt(door),
        "homes": words.homes_behind(door),
        "found": door.found,
        "way": words.WAYS.get(door.way, ""),
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
    return JsonResponse(collection(mapping.walked(api.doors(cocoon_id=cocoon_id), now=timezone.now())))


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def add(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """Add a door by its address."""
    found = known(cocoon_id)
    form = places.AddressForm(request.POST)
    if not form.is_valid():
        return render(request, "cocoons/cocoon.html", page_of(found) | {"add_form": form}, status=422)
    return pages.act(
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
    doors = api.doors(cocoon_id=cocoon_id)
    door = pages.known_or_404(lambda: next((door for door in doors if door.id == door_id), None))
    form = forms.DropForm(pages.sent(request), door=door)
    return pages.form_page(
        request,
        "cocoons/drop.html",
        form,
        keep=lambda: api.drop_door(door_id=door_id, reason=form.cleaned_data["reason"]),
        to=("cocoons:cocoon", cocoon_id),
        done=_("%(address)s is left out.") % {"address": door.address},
        shown={"cocoon": found, "door": door},
    )


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def move(request: ActorRequest, cocoon_id: int, door_id: int) -> HttpResponse:
    """One step up or down in the walking order."""
    known(cocoon_id)
    steps = -1 if request.POST.get("way") == "up" else 1
    return pages.act(
        request, lambda: api.move_door(door_id=door_id, steps=steps), done="", to=("cocoons:cocoon", cocoon_id)
    )


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def count(request: ActorRequest, cocoon_id: int, door_id: int) -> HttpResponse:
    """So many homes were counted behind a door."""
    known(cocoon_id)
    form = forms.CountForm(request.POST)
    homes = form.cleaned_data["homes"] if form.is_valid() else 0
    return pages.act(
        request,
        lambda: api.count_homes(door_id=door_id, homes=homes, now=timezone.now()),
        done=_("The homes are counted."),
        to=("cocoons:cocoon", cocoon_id),
    )


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def confirm(request: ActorRequest, cocoon_id: int, door_id: int) -> HttpResponse:
    """What a visitor found is a home."""
    known(cocoon_id)
    return pages.act(
        request,
        lambda: api.confirm_found(door_id=door_id),
        done=_("The home is confirmed."),
        to=("cocoons:cocoon", cocoon_id),
    )


@may("cocoon.plan")
@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """No more doors are visited, and why."""
    found = known(cocoon_id)
    form = forms.EndForm(pages.sent(request))
    return pages.form_page(
        request,
        "cocoons/end.html",
        form,
        keep=lambda: api.end_cocoon(cocoon_id=cocoon_id, because=form.cleaned_data["because"], now=timezone.now()),
        to=("cocoons:cocoon", cocoon_id),
        done=_("The cocoon is ended. Its rounds have left the phones."),
        shown={"cocoon": found},
    )


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def resume(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """Visit the doors that are left after all."""
    known(cocoon_id)
    return pages.act(
        request,
        lambda: api.resume_cocoon(cocoon_id=cocoon_id),
        done=_("The cocoon is taken up again. Make a round for the doors that are left."),
        to=("cocoons:cocoon", cocoon_id),
    )


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def suggest(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """Plan the walk anew."""
    known(cocoon_id)
    return pages.act(
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
    return pages.pdf(
        request,
        lambda: api.print_cocoon(cocoon_id=cocoon_id, language=request.GET.get("language")),
        name=f"K{cocoon_id}",
        back=("cocoons:cocoon", cocoon_id),
    )


def known(cocoon_id: int) -> Cocoon:
    """The cocoon, or 404 where this municipality has none."""
    return pages.known_or_404(api.cocoon, cocoon_id=cocoon_id)
