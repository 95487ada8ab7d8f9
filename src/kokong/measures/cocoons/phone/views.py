"""A round on the phone: its page, and its state while somebody walks it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.field import api as field
from kokong.kernel.errors import UserError
from kokong.people.api import ActorRequest, may

from .. import api
from ..values import RoundMissing
from . import state

MAY = "round.visit"


@require_GET
@never_cache
@field.whereabouts
@may(MAY)
def round_page(request: ActorRequest, round_id: int) -> HttpResponse:
    """One of my rounds; opening one that is still free leads to the list where it can be taken."""
    found = _state(request, round_id)
    if found is None:
        if any(each.id == round_id for each in api.my_rounds(user_id=request.actor.user_id, now=timezone.now())):
            messages.info(request, _("Take the round first; then its doors are yours."))
            return redirect("field:rounds")
        raise Http404
    config = field.config(request, kind="door", state=found)
    return render(request, "cocoons/phone/round.html", {"state": found, "contact": api.contact(), "field": config})


@require_http_methods(["GET", "HEAD", "POST"])
@may(MAY)
def take(request: ActorRequest, round_id: int) -> HttpResponse:
    """Make a free round mine. Who had to sign in first comes back with a GET, and finds the rounds."""
    if request.method != "POST":
        return redirect("field:rounds")
    try:
        state.take(round_id=round_id, user_id=request.actor.user_id, now=timezone.now())
    except RoundMissing as error:
        raise Http404 from error
    except UserError as error:
        messages.warning(request, error.message)
        return redirect("field:rounds")
    return redirect("field:round", round_id)


@require_GET
@field.for_phones
def round_state(request: ActorRequest, round_id: int) -> HttpResponse:
    """A round's state; 304 while the phone's version is the present one."""
    found = _picture(request, round_id)
    me, now = request.actor.user_id, timezone.now()
    return field.told(
        request,
        version=found.version if found else None,
        state=lambda: state.state(found, user_id=me, now=now) if found else {},
        over=_("This round is over, or no longer yours."),
    )


def _plans(request: ActorRequest) -> bool:
    """Whoever plans rounds may step in at any of them."""
    return request.actor.may("round.assign")


def _picture(request: ActorRequest, round_id: int) -> state.Picture | None:
    return state.picture(
        round_id=round_id, user_id=request.actor.user_id, anyones=_plans(request), now=timezone.now()
    )


def _state(request: ActorRequest, round_id: int) -> state.Json | None:
    me, now = request.actor.user_id, timezone.now()
    found = _picture(request, round_id)
    found = found and state.mended(found, user_id=me, now=now)
    return state.state(found, user_id=me, now=now) if found else None
