"""What every answer tells browsers, whatever gave it: pages, files, errors, probes."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# A page asks for none of a device's powers but keys for signing in; what asks for none can't be made to.
_POWERS: Final = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
_POLICY: Final = "Content-Security-Policy"
_KEYS: Final = ("publickey-credentials-create", "publickey-credentials-get")


def policy(*allowed: str) -> str:
    """The header `Permissions-Policy` of a page that may ask for these powers ("geolocation") beside keys."""
    closed = [f"{one}=()" for one in _POWERS if one not in allowed]
    return ", ".join([*closed, *(f"{one}=(self)" for one in (*allowed, *_KEYS))])


HEADERS: Final = {
    "Permissions-Policy": policy(),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    _POLICY: "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}


def of_files(headers: dict[str, str], _path: str, url: str) -> None:
    """Let pages of other websites load the one script that is for them."""
    if url.endswith("/kokong/embed.js"):
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _framed(policy: str) -> bool:
    """Whether the policy names websites that may show the answer in a frame: the older header can't name any."""
    return "frame-ancestors " in policy and "frame-ancestors 'none'" not in policy


class HeadersMiddleware:
    """Outermost: adds what no other has set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        if not _framed(response[_POLICY]):
            response.setdefault("X-Frame-Options", "DENY")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(settings.STATIC_URL):
            response.setdefault("Cache-Control", "private, no-store")  # also where sign-in was never asked
        return response
