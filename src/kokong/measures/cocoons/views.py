"""What is done to a cocoon's doors; the page that shows them is the burglary's (`at_burglary.py`)."""

from collections.abc import Sequence

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.shown import collection
from kokong.kernel.widgets import number
from kokong.people import api as people
from kokong.people.api import ActorRequest, may
from kokong.places import api as places

from . import api, case, forms, listing, mapping, words
from .values import Cocoon


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
def cocoon(request: ActorRequest, cocoon_id: int) -> HttpResponse:  # noqa: ARG001
    """The page of the burglary holds its cocoon; messages and paper that name this address lead there."""
    return redirect(case.address(known(cocoon_id)), permanent=True)


@may("cocoon.see")
@require_GET
def features(request: ActorRequest, cocoon_id: int) -> JsonResponse:  # noqa: ARG001
    """What the map of the burglary shows of its cocoon, as GeoJSON: the ring, the walk, and the doors."""
    found = known(cocoon_id)
    return JsonResponse(collection(mapping.around(found, api.doors(cocoon_id=cocoon_id), now=timezone.now())))


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def add(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """Add a door by its address."""
    found = known(cocoon_id)
    form = places.AddressForm(request.POST)
    if not form.is_valid():
        return render(request, "cocoons/add.html", {"cocoon": found, "form": form}, status=422)
    return pages.act(
        request,
        lambda: api.add_door(cocoon_id=cocoon_id, dwelling_id=form.cleaned_data["address"], now=timezone.now()),
        done=_("The door is added."),
        to=case.address(found, "doors"),
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
        to=case.address(found, "doors"),
        done=_("%(address)s is left out.") % {"address": door.address},
        shown={"case": case.address(found, "doors"), "door": door},
    )


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def move(request: ActorRequest, cocoon_id: int, door_id: int) -> HttpResponse:
    """One step up or down in the walking order, or to a place in it; a page with script gets its doors anew."""
    found, place = known(cocoon_id), number(request.POST.get("place"))
    moved: list[int] = []

    def work() -> None:
        if place is None:
            api.move_door(door_id=door_id, steps=-1 if request.POST.get("way") == "up" else 1)
        else:
            api.place_door(door_id=door_id, place=place)
        moved.append(door_id)

    return pages.act(
        request, work, to=case.address(found, "doors"), part=lambda: _doors_again(request, found, moved)
    )


def _doors_again(request: ActorRequest, found: Cocoon, moved: Sequence[int]) -> HttpResponse:
    """The doors in their order, and in words where those moved stand now."""
    now, doors = known(found.id), api.doors(cocoon_id=found.id)
    names = people.names(user_ids=frozenset(door.visited_by for door in doors if door.visited_by))
    shown = case.doors(now, doors, names, editable=case.may_plan(now, request.actor))
    said = " ".join(words.turn(door, doors) for door in doors if door.id in moved)
    return render(request, "cocoons/at_burglary/moved.html", {"panel": shown, "said": said})


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def count(request: ActorRequest, cocoon_id: int, door_id: int) -> HttpResponse:
    """So many homes were counted behind a door."""
    found = known(cocoon_id)
    form = forms.CountForm(request.POST)
    homes = form.cleaned_data["homes"] if form.is_valid() else 0
    return pages.act(
        request,
        lambda: api.count_homes(door_id=door_id, homes=homes, now=timezone.now()),
        done=_("The homes are counted."),
        to=case.address(found, "doors"),
    )


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def confirm(request: ActorRequest, cocoon_id: int, door_id: int) -> HttpResponse:
    """What a visitor found is a home."""
    found = known(cocoon_id)
    return pages.act(
        request,
        lambda: api.confirm_found(door_id=door_id),
        done=_("The home is confirmed."),
        to=case.address(found, "doors"),
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
        to=case.address(found),
        done=_("The cocoon is ended. Its rounds have left the phones."),
        shown={"case": case.address(found)},
    )


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def resume(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """Visit the doors that are left after all."""
    found = known(cocoon_id)
    return pages.act(
        request,
        lambda: api.resume_cocoon(cocoon_id=cocoon_id),
        done=_("The cocoon is taken up again. Make a round for the doors that are left."),
        to=case.address(found, "rounds"),
    )


@may("cocoon.plan")
@pages.post("cocoons:cocoon", "cocoon_id")
def suggest(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """Plan the walk anew."""
    found = known(cocoon_id)
    return pages.act(
        request,
        lambda: api.suggest_order(cocoon_id=cocoon_id),
        done=_("The walk is planned anew."),
        to=case.address(found, "doors"),
    )


@may("cocoon.plan")
@require_GET
def pdf(request: ActorRequest, cocoon_id: int) -> HttpResponse:
    """The cocoon's rounds on paper."""
    found = known(cocoon_id)
    return pages.pdf(
        request,
        lambda: api.print_cocoon(cocoon_id=cocoon_id, language=request.GET.get("language")),
        name=f"K{cocoon_id}",
        back=case.address(found, "rounds"),
    )


def known(cocoon_id: int) -> Cocoon:
    """The cocoon, or 404 where this municipality has none."""
    return pages.known_or_404(api.cocoon, cocoon_id=cocoon_id)
