"""Doors as GeoJSON, as the map draws them."""

from collections.abc import Iterable
from typing import Any

from . import words
from .values import Door

_SHOWN = {"talked": "talked", "card_left": "visited", "no_answer": "come_back", "come_back": "come_back"}


def collection(doors: Iterable[Door]) -> dict[str, Any]:
    """A FeatureCollection of the doors that count, each with its outcome or the reason why it is there."""
    return {"type": "FeatureCollection", "features": [_feature(d) for d in doors if d.state != "dropped"]}


def _feature(door: Door) -> dict[str, Any]:
    said = words.OUTCOMES[door.outcome] if door.outcome else words.REASONS[door.reason]
    state = _SHOWN.get(door.outcome, "declined") if door.outcome else "open"
    detail = str(words.STATES["do_not_visit"] if door.state == "do_not_visit" else said)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [door.lon, door.lat]},
        "properties": {
            "kind": "door",
            "state": "declined" if door.state == "do_not_visit" else state,
            "label": f"{door.walk}. {door.address}" if door.walk else door.address,
            "detail": detail,
        },
    }
