"""What the pages of every kind have in common: who comes in, and what their script is handed."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kokong.kernel import built
from kokong.kernel.headers import policy
from kokong.people.api import Actor, ActorRequest, denied
from kokong.places import api as places

from . import words

# Whoever has this may carry a phone. What a kind's pages show is for the kind to say.
MAY: Final = "round.visit"
View = Callable[..., HttpResponseBase]


def for_phones(view: View) -> View:
    """Only people who work in the field; a script gets 401 or 403 with words, never a page to sign in on.

    At a 401 (nobody is signed in) and a 403 (this person visits nothing) a phone lets go of what it keeps.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor: Actor | None = getattr(request, "actor", None)
        if not request.user.is_authenticated:
            return refused(HTTPStatus.UNAUTHORIZED, _("Your sign-in has run out. Nothing on the phone is lost."))
        if actor is None or not actor.may(MAY):
            denied(request, MAY)
            return refused(HTTPStatus.FORBIDDEN, _("Your role does not include visits."))
        return never_cache(view)(request, *args, **kwargs)

    return guarded


def whereabouts(view: View) -> View:
    """A page whose map may show where the person is, once they ask it to.

    Where that is stays in the browser, but for the place of a home that they tell of.
    """

    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(*args, **kwargs)
        answer["Permissions-Policy"] = policy("geolocation")
        return answer

    return opened


def refused(status: HTTPStatus, message: str) -> JsonResponse:
    """A refusal that a phone understands."""
    return JsonResponse({"error": message}, status=status)


def told(
    request: ActorRequest, *, version: str | None, state: Callable[[], dict[str, Any]], over: str
) -> HttpResponse:
    """A list's state; 304 while the phone has this version, 404 with the words `over` where there is none."""
    if version is None:
        return refused(HTTPStatus.NOT_FOUND, over)
    etag = f'"{version}"'
    seen = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    fresh = etag not in seen
    answer = JsonResponse(state()) if fresh else HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    answer["ETag"] = etag
    return answer


def config(request: ActorRequest, **page: Any) -> dict[str, Any]:
    """What a page of the phone hands to its script, under the id `field`.

    A kind's page adds `kind`, its name, and `state`, what its list looks like now; see the room's README.
    """
    return {
        "user": request.actor.user_id,
        "municipality": request.actor.municipality_id,
        "name": request.actor.name,
        "language": get_language(),
        "icons": static("kokong/icons.svg"),
        "sign_in": reverse("account_login"),
        "words": words.words(),
        "codes": words.codes(),
        "kind": "",
        "state": None,
        "work": [],
        "photos": {"worker": photo_worker_at()},
        "map": _map(),
        **page,
    }


def photo_worker_at() -> str:
    """Where the script is that makes photos smaller, kept for use without a network."""
    return f"{reverse('field:photo-worker')}?{built.digest('photo-worker.js')}"


def _map() -> dict[str, Any]:
    """What draws the map, and the ground it is drawn on. The worker has an address of the phone's own."""
    ground = places.ground()
    return {
        "script": static("kokong/map.js"),
        "style": static("kokong/map.css"),
        "worker": f"{reverse('field:map-worker')}?{built.digest('map-worker.js')}",
        "tiles": ground.tiles,
        "base": {"file": ground.base, "script": static("kokong/basemap.js")} if ground.base else None,
    }
