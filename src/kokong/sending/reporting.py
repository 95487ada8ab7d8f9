"""What mail gateways report about letters, signed with a secret of each gateway. Pure but for the key.

A report is believed only where it names a letter of ours by its whole Message-ID, which holds 64 random bits:
whoever has not seen the letter can hold nobody back, not even with a gateway's secret.
"""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.utils.crypto import salted_hmac

from . import returned
from .returned import Report

HEADER: Final = "X-Kokong-Signature"
FRESH: Final = timedelta(minutes=5)
MOST: Final = 500
LETTER: Final = "message/rfc822"
KINDS: Final = ("application/json", LETTER)


class NotBelieved(Exception):
    """The signature is missing, wrong or old."""


class NotUnderstood(Exception):
    """It is signed, and says nothing that we can read; the message says what is wrong."""


@dataclass(frozen=True)
class Signed:
    """What stands in the header: `t=1764489600,v1=<64 hexadecimal digits>`."""

    at: int
    digest: str


def secret(gateway: str) -> str:
    """What a gateway of this name signs with: 64 hexadecimal digits, for as long as the installation's key."""
    return salted_hmac("kokong.sending.gateway", gateway, algorithm="sha256").hexdigest()


def sign(body: bytes, *, gateway: str, at: int) -> str:
    """The header's value for a body: HMAC-SHA256 of `<at>.<body>`, `at` in seconds since 1970."""
    return f"t={at},v1={_digest(body, gateway, at)}"


def _digest(body: bytes, gateway: str, at: int) -> str:
    return hmac.new(secret(gateway).encode(), f"{at}.".encode() + body, sha256).hexdigest()


def check(body: bytes, *, gateway: str, signature: str, now: datetime) -> None:
    """Raises NotBelieved for what this gateway has not signed within the last minutes."""
    found = _read(signature)
    if found is None or abs(now.timestamp() - found.at) > FRESH.total_seconds():
        raise NotBelieved
    if not hmac.compare_digest(found.digest.encode(), _digest(body, gateway, found.at).encode()):
        raise NotBelieved


def _read(signature: str) -> Signed | None:
    parts = dict(part.strip().partition("=")[::2] for part in signature.split(","))
    at = parts.get("t", "")
    return Signed(int(at), parts.get("v1", "")) if at.isascii() and at.isdigit() and len(at) < 12 else None


def read(body: bytes, *, kind: str) -> Sequence[Report]:
    """The reports in a body: a letter as a mail server sends it back, or JSON. Raises NotUnderstood.

    JSON: `{"events": [{"message_id": "<…>", "action": "failed", "status": "5.1.1", "answer": "550 5.1.1 …"}]}`.
    Events with another action are no failures, and left alone.
    """
    if kind == LETTER:
        found = returned.read(body)
        return (found,) if found is not None else ()
    try:
        events = json.loads(body)["events"]
        reports = [_report(event) for event in events if event["action"] == "failed"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotUnderstood(f"{type(error).__name__}: {error}") from error
    if len(reports) > MOST:
        raise NotUnderstood(f"{len(reports)} events; at most {MOST} at once.")
    return reports


def _report(event: Any) -> Report:
    told = {name: event.get(name, "") for name in ("message_id", "answer", "status")}
    if not all(isinstance(each, str) for each in told.values()) or "\0" in "".join(told.values()):
        raise TypeError("message_id, answer and status are texts")
    return Report(told["message_id"], told["answer"] or told["status"], told["status"])
