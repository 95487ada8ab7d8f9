"""Crime codes that followed each other, borders that changed, and how two vintages differ. Plain Python.

Codes are matched on four digits, never on words: wording drifts from year to year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .values import Figure, Key

SERIES: Final[Mapping[str, str]] = {
    "9801": "house", "0857": "house", "0843": "house",
    "9802": "flat", "0874": "flat", "0844": "flat",
    "0824": "home",
    "9831": "other_home", "9832": "other_home",
    "0826": "holiday", "0825": "cellar",
}  # fmt: skip
"""What each code counts. 0824 (flat or house) ended in 1996, 0843 and 0844 in 2001; the others go on."""
ENDED: Final[Mapping[str, int]] = {"0824": 1996, "0843": 2001, "0844": 2001}
HOMES: Final = ("house", "flat", "home")
"""Permanent homes. Holiday homes, cellars and attics are kept apart."""
NOT_BURGLARY: Final = frozenset({"0858", "0859", "9803", "9804", "0823", "0830"})

BORDERS: Final[Mapping[str, int]] = {
    "nykvarn": 1999, "sodertalje": 1999, "knivsta": 2003, "uppsala": 2003, "bollebygd": 1995, "boras": 1995,
    "lekeberg": 1995, "orebro": 1995, "gnesta": 1992, "trosa": 1992, "nykoping": 1992,
}  # fmt: skip
"""The first year of today's borders, of municipalities that were divided."""


def border_year(place: str) -> int | None:
    """From which year on a municipality has today's borders; None for one that wasn't divided."""
    from kokong.tables import fold

    name = fold(place).removesuffix(" kommun").removesuffix("s")
    return BORDERS.get(name) or BORDERS.get(name + "s") or BORDERS.get(fold(place))


def crime_code(text: str) -> str:
    """The four digits that a line begins with; "" where there are none."""
    head = text.strip()[:4]
    rest = text.strip()[4:5]
    return head if len(head) == 4 and head.isdigit() and not rest.isdigit() else ""


def joined(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Codes that count the same put together, so that a line doesn't break where a code ended.

    The sums stand beside the figures as they are, as "series:house", and "series:homes" for permanent homes.
    """
    sums: dict[Key, float] = {}
    open_: set[Key] = set()
    for each in figures:
        series = SERIES.get(crime_code(each.key.what))
        for name in (series, "homes" if series in HOMES else None):
            if name:
                key = each.key._replace(what=f"series:{name}")
                sums[key] = sums.get(key, 0.0) + each.value
                open_ |= {key} if each.preliminary else set()
    return tuple(Figure(key, value, key in open_) for key, value in sums.items())


@dataclass(frozen=True)
class Difference:
    """How a newer vintage differs from an older one in what both hold."""

    changed: tuple[tuple[Key, float, float], ...]
    appeared: int
    gone: tuple[Key, ...]
    made_final: int

    @property
    def same(self) -> bool:
        """Whether no value is another, and none is gone."""
        return not self.changed and not self.gone


def difference(newer: Iterable[Figure], older: Iterable[Figure]) -> Difference:
    """What changed from one vintage to the next: values, figures that came or went, what was made final."""
    now, then = ({each.key: each for each in those} for those in (newer, older))
    both = now.keys() & then.keys()
    spans = {(key.place, key.what) for key in now}
    changed = tuple(
        (key, then[key].value, now[key].value) for key in sorted(both) if now[key].value != then[key].value
    )
    return Difference(
        changed=changed,
        appeared=len(now.keys() - then.keys()),
        gone=tuple(sorted(key for key in then.keys() - now.keys() if key[:2] in spans)),
        made_final=sum(then[key].preliminary and not now[key].preliminary for key in both),
    )
