"""What happens at the door: refusals, and what people do with their accounts.

Collected on the request and written when its transaction is over, so that a refusal stays written though
everything that it stopped is rolled back.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from kokong.kernel import audit, tenancy

from . import members
from .values import Actor

MINUTE: Final = 60
DENIED: Final = "access.denied"


@dataclass(frozen=True)
class Noted:
    """One thing to write. `user_id` is whose account it is about; None for somebody that nobody knows.

    `proven` is False where somebody only said to be that person: then the log names nobody as the one who did it.
    """

    action: str
    user_id: int | None
    subject: str = "user"
    stranger: str = ""
    proven: bool = True


class DoorLogMiddleware:
    """Writes what was noted on a request, outside of its transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then write. What a failed request would have changed did not happen, and is not written."""
        response = self.get_response(request)
        for noted in getattr(request, "noted", ()):
            if noted.action == DENIED:
                _write_denial(request, noted)
            elif response.status_code < 500:
                _write_event(noted)
        return response


def note(request: HttpRequest | None, noted: Noted) -> None:
    """Have something written when the request is over."""
    if request is not None:
        request.noted = [*getattr(request, "noted", ()), noted]  # type: ignore[attr-defined]


def denied(request: HttpRequest, action: str) -> PermissionDenied:
    """The refusal to raise where somebody may not do `action`; it will be in the log."""
    actor: Actor | None = getattr(request, "actor", None)
    user_id = actor.user_id if actor else getattr(request.user, "pk", None)
    note(request, Noted(DENIED, user_id, subject=action))
    return PermissionDenied()


def digest(address: str) -> str:
    """An unknown address as the log names it: the same each time, and never the address."""
    return salted_hmac("kokong.stranger", address.strip().lower(), algorithm="sha256").hexdigest()[:32]


def _write_denial(request: HttpRequest, noted: Noted) -> None:
    actor: Actor | None = getattr(request, "actor", None)
    place = actor.municipality_id if actor else None
    times = _times(f"{place}:{noted.user_id}:{noted.subject}")
    if times:
        where = request.resolver_match.view_name if request.resolver_match else ""
        with _as(actor, noted.user_id):
            audit.record(action=DENIED, subject=noted.subject, detail={"page": where, "times": times})


def _write_event(noted: Noted) -> None:
    times = _times(f"{noted.action}:{noted.user_id}")
    if not times:
        return
    detail = {"times": times} | ({"stranger": noted.stranger} if noted.stranger else {})
    # By number: two people of the same municipalities seal chains in the same order, and neither waits for ever.
    actors = sorted(_everywhere(noted.user_id), key=lambda actor: actor.municipality_id)
    for actor in actors or (None,):
        with _as(actor, noted.user_id) if noted.proven else _nobody(actor):
            audit.record(action=noted.action, subject="user", subject_id=noted.user_id, detail=detail)


def _everywhere(user_id: int | None) -> tuple[Actor, ...]:
    if user_id is None:
        return ()
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=user_id):
        return members.actors_of(user_id=user_id)


@contextmanager
def _as(actor: Actor | None, user_id: int | None) -> Iterator[None]:
    given: dict[str, Any] = {"municipality_id": None, "authority": "municipality", "user_id": user_id}
    if actor is not None:
        given |= {"municipality_id": actor.municipality_id, "authority": actor.authority, "roles": actor.said}
    with tenancy.scope(**given):
        yield


def _nobody(actor: Actor | None) -> AbstractContextManager[Any]:
    return tenancy.scope(municipality_id=actor.municipality_id if actor else None, authority="municipality")


def _times(key: str) -> int:
    """How often this happened within the minute, where it is worth a line: the 1st, 10th, 100th … time; else 0.

    So nobody fills the log by asking, and still it says how much was asked.
    """
    times = 1 if cache.add(f"door:{key}", 1, MINUTE) else _more(f"door:{key}")
    return times if str(times).rstrip("0") == "1" else 0


def _more(key: str) -> int:
    try:
        return int(cache.incr(key))
    except ValueError:  # the minute ended in between
        return 1
