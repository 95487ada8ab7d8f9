"""Drafts lie sealed in the browser that they were typed in; here are their keys, and the word that one is kept.

The script (`frontend/src/app/drafts.ts`) sends a draft's number with its form. Once the form is kept, a cookie
says the number, and the browser lets the draft go; after anything else it stays, and is there on the form's page.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.crypto import salted_hmac

COOKIE: Final = "kokong_kept"
FIELD: Final = "_draft"
FRESH: Final = 3600  # seconds: the next page takes it
_NUMBER: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def keys(*, user_id: int, municipality_id: int) -> list[str]:
    """The keys of a person's drafts in one municipality in Base64, 256 bits each; the present one first.

    They follow from the installation's secret and are told to nobody but that person, signed in: a draft that lies
    in a browser after sign-out is noise to whoever uses it next.
    """
    whose = f"{user_id} {municipality_id}"
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_key(whose, secret) for secret in secrets]


def _key(whose: str, secret: str | bytes) -> str:
    return b64encode(salted_hmac("kokong.draft.key", whose, secret=secret, algorithm="sha256").digest()).decode()


def refused(request: HttpRequest) -> None:
    """Say that what was sent is not kept, though the answer leads on."""
    request.draft_refused = True  # type: ignore[attr-defined]


class KeptMiddleware:
    """Says which draft was kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; with the draft's number where what was sent with it is kept."""
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400 and _kept(request, response):
            number = request.POST[FIELD]
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(COOKIE, number, max_age=FRESH, samesite="Lax", secure=secure)
        return response


def _kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    if getattr(request, "draft_refused", False) or not _NUMBER.fullmatch(request.POST.get(FIELD, "")):
        return False
    leads = response.get("Location", "") or response.get("HX-Redirect", "")
    return not leads.startswith((resolve_url(settings.LOGIN_URL), resolve_url("account_reauthenticate")))
