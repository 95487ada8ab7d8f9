"""A list of subjects that needs no pages of its own: its page, and its state while somebody walks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kokong.people.api import ActorRequest, may

from . import rules
from .pages import config, for_phones, told, whereabouts
from .passes import pass_to


@dataclass(frozen=True)
class Listing:
    """What a phone gets of one list: until when it is to be done and shown, and its subjects.

    Each subject has its `id`, and `lon` and `lat` for the map; what else it has is for the kind's own script,
    which finds them under `subjects`.
    """

    title: str
    due: datetime
    expires: datetime
    subjects: Sequence[Mapping[str, Any]]


def addresses(kind: str, where: str, action: str, lists: Any) -> list[URLPattern]:
    """`/field/signs/7/` and its state, for whoever may do `action`; named `signs` and `signs-state`."""

    def found(request: ActorRequest, number: int) -> dict[str, Any] | None:
        me, now = request.actor.user_id, timezone.now()
        listing = lists(number=number, user_id=me, now=now)
        return _state(listing, kind=kind, key=f"{where}/{number}", user_id=me, now=now) if listing else None

    @require_GET
    @never_cache
    @whereabouts
    @may(action)
    def page(request: ActorRequest, number: int) -> HttpResponse:
        state = found(request, number)
        if state is None:
            raise Http404
        shown = {"state": state, "field": config(request, kind=kind, state=state)}
        return render(request, "field/listing.html", shown)

    @require_GET
    @for_phones
    def state(request: ActorRequest, number: int) -> HttpResponse:
        if not request.actor.may(action):
            raise Http404
        now = found(request, number)
        version = now["version"] if now else None
        return told(request, version=version, state=lambda: now or {}, over=_("This round is over."))

    return [
        path(f"{where}/<int:number>/", page, name=where),
        path(f"api/{where}/<int:number>", state, name=f"{where}-state"),
    ]


def _state(listing: Listing, *, kind: str, key: str, user_id: int, now: datetime) -> dict[str, Any]:
    subjects = [{**each, "pass": pass_to(kind, each["id"], user_id=user_id)} for each in listing.subjects]
    shown = {
        "id": key,
        "title": listing.title,
        "due": listing.due.isoformat(),
        "expires": listing.expires.isoformat(),
    }
    return {
        "version": sha256(repr((user_id, shown, subjects)).encode()).hexdigest()[:20],
        "user": user_id,
        "kind": kind,
        "server_time": now.isoformat(),
        "lease": rules.LEASE.total_seconds(),
        "round": shown,
        "subjects": subjects,
    }
