"""Kits and their money as plain rules: who may, how a handing-out goes on, what must balance. Money is öre."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kokong.kernel.states import States

DESK: Final = frozenset({"officer", "coordinator"})
FIELD: Final = frozenset({"visitor"})

WAYS: Final = ("sold", "given", "lent")
OCCASIONS: Final = ("visit", "meeting", "campaign", "desk")
LOAN: Final = timedelta(days=14)  # as a library lends; the desk may say another day
LONGEST_LOAN: Final = timedelta(days=365)
REMIND: Final = (-2, 7, 21)  # days from the day when a loan is due
MOST_KITS, MOST_ORE = 10_000, 100_000_000
LABEL: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is taken for something else

HANDING: Final = States(
    subject="marking_handing",
    initial="out",
    moves={
        ("out", "give_back"): "returned",
        ("out", "lose"): "lost",
        ("lost", "give_back"): "returned",
        ("out", "undo"): "undone",
    },
    who=dict.fromkeys(("give_back", "lose", "undo"), DESK),
)
OF_LOANS: Final = frozenset({"give_back", "lose"})


def actions(way: str, state: str, roles: frozenset[str]) -> tuple[str, ...]:
    """What somebody may do to a handing-out; only what was lent comes back or is lost."""
    found = HANDING.actions(state, roles)
    return tuple(each for each in found if way == "lent" or each not in OF_LOANS)


@dataclass(frozen=True)
class Money:
    """What a handing-out costs in öre: `price` = `subsidy` + what the household owes, of which `paid` is paid."""

    price: int = 0
    subsidy: int = 0
    paid: int = 0

    @property
    def owed(self) -> int:
        """What is still to be paid."""
        return self.price - self.subsidy - self.paid

    @property
    def sound(self) -> bool:
        """Whether nothing is negative, and nobody paid more than they owe."""
        return min(self.price, self.subsidy, self.paid, self.owed) >= 0


def money(way: str, *, kits: int, price: int, subsidy: int) -> Money:
    """What so many kits cost whoever gets them, paid at once; only what is sold costs anything.

    >>> money("sold", kits=2, price=70_000, subsidy=35_000)
    Money(price=140000, subsidy=70000, paid=70000)
    """
    if way != "sold":
        return Money()
    return Money(price * kits, subsidy * kits, (price - subsidy) * kits)


@dataclass(frozen=True)
class Line:
    """One movement of the journal: what it adds to the shelf (kits, decals) and to the money (öre)."""

    kind: str
    kits: int = 0
    decals: int = 0
    price: int = 0
    subsidy: int = 0
    paid: int = 0


def total(lines: Iterable[Line]) -> Line:
    """The sum of some movements."""
    found = list(lines)
    sums = {
        name: sum(getattr(each, name) for each in found) for name in Line.__dataclass_fields__ if name != "kind"
    }
    return Line("", **sums)


@dataclass(frozen=True)
class Off:
    """What was counted less what the journal says: of which batch (None: the money), kits, decals and öre."""

    lot_id: int | None
    kits: int = 0
    decals: int = 0
    ore: int = 0

    @property
    def nothing(self) -> bool:
        """Whether both say the same."""
        return not (self.kits or self.decals or self.ore)


def days_to_remind(due: date, today: date) -> tuple[int, ...]:
    """Which of the reminders a loan has come to by today, as days from the day when it is due.

    >>> days_to_remind(date(2026, 3, 10), date(2026, 3, 18))
    (-2, 7)
    """
    return tuple(days for days in REMIND if due + timedelta(days=days) <= today)


_KRONOR: Final = re.compile(r"([0-9]{1,6})(?:[,.]([0-9]{1,2}))?(?:\s*(?:kr|kronor|SEK))?", re.IGNORECASE)


def ore(text: str) -> int | None:
    """Kronor as somebody writes them, in öre; None for what is no amount.

    >>> ore("350"), ore("1 250,50 kr"), ore("0,5"), ore("-3"), ore("1,234")
    (35000, 125050, 50, None, None)
    """
    found = _KRONOR.fullmatch(re.sub(r"(?<=[0-9])[\s\u00a0](?=[0-9]{3})", "", text.strip()))
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def kronor(amount: int) -> str:
    """Öre as kronor are written in Swedish.

    >>> kronor(125_050), kronor(-50), kronor(0)
    ('1\\xa0250,50', '−0,50', '0,00')
    """
    whole, rest = divmod(abs(amount), 100)
    return f"{'−' if amount < 0 else ''}{whole:,}".replace(",", "\u00a0") + f",{rest:02}"
