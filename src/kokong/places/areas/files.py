"""Areas of a file: opened apart, looked at, chosen, and made or given their new outline."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import isfinite
from pathlib import Path
from typing import Any, Final

import shapely
from django.db import transaction
from django.utils.translation import gettext as _
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.tables.apart import Limits, Stopped, apart

from .. import crs, homes
from .. import models as rows
from . import naming, opening, reading, work
from .values import AreaRefused

MAX_BYTES: Final = 20 * 1024 * 1024
AROUND_DEGREES: Final = 0.05
# What opens map files reserves much more of the address space than it takes.
LIMITS: Final = Limits(memory=4 << 30)


class FileRefused(UserError):
    """A file that gives no areas; `field` is what somebody may mend."""

    def __init__(self, message: str, *, field: str = "file") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Candidate:
    """An area of a file: its number there, its name, what is wrong with it, and what taking it would do."""

    key: int
    number: str
    name: str
    square_metres: float
    fault: str
    does: str

    @property
    def preset(self) -> bool:
        """Whether it is chosen unless somebody says otherwise."""
        return self.does in {"make", "change"}


@dataclass(frozen=True)
class Taken:
    """What became of the chosen ones; `left` says which were not taken, and why."""

    made: int
    changed: int
    same: int
    left: tuple[tuple[str, str], ...]


@transaction.atomic
def upload(*, content: bytes, name: str, layer: str, system: int | None, now: datetime) -> rows.AreaFile:
    """Read a file's areas and keep them until somebody has chosen. Raises FileRefused."""
    if len(content) > MAX_BYTES:
        raise FileRefused(_("The file is larger than 20 MB. Nothing was changed. Cut out the municipality first."))
    head, found = _read(content, layer, system)
    if not found:
        raise FileRefused(_("No area of the file lies in this municipality. Nothing was changed."))
    source = naming.source_of(found[0]["fields"]) or (str(head["layer"]) or Path(name).stem)[:60]
    kept = [{"number": number, "name": said, "parts": parts} for number, said, parts in _merged(found)]
    row = rows.AreaFile.objects.create(at=now, name=name[:255], source=source, found=kept)
    audit.record(action="area.file_read", subject="area_file", subject_id=row.pk, detail={"areas": len(kept)})
    return row


def _read(content: bytes, layer: str, system: int | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    asked = {
        "layer": layer,
        "system": f"EPSG:{system}" if system else "",
        "epsg": crs.of_municipality(),
        "around": _around(),
    }
    try:
        head, *found = apart(opening.outlines, content, limits=LIMITS, **asked)
        if "fault" in head:
            raise _refused(str(head["fault"]), head)
        return head, [each for each in map(_checked, found) if each["parts"]]
    except Stopped as error:
        raise _refused("busy" if error.why == "busy" else "broken", {}) from error
    except (
        TypeError,
        ValueError,
        LookupError,
        ArithmeticError,
        AttributeError,
    ) as error:  # not what `outlines` says
        raise _refused("broken", {}) from error


def _checked(told: dict[str, Any]) -> dict[str, Any]:
    """What the other process said of one area, believed as far as it has the right form."""
    parts = [
        [[(float(x), float(y)) for x, y in ring] for ring in part if len(ring) >= 3] for part in told["parts"]
    ]
    if not all(isfinite(each) for part in parts for ring in part for spot in ring for each in spot):
        parts = []  # beyond a pole, or no number: it has no place here
    fields = {str(name)[:120]: str(value)[:120] for name, value in told["fields"].items()}
    return {"fid": int(told["fid"]), "fields": fields, "parts": [part for part in parts if part]}


def _around() -> list[float] | None:
    box = homes.extent()
    if box is None:
        return None
    west, south, east, north = box
    lon, lat = homes.degrees([west, west, east, east], [south, north, south, north])
    return [
        min(lon) - AROUND_DEGREES,
        min(lat) - AROUND_DEGREES,
        max(lon) + AROUND_DEGREES,
        max(lat) + AROUND_DEGREES,
    ]


def _merged(found: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, list[Any]]]:
    """By number: an area that is several rows of a file is one."""
    named = [(*naming.named(each["fields"], each["fid"]), each["parts"]) for each in found]
    for number, group in groupby(sorted(named, key=lambda each: each[0]), key=lambda each: each[0]):
        same = list(group)
        yield number, same[0][1], [part for _number, _name, parts in same for part in parts]


def candidates(row: rows.AreaFile) -> tuple[Candidate, ...]:
    """The areas of a file by name, as they would be taken."""
    known, around = _known(row.source), homes.extent()
    now = rows.Outline.objects.filter(reading.valid(None), area__in=list(known.values())).select_related("area")
    drawn = {each.id: each.shape for each in reading.drawn(list(now))}
    found = [_candidate(key, each, known, drawn, around) for key, each in enumerate(row.found)]
    return tuple(sorted(found, key=lambda each: (each.name, each.number)))


def _known(source: str) -> dict[str, rows.Area]:
    return {area.source_id: area for area in rows.Area.objects.filter(source=source).exclude(source_id="")}


def _candidate(
    key: int,
    told: Mapping[str, Any],
    known: Mapping[str, rows.Area],
    drawn: Mapping[int, BaseGeometry],
    around: homes.Box | None,
) -> Candidate:
    try:
        shape = work.tidied(shape_of(told["parts"]), around=around).shape
    except AreaRefused as error:
        return Candidate(key, told["number"], told["name"], 0.0, error.message, "nothing")
    area = known.get(told["number"])
    if area is None:
        does = "make"
    elif area.retired_at is not None:
        does = "retired"
    else:
        does = "same" if area.pk in drawn and drawn[area.pk].equals(shape) else "change"
    return Candidate(key, told["number"], told["name"], shape.area, "", does)


def shape_of(parts: Any) -> BaseGeometry:
    """The outline that was kept: parts that lie over each other are one."""
    polygons = [Polygon(shell, holes) for shell, *holes in parts]
    valid = len(polygons) > 1 and all(polygon.is_valid for polygon in polygons)
    return shapely.union_all(polygons) if valid else MultiPolygon(polygons)


@transaction.atomic
def take(*, file_id: int, keys: Iterable[int], source: str, now: datetime) -> Taken:
    """Make the chosen areas, or give those that are here already their new outline. The file goes.

    `source` is what such areas are called ("DeSO"): by it and their number the next edition finds them.
    """
    row = rows.AreaFile.objects.select_for_update().filter(pk=file_id).first()
    if row is None:
        raise FileRefused(_("The file has been taken already, or was cleared away. Upload it again."))
    known, done, left = _known(source), {"make": 0, "change": 0, "same": 0}, []
    for key in sorted(set(keys)):
        if not 0 <= key < len(row.found):
            continue
        told = row.found[key]
        try:
            done[_take(told, known.get(told["number"]), source, now)] += 1
        except UserError as error:
            left.append((str(told["name"]), error.message))
    row.delete()
    detail = {"made": done["make"], "changed": done["change"], "same": done["same"], "left": len(left)}
    audit.record(action="area.file_taken", subject="area_file", subject_id=file_id, detail=detail)
    return Taken(done["make"], done["change"], done["same"], tuple(left))


def _take(told: Mapping[str, Any], area: rows.Area | None, source: str, now: datetime) -> str:
    shape = shape_of(told["parts"])
    if area is None:
        work.make_area(
            name=told["name"], kind="imported", shape=shape, now=now, source=source, source_id=told["number"]
        )
        return "make"
    kept = work.change_outline(area_id=area.pk, shape=shape, now=now)
    return "change" if kept.changed else "same"


def _refused(code: str, more: Mapping[str, Any]) -> FileRefused:
    said = {"most": more.get("most", 0), "layers": ", ".join(map(str, more.get("layers", ())))}
    return FileRefused(_WHY[code]() % said, field=_FIELDS.get(code, "file"))


_FIELDS: Final = {"layers": "layer", "system": "system"}
_WHY: Final[Mapping[str, Callable[[], str]]] = {
    "kind": lambda: _("Only GeoPackage (.gpkg) and GeoJSON files can be read. Nothing was changed."),
    "no_areas": lambda: _("The file has no areas, only points, lines or tables. Nothing was changed."),
    "layers": lambda: _("The file has several layers: %(layers)s. Nothing was changed. Say which one."),
    "system": lambda: _(
        "The file doesn't say its coordinate system, or none that is known. Nothing was changed. Give its EPSG "
        "code, often 3006."
    ),
    "broken": lambda: _(
        "The file can't be read: it may be cut off, hold too much, or lack that layer. Nothing was changed."
    ),
    "many": lambda: _("More than %(most)s areas of the file lie here. Nothing was changed. Divide the file."),
    "points": lambda: _("The outlines have too many points. Nothing was changed. Simplify them first."),
    "busy": lambda: _("Other files are being read just now. Nothing was changed. Try again in a minute."),
}
