"""Views that a program may read with an access token, beside people who are signed in."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import tenancy

from . import api, tokens

WRONG: Final = (20, 600)  # wrong tokens from one address, in so many seconds
USES: Final = (600, 60)  # answers for one token, in so many seconds
CHALLENGE: Final = 'Basic realm="Kokong", charset="UTF-8"'

View = Callable[..., HttpResponseBase]


def may_read(action: str) -> Callable[[View], View]:
    """Decorate a view: whoever `people.api.may(action)` lets in, and programs with a token of such a person.

    A token only ever reads. A browser without a sign-in gets the sign-in page, a program 401.
    """

    def decorate(view: View) -> View:
        guarded = api.may(action)(view)

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
    address = get_adapter().get_client_ip(request)
    if _spent(f"token-wrong:{address}", WRONG):
        return _too_many(WRONG)
    secret = presented(request)
    found = tokens.find(secret=secret, now=timezone.now()) if secret else None
    if found is None:
        if secret:
            _count(f"token-wrong:{address}", WRONG)
        return _ask()
    token_id, actor = found
    if _count(f"token-used:{token_id}", USES) > USES[0]:
        return _too_many(USES)
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=actor.user_id):
        request.actor = actor  # type: ignore[attr-defined]
        request.token_id = token_id  # type: ignore[attr-defined]
        with api.enter(actor):
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


def _spent(key: str, limit: tuple[int, int]) -> bool:
    return int(cache.get(key, 0)) >= limit[0]


def _count(key: str, limit: tuple[int, int]) -> int:
    """One more; the count starts anew when the period since the first is over."""
    if cache.add(key, 1, limit[1]):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # the period ended in between
        return 1


def _ask() -> HttpResponseBase:
    words = _("Sign in with an access token of your account: as the password, or as a bearer token.")
    answer = _refused(401, "Unauthorized", words)
    answer["WWW-Authenticate"] = CHALLENGE
    return answer


def _too_many(limit: tuple[int, int]) -> HttpResponseBase:
    answer = _refused(429, "TooManyRequests", _("Too many requests. Try again in a while."))
    answer["Retry-After"] = str(limit[1])
    return answer


def _refused(status: int, code: str, words: str) -> JsonResponse:
    return JsonResponse({"code": code, "description": words}, status=status)
