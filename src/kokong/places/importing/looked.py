"""What a file of addresses was taken for, as values that cross the door."""

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _

from ..features import ADDRESS_ROW

State = Literal["matched", "asked", "aside"]


@dataclass(frozen=True)
class Column:
    """A column of the file: the field it was taken for (empty: not used), why, and what its first cells say."""

    name: str
    field: str
    why: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class RowSpot:
    """Where a row lies, in degrees, and what becomes of it."""

    row: str
    state: State
    label: str
    why: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Looked:
    """What a file is taken for. `problem` says why it can't be imported as it is.

    `fits` are the coordinate systems (and whether north stands first) in which it lies in the municipality,
    `system` the one used here (none where it must be chosen, `ask`), `said` the one that the file says itself.
    `words` are municipalities that nobody knows, with their rows; `left` counts the looked-at rows by why they
    aren't taken, `far` those beyond every home.
    """

    kind: str
    header: tuple[str, ...] = ()
    at: int = 0
    deep: int = 1
    sheets: tuple[str, ...] = ()
    sheet: int = 0
    total: int = 0
    columns: tuple[Column, ...] = ()
    chosen: AnyMapping[str, str] = field(default_factory=dict)
    problem: str = ""
    said: str = ""
    system: int | str = ""
    swapped: bool = False
    fits: tuple[tuple[int, bool], ...] = ()
    ask: bool = False
    words: tuple[tuple[str, int], ...] = ()
    rows: int = 0
    good: int = 0
    left: tuple[tuple[str, int], ...] = ()
    far: int = 0
    spots: tuple[RowSpot, ...] = ()

    def features(self) -> dict[str, Any]:
        """GeoJSON as `<kk-map>` draws it."""
        return {"type": "FeatureCollection", "features": [_feature(spot) for spot in self.spots]}


def _feature(spot: RowSpot) -> dict[str, Any]:
    row = _("Row %s") % spot.row
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(spot.lon, 7), round(spot.lat, 7)]},
        "properties": {
            "kind": ADDRESS_ROW.kind, "state": spot.state, "label": spot.label or row,
            "detail": f"{row}. {spot.why}" if spot.why else row,
        },
    }  # fmt: skip
