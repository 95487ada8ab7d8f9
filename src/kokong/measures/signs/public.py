"""What everybody may know of signs: what they mean, and in which streets they stand."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.public import Page
from kokong.kernel.rows import arranged
from kokong.places import api as places

from . import reading, rules, words

NEAR_M: Final = 300.0
FEWEST: Final = 5  # homes in a street that is named: of fewer it would say too much


@dataclass(frozen=True)
class Street:
    """A street, and how many signs of each kind stand along it, in words."""

    name: str
    locality: str
    signs: tuple[tuple[Any, int], ...]


def meanings(now: datetime) -> Mapping[str, Any]:  # noqa: ARG001
    """Each kind of sign, what it says, and how many stand."""
    standing = Counter(sign.kind for sign in reading.signs(states=rules.STANDING))
    kinds = [
        {"name": words.KINDS[kind], "says": words.MEANINGS[kind], "stand": standing[kind]} for kind in rules.KINDS
    ]
    return {"kinds": kinds}


def streets(now: datetime) -> Mapping[str, Any]:  # noqa: ARG001
    """The streets along which signs stand, and how many stand elsewhere."""
    signs = reading.signs(states=rules.STANDING)
    near = places.streets_near(points=[sign.point for sign in signs], within_m=NEAR_M)
    along: dict[tuple[str, str], Counter[str]] = {}
    elsewhere = 0
    for sign, street in zip(signs, near, strict=True):
        if street is None or street.homes < FEWEST:
            elsewhere += 1
        else:
            along.setdefault((street.name, street.locality), Counter())[sign.kind] += 1
    found = [Street(name, locality, tuple(_said(kinds))) for (name, locality), kinds in along.items()]
    return {"streets": arranged(found, lambda s: f"{s.locality} {s.name}"), "elsewhere": elsewhere}


def _said(kinds: Counter[str]) -> Iterator[tuple[Any, int]]:
    return ((words.KINDS[kind], kinds[kind]) for kind in rules.KINDS if kinds[kind])


MEANINGS: Final = Page(
    name="signs",
    title=_("What the signs in the streets mean"),
    says=_("Explains each kind of sign and what whoever sees it can do, and says how many stand."),
    template="signs/public/meanings.html",
    show=meanings,
)
STREETS: Final = Page(
    name="sign-streets",
    title=_("Where the signs stand"),
    says=_(
        "Names the streets where signs stand, and their kinds; never the spot, the owner or a home. Streets with "
        "fewer than five homes are not named."
    ),
    template="signs/public/streets.html",
    show=streets,
)
