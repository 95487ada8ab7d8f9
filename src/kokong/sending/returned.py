"""Letters that come back: what a mail server's report says (RFC 3464). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage, Message
from typing import Final

MAX_BYTES: Final = 1_000_000  # a report quotes our letter, which is short
_DETAILS: Final = "message/delivery-status"
_SENT_TO: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
"""Where mail servers write down whom they give a letter to; some leave "To" as the sender had it."""
_ADDRESS: Final = re.compile(r"back-[0-9]{1,18}-[0-9]{1,18}-[0-9A-Fa-f]{20}@[0-9A-Za-z.-]{1,253}")
MOST: Final = 5
_QUOTED: Final = ("message/rfc822", "text/rfc822-headers")


@dataclass(frozen=True)
class Report:
    """Which letter came back, by its Message-ID, and what the mail server said about it; `status` as "5.1.1".

    `sent_to` are addresses that the report itself was sent to: one of them may name the letter (`coming_back`).
    """

    message_id: str
    answer: str
    status: str = ""
    sent_to: tuple[str, ...] = ()


def read(content: bytes) -> Report | None:
    """What an incoming letter reports as failed for good; None for any other letter, or one that is only late."""
    letter = message_from_bytes(content[:MAX_BYTES], policy=policy.default)
    parts = [part for part in letter.walk() if isinstance(part, EmailMessage)]
    failed = next((each for part in parts for each in _details(part) if _failed(each)), None)
    quoted = next((name for part in parts if (name := _quoted_id(part))), "")
    sent_to = tuple(each for name in _SENT_TO for each in _ADDRESS.findall(" ".join(_fields(letter, name))))
    if failed is None or not (quoted or sent_to):
        return None
    return Report(quoted, _answer(failed), _field(failed, "Status"), sent_to)


def _fields(letter: EmailMessage | Message, name: str) -> list[str]:
    try:
        return [str(each) for each in letter.get_all(name, [])][:MOST]
    except (ValueError, IndexError, AttributeError, TypeError):  # as in `_field`
        return []


def _details(part: EmailMessage) -> Iterator[EmailMessage]:
    """The fields of the report: of the letter first, then of each reader."""
    held = part.get_payload() if part.get_content_type() == _DETAILS else []
    yield from (each for each in held if isinstance(each, EmailMessage)) if isinstance(held, list) else ()


def _failed(fields: EmailMessage) -> bool:
    return _field(fields, "Action").casefold() == "failed"


def _answer(fields: EmailMessage) -> str:
    """The server's words; its code where it gave none. "smtp; 550 5.1.1 unknown" is said without its kind."""
    said = _field(fields, "Diagnostic-Code")
    return said.partition(";")[2].strip() or said or _field(fields, "Status")


def _quoted_id(part: EmailMessage) -> str:
    if part.get_content_type() not in _QUOTED:
        return ""
    held = part.get_payload()
    if isinstance(held, list):
        return _field(held[0], "Message-ID") if held and isinstance(held[0], EmailMessage) else ""
    headers = message_from_string(str(held), policy=policy.default)
    return _field(headers, "Message-ID")


def _field(fields: object, name: str) -> str:
    """A field as text. A header that can't be read says nothing: strangers write these."""
    try:
        return " ".join(str(fields[name] or "").split())  # type: ignore[index]
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard library's parser, on broken headers
        return ""
