"""To another program, as JSON that is signed as Standard Webhooks says (standardwebhooks.com).

The receiver tells the same message by its `webhook-id`, so what was perhaps taken is sent again.
"""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel import outside
from kokong.texts import api as texts

from .. import words
from . import accounts
from .values import Came, Channel, ForGood, NotNow, Outgoing

NAME: Final = "webhook"
PREFIX: Final = "whsec_"
SECONDS: Final = (4, 8)
LATER: Final = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
LONGEST_WAIT: Final = timedelta(days=1)


def new_key() -> str:
    """A fresh key to sign with, as receivers' libraries take it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(*, key: str, number: str, at: int, body: bytes) -> str:
    """Of one message, with a key as `new_key` makes it; `at` in seconds since 1970."""
    secret = base64.b64decode(key.removeprefix(PREFIX))
    signed = hmac.new(secret, f"{number}.{at}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def body(out: Outgoing) -> bytes:
    """What the receiver reads."""
    told = {
        "type": "campaign.out", "timestamp": out.now.isoformat(),
        "data": {
            "campaign": out.campaign_id, "title": out.words.title, "lead": out.words.lead, "text": out.text,
            "html": str(texts.html(out.text)), "link": out.link, "language": out.language,
            "until": out.until.isoformat(),
        },
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False).encode()


def carry(out: Outgoing) -> Came:
    """Send it. Raises NotNow, also where nobody knows whether it was taken, and ForGood."""
    address, _space, key = out.account.partition(" ")
    if not key:
        raise ForGood(str(words.NO_ACCOUNT))
    content, at = body(out), int(out.now.timestamp())
    signed = signature(key=key, number=out.key, at=at, body=content)
    headers = {
        "Content-Type": "application/json", "webhook-id": out.key, "webhook-timestamp": str(at),
        "webhook-signature": signed, "User-Agent": "Kokong",
    }  # fmt: skip
    options: Any = {"timeout": SECONDS, "allow_redirects": False, "stream": True}
    try:
        with _session() as session, session.post(address, data=content, headers=headers, **options) as answer:
            return _understood(answer)
    except requests.RequestException as error:
        if outside.was_inside(error):
            raise ForGood(str(words.INSIDE)) from error
        raise NotNow(type(error).__name__) from error


def _understood(answer: requests.Response) -> Came:
    code = answer.status_code
    if HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
        return Came()
    if code in LATER or code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotNow(f"HTTP {code}", after=_after(answer.headers.get("Retry-After", "")))
    raise ForGood(f"HTTP {code}")


def _after(said: str) -> timedelta | None:
    """How long it asks to be left alone, in seconds; at most a day."""
    return min(timedelta(seconds=int(said)), LONGEST_WAIT) if said.isdigit() and len(said) < 9 else None


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, outside.adapter(guarded=True))
    return session


def understood(address: str) -> bool:
    """Whether an address can be sent to: over TLS, and whole."""
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname) and " " not in address


CHANNEL: Final = Channel(
    name=NAME,
    title=pgettext_lazy("channel", "Another program"),
    says=_("The municipality's own site or app is told, and shows it in its own way."),
    form="whole",
    adapt=lambda words: words.body or words.lead,
    carry=carry,
    ready=lambda: accounts.why_not(NAME),
    account=lambda: accounts.find(NAME),
)
