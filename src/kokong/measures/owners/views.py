"""The pages of owners."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.fields import Point
from kokong.kernel.moves import history
from kokong.people import api as people
from kokong.people.api import ActorRequest, may
from kokong.places import api as places

from . import api, contacts, joining, lists, reading, rules, words
from .forms import AgreeForm, ClaimForm, MergeForm, OwnerForm, SplitForm
from .mine import opening
from .values import PER_PAGE, Contact, Held, Owner


@may("owner.see")
def listed(request: ActorRequest) -> HttpResponse:
    """All owners, in a list and their buildings on the map."""
    return lists.OWNERS.answer(request, lists.find, template="owners/list.html")


@may("owner.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Register an owner."""
    form = OwnerForm(pages.sent(request))
    return pages.form_page(
        request,
        "owners/form.html",
        form,
        keep=lambda: api.add(draft=form.draft(), now=timezone.now()),
        to=lambda number: ("owners:owner", number),
        done=_("The owner is registered. Say which buildings are theirs."),
        blame="name",
    )


@may("owner.do")
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, owner_id: int) -> HttpResponse:
    """Correct what was written of an owner."""
    owner = pages.known_or_404(api.owner, owner_id=owner_id)
    form = OwnerForm(pages.sent(request), initial=OwnerForm.known(owner))
    return pages.form_page(
        request,
        "owners/form.html",
        form,
        keep=lambda: api.change(owner_id=owner_id, draft=form.draft()),
        to=("owners:owner", owner_id),
        done=_("Saved."),
        shown={"owner": owner},
        blame="name",
    )


@may("owner.see")
@require_GET
def owner_page(request: ActorRequest, owner_id: int) -> HttpResponse:
    """One owner: buildings, people, and what was."""
    owner = pages.known_or_404(api.owner, owner_id=owner_id)
    return render(request, "owners/owner.html", shown(request, owner))


def shown(request: ActorRequest, owner: Owner, claim: ClaimForm | None = None) -> dict[str, Any]:
    """What the page of an owner shows."""
    every = reading.held(owner_id=owner.id)
    own = _by_building([each for each in every if each.until is None])
    moves = history(subject="owner", subject_id=owner.id)
    names = people.names(user_ids=frozenset(filter(None, (m.by for m in moves))))
    return {
        "owner": owner,
        "number": rules.written(owner.number),
        "kind": words.KINDS[owner.kind], "state": words.STATES[owner.state], "tone": words.TONES[owner.state],
        "active": owner.state == "active",
        "into": reading.owner(owner_id=owner.into_id) if owner.into_id else None,
        "out_of": reading.owner(owner_id=owner.out_of_id) if owner.out_of_id else None,
        "buildings": Paginator(own, PER_PAGE).get_page(request.GET.get("page")),
        "bounds": _bounds([each.point for each, _parts in own]),
        "past": [each for each in every if each.until is not None],
        "contacts": [(each, words.ROLES.get(each.role, "")) for each in _people(request, owner)],
        "inside": sorted(opening.inside(owner_id=owner.id, now=timezone.now()).items(), key=lambda pair: pair[1]),
        "claim": claim or ClaimForm(),
        "agree": AgreeForm(),
        "moves": [(m.at, words.ACTIONS[m.action], names.get(m.by or 0, "")) for m in reversed(moves)],
    }  # fmt: skip


def _people(request: ActorRequest, owner: Owner) -> tuple[Contact, ...]:
    return contacts.of_owner(owner_id=owner.id) if request.actor.may("owner.do") else ()


def _by_building(every: list[Held]) -> list[tuple[Held, list[str | Promise]]]:
    """Each building once, with what it is to the owner."""
    return [
        (lines[0], [words.PARTS[each.part] for each in lines])
        for lines in (list(group) for _id, group in groupby(every, key=lambda each: each.id))
    ]


def _bounds(spots: list[Point]) -> str:
    """West, south, east and north of some places; empty for none."""
    if not spots:
        return ""
    lon, lat = places.degrees(x=[each.x for each in spots], y=[each.y for each in spots])
    return f"{min(lon):.6f},{min(lat):.6f},{max(lon):.6f},{max(lat):.6f}"


@may("owner.do")
@require_http_methods(["GET", "POST"])
def merge(request: ActorRequest, owner_id: int) -> HttpResponse:
    """An owner becomes part of another."""
    owner = pages.known_or_404(api.owner, owner_id=owner_id)
    others = [each for each in reading.owners() if each.id != owner_id]
    form = MergeForm(pages.sent(request), others=others)
    return pages.form_page(
        request,
        "owners/merge.html",
        form,
        keep=lambda: joining.merge(owner_id=owner_id, into_id=form.cleaned_data["into"], now=timezone.now()),
        to=lambda _kept: ("owners:owner", form.cleaned_data["into"]),
        done=_("They are one now. What each had before can still be read."),
        shown={"owner": owner},
        blame="into",
    )


@may("owner.do")
@require_http_methods(["GET", "POST"])
def split(request: ActorRequest, owner_id: int) -> HttpResponse:
    """Some of an owner's buildings become a new owner's."""
    owner = pages.known_or_404(api.owner, owner_id=owner_id)
    every = api.buildings(owner_id=owner_id)
    own = [b for b in every if any(c.owner_id == owner_id and c.until is None for c in b.claims)]
    form = SplitForm(pages.sent(request), own=own, initial={"kind": owner.kind})
    return pages.form_page(
        request,
        "owners/split.html",
        form,
        keep=lambda: joining.split(
            owner_id=owner_id, building_ids=form.cleaned_data["buildings"], draft=form.draft(), now=timezone.now()
        ),
        to=lambda number: ("owners:owner", number),
        done=_("The new owner has its buildings."),
        shown={"owner": owner},
        blame="buildings",
    )


@pages.post("owners:owner", "owner_id")
@may("owner.do")
def end(request: ActorRequest, owner_id: int) -> HttpResponse:
    """The owner is none any more."""
    return pages.act(
        request, lambda: api.end(owner_id=owner_id, now=timezone.now()), to=("owners:owner", owner_id),
        done=_("The owner has ended. What it had can still be read."),
    )  # fmt: skip
