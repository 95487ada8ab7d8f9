"""The phone: what there is to do, and what its script asks for, whatever is recorded."""

import hashlib
import json
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kokong.kernel import built
from kokong.kernel.bodies import takes
from kokong.people.api import ActorRequest, may

from . import keys, photos, rules
from . import outbox as letters
from .pages import MAY, config, for_phones, photo_worker_at, refused
from .subjects import all_subjects

ICONS: Final = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)
SHELL: Final = ("app.css", "field.css", "app.js", "field.js", "icons.svg", "favicon.svg", "icon-192.png",
                "fonts/inter-latin-wght-normal.woff2")  # fmt: skip


@require_GET
@never_cache
@may(MAY)
def work(request: ActorRequest) -> HttpResponse:
    """My lists of every kind, and those that anybody may take."""
    me, now = request.actor.user_id, timezone.now()
    found = [each for subject in all_subjects() for each in subject.work(user_id=me, now=now)]
    mine = [each for each in found if not each.take]
    context: dict[str, Any] = {
        "mine": mine,
        "free": [each for each in found if each.take],
        "contact": next((s.contact() for s in all_subjects() if s.contact), None),
        "field": config(request, work=[each.key for each in mine]),
    }
    return render(request, "field/work.html", context)


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What the phone shows instead of a page that it does not have."""
    return render(request, "field/offline.html", {"user": AnonymousUser()})


# What the script asks for.


@require_GET
@for_phones
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
        "keys": keys.keys(user_id=me.user_id),
        "lease": rules.LEASE.total_seconds(),
    }
    return JsonResponse(told)


@takes(letters.MAX_BYTES, action=MAY)
@require_POST
@for_phones
def outbox(request: ActorRequest) -> JsonResponse:
    """Store what a phone sends; see `outbox.py`."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > letters.MAX_BYTES:
        return refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, letters.too_big())
    try:
        letter = letters.read(request.body)
        results = letters.receive(letter, user_id=request.actor.user_id, now=timezone.now())
        return JsonResponse({"results": results})
    except letters.TooBig as error:
        return refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, error.message)
    except letters.OtherPerson as error:
        return refused(HTTPStatus.CONFLICT, error.message)
    except letters.Unreadable as error:
        return refused(HTTPStatus.BAD_REQUEST, error.message)


@takes(photos.MAX_BYTES, action=MAY)
@require_POST
@for_phones
def photo(request: ActorRequest) -> JsonResponse:
    """Keep one photo that a phone sends; see `photos.py`."""
    file = request.FILES.get("photo")
    try:
        upload = photos.read(request.POST)
        content = file.read() if file else b""
        result = photos.receive(upload, content, user_id=request.actor.user_id, now=timezone.now())
        return JsonResponse({"results": [asdict(result)]})
    except letters.OtherPerson as error:
        return refused(HTTPStatus.CONFLICT, error.message)
    except letters.Unreadable as error:
        return refused(HTTPStatus.BAD_REQUEST, error.message)


# What the browser asks for, signed in or not.


@require_GET
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, told which files to keep; another version whenever one of them changes."""
    script = built.built("sw.js").read_text(encoding="utf-8")
    digest = hashlib.sha256(script.encode())
    for name in (*SHELL, "photo-worker.js"):
        digest.update(built.built(name).read_bytes())
    told = {
        "version": digest.hexdigest()[:16],
        "assets": [*(static(f"kokong/{name}") for name in SHELL), photo_worker_at()],
        "offline": reverse("field:offline"),
    }
    return built.service_worker(f"self.KOKONG={json.dumps(told)};\n{script}")


@require_GET
def map_worker(_request: HttpRequest) -> HttpResponse:
    """The map's other half."""
    return _beside("map-worker.js")


@require_GET
def photo_worker(_request: HttpRequest) -> HttpResponse:
    """What makes photos smaller beside the page."""
    return _beside("photo-worker.js")


def _beside(name: str) -> HttpResponse:
    """A worker's script where the service worker may answer for it: below its own address."""
    answer = HttpResponse(built.built(name).read_bytes(), content_type="text/javascript")
    patch_cache_control(answer, private=True, max_age=365 * 86_400, immutable=True)  # its address has its digest
    return answer


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
