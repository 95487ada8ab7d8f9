"""Found property: from what is seen to the registers to ask. Pure, and no guess: see `suppliers.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..suppliers import Supplier

POLICE: Final = frozenset({"officer"})
COLOURS: Final = ("none", "blue", "green", "yellow", "red", "other")
FORMS: Final = ("unread", "digits", "mixed")
OTHER: Final = "other"  # a decal of somebody whom we don't know
WHY: Final = ("stolen", "seized", "handed_in", "searched")


@dataclass(frozen=True)
class Seen:
    """What is seen on a thing: its colour under UV light, whose name is printed on a decal ("" for no decal), and
    what the code looks like. The code itself is nobody's here."""

    colour: str
    decal: str
    form: str


@dataclass(frozen=True)
class Ask:
    """A supplier whose register to ask, and why: codes of `words.REASONS`."""

    supplier: Supplier
    reasons: tuple[str, ...]


def route(seen: Seen, *, known: Mapping[str, Supplier]) -> tuple[Ask, ...]:
    """Whose registers to ask, the likeliest first. One whose codes look otherwise is left out.

    No colour leads to a supplier: each has its own, and none that we know has published which.
    """
    found = [Ask(each, _reasons(each, seen)) for each in known.values() if not _excluded(each, seen)]
    return tuple(sorted(found, key=lambda ask: (ask.supplier.code != seen.decal, "form" not in ask.reasons)))


def _excluded(each: Supplier, seen: Seen) -> bool:
    return each.code != seen.decal and each.form == "digits" and seen.form == "mixed"


def _reasons(each: Supplier, seen: Seen) -> tuple[str, ...]:
    said = ["decal"] if each.code == seen.decal else []
    if each.form and each.form == seen.form:
        said.append("form")
    return tuple(said) or ("open",)


def shows_anything(seen: Seen) -> bool:
    """Whether there is anything to go by: without colour, decal and code no register can be asked."""
    return seen.colour != "none" or bool(seen.decal) or seen.form != "unread"
