"""A letter as it goes over the line: what most are is written straight away, the rest by the standard library.

Its parser and folding cost more than everything else that is done for a letter of thousands. Pure but for the hour
and the installation's sender.
"""

import secrets
from email.header import Header
from email.utils import formatdate
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

from .values import Letter

LONGEST_LINE: Final = 990  # RFC 5322 allows 998
_BARE: Final = frozenset("!#$%&'*+-/=?^_`{|}~.@")
"""Besides letters and digits, what an address has that needs no quotation marks."""


class _Written(EmailMultiAlternatives):
    """A letter whose long header lines stay whole: a folded address is read wrong by some, or signed in vain."""

    def message(self, **more: Any) -> Any:
        """As it goes over the line."""
        made = super().message(**more)
        made.policy = made.policy.clone(max_line_length=LONGEST_LINE)
        return made


def message(letter: Letter) -> EmailMultiAlternatives:
    """A letter as the standard library writes it, whatever is in it."""
    made = _Written(letter.title, letter.text, None, [letter.email], headers=_headers(letter))
    if letter.html:
        made.attach_alternative(letter.html, "text/html")
    if letter.calendar is not None:  # as another form of the letter: what programs offer to answer (RFC 6047)
        lines = "\n".join(letter.calendar.text.splitlines())
        made.attach_alternative(lines + "\n", f"text/calendar; method={letter.calendar.method}")
    return made


def written(letter: Letter) -> bytes:
    """A letter's bytes, each line ending with CR LF."""
    fields = {**_headers(letter), "To": letter.email}
    body = None if letter.calendar is not None else _body(letter)
    if body is None or not _is_bare(letter.email) or not all(map(_is_short, fields.values())):
        return message(letter).message().as_bytes(linesep="\r\n")  # type: ignore[call-arg] # Django's own
    head = [_of_the_sender(settings.DEFAULT_FROM_EMAIL), _subject(letter.title), f"Date: {formatdate()}"]
    head += [f"{name}: {text}" for name, text in fields.items()]
    return "\r\n".join((*head, "MIME-Version: 1.0", body)).encode()


def _headers(letter: Letter) -> dict[str, str]:
    own = {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    return own | _ways_out(letter)


def _ways_out(letter: Letter) -> dict[str, str]:
    """How a mail program lets its reader leave (RFC 8058); only where that address works, over TLS."""
    if not letter.unsubscribe:
        return {}
    own = {"List-Id": letter.list_id}
    if letter.unsubscribe.startswith("https://"):
        own["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        own["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return own


def _is_bare(address: str) -> bool:
    signs = set(address) - _BARE
    return address.isascii() and all(sign.isalnum() for sign in signs) and len(address) < LONGEST_LINE


def _is_short(text: str) -> bool:
    return text.isascii() and text.isprintable() and len(text) < LONGEST_LINE - 40


@lru_cache(maxsize=8)
def _of_the_sender(sender: str) -> str:
    return f"From: {sanitize_address(sender, settings.DEFAULT_CHARSET)}"


@lru_cache(maxsize=64)
def _subject(title: str) -> str:
    if title.isascii() and len(title) < LONGEST_LINE - 40:
        return f"Subject: {title}"
    return "Subject: " + Header(title, "utf-8", header_name="Subject").encode(linesep="\r\n")


def _body(letter: Letter) -> str | None:
    """Its last headers and its text; None where a line of it is too long to go as it stands."""
    parts = [_part("plain", letter.text), *([_part("html", letter.html)] if letter.html else [])]
    whole = [each for each in parts if each is not None]
    if len(whole) < len(parts):
        return None
    if len(whole) == 1:
        return whole[0]
    edge = f"=_{secrets.token_hex(12)}"
    inside = "".join(f"--{edge}\r\nMIME-Version: 1.0\r\n{each}\r\n" for each in whole)
    return f'Content-Type: multipart/alternative; boundary="{edge}"\r\n\r\n{inside}--{edge}--\r\n'


def _part(kind: str, text: str) -> str | None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if any(len(line.encode()) > LONGEST_LINE for line in lines):
        return None
    bits = "7bit" if text.isascii() else "8bit"
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: {bits}\r\n\r\n'
    return head + "\r\n".join(lines)
