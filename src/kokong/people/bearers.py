"""Views that a program may read with an access token, beside people who are signed in."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import tenancy

from . import guards, tokens
from .signin import attempts, rules
from .signin.refusal import too_many

CHALLENGE: Final = 'Basic realm="Kokong", charset="UTF-8"'

View = Callable[..., HttpResponseBase]


def may_read(action: str) -> Callable[[View], View]:
    """Decorate a view: whoever `people.api.may(action)` lets in, and programs with a token of such a person.

    A token only ever reads. A browser without a sign-in gets the sign-in page, a program 401.
    """

    def decorate(view: View) -> View:
        guarded = guards.may(action)(view)

        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated or _is_browser(request):
                return guarded(request, *args, **kwargs)
            return _by_token(request, lambda: guarded(request, *args, **kwargs))

        return opened

    return decorate


def _is_browser(request: HttpRequest) -> bool:
    return "Authorization" not in request.headers and "text/html" in request.headers.get("Accept", "")


def _by_token(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if request.method not in {"GET", "HEAD"}:
        return _refused(405, "MethodNotAllowed", _("A token only reads."))
    secret = presented(request)
    # Wrong tokens are counted for nobody: they can't be guessed, and an address is many people's.
    found = tokens.find(secret=secret, now=timezone.now()) if secret else None
    if found is None:
        return _ask()
    token_id, actor = found
    seconds = attempts.count(attempts.key("token", token_id), rules.CALLS, now=timezone.now())
    if seconds:
        return too_many(request, seconds)
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=actor.user_id):
        request.actor = actor  # type: ignore[attr-defined]
        request.token_id = token_id  # type: ignore[attr-defined]
        with guards.enter(actor):
            return answer()


def presented(request: HttpRequest) -> str:
    """The token that came as `Authorization: Bearer`, or as the password of `Basic`; empty without any."""
    scheme, _space, rest = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(rest, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _ask() -> HttpResponseBase:
    words = _("Sign in with an access token of your account: as the password, or as a bearer token.")
    answer = _refused(401, "Unauthorized", words)
    answer["WWW-Authenticate"] = CHALLENGE
    return answer


def _refused(status: int, code: str, words: str) -> JsonResponse:
    return JsonResponse({"code": code, "description": words}, status=status)
