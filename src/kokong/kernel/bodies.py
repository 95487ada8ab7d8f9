"""How much a request may carry: little, unless its view takes more from those who may do what it is for.

A body over the limit is refused by what its head says, before a byte of it is read. One that doesn't say its
length is refused too: browsers and nginx say it, and what is not told can only be counted as it fills a disk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from .doors import GetResponse, length, refused

ORDINARY: Final = 128 * 1024
"""The most bytes of a body that need no decorator."""
AROUND_A_FILE: Final = 1024 * 1024
"""What stands beside a file, and room for one a little too large, so that its form can say so."""

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Taken:
    """The most bytes that a view takes, from those who may do `action`: one, or what it says of an address."""

    most: int
    action: str | Callable[..., str | None]


def takes(most: int, *, action: str | Callable[..., str | None]) -> Callable[[View], View]:
    """Decorate a view, outermost: it takes bodies of `most` bytes from signed-in people who may do `action`.

    Where that depends on the address, `action` tells it from the address's parts; None where nobody may.
    """

    def mark(view: View) -> View:
        view.body = Taken(most, action)  # type: ignore[attr-defined]
        return view

    return mark


def takes_file(most: int, *, action: str | Callable[..., str | None]) -> Callable[[View], View]:
    """As `takes`, a form with a file of `most` bytes."""
    return takes(most + AROUND_A_FILE, action=action)


class BodyMiddleware:
    """Refuses what is too long. Stands last, where it is known who asks; nothing before it reads a body."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 411 or 413, or pass the request on."""
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            words = _("The length of what was sent is not told, so it was not read. Nothing was changed.")
            return refused(request, HTTPStatus.LENGTH_REQUIRED, words)
        told = length(request)
        if told > ORDINARY and told > (most := _most(request)):
            words = _("What was sent is too large: at most %(most)s can be taken here. Nothing was changed.")
            return refused(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words % {"most": _size(most)})
        return self.get_response(request)


def _most(request: HttpRequest) -> int:
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return ORDINARY
    taken: Taken | None = getattr(found.func, "body", None)
    actor = getattr(request, "actor", None)
    if taken is None or actor is None:
        return ORDINARY
    action = taken.action(**found.kwargs) if callable(taken.action) else taken.action
    return taken.most if action is not None and actor.may(action) else ORDINARY


def _size(count: int) -> str:
    return f"{count // 1024} kB" if count < 1024 * 1024 else f"{count // 1024 // 1024} MB"
