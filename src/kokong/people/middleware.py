"""Every request of a signed-in person runs in one transaction, scoped to their municipality."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from kokong.kernel import database, practice, tenancy

from . import api, own_scope
from .practising import CHOSEN
from .signin import through


class ActorMiddleware:
    """Sets `request.actor` and the database's scope. Without a sign-in no rows are visible."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.own_scope = own_scope.beginnings()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request inside its scope."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        own = request.path_info.startswith(self.own_scope)
        response = self.get_response(request) if own else self._scoped(request)
        # What only this person may see stays in no browser that the next person uses.
        response.setdefault("Cache-Control", "private, no-store")
        return response

    def _scoped(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        assert user.is_authenticated
        chosen = request.session.get(CHOSEN, user.chosen)
        database.release(user)
        with tenancy.scope(municipality_id=None, authority="municipality", user_id=user.pk):
            actors = api.actors_of(user_id=user.pk)
            actors = through.reached(request, actors)
            actor = api.choose_actor(actors, municipality_id=chosen)
            if actor is None:
                return self.get_response(request)
            request.actor = actor  # type: ignore[attr-defined]
            request.actors = actors  # type: ignore[attr-defined]
            with api.enter(actor):
                response = self.get_response(request)
        if actor.practice_of is not None:
            response.headers.setdefault(practice.HEADER, "drill")
        return response
