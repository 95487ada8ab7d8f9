"""Who may open the pages of a group: its own contact persons, and nobody else, whatever else they are here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from kokong.people import api as people
from kokong.people.api import ActorRequest

View = Callable[..., HttpResponseBase]
ROLE = "contact_person"


def own(actor: people.Actor) -> frozenset[int]:
    """The groups that somebody looks after, by number."""
    return frozenset(each.id for each in actor.on if (each.role, each.kind) == (ROLE, "watch_group"))


def within(view: View) -> View:
    """Decorate a view of a contact person's: 403 for whoever is none, 404 for a group that isn't theirs."""

    @people.signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor: people.Actor | None = getattr(request, "actor", None)
        if actor is None or not (own(actor) or ROLE in actor.roles):
            raise people.denied(request, "watch.care")
        if "group_id" in kwargs and kwargs["group_id"] not in own(actor):
            raise Http404
        return view(cast(ActorRequest, request), *args, **kwargs)

    return guarded
