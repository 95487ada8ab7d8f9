"""Where a person is signed in: the list of it, ending it, and when it ends by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kokong.kernel.tokens import in_the_background

from . import rules

SEEN: Final = "seen"


@dataclass(frozen=True)
class Session:
    """One sign-in as its person sees it."""

    id: int
    device: str
    network: str
    since: datetime
    seen: datetime
    current: bool


def mine(request: HttpRequest) -> tuple[Session, ...]:
    """The signed-in person's sessions, this one first, then the latest seen."""
    rows = UserSession.objects.purge_and_list(request.user)
    found = [_value(row, request) for row in rows]
    return tuple(sorted(found, key=lambda one: (not one.current, -one.seen.timestamp())))


def end(request: HttpRequest, *, session: int) -> bool | None:
    """End one of one's own sessions. True where it was this one; None where there is none."""
    row = UserSession.objects.filter(user_id=request.user.pk, pk=session).first()
    if row is None:
        return None
    current = bool(row.session_key == request.session.session_key)
    row.end()
    return current


def end_others(request: HttpRequest) -> int:
    """End all of one's own sessions but this one; returns how many."""
    rows = list(UserSession.objects.filter(user_id=request.user.pk).exclude(session_key=_key(request)))
    for row in rows:
        row.end()
    return len(rows)


def lay_still(request: HttpRequest, *, limit: timedelta, now: datetime) -> bool:
    """Whether the session has been without a sign of its person for longer than `limit`."""
    seen = request.session.get(SEEN)
    return seen is not None and now.timestamp() - float(seen) > limit.total_seconds()


def note(request: HttpRequest, *, now: datetime) -> None:
    """Write down a sign of the person, at most once a minute. What a page asks for by itself is none."""
    seen = request.session.get(SEEN)
    if seen is not None and not _is_sign(request):
        return
    if seen is None or now.timestamp() - float(seen) >= rules.NOTED_EVERY.total_seconds():
        request.session[SEEN] = int(now.timestamp())
        UserSession.objects.create_from_request(request)


def leave(request: HttpRequest) -> None:
    """Take the session that ends out of the list."""
    UserSession.objects.filter(session_key=_key(request)).delete()


def words(agent: str) -> str:
    """A device in words, from its User-Agent header."""
    browser, system = rules.device(agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown device")


def _is_sign(request: HttpRequest) -> bool:
    return request.method not in {"GET", "HEAD"} or not in_the_background(request)


def _key(request: HttpRequest) -> str:
    return request.session.session_key or ""


def _value(row: Any, request: HttpRequest) -> Session:
    return Session(
        id=row.pk,
        device=words(row.user_agent),
        network=rules.network(row.ip),
        since=row.created_at,
        seen=row.last_seen_at,
        current=row.session_key == request.session.session_key,
    )
