"""The first thousand rows of a file on a map, as they would be taken, before anything is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import audit
from kokong.kernel.looks import Look, Symbol
from kokong.places import api as places

from .files import Table
from .importers import Importer
from .row import Reading, Row
from .values import Placed

MOST: Final = 1000  # rows looked up and drawn
LISTED: Final = 10  # reasons
SHOWN: Final = 3  # rows of each
AROUND_M: Final = 20_000.0  # what lies farther away is told, not drawn: the map would show half a world
STATES: Final[Mapping[str, Promise]] = {
    "matched": gettext_lazy("A home was found"),
    "asked": gettext_lazy("To be decided or mended"),
    "aside": gettext_lazy("A row left out"),
}
LOOK: Final = Look(
    "import_row",
    {
        "matched": Symbol(STATES["matched"], "disc", "pine", "paper", size=6, width=1.5),
        "asked": Symbol(STATES["asked"], "plate", "amber", "paper", mark="dot", ink="coal"),
        "aside": Symbol(STATES["aside"], "disc", "paper", "grey", mark="cross", ink="grey", size=7),
    },
    order=3,
)


@audit.police
@dataclass(frozen=True)
class Ground:
    """Where the first rows lie: all that was `found` of them, and what of it is `drawn`, near the municipality's
    homes. Each row counts once: by what becomes of it, as one that no home was found for (`nowhere`), or as one
    that lies `far` from every home."""

    rows: int
    found: tuple[Placed, ...]
    drawn: tuple[Placed, ...]
    matched: int
    asked: int
    aside: int
    nowhere: int
    far: int

    @property
    def doubts(self) -> list[tuple[str, list[str], int]]:
        """Why rows must be decided or mended, the most frequent first: some of those rows, and how many more."""
        return [
            (why, [_said(line, homes) for line, homes in rows[:SHOWN]], max(0, len(rows) - SHOWN))
            for why, rows in self._reasons()
        ]

    def _reasons(self) -> list[tuple[str, list[tuple[int, list[str]]]]]:
        """Each reason with its rows, and the homes that each of them may mean."""
        found: dict[str, dict[int, list[str]]] = {}
        for each in self.found:
            if each.state == "asked":
                found.setdefault(each.why, {}).setdefault(each.line, []).append(each.label)
        ranked = sorted(found.items(), key=lambda one: -len(one[1]))[:LISTED]
        return [(why, list(rows.items())) for why, rows in ranked]

    @property
    def shown(self) -> list[int]:
        """The numbers of the rows that `doubts` quotes."""
        return sorted({line for _why, rows in self._reasons() for line, _homes in rows[:SHOWN]})

    def features(self) -> dict[str, Any]:
        """GeoJSON as `<kk-map>` draws it."""
        points = [each.at for each in self.drawn if each.at is not None]
        lon, lat = places.degrees(x=[point.x for point in points], y=[point.y for point in points])
        spots = zip(self.drawn, lon, lat, strict=True)
        return {"type": "FeatureCollection", "features": [_feature(each, x, y) for each, x, y in spots]}


def _said(line: int, homes: Sequence[str]) -> str:
    named = " / ".join(filter(None, homes))
    return f"{line} ({named})" if named else str(line)


def _feature(each: Placed, lon: float, lat: float) -> dict[str, Any]:
    row = _("Row %d") % each.line
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(lon, 7), round(lat, 7)]},
        "properties": {
            "kind": LOOK.kind, "state": each.state, "label": each.label or row,
            "detail": ". ".join(filter(None, (row if each.label else "", each.why or str(STATES[each.state])))),
        },
    }  # fmt: skip


def ground(
    importer: Importer, table: Table, mapping: Mapping[str, str], how: Reading, *, now: datetime
) -> Ground | None:
    """Where the first rows of a table lie; None for an importer whose rows lie nowhere."""
    if importer.places is None:
        return None
    at = {field: table.header.index(name) for field, name in mapping.items()}
    lines = table.rows[:MOST]
    rows = [Row(line.number, line.cells, at, table.header, how) for line in lines]
    return _told(len(lines), importer.places(rows, now=now))


def _told(rows: int, found: Sequence[Placed]) -> Ground:
    there = [(each, each.at) for each in found if each.at is not None]
    near = places.beside(points=[point for _each, point in there], within_m=AROUND_M)
    drawn = tuple(each for (each, _point), here in zip(there, near, strict=True) if here)
    placed, shown = ({each.line for each in those} for those in ((each for each, _point in there), drawn))
    states = {each.line: each.state for each in found}
    asked = {line for line, state in states.items() if state == "asked"}
    count = Counter(states.values())
    return Ground(
        rows, tuple(found), drawn, count["matched"], len(asked & shown), count["aside"], len(asked - placed),
        len(asked & placed - shown),
    )  # fmt: skip
