"""Who may open a page about one meeting: by their role, or by one that they hold for what it is because of."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase

from kokong.people import api as people
from kokong.people.api import ActorRequest

from . import kinds, reading
from .values import Meeting, MeetingMissing

View = Callable[..., HttpResponseBase]


def about(action: str) -> Callable[[View], View]:
    """Decorate a view of one meeting: people whose roles may do `action`, and whose own its record is.

    What may be done with a meeting of its kind is asked again where it is done.
    """

    def decorate(view: View) -> View:
        @people.signed_in
        @wraps(view)
        def guarded(request: HttpRequest, meeting_id: int, **kwargs: Any) -> HttpResponseBase:
            actor: people.Actor | None = getattr(request, "actor", None)
            if actor is None or not (actor.may(action) or _is_own(actor, meeting_id)):
                raise people.denied(request, action)
            return view(cast(ActorRequest, request), meeting_id, **kwargs)

        return guarded

    return decorate


def within(action: str) -> Callable[[View], View]:
    """Decorate a view of many meetings: people whose roles may do `action`, or who hold meetings of their own."""

    def decorate(view: View) -> View:
        @people.signed_in
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            actor: people.Actor | None = getattr(request, "actor", None)
            if actor is None or not (actor.may(action) or has_own(actor)):
                raise people.denied(request, action)
            return view(cast(ActorRequest, request), **kwargs)

        return guarded

    return decorate


def has_own(actor: people.Actor) -> bool:
    """Whether somebody holds meetings of a record that is their own."""
    return any(kind.may_hold(actor, (on.kind, on.id)) for on in actor.on for kind in kinds.everyone())


def seen(meeting_id: int, request: ActorRequest) -> Meeting:
    """The meeting, for whoever asks. Raises MeetingMissing."""
    return reading.seen(meeting_id=meeting_id, actor=request.actor)


def _is_own(actor: people.Actor, meeting_id: int) -> bool:
    if not actor.on:
        return False
    try:
        found = reading.meeting(meeting_id=meeting_id)
    except MeetingMissing:
        return False
    return found.kind.may_see(actor, found.because)
