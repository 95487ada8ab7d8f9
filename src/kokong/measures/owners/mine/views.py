"""The pages of whoever speaks for an owner, and the desk's that let them in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.kernel import measure, pages
from kokong.kernel.today import Panel
from kokong.meetings import api as meetings
from kokong.people import api as people
from kokong.people.api import ActorRequest, may, may_somewhere

from .. import contacts, words
from .. import reading as registered
from ..breakfast.work import BREAKFAST
from ..checks import paper
from ..checks.views import result
from ..telling import paper as told_paper
from ..values import PER_PAGE
from . import opening, reading
from .guards import own

MET: Final = timedelta(days=120)
"""So long the minutes of a breakfast are within reach."""
TOLD: Final = timedelta(days=60)
"""So long what they were told of a burglary stands on their page."""


@may_somewhere("owner.own")
@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """What waits for the owner, its buildings, and what it was told."""
    ids, now = own(request.actor), timezone.now()
    page = Paginator(reading.building_ids(owner_ids=ids), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "owners": [(each, words.KINDS[each.kind]) for each in reading.owners(ids=ids)],
        "asked": asked(request.actor, now),
        "page": page,
        "buildings": [_line(each) for each in reading.buildings(owner_ids=ids, ids=list(page.object_list))],
        "told": reading.told(owner_ids=ids, since=now - TOLD),
        "meetings": meetings.invited(email=request.actor.email, kind=BREAKFAST, since=now - MET) if ids else (),
    }
    return render(request, "owners/mine/mine.html", shown)


def asked(actor: people.Actor, now: datetime) -> Sequence[Panel]:
    """What the measures ask of this person, as whoever holds ground."""
    return [each for _measure, ask in measure.each("at_owner") for each in ask(actor=actor, now=now)]


def _line(each: reading.Own) -> dict[str, Any]:
    return {
        "building": each.building, "owners": each.owners, "last": each.last, "going": each.going,
        "share": paper.percent(each.last.share) if each.last else "",
    }  # fmt: skip


@may_somewhere("owner.own")
@require_GET
def building(request: ActorRequest, building_id: int) -> HttpResponse:
    """One building: what is to be done there first, and its checks."""
    ids = own(request.actor)
    found = pages.known_or_404(reading.building, building_id=building_id, owner_ids=ids)
    every = [each for each in reading.told(owner_ids=ids, since=timezone.now() - TOLD)
             if each.address == found.building.address]  # fmt: skip
    shown = {**(result(found.last) if found.last else {}), **_line(found), "told": every}
    return render(request, "owners/mine/building.html", shown)


@may_somewhere("owner.own")
@require_GET
def check(request: ActorRequest, check_id: int) -> HttpResponse:
    """The result of a check, beside the one before."""
    found, checked = pages.known_or_404(reading.check, check_id=check_id, owner_ids=own(request.actor))
    return render(request, "owners/mine/check.html", {"building": found, **result(checked)})


@may_somewhere("owner.own")
@require_GET
def board(request: ActorRequest, check_id: int) -> HttpResponse:
    """The same as PDF, for the board's meeting."""
    pages.known_or_404(reading.check, check_id=check_id, owner_ids=own(request.actor))
    return pages.pdf(
        request, lambda: paper.paper(check_id=check_id), name=_("building check %s") % check_id,
        back=("owners:mine-check", check_id),
    )  # fmt: skip


@may_somewhere("owner.own")
@require_GET
def poster(request: ActorRequest, told_id: int) -> HttpResponse:
    """The notice for the stairwell."""
    pages.known_or_404(reading.told_one, told_id=told_id, owner_ids=own(request.actor))
    return pages.pdf(
        request, lambda: told_paper.poster(told_id=told_id), name=_("notice for the stairwell"),
        back="owners:mine",
    )  # fmt: skip


@pages.post("owners:contact", "person_id")
@may("owner.trust")
def let_in(request: ActorRequest, person_id: int) -> HttpResponse:
    """A contact gets at the owner's own pages."""
    found = pages.known_or_404(contacts.contact, contact_id=person_id)
    return pages.act(
        request,
        lambda: opening.let_in(contact_id=person_id, actor=request.actor, now=timezone.now()),
        to=("owners:owner", found.owner_id),
        done=lambda here: (
            _("They can open the owner’s pages now.")
            if here
            else _("An invitation is on its way. They can open the owner’s pages once they have accepted it.")
        ),
        back=("owners:contact", person_id),
    )


@pages.post("owners:owner", "owner_id")
@may("owner.trust")
def shut_out(request: ActorRequest, owner_id: int, user_id: int) -> HttpResponse:
    """Somebody opens the owner's pages no more."""
    pages.known_or_404(registered.owner, owner_id=owner_id)
    return pages.act(
        request,
        lambda: opening.shut_out(owner_id=owner_id, user_id=user_id, actor=request.actor, now=timezone.now()),
        to=("owners:owner", owner_id),
        done=_("They can open the owner’s pages no more."),
    )
