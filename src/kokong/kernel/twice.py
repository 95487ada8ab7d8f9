"""A form that is sent twice at once, from two tabs or by two presses, is done once.

Sent by the same person to the same address with the same words, the second is taken for the first when it came
before the first was answered: it waits, and leads to the same page. Whoever sends it after an answer means it.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect

from .drafts import FIELD

KEPT_S: Final = 60
"""For how long it is known where a form led: longer than the second one waits."""
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_OF_A_TAB: Final = ("csrfmiddlewaretoken", FIELD)


class OnceMiddleware:
    """Stands last, so that what is refused is refused as ever."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say again where the same led."""
        if request.method != "POST" or request.content_type not in _FORMS or not request.user.is_authenticated:
            return self.get_response(request)
        came, key = time.time(), _key(request)
        with _alone(key):
            if led := _led(key, came):
                leads = HttpResponseClientRedirect if "HX-Request" in request.headers else HttpResponseRedirect
                return leads(led)
            response = self.get_response(request)
            if to := response.get("HX-Redirect") or response.get("Location"):
                cache.set(f"once:{key}", [time.time(), to], KEPT_S)
            return response


def _key(request: HttpRequest) -> str:
    """Who sends what where; files by their bytes."""
    digest = hashlib.sha256(f"{request.session.session_key}\n{request.get_full_path()}\n".encode())
    for name, values in sorted(request.POST.lists()):
        if name not in _OF_A_TAB:
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode())
            for part in file.chunks():
                digest.update(part)
            file.seek(0)
    return digest.hexdigest()


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """One after the other; the database lets go of the lock where this process dies."""
    number = int(key[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    try:
        yield
    finally:
        _let_go(number)


def _let_go(number: int) -> None:
    if connection.connection is None or connection.connection.closed:
        return  # and with it the lock
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def _led(key: str, came: float) -> str:
    """Where the same led that was answered after this one came; empty where there is none."""
    kept: Any = cache.get(f"once:{key}")
    return str(kept[1]) if kept and kept[0] > came else ""
