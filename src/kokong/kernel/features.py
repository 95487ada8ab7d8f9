"""Map layers, for the pages' own maps and for other programs.

Each room says once which features it offers, to whom, and what they look like.

Rooms work in the municipality's metric system; whoever serves the layers turns to degrees.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.utils.functional import Promise
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from .looks import Look
from .looks import declare as declare_look

Kind = Literal["string", "integer", "number", "boolean", "date", "date-time"]


@dataclass(frozen=True)
class Wanted:
    """Which features: within `area` (metres) and [since, until], with ids above `after`, the first `limit`.

    `only`: with these values of properties that the layer lets choose by. `newest`: the newest instead of the
    first, where the layer has a time.
    """

    limit: int
    after: int = 0
    area: Polygon | None = None
    since: datetime | None = None
    until: datetime | None = None
    only: Mapping[str, Any] = field(default_factory=dict)
    newest: bool = False


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


Properties = Mapping[str, Any]


def _first(_properties: Properties, _now: datetime) -> str:
    return ""


def _nothing(_feature: Feature) -> str:
    return ""


@dataclass(frozen=True)
class Layer:
    """A room's layer. `action` is what one must be allowed (`people.rules.MAY`).

    `find` and `draw` work in the municipality in scope; `draw` gives features by their ids, in order, and leaves
    out what isn't there. `seen` finds what a page draws, where that is something else: areas joined, what is
    planned.

    Of its properties, `label` names a feature, `time` says when it was or began (a layer without one has no time)
    and `ends` when it was over, `number` is written on it. `lasting`: what began is still there. `named`: the
    name of an area is written on it. `choices` are the properties that one can choose by. `state` says by which
    symbol of its `look` it is drawn, `detail` what more there is to say, `page` where more is.
    `on_desk`: the desk's map offers it.
    """

    name: str
    title: str | Promise
    words: str | Promise
    action: str
    geometry: Literal["Point", "Polygon", "MultiPolygon"]
    properties: Mapping[str, Property]
    find: Callable[[Wanted], Found]
    draw: Callable[[Sequence[int]], Sequence[Feature]]
    look: Look
    label: str = ""
    time: str = ""
    ends: str = ""
    lasting: bool = False
    number: str = ""
    named: bool = False
    choices: tuple[str, ...] = ()
    state: Callable[[Properties, datetime], str] = _first
    detail: Callable[[Feature], str] = _nothing
    page: Callable[[Feature], str] = _nothing
    seen: Callable[[Wanted], Found] | None = None
    on_desk: bool = True

    @property
    def timed(self) -> bool:
        """Whether its features have a time."""
        return bool(self.time)

    def symbol(self, found: Feature, *, now: datetime) -> str:
        """The state by whose symbol a feature is drawn: always one of its look."""
        state = self.state(found.properties, now)
        return state if state in self.look.symbols else next(iter(self.look.symbols))

    def one(self, number: int) -> Feature | None:
        """The feature of this id; None where there is none."""
        return next(iter(self.draw([number])), None)


_layers: dict[str, Layer] = {}
_rooms: dict[str, str | Promise] = {}


def offer(layer: Layer, *, room: str | Promise) -> None:
    """Add a layer; a room does this in its AppConfig.ready, and says what people call it."""
    declare_look(layer.look)
    _layers[layer.name] = layer
    _rooms[layer.name] = room


def room(name: str) -> str | Promise:
    """What people call the room of a layer that has been offered."""
    return _rooms[name]


def layers() -> tuple[Layer, ...]:
    """All layers, by name."""
    return tuple(_layers[name] for name in sorted(_layers))


def page(ids: Sequence[int], wanted: Wanted) -> list[int]:
    """Of all matching ids, those of the page."""
    return sorted(number for number in ids if number > wanted.after)[: wanted.limit]


def layer(name: str) -> Layer | None:
    """The layer of this name; None where there is none."""
    return _layers.get(name)


def said(layer: Layer, found: Feature, *, now: datetime) -> dict[str, Any]:
    """What `<kk-map>` is told of a feature beside its place."""
    own = found.properties
    time, ends = (own.get(name) if name else None for name in (layer.time, layer.ends))
    told = {
        "kind": layer.look.kind,
        "state": layer.symbol(found, now=now),
        "label": str(own.get(layer.label) or ""),
        "detail": layer.detail(found),
        "url": layer.page(found),
        "name": str(own.get(layer.label) or "") if layer.named else "",
        "rank": own.get(layer.number) if layer.number else None,
        "time": int(time.timestamp()) if time is not None else None,
        "ends": int(ends.timestamp()) if ends is not None else None,
        "lasting": layer.lasting or None,
    }
    return {name: value for name, value in told.items() if value not in ("", None)}
