"""What the link of an invitation ends with: computed and never kept, so that no table gives one away."""

import re
from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

from . import models as rows

_SALT: Final = "kokong.meetings.links"
_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


def secret_of(row: rows.Invitation | rows.Feed) -> str:
    """Its municipality, its number, and what proves that whoever has it was given it.

    That of a calendar changes when its reader asks for another.
    """
    return f"{row.municipality_id}-{row.pk}-{_proof(row)}"


def holds(proof: str, row: rows.Invitation | rows.Feed) -> bool:
    """Whether a link's proof is that of an invitation, or of a calendar, as it stands."""
    return constant_time_compare(proof, _proof(row))


def parts(secret: str) -> tuple[int, int, str]:
    """Municipality, number and proof of what may be a link; zeros where it is none."""
    found = _LINK.fullmatch(secret)
    return (int(found[1]), int(found[2]), found[3]) if found else (0, 0, "")


def _proof(row: rows.Invitation | rows.Feed) -> str:
    said = (type(row).__name__, row.municipality_id, row.pk, row.made.isoformat())
    return salted_hmac(_SALT, "\0".join(str(one) for one in said), algorithm="sha256").hexdigest()
