"""The phone page: rounds, a round, and what its script asks for."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kokong.kernel.bodies import takes
from kokong.kernel.errors import UserError
from kokong.people.api import Actor, ActorRequest, denied, may

from . import api, field_keys, field_state, field_words, geojson, rules, sync
from .values import RoundMissing

ICONS: Final = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)
View = Callable[..., HttpResponseBase]
MAY: Final = "round.visit"
SHELL: Final = ("app.css", "field.css", "app.js", "field.js", "icons.svg", "favicon.svg", "icon-192.png",
                "fonts/inter-latin-wght-normal.woff2")  # fmt: skip


def _for_phones(view: View) -> View:
    """Only people who visit doors; a script gets 401 or 403 with words, never a page to sign in on.

    At a 401 (nobody is signed in) and a 403 (this person visits no doors) a phone lets go of what it keeps.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor: Actor | None = getattr(request, "actor", None)
        if not request.user.is_authenticated:
            return _error(HTTPStatus.UNAUTHORIZED, _("Your sign-in has run out. Nothing on the phone is lost."))
        if actor is None or not actor.may(MAY):
            denied(request, MAY)
            return _error(HTTPStatus.FORBIDDEN, _("Your role does not include visits."))
        return never_cache(view)(request, *args, **kwargs)

    return guarded


def _error(status: HTTPStatus, message: str) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


# Pages.


@require_GET
@never_cache
@may(MAY)
@ensure_csrf_cookie
def rounds(request: ActorRequest) -> HttpResponse:
    """My rounds, and those that anybody may take."""
    now = timezone.now()
    me = request.actor.user_id
    found = api.my_rounds(user_id=me, now=now)
    ids = [each.id for each in found]
    tallies, streets = field_state.tallies(round_ids=ids), field_state.streets(round_ids=ids)
    items = [{"round": each, "tally": tallies.get(each.id), "streets": streets.get(each.id, "")} for each in found]
    mine = [item for item in items if me in item["round"].visitor_ids]  # type: ignore[union-attr]
    context = {
        "mine": mine,
        "free": [item for item in items if item not in mine],
        "contact": api.contact(),
        "field": _config(request, rounds=[item["round"].id for item in mine]),  # type: ignore[union-attr]
    }
    return render(request, "cocoons/field/rounds.html", context)


@require_GET
@never_cache
@may(MAY)
@ensure_csrf_cookie
def round_page(request: ActorRequest, round_id: int) -> HttpResponse:
    """One of my rounds; opening one that is still free leads to the list where it can be taken."""
    found = _state(request, round_id)
    if found is None:
        if any(each.id == round_id for each in api.my_rounds(user_id=request.actor.user_id, now=timezone.now())):
            messages.info(request, _("Take the round first; then its doors are yours."))
            return redirect("field:rounds")
        raise Http404
    context = {"state": found, "contact": api.contact(), "field": _config(request, state=found)}
    return render(request, "cocoons/field/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may(MAY)
def take(request: ActorRequest, round_id: int) -> HttpResponse:
    """Make a free round mine. Who had to sign in first comes back with a GET, and finds the rounds."""
    if request.method != "POST":
        return redirect("field:rounds")
    try:
        field_state.take(round_id=round_id, user_id=request.actor.user_id, now=timezone.now())
    except RoundMissing as error:
        raise Http404 from error
    except UserError as error:
        messages.warning(request, error.message)
        return redirect("field:rounds")
    return redirect("field:round", round_id)


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What the phone shows instead of a page that it does not have."""
    return render(request, "cocoons/field/offline.html", {"user": AnonymousUser()})


def _config(request: ActorRequest, **page: Any) -> dict[str, Any]:
    return {
        "user": request.actor.user_id,
        "municipality": request.actor.municipality_id,
        "name": request.actor.name,
        "language": get_language(),
        "icons": static("kokong/icons.svg"),
        "sign_in": reverse("account_login"),
        "words": field_words.words(),
        "codes": field_words.codes(),
        "state": None,
        "rounds": [],
        "map": _map(),
        **page,
    }


def _map() -> dict[str, str]:
    names = {"script": "map.js", "style": "map.css", "worker": "map-worker.js"}
    return {part: static(f"kokong/{name}") for part, name in names.items()}


# What the script asks for.


@require_GET
@_for_phones
def session(request: ActorRequest) -> JsonResponse:
    """Who is signed in and where, with what opens their records on this phone and for how long.

    The token is good now, whenever the page was fetched.
    """
    me = request.actor
    told = {
        "user": me.user_id,
        "municipality": me.municipality_id,
        "name": me.name,
        "csrf": get_token(request),
        "keys": field_keys.keys(user_id=me.user_id),
        "lease": rules.LEASE.total_seconds(),
    }
    return JsonResponse(told)


@require_GET
@_for_phones
def round_state(request: ActorRequest, round_id: int) -> HttpResponse:
    """A round's state; 304 while the phone's version is the present one."""
    found = _picture(request, round_id)
    if found is None:
        return _error(HTTPStatus.NOT_FOUND, _("This round is over, or no longer yours."))
    etag = f'"{found.version}"'
    seen = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    if etag in seen:
        answer: HttpResponse = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        answer = JsonResponse(field_state.state(found, user_id=request.actor.user_id, now=timezone.now()))
    answer["ETag"] = etag
    return answer


@takes(sync.MAX_BYTES, action=MAY)
@require_POST
@_for_phones
def outbox(request: ActorRequest) -> JsonResponse:
    """Store what a phone sends; see `sync`."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > sync.MAX_BYTES:
        return _error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sync.too_big())
    try:
        letter = sync.read(request.body)
        return JsonResponse({"results": sync.receive(letter, user_id=request.actor.user_id, now=timezone.now())})
    except sync.TooBig as error:
        return _error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, error.message)
    except sync.OtherPerson as error:
        return _error(HTTPStatus.CONFLICT, error.message)
    except sync.Unreadable as error:
        return _error(HTTPStatus.BAD_REQUEST, error.message)


@require_GET
@may(MAY)
def doors_on_map(request: ActorRequest, round_id: int) -> JsonResponse:
    """The round's doors as GeoJSON, for the map."""
    if _picture(request, round_id) is None:
        raise Http404
    return JsonResponse(geojson.collection(api.round_doors(round_id=round_id)))


def _plans(request: ActorRequest) -> bool:
    """Whoever plans rounds may step in at any of them."""
    return request.actor.may("round.assign")


def _picture(request: ActorRequest, round_id: int) -> field_state.Picture | None:
    return field_state.picture(
        round_id=round_id, user_id=request.actor.user_id, anyones=_plans(request), now=timezone.now()
    )


def _state(request: ActorRequest, round_id: int) -> field_state.Json | None:
    me, now = request.actor.user_id, timezone.now()
    found = _picture(request, round_id)
    found = found and field_state.mended(found, user_id=me, now=now)
    return field_state.state(found, user_id=me, now=now) if found else None


# What the browser asks for, signed in or not.


@require_GET
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, told which files to keep; another version whenever one of them changes."""
    script = _built("sw.js").read_text(encoding="utf-8")
    digest = hashlib.sha256(script.encode())
    for name in SHELL:
        digest.update(_built(name).read_bytes())
    told = {
        "version": digest.hexdigest()[:16],
        "assets": [static(f"kokong/{name}") for name in SHELL],
        "offline": reverse("field:offline"),
    }
    answer = HttpResponse(f"self.KOKONG={json.dumps(told)};\n{script}", content_type="text/javascript")
    patch_cache_control(answer, no_cache=True)
    return answer


def _built(name: str) -> Path:
    found = finders.find(f"kokong/{name}")
    if not isinstance(found, str):
        raise Http404(f"{name} has not been built.")
    return Path(found)


@require_GET
def manifest(_request: HttpRequest) -> JsonResponse:
    """How the page looks on the home screen."""
    told = {
        "id": reverse("field:rounds"),
        "name": "Kokong",
        "short_name": "Kokong",
        "description": _("Visits to the neighbours of a burgled home"),
        "lang": get_language(),
        "start_url": reverse("field:rounds"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#1f4d45",
        "icons": [
            {"src": static(f"kokong/{name}"), "sizes": size, "type": "image/png", "purpose": purpose}
            for name, size, purpose in ICONS
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")
