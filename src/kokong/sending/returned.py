"""Letters that come back: what a mail server's report says (RFC 3464). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage
from typing import Final

MAX_BYTES: Final = 1_000_000  # a report quotes our letter, which is short
_DETAILS: Final = "message/delivery-status"
_QUOTED: Final = ("message/rfc822", "text/rfc822-headers")


@dataclass(frozen=True)
class Report:
    """Which letter came back, by its Message-ID, and what the mail server said about it; `status` as "5.1.1"."""

    message_id: str
    answer: str
    status: str = ""


def read(content: bytes) -> Report | None:
    """What an incoming letter reports as failed for good; None for any other letter, or one that is only late."""
    letter = message_from_bytes(content[:MAX_BYTES], policy=policy.default)
    parts = [part for part in letter.walk() if isinstance(part, EmailMessage)]
    failed = next((each for part in parts for each in _details(part) if _failed(each)), None)
    quoted = next((name for part in parts if (name := _quoted_id(part))), "")
    return Report(quoted, _answer(failed), _field(failed, "Status")) if failed is not None and quoted else None


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
