"""Whose the addresses of a file are: the municipality's own, or its neighbours', which are left out and counted.

What the municipality is held to is the first of these that there is: the border that the map itself draws, found
by the municipality's code or name; the outline that comes with Kokong, for Sweden's 290; the country in which most
of a map's addresses lie. The first and the last are taken to the metre. Kokong's own outlines are coarse:
see `outlines`, and decision 78.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from .. import outlines, rules
from ..outlines import Whose
from ..values import Outside
from .source import Address, Border, Points

SHOWN: Final = 3  # addresses named for each neighbour
COVERS: Final = 0.75  # of a municipality, by the box around a map's addresses
COUNTRY: Final = 2  # OpenStreetMap's admin_level
_KINDS: Final = ("kommun", "stad", "region", "municipality", "gemeinde", "stadt", "marktgemeinde")


@dataclass(frozen=True)
class Clip:
    """What a municipality's addresses are held to. `code` is that of one of Sweden's 290; `border` goes before it;
    `beside` are its neighbours' borders, as far as they are known."""

    name: str
    code: str = ""
    border: BaseGeometry | None = None
    beside: tuple[Border, ...] = ()

    @property
    def shape(self) -> BaseGeometry:
        """The outline, in degrees."""
        if self.border is not None:
            return self.border
        known = outlines.outline(self.code)
        if known is None:
            raise ValueError(self.code)
        return known.shape

    @property
    def doubt(self) -> float:
        """How far (metres) beyond the outline an address may still be its own."""
        return 0.0 if self.border is not None else outlines.doubt(self.code)

    def whose(self, degrees: Points) -> Whose:
        """Whose some places are."""
        if self.border is None:
            return outlines.whose(degrees, self.code)
        shapely.prepare(self.border)
        own = np.zeros(len(degrees), dtype=bool)
        there = np.isfinite(degrees).all(axis=1)
        own[there] = shapely.intersects_xy(self.border, degrees[there])
        return Whose(own, np.zeros(len(degrees), dtype=bool), self._names(degrees, there & ~own))

    def _names(self, degrees: Points, out: NDArray[np.bool_]) -> NDArray[np.object_]:
        names = np.full(len(degrees), "", dtype=object)
        if self.code and out.any():
            names[out] = outlines.whose(degrees[out], self.code).names
            names[names == self.name] = ""
        for each in self.beside:
            shapely.prepare(each.shape)
            inside = np.zeros(len(degrees), dtype=bool)
            inside[out] = shapely.intersects_xy(each.shape, degrees[out])
            names[inside] = each.name
        return names

    def near(self, degrees: Points) -> NDArray[np.bool_]:
        """Which places lie so near to the outline that one may believe a file that says they are its own."""
        return outlines.near(degrees, self.shape)

    def covered_by(self, degrees: Points) -> bool:
        """Whether the box around some places holds most of the municipality: then they are a map's, and it may be
        few of them that are its own."""
        (west, south), (east, north) = degrees.min(axis=0), degrees.max(axis=0)
        inside = shapely.intersection(self.shape, shapely.box(west, south, east, north))
        return float(inside.area) >= COVERS * float(self.shape.area)


def choose(*, code: str, name: str, borders: Sequence[Border], degrees: Points | None) -> Clip | None:
    """What this municipality is held to; None where nothing is known. `borders` and `degrees` (the addresses) are
    those of a map."""
    known = outlines.outline(code)
    own = _own(borders, code, {name, known.name} if known else {name}, countries=known is None)
    if len(own) == 1:
        level = own[0].level
        beside = tuple(each for each in borders if each is not own[0] and each.level in {level, COUNTRY})
        return Clip(name, known.code if known else "", own[0].shape, _by_size(beside, own[0]))
    if known is not None:
        return Clip(known.name, known.code)
    return _country(borders, degrees)


def _own(borders: Sequence[Border], code: str, names: set[str], *, countries: bool) -> list[Border]:
    """The borders that may be the municipality's: by its code, else by a name that it has here or among the 290,
    else those of whole countries."""
    named = [each for each in borders if any(same(each.name, name) for name in names)]
    ways = (
        [each for each in borders if code in each.refs],
        [each for each in named if each.level > COUNTRY],
        named if countries else [],
    )
    return next(filter(None, ways), [])


def _by_size(beside: Sequence[Border], own: Border) -> tuple[Border, ...]:
    """Countries first, so that a municipality's name is the one that stays; without that in which it lies."""
    point = own.shape.representative_point()
    return tuple(sorted((b for b in beside if not b.shape.covers(point)), key=lambda b: b.level))


def _country(borders: Sequence[Border], degrees: Points | None) -> Clip | None:
    countries = [each for each in borders if each.level == COUNTRY and each.country]
    if not countries or degrees is None or not len(degrees):
        return None
    counts = [int(shapely.intersects_xy(each.shape, degrees).sum()) for each in countries]
    best = int(np.argmax(counts))
    if counts[best] * 2 < len(degrees):
        return None
    others = tuple(each for each in countries if each is not countries[best])
    return Clip(countries[best].name, "", countries[best].shape, others)


def same(a: str, b: str) -> bool:
    """Whether two names are one municipality's."""
    return bool(forms(a) & forms(b))


def forms(name: str) -> set[str]:
    """A municipality's name without what it is: "Kalmar kommun" is Kalmar's, "Stockholms kommun" Stockholm's."""
    words = rules.fold(name).split()
    plain = " ".join(word for word in words if word not in _KINDS)
    return {plain, plain.removesuffix("s")} - {""} if len(plain.split()) < len(words) else {plain} - {""}


def believed(addresses: Sequence[Address], own: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which addresses a register says are the municipality's: in a column of its own, or by a town (`locality`)
    most of whose addresses are in its outline (`own`)."""
    folded = {town: rules.fold(town) for town in {each.locality for each in addresses}}
    towns = [folded[each.locality] for each in addresses]
    all_of, ours = Counter(towns), Counter(town for town, fine in zip(towns, own, strict=True) if fine)
    return np.array(
        [each.told_own or (town != "" and ours[town] * 2 > all_of[town])
         for each, town in zip(addresses, towns, strict=True)],
        dtype=bool,
    )  # fmt: skip


def left_out(addresses: Sequence[Address], names: Sequence[str]) -> list[Outside]:
    """The addresses that lie elsewhere, by where: most first."""
    counts = Counter(names)
    some: dict[str, list[str]] = {name: [] for name in counts}
    for address, name in zip(addresses, names, strict=True):
        if len(some[name]) < SHOWN and address.label not in some[name]:
            some[name].append(address.label)
    return [
        Outside(name or _("no municipality that is known here"), count, tuple(some[name]))
        for name, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]
