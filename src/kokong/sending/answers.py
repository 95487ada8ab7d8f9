"""Letters that people write back: which of ours they answer, and in what words. Pure.

The letter is a stranger's: it is read for its words alone. Programs that answer by themselves are left alone.
"""

import html
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final

import nh3

from . import addresses
from .returned import MAX_BYTES

LONGEST: Final = 10_000
TITLE: Final = 200
_NUMBER: Final = re.compile(r"<[^<>\s]{3,190}>")
_BY_ITSELF: Final = ("bulk", "junk", "list", "auto_reply")
_BREAKS: Final = re.compile(r"(?i)<br[^>]*>|</(?:p|div|h[1-6]|li|tr)>")


@dataclass(frozen=True)
class Answer:
    """What somebody wrote back. `to` are the Message-IDs that their letter names, the answered one first; `number`
    is its own. Who wrote is what they say of themselves: nothing is proven by it."""

    to: tuple[str, ...]
    number: str
    email: str
    title: str
    text: str


def read(content: bytes) -> Answer | None:
    """A letter that answers another, written by a person; None for any other letter."""
    letter = message_from_bytes(content[:MAX_BYTES], policy=policy.default)
    to = tuple(_NUMBER.findall(f"{_field(letter, 'In-Reply-To')} {_field(letter, 'References')}"))
    written_by = parseaddr(_field(letter, "Reply-To") or _field(letter, "From"))[1]
    own = _NUMBER.search(_field(letter, "Message-ID"))
    if not to or own is None or _by_itself(letter) or not addresses.is_email(written_by):
        return None
    return Answer(to[:20], own[0], written_by.lower(), _field(letter, "Subject")[:TITLE], _words(letter))


def _by_itself(letter: EmailMessage) -> bool:
    """Whether a program answered, e.g. of somebody on holiday (RFC 3834)."""
    said = _field(letter, "Auto-Submitted").casefold()
    precedence = _field(letter, "Precedence").casefold()
    return (bool(said) and said != "no") or precedence in _BY_ITSELF or bool(_field(letter, "X-Autoreply"))


def _words(letter: EmailMessage) -> str:
    """Its text, without what it quotes of ours at its end."""
    try:
        part = letter.get_body(("plain", "html"))
        said = str(part.get_content()) if part is not None else ""
    except (LookupError, ValueError, AttributeError, KeyError, TypeError):  # strangers write these
        return ""
    if part is not None and part.get_content_type() == "text/html":
        said = html.unescape(nh3.clean(_BREAKS.sub("\n", said), tags=set()))
    lines = [line.rstrip() for line in said.replace("\0", "").splitlines()]
    while lines and (not lines[-1] or lines[-1].startswith(">")):
        lines.pop()
    return "\n".join(lines).strip()[:LONGEST]


def _field(letter: EmailMessage, name: str) -> str:
    """A field as text; a header that can't be read says nothing."""
    try:
        return " ".join(str(letter[name] or "").replace("\0", "").split())
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""
