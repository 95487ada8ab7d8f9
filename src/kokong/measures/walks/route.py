"""The way of a walk: over the streets through its stops, and how long it is.

A stop is an address, or a point of the map that somebody gave a name: “By the pond (56.66123, 16.36211)”, latitude
first as maps say it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from kokong.kernel.fields import Point
from kokong.places import api as places

from . import rules
from .values import Refused

MOST_STOPS: Final = 30
LONGEST_M: Final = 10_000
MOST_TEXT: Final = 2000
BESIDE_M: Final = 1000.0
"""A stop farther from every home is outside the municipality."""
POINTED: Final = re.compile(r"(?P<name>.*?)\s*\((?P<lat>-?\d{1,2}\.\d{1,9}), ?(?P<lon>-?\d{1,3}\.\d{1,9})\)")


@dataclass(frozen=True)
class Stop:
    """A place that the walk passes: what it is called, where (metres), and the line that says so."""

    name: str
    point: Point
    line: str


@dataclass(frozen=True)
class Route:
    """Stops, and the way through them: its corners in metres, and metres along them."""

    stops: tuple[Stop, ...]
    corners: tuple[Point, ...]
    length_m: int


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def over_streets(lines: Sequence[str]) -> Route:
    """The way from stop to stop in the order given, as the crow flies where no street leads.

    Raises Refused for too many stops, for a line that names no home here or more than one, for a point outside the
    municipality, and for a way that nobody walks in an evening.
    """
    if len(lines) > MOST_STOPS:
        raise _refused(_("At most %(n)d stops, please. Nothing was changed.") % {"n": MOST_STOPS})
    found = _read(lines)
    doubtful = [line for line, stop in zip(lines, found, strict=True) if stop is None]
    if doubtful:
        said = _("These name no home here, or more than one: %(these)s. Nothing was changed.")
        raise _refused(said % {"these": ", ".join(doubtful[:8])})
    stops = _named([stop for stop in found if stop is not None])
    if len("\n".join(stop.line for stop in stops)) > MOST_TEXT:
        raise _refused(_("That is too much text for the stops: give them shorter names. Nothing was changed."))
    corners = places.way_through(points=[stop.point for stop in stops])
    length = round(rules.length_m(corners))
    if length > LONGEST_M:
        said = _("That is %(km)s km on foot, too far for a walk. Nothing was changed.")
        raise _refused(said % {"km": length // 1000})
    return Route(stops, corners, length)


def known(lines: Sequence[str]) -> tuple[Stop, ...]:
    """The stops of a walk as it was planned; without those whose address is none any more."""
    return tuple(stop for stop in _read(lines) if stop is not None)


def name_of(line: str) -> str:
    """What a stop is called, without where it is."""
    pointed = POINTED.fullmatch(line)
    return pointed["name"] if pointed else line


def _read(lines: Sequence[str]) -> list[Stop | None]:
    """What each line says, None for an address that names no one home."""
    pointed = [POINTED.fullmatch(line) for line in lines]
    texts = [line for line, point in zip(lines, pointed, strict=True) if point is None]
    homes = iter(places.addresses_found(texts=texts) if texts else ())
    return [_pointed(line, match) if match else _addressed(line, next(homes))
            for line, match in zip(lines, pointed, strict=True)]  # fmt: skip


def _pointed(line: str, match: re.Match[str]) -> Stop:
    return Stop(match["name"], places.metres(lon=float(match["lon"]), lat=float(match["lat"])), line)


def _addressed(line: str, named: places.Named) -> Stop | None:
    return Stop(line, Point(named.homes[0].x, named.homes[0].y), line) if named.sure else None


def _named(stops: Sequence[Stop]) -> tuple[Stop, ...]:
    """Each with a name: that of the nearest home where none was given. Raises Refused for what lies outside."""
    if not all(map(rules.is_somewhere, (stop.point for stop in stops))):
        raise _refused(_("A stop is no place on the map. Nothing was changed."))
    homes = places.nearest_dwellings(points=[stop.point for stop in stops], within_m=BESIDE_M)
    outside = [stop.line for stop, home in zip(stops, homes, strict=True) if home is None]
    if outside:
        said = _(
            "This stop is outside the municipality, or far from every home in it: %(line)s. Nothing was changed."
        )
        raise _refused(said % {"line": outside[0]})
    return tuple(
        stop if stop.name else _beside(stop, home) for stop, home in zip(stops, homes, strict=True) if home
    )


def _beside(stop: Stop, home: places.Dwelling) -> Stop:
    name = _("by %(address)s") % {"address": home.address}
    return Stop(name, stop.point, f"{name} {stop.line}")


def _refused(said: str) -> Refused:
    return Refused(said, field="stops")
