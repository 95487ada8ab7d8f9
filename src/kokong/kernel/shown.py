"""What a measure shows on pages that are not its own: on the page of one record, and on the map."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from .today import Panel

Feature = dict[str, Any]
"""GeoJSON as `<kk-map>` draws it; its properties say kind, state, label, detail and url."""


@dataclass(frozen=True)
class Said:
    """A code in words, and the colour of its tag."""

    words: str | Promise
    tone: str = "neutral"


@dataclass(frozen=True)
class Beside:
    """Columns in a list of another room's rows: each a name, a heading and the template of its cell.

    `find` gives by the row's id what the cells show, as `row.more` in the template.
    """

    columns: Sequence[tuple[str, str | Promise, str]]
    find: Callable[[Collection[int]], Mapping[int, Mapping[str, Any]]]


@dataclass(frozen=True)
class Moment:
    """One line of what happened. What lies ahead is not `done`."""

    at: datetime
    title: str
    detail: str = ""
    done: bool = True


@dataclass(frozen=True)
class Action:
    """The one button of a step: a way on, or (`post`) something that it does at once."""

    words: str
    url: str
    icon: str
    post: bool = False


@dataclass(frozen=True)
class Step:
    """What is to be done next, by when. While it `waits` for the system, the page asks again."""

    advice: str
    due: datetime | None = None
    action: Action | None = None
    waits: bool = False


@dataclass(frozen=True)
class Part:
    """What one measure has to say of a record: its step, panels and moments, and what it draws on the map.

    Panels stand at the `top` (a line each), `above` the map and `below` it; `tools` are of the map, at its lower
    edge. `drawn` are addresses of GeoJSON, which the map asks for itself: the page doesn't wait for them.
    """

    step: Step | None = None
    top: Sequence[Panel] = ()
    above: Sequence[Panel] = ()
    tools: Sequence[Panel] = ()
    below: Sequence[Panel] = ()
    moments: Sequence[Moment] = ()
    drawn: Sequence[str] = ()


@dataclass(frozen=True)
class OnMap:
    """What one measure says above the map and lists below it; what it draws there are its layers."""

    words: str = ""
    panels: Sequence[Panel] = ()


def feature(shape: Mapping[str, Any], **properties: Any) -> Feature:
    """A feature of the map."""
    return {"type": "Feature", "geometry": dict(shape), "properties": properties}


def point(*, lon: float, lat: float, **properties: Any) -> Feature:
    """A feature at one place."""
    return feature({"type": "Point", "coordinates": [lon, lat]}, **properties)


def collection(features: Sequence[Feature]) -> dict[str, Any]:
    """A FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}
