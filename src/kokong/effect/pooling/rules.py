"""Who may take part, and what reading it together may be called. Plain Python."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ..rules import Called

MOST_PARTNERS: Final = 30
_LINE: Final = re.compile(r"(\d{4})\s+(\S.*)")

Doubt = Literal["missing", "not_planned", "late", "others"]


@dataclass(frozen=True)
class Partner:
    """A municipality that takes part, by its code (four digits) and name."""

    code: str
    name: str


def partners(text: str) -> tuple[Partner, ...] | str:
    """A line each, such as "0880 Kalmar"; or the first line that can't be read.

    >>> partners("0880 Kalmar\\n0881  Nybro ")
    (Partner(code='0880', name='Kalmar'), Partner(code='0881', name='Nybro'))
    >>> partners("Kalmar")
    'Kalmar'
    """
    found = []
    for line in filter(None, (" ".join(each.split()) for each in text.splitlines())):
        read = _LINE.fullmatch(line)
        if read is None:
            return line
        found.append(Partner(read[1], read[2][:120]))
    return tuple(found)


@dataclass(frozen=True)
class Told:
    """What a municipality's counts say of how they came about.

    What its own look was called, whether who takes part was written down before anybody looked, and who that was.
    """

    called: Called
    declared_first: bool
    takes_part: frozenset[str]


def doubts(told: Mapping[str, Told], takes_part: Collection[str]) -> tuple[tuple[str, Doubt], ...]:
    """Why reading it together is not as planned, by municipality; nothing where it is.

    Whoever adds a municipality, or leaves one out, after the outcome is known can have any answer. So all must
    have written down the same ones before they looked, have read their own at its time, and be there.
    """
    found: list[tuple[str, Doubt]] = []
    for code in sorted(takes_part):
        each = told.get(code)
        if each is None:
            found.append((code, "missing"))
        elif each.called != "planned":
            found.append((code, "not_planned"))
        elif not each.declared_first:
            found.append((code, "late"))
        elif each.takes_part != frozenset(takes_part):
            found.append((code, "others"))
    return tuple(found)
