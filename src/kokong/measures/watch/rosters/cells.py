"""What the cells of a roster mean, as people write them. Pure."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from kokong import tables

ANSWERS: Final = tables.spelled(
    joined="has joined, är med, med, gått med, har gått med, ansluten, medlem, member, aktiv, ja, yes, x, 1",
    declined="tackat nej, avböjt, avstår, vill inte vara med, vill ej, nej, no, 0",
    left="has left, har lämnat, lämnat, gått ur, har gått ur, utträdd, slutat",
)  # fmt: skip
ROLES: Final = tables.spelled(
    member="medlem, nej, no, 0",
    contact="contact person, kontaktombud, ombud, kontaktperson, ja, yes, x, 1",
    head="head contact person, huvudkontaktombud, huvudombud, huvudkontaktperson",
)
YES: Final = tables.spelled(
    yes="1, ja, j, y, true, sant, x, yes says a list, ja enligt en lista", no="0, nej, n, false, falskt"
)
_NAME: Final = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)+\.?")
_PLACE: Final = re.compile(r"[^\W\d_]{2,}.* \d+ ?[A-Za-zÅÄÖåäö]?(?:,.*)?")


def is_name(text: str) -> bool:
    """Whether what stands for an address reads as somebody's name: two words or more, and no number."""
    return bool(_NAME.fullmatch(" ".join(text.split())))


def is_place(text: str) -> bool:
    """Whether what stands for a name reads as an address: a street and its number."""
    return bool(_PLACE.fullmatch(" ".join(text.split())))


def same_name(one: str, other: str) -> bool:
    """Whether two lists mean one person of a home: the same words, whatever their order, case and accents."""
    return sorted(tables.fold(one).split()) == sorted(tables.fold(other).split())


def as_claims(said: Iterable[tuple[str, date | None]]) -> str:
    """What a list says that somebody has agreed to, and when, as it is kept: `"email=2024-03-01 sms="`."""
    return " ".join(f"{purpose}={day.isoformat() if day else ''}" for purpose, day in said)


def claims(kept: str) -> dict[str, date | None]:
    """`{purpose: day}` of what is kept; None where the list says no day."""
    parts = (each.partition("=") for each in kept.split())
    return {purpose: date.fromisoformat(day) if day else None for purpose, _equals, day in parts}
