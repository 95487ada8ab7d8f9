"""Puts addresses into the municipality's coordinate system, and notices when they can't be meant to lie there."""

from dataclasses import replace

import numpy as np
from django.utils.translation import gettext as _
from pyproj.exceptions import CRSError

from .. import crs
from ..values import ImportRefused
from .source import Address, Points, Source

MARGIN_DEG = 0.5
FAR_M = 100_000.0
Box = tuple[float, float, float, float]


def project(source: Source, epsg: int, extent: Box | None) -> list[Address]:
    """The addresses with x and y in metres of EPSG:`epsg`; those out of place are noted in `source.refused`.

    Raises ImportRefused when most of them lie where the system isn't used, or far from `extent`, the
    municipality's present dwellings: then the whole file is read wrongly.
    """
    given = np.array([(a.x, a.y) for a in source.addresses])
    inside = _inside(given, source.crs, epsg)
    if inside.mean() < 0.5:
        raise ImportRefused(_misplaced(given, source.crs, epsg))
    metres = crs.convert_array(given, source=source.crs, target=epsg)
    if extent and (near := _near(metres, extent)).mean() < 0.5:
        raise ImportRefused(
            _("%(count)d of %(all)d addresses lie more than 100 km from the municipality's dwellings. Nothing was "
              "changed. Is this another municipality's file?") % {"count": int((~near).sum()), "all": len(near)}
        )  # fmt: skip
    kept = []
    for a, fine, (x, y) in zip(source.addresses, inside, metres, strict=True):
        if fine:
            kept.append(replace(a, x=float(x), y=float(y)))
        else:
            source.refused.append((a.place, a.label, _("its coordinates lie far outside the municipality")))
    return kept


def _inside(points: Points, system: int | str, epsg: int) -> np.ndarray:
    """Which points lie where the municipality's system is meant to be used."""
    area = crs.area_of_use(epsg)
    try:
        degrees = crs.convert_array(points, source=system, target=crs.DEGREES)
        metres = crs.convert_array(points, source=system, target=epsg)
    except CRSError as error:
        raise ImportRefused(
            _("The coordinate system %(crs)s is not known. Nothing was changed.") % {"crs": system}
        ) from error
    fine = np.isfinite(degrees).all(axis=1) & np.isfinite(metres).all(axis=1)
    if area is None:
        return np.asarray(fine)
    west, south, east, north = area
    lon, lat = degrees[:, 0], degrees[:, 1]
    across = (lon > west - MARGIN_DEG) & (lon < east + MARGIN_DEG)
    return np.asarray(fine & across & (lat > south - MARGIN_DEG) & (lat < north + MARGIN_DEG))


def _near(metres: Points, extent: Box) -> np.ndarray:
    west, south, east, north = extent
    x, y = metres[:, 0], metres[:, 1]
    return (x > west - FAR_M) & (x < east + FAR_M) & (y > south - FAR_M) & (y < north + FAR_M)


def _misplaced(points: Points, system: int | str, epsg: int) -> str:
    """What is probably wrong with coordinates that lie in the wrong part of the world."""
    x, y = points[0]
    words = {"x": f"{x:.6g}", "y": f"{y:.6g}", "crs": system, "epsg": epsg}
    if _inside(points[:, ::-1], system, epsg).mean() >= 0.5:
        return _(
            "The coordinates look swapped: east and north (longitude and latitude) have changed places; the first "
            "is %(x)s, %(y)s. Nothing was changed. Let the mapping name the columns the other way round."
        ) % words  # fmt: skip
    looks_degrees = np.abs(points).max() <= 180
    for other, told in ((4326, looks_degrees), (3006, not looks_degrees), (3021, not looks_degrees)):
        if told and other != system and _inside(points, other, epsg).mean() >= 0.5:
            return _(
                "The coordinates (the first is %(x)s, %(y)s) don't fit EPSG:%(crs)s, but they fit EPSG:%(other)s. "
                "Nothing was changed. Give crs = %(other)s in a mapping file."
            ) % {**words, "other": other}  # fmt: skip
    return _(
        "The coordinates (the first is %(x)s, %(y)s, read as %(crs)s) lie outside the area of EPSG:%(epsg)s, "
        "the municipality's system. Nothing was changed. Check the file's coordinate system, and that it is "
        "this municipality's file."
    ) % words  # fmt: skip
