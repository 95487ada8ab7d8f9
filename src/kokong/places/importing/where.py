"""Puts addresses into the municipality's coordinate system, and notices when they can't be meant to lie there.

A file that doesn't say its system is tried against where the municipality lies (its dwellings, else its county):
in the municipality's own system, the twelve local zones of SWEREF 99, SWEREF 99 TM, RT 90 and degrees, axes both
ways. What fits in place of what was assumed is proposed, never taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from django.utils.translation import gettext as _
from pyproj.exceptions import CRSError

from .. import crs
from ..values import ImportRefused
from . import regions
from .source import Address, Points, Source

MARGIN_DEG = 0.5
NEAR_M: Final = 30_000.0  # around its dwellings; the municipality itself may reach farther
FAR_M: Final = 100_000.0
SAMPLE: Final = 1000
FITS: Final = 0.9
ZONES: Final = tuple(range(3007, 3019))
SWEDISH: Final = (3006, *ZONES, 3021)
RARE: Final = (3019, 3020, 3022, 3023, 3024)  # RT 90 in other gons: tried where nothing else fits
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ground:
    """Where the municipality lies: boxes in degrees in which its addresses are meant to be (`near`), and in which
    they may be (`wide`). `dwellings` says whether that is known from its dwellings."""

    near: tuple[Box, ...]
    wide: tuple[Box, ...]
    dwellings: bool


@dataclass(frozen=True)
class Fit:
    """A coordinate system in which a file's coordinates lie in the municipality; `swapped`: north came first."""

    crs: int
    swapped: bool


def ground(*, epsg: int, code: str, extent: Box | None) -> Ground:
    """Where the municipality with this code and system lies; `extent` is the box around its dwellings (metres)."""
    if extent is not None:
        return Ground((_degrees(extent, NEAR_M, epsg),), (_degrees(extent, FAR_M, epsg),), dwellings=True)
    if epsg in SWEDISH:
        boxes = regions.boxes(code)
        return Ground(boxes, (*boxes, *map(_wider, boxes)), dwellings=False)
    area = crs.area_of_use(epsg) or (-180.0, -90.0, 180.0, 90.0)
    return Ground((_wider(area),), (_wider(area),), dwellings=False)


def _wider(box: Box) -> Box:
    west, south, east, north = box
    return west - MARGIN_DEG, south - MARGIN_DEG, east + MARGIN_DEG, north + MARGIN_DEG


def _degrees(extent: Box, margin: float, epsg: int) -> Box:
    west, south, east, north = extent
    x, y = [west - margin, west - margin, east + margin, east + margin], [south - margin, north + margin] * 2
    lon, lat = crs.convert(np.array(x), np.array(y), source=epsg, target=crs.DEGREES)
    return float(np.min(lon)), float(np.min(lat)), float(np.max(lon)), float(np.max(lat))


def project(source: Source, epsg: int, here: Ground) -> list[Address]:
    """The addresses with x and y in metres of EPSG:`epsg`; those out of place are noted in `source.refused`.

    Raises ImportRefused when most of them lie elsewhere: then the whole file is read wrongly.
    """
    given = np.array([(a.x, a.y) for a in source.addresses])
    _check(given, source.crs, epsg, here)
    inside = _inside(given, source.crs, epsg, here.wide)
    metres = crs.convert_array(given, source=source.crs, target=epsg)
    kept = []
    for a, fine, (x, y) in zip(source.addresses, inside, metres, strict=True):
        if fine:
            kept.append(replace(a, x=float(x), y=float(y)))
        else:
            source.refused.append((a.place, a.label, _("its coordinates lie far outside the municipality")))
    return kept


def _check(given: Points, system: int | str, epsg: int, here: Ground) -> None:
    sample = given[:: max(1, len(given) // SAMPLE)]
    if _share(sample, system, epsg, here.near) >= 0.5:
        return
    found = fits(sample, epsg=epsg, here=here, but=system)
    if not found and _share(sample, system, epsg, here.wide) >= 0.5:
        return
    said = _misplaced(given, system, epsg, here, found)
    if found and here.dwellings:
        said += " " + _("Or is this another municipality's file?")
    raise ImportRefused(said)


def fits(points: Points, *, epsg: int, here: Ground, but: int | str = "") -> list[Fit]:
    """The systems, and ways round of the axes, in which the points lie where the municipality does."""
    if not len(points):
        return []
    looks_degrees = np.abs(points).max() <= 180
    usual: Sequence[int] = (crs.DEGREES,) if looks_degrees else tuple(dict.fromkeys((epsg, *SWEDISH)))
    for systems in (usual, () if looks_degrees else RARE):
        found = [
            Fit(system, swapped)
            for system in systems
            for swapped in (False, True)
            if (swapped or str(system) != str(but).removeprefix("EPSG:"))
            and _share(points[:, ::-1] if swapped else points, system, epsg, here.near) >= FITS
        ]
        if found:
            return found
    return []


def _share(points: Points, system: int | str, epsg: int, boxes: Sequence[Box]) -> float:
    return float(_inside(points, system, epsg, boxes).mean())


def _inside(points: Points, system: int | str, epsg: int, boxes: Sequence[Box]) -> np.ndarray:
    """Which points lie in one of the boxes, and have a place in the municipality's system."""
    try:
        degrees = crs.convert_array(points, source=system, target=crs.DEGREES)
        metres = crs.convert_array(points, source=system, target=epsg)
    except CRSError as error:
        raise ImportRefused(
            _("The coordinate system %(crs)s is not known. Nothing was changed.") % {"crs": system}
        ) from error
    fine = np.isfinite(degrees).all(axis=1) & np.isfinite(metres).all(axis=1)
    lon, lat = degrees[:, 0], degrees[:, 1]
    within = np.zeros(len(points), dtype=bool)
    for west, south, east, north in boxes:
        within |= (lon > west) & (lon < east) & (lat > south) & (lat < north)
    return np.asarray(fine & within)


def _misplaced(points: Points, system: int | str, epsg: int, here: Ground, found: Sequence[Fit]) -> str:
    """What is probably wrong with coordinates that lie in the wrong part of the world."""
    x, y = points[0]
    words = {"x": f"{x:.6g}", "y": f"{y:.6g}", "crs": system, "epsg": epsg, "count": len(points)}
    same = next((fit for fit in found if str(fit.crs) == str(system).removeprefix("EPSG:")), None)
    if same:
        return _(
            "The coordinates look swapped: east and north (longitude and latitude) have changed places; the first "
            "is %(x)s, %(y)s. Nothing was changed. Let the mapping name the columns the other way round."
        ) % words  # fmt: skip
    if len(found) == 1 and found[0].swapped:
        return _(
            "The coordinates (the first is %(x)s, %(y)s) don't fit EPSG:%(crs)s, but they fit EPSG:%(other)s with "
            "north before east. Nothing was changed. Give crs = %(other)s in a mapping file, and let it name the "
            "columns the other way round."
        ) % {**words, "other": found[0].crs}  # fmt: skip
    if len(found) == 1:
        return _(
            "The coordinates (the first is %(x)s, %(y)s) don't fit EPSG:%(crs)s, but they fit EPSG:%(other)s. "
            "Nothing was changed. Give crs = %(other)s in a mapping file."
        ) % {**words, "other": found[0].crs}  # fmt: skip
    if found:
        return _(
            "The coordinates (the first is %(x)s, %(y)s) don't fit EPSG:%(crs)s. They fit several systems: "
            "%(others)s. Nothing was changed. Ask who made the file, and give crs in a mapping file."
        ) % {**words, "others": ", ".join(f"EPSG:{fit.crs}" for fit in found)}  # fmt: skip
    if here.dwellings:
        return _(
            "Most of the %(count)d addresses lie more than 100 km from the municipality's dwellings, whatever the "
            "coordinate system. Nothing was changed. Is this another municipality's file?"
        ) % words  # fmt: skip
    return _(
        "The coordinates (the first is %(x)s, %(y)s, read as %(crs)s) lie outside the area of EPSG:%(epsg)s, "
        "the municipality's system. Nothing was changed. Check the file's coordinate system, and that it is "
        "this municipality's file."
    ) % words  # fmt: skip
