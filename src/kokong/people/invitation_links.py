"""What the link to an invitation ends with: computed from the invitation, and read again."""

import re
from typing import Final

from . import links
from .models import Invitation

_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


def secret_of(row: Invitation) -> str:
    """Its municipality, its number, and what proves the address."""
    return f"{row.municipality_id}-{row.pk}-{links.secret(*_said(row))}"


def holds(proof: str, row: Invitation) -> bool:
    """Whether a link's proof is the one of an invitation as it stands."""
    return links.holds(proof, *_said(row))


def parts(secret: str) -> tuple[int, int, str]:
    """Municipality, number and proof of what may be a link; zeros where it is none."""
    found = _LINK.fullmatch(secret)
    return (int(found[1]), int(found[2]), found[3]) if found else (0, 0, "")


def _said(row: Invitation) -> tuple[object, ...]:
    return "invitation", row.municipality_id, row.pk, row.email, row.sent.isoformat()
