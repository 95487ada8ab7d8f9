"""Known devices: a signed cookie remembers in which accounts a browser has been, so that strangers' guesses at
those accounts don't make it wait. It opens nothing by itself, and ends with the password.
"""

import secrets
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

SALT: Final = "kokong.people.device"
LONGEST: Final = 365 * 24 * 3600
ACCOUNTS: Final = 8  # people who share one browser; the longest away is forgotten


@dataclass(frozen=True)
class Device:
    """A browser: its own name, and a mark of each account that has been in by it."""

    name: str
    marks: dict[str, str]

    def knows(self, user: Any) -> bool:
        """Whether this account has been in by this browser, with the password that it still has."""
        return user is not None and constant_time_compare(self.marks.get(str(user.pk), ""), mark(user))


def mark(user: Any) -> str:
    """Changes with the password."""
    return salted_hmac(SALT, f"{user.pk} {user.password}", algorithm="sha256").hexdigest()[:32]


def read(request: HttpRequest) -> Device:
    """The browser that asks; one without a name of ours gets one."""
    try:
        value = signing.loads(request.COOKIES.get(cookie(), ""), salt=SALT, max_age=LONGEST)
        return Device(str(value["name"]), {str(key): str(kept) for key, kept in value["marks"].items()})
    except (signing.BadSignature, KeyError, TypeError, AttributeError):
        return Device(secrets.token_urlsafe(16), {})


def remember(request: HttpRequest, response: HttpResponseBase, user: Any) -> None:
    """Let the browser be known to the account."""
    known = read(request)
    marks = {key: kept for key, kept in known.marks.items() if key != str(user.pk)} | {str(user.pk): mark(user)}
    kept = dict(list(marks.items())[-ACCOUNTS:])
    response.set_cookie(
        cookie(),
        signing.dumps({"name": known.name, "marks": kept}, salt=SALT, compress=True),
        max_age=LONGEST,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def cookie() -> str:
    """The cookie's name: each copy of Kokong has its own."""
    return settings.SESSION_COOKIE_NAME.replace("session", "device")
