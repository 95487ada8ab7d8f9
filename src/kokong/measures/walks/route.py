"""The way of a walk: over the streets between the addresses that it passes, and how long it is."""

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


@dataclass(frozen=True)
class Route:
    """Corners in metres, and metres along them."""

    corners: tuple[Point, ...]
    length_m: int


def over_streets(stops: Sequence[str]) -> Route:
    """The way from stop to stop in the order given, as the crow flies where no street leads.

    Raises Refused for too many stops, for a line that names no home here or more than one, and for a way that
    nobody walks in an evening.
    """
    if not stops:
        return Route((), 0)
    if len(stops) > MOST_STOPS:
        raise Refused(_("At most %(n)d stops, please. Nothing was changed.") % {"n": MOST_STOPS}, field="stops")
    homes = _homes(stops)
    corners = _along(homes)
    length = round(rules.length_m(corners))
    if length > LONGEST_M:
        raise Refused(
            _("That is %(km)s km on foot, too far for a walk. Nothing was changed.") % {"km": length // 1000},
            field="stops",
        )
    return Route(corners, length)


def _homes(stops: Sequence[str]) -> list[places.Dwelling]:
    found = places.addresses_found(texts=stops)
    doubtful = [text for text, named in zip(stops, found, strict=True) if not named.sure]
    if doubtful:
        raise Refused(
            _("These name no home here, or more than one: %(these)s. Nothing was changed.")
            % {"these": ", ".join(doubtful[:8])},
            field="stops",
        )
    return [named.homes[0] for named in found]


def _along(homes: Sequence[places.Dwelling]) -> tuple[Point, ...]:
    legs = places.legs(dwelling_ids=[each.id for each in homes])
    line = [places.metres(lon=lon, lat=lat) for leg in legs for lon, lat in leg.points]
    found = line or [Point(homes[0].x, homes[0].y)]
    return tuple(point for n, point in enumerate(found) if n == 0 or rules.distance(found[n - 1], point) > 0.01)
