"""Owners as data: their kinds and course, what an organisation number is, and who may. Pure."""

import re
from typing import Final

from kokong.kernel.states import States

DESK: Final = frozenset({"officer", "coordinator"})
FIELD: Final = frozenset({"visitor"})
ROLE: Final = "owner_representative"
"""Whoever speaks for an owner; held for that one owner alone."""
OWN: Final = frozenset({ROLE})

KINDS: Final = ("brf", "municipal", "private", "joint")
"""A housing association, the municipality's own company, a private landlord, a community of properties."""
PARTS: Final = ("owns", "manages")
ROLES: Final = ("chair", "board", "manager", "caretaker", "other")
CONSENT: Final = "owner.messages"
"""The purpose that a contact agrees to: being written to about burglaries, meetings and checks."""

OWNER: Final = States(
    subject="owner",
    initial="active",
    moves={
        ("active", "split"): "active",
        ("active", "merge"): "merged",
        ("active", "end"): "ended",
    },
    who=dict.fromkeys(("split", "merge", "end"), DESK),
)

CHECK: Final = States(
    subject="building_check",
    initial="begun",
    moves={("begun", "finish"): "done", ("begun", "drop"): "dropped"},
    who={"finish": DESK | FIELD, "drop": DESK},
)
AGAIN_DAYS: Final = 365
"""So long after a check was ended a building is gone through again."""

_NUMBER: Final = re.compile(r"(?:16)?([0-9]{6})[-+ ]?([0-9]{4})")


class Unnumbered(ValueError):
    """No organisation number; `why` is "form", "sum" or "person"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def organisation_number(text: str) -> str:
    """The ten digits of an organisation number, empty for none; written with or without a dash or a leading 16.

    Raises Unnumbered for what has another form, for a wrong check digit (Luhn), and for a person's number, whose
    third digit is 0 or 1 (a month), so that nobody's personal number is kept here.
    """
    plain = text.strip()
    if not plain:
        return ""
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise Unnumbered("form")
    digits = found[1] + found[2]
    if digits[2] < "2":
        raise Unnumbered("person")
    if not _sums(digits):
        raise Unnumbered("sum")
    return digits


def written(number: str) -> str:
    """An organisation number as people write it."""
    return f"{number[:6]}-{number[6:]}" if number else ""


def _sums(digits: str) -> bool:
    doubled = (int(each) * (2 - at % 2) for at, each in enumerate(digits))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
