"""Map layers for other programs: each room says which features it offers, and to whom.

Rooms work in the municipality's metric system; whoever serves the layers turns to degrees.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.functional import Promise
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Kind = Literal["string", "integer", "number", "boolean", "date", "date-time"]


@dataclass(frozen=True)
class Wanted:
    """Which features: within `area` (metres) and [since, until], with ids above `after`, the first `limit`."""

    limit: int
    after: int = 0
    area: Polygon | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Feature:
    """One thing on the map; `shape` in metres, or None where it has no place any more."""

    id: int
    shape: BaseGeometry | None
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """One page, by id, and how many features match in all."""

    matched: int
    features: Sequence[Feature]


@dataclass(frozen=True)
class Property:
    """What a feature says about itself."""

    kind: Kind
    words: str | Promise


@dataclass(frozen=True)
class Layer:
    """A room's layer. `action` is what one must be allowed (`people.rules.MAY`); `timed`: features have a time.

    `find` and `draw` work in the municipality in scope; `draw` gives features by their ids, in order, and leaves
    out what isn't there.
    """

    name: str
    title: str | Promise
    words: str | Promise
    action: str
    geometry: Literal["Point", "Polygon", "MultiPolygon"]
    properties: Mapping[str, Property]
    find: Callable[[Wanted], Found]
    draw: Callable[[Sequence[int]], Sequence[Feature]]
    timed: bool = False

    def one(self, number: int) -> Feature | None:
        """The feature of this id; None where there is none."""
        return next(iter(self.draw([number])), None)


_layers: dict[str, Layer] = {}


def offer(layer: Layer) -> None:
    """Add a layer; a room does this in its AppConfig.ready."""
    _layers[layer.name] = layer


def layers() -> tuple[Layer, ...]:
    """All layers, by name."""
    return tuple(_layers[name] for name in sorted(_layers))


def page(ids: Sequence[int], wanted: Wanted) -> list[int]:
    """Of all matching ids, those of the page."""
    return sorted(number for number in ids if number > wanted.after)[: wanted.limit]
