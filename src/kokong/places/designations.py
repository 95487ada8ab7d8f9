"""Designations of properties (fastighetsbeteckning): "Norrgården 1:23", a farm or village, block and unit. Pure.

They name ground, not a home: many homes may stand on it, or none. So they are no addresses, though people write
them where a house has no street.
"""

import re
from dataclasses import dataclass
from typing import Final

from . import rules

# Blocks are numbers; S is ground, FS fishing water that several own together, GA what they keep up together.
_DESIGNATION: Final = re.compile(
    r"(?:fastighet(?:en|sbeteckning)?\b|fast\b)?[\s.:,]*(?P<name>[^\W\d_][^\d:;>]*?)[\s,]+"
    r"(?P<block>\d{1,4}|s|fs|ga)\s?:\s?(?P<unit>\d{1,5})(?![\d:])(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_FLAT: Final = re.compile(r"/(?:09|1\d)\d\d$")
# No farm or village is called so: behind it stands what else people part by a colon, such as a flat.
_STREET: Final = re.compile(r"(?:gatan?|vag(?:en)?|grand(?:en)?|stig(?:en)?|allen?|torg(?:et)?|esplanad(?:en)?)$")


@dataclass(frozen=True)
class Designation:
    """A property: its farm or village, perhaps behind the municipality, as folded words; the key that a register
    would have of its number; and what follows, folded."""

    name: str
    number: str
    rest: str

    @property
    def may_be_flat(self) -> bool:
        """Whether the unit looks like a flat's number: "Ekbacken 4:1102" may be one in a street of that name."""
        return _FLAT.search(self.number) is not None


def read(text: str) -> Designation | None:
    """The property that a text names; None where it names none, or a street.

    >>> read("Fastigheten Norrgården 1:23, Ljungby")
    Designation(name='norrgarden', number='00001/23', rest='ljungby')
    """
    found = _DESIGNATION.fullmatch(text.strip())
    name = rules.fold(found["name"]) if found else ""
    if not found or not name or _STREET.search(name):
        return None
    number = rules.number_key(f"{found['block']}:{found['unit']}")
    return Designation(name, number, rules.fold(found["rest"]))
