"""Where a letter comes back to: an address of its own at the bounce domain, signed, which names the letter.

A report that quotes nothing of a letter is still sent to the address of its envelope (VERP). Pure but for the key.
"""

import hmac
import re
from dataclasses import dataclass
from typing import Final

from django.utils.crypto import salted_hmac

_OURS: Final = re.compile(r"^back-(\d{1,18})-(\d{1,18})-([0-9a-f]{20})@", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """The letter that an address names, by its municipality and its number."""

    municipality_id: int
    message_id: int


def address(*, municipality_id: int, message_id: int, domain: str) -> str:
    """The envelope's sender of one letter; "" without a domain for what comes back."""
    if not domain:
        return ""
    return f"back-{municipality_id}-{message_id}-{_mark(municipality_id, message_id)}@{domain}"


def read(given: str) -> Named | None:
    """Which letter an address names; None for one that we have not made."""
    found = _OURS.match(given)
    if found is None:
        return None
    named = Named(int(found[1]), int(found[2]))
    mark = _mark(named.municipality_id, named.message_id)
    return named if hmac.compare_digest(found[3].lower(), mark) else None


def _mark(municipality_id: int, message_id: int) -> str:
    told = f"{municipality_id}-{message_id}"
    return salted_hmac("kokong.sending.coming_back", told, algorithm="sha256").hexdigest()[:20]
