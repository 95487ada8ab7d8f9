"""Who may open a view: people who are signed in, by their roles."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

from kokong.kernel import tenancy, ways

from . import rules
from .door import denied
from .values import Actor, Subject


class ActorRequest(HttpRequest):
    """A request of a signed-in person who works in a municipality."""

    actor: Actor


View = Callable[..., HttpResponseBase]


def may(action: str, on: Callable[..., Subject] | None = None) -> Callable[[View], View]:
    """Decorate a view: only signed-in people whose roles may do `action`; others get the sign-in page or 403.

    `on` says from the view's own arguments which record it is about, so that whoever has the role for that one
    comes in, too: `@may("group.see", on=lambda group_id: ("group", group_id))`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                if request.user.is_authenticated:
                    raise denied(request, action)
                return _to_sign_in(request)
            if not actor.may(action, on(*args, **kwargs) if on else None):
                raise denied(request, action)
            return view(cast(ActorRequest, request), *args, **kwargs)

        return guarded

    return decorate


def may_somewhere(action: str) -> Callable[[View], View]:
    """Decorate a view: as `may`, also for those who may do it to one record alone. The view finds only theirs."""

    def decorate(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None or not rules.may({*actor.roles, *(each.role for each in actor.on)}, action):
                raise denied(request, action)
            return view(cast(ActorRequest, request), *args, **kwargs)

        return guarded

    return decorate


def signed_in(view: View) -> View:
    """Decorate a view that is about nobody but oneself: only signed-in people; others get the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.user.is_authenticated else _to_sign_in(request)

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    answer = redirect_to_login(ways.safe_address(request))
    # A part of a page that is fetched by itself would show the sign-in page inside the old one.
    return HttpResponseClientRedirect(answer.url) if request.headers.get("HX-Request") else answer


def enter(actor: Actor) -> Any:
    """Go on in the running transaction as `actor`."""
    return tenancy.narrowed(municipality_id=actor.municipality_id, authority=actor.authority, roles=actor.said)
