"""Coordinate systems: from and to degrees, and which ones measure metres."""

from functools import lru_cache
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from .values import UnsuitableCrs

DEGREES, MERCATOR = 4326, 3857


@lru_cache(maxsize=64)
def transformer(source: int | str, target: int | str) -> Transformer:
    """From one system to another, x before y. Raises CRSError where one is not known, or nothing leads over."""
    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except CRSError:
        raise
    except ProjError as error:  # as from a system of a building site
        raise CRSError(str(error)) from error


def told(said: str | None) -> str:
    """The coordinate system that a file says; nothing where it says none that places anything on the Earth:
    GeoPackage's undefined ones (srs_id -1 and 0), a building site's, or what nobody understands."""
    try:
        crs = CRS(said or "")
    except CRSError:
        return ""
    return "" if crs.is_engineering or crs.name.lower().startswith("undefined") else crs.to_string()


def in_degrees(system: int | str) -> bool:
    """Whether a system measures degrees. Raises CRSError where it is not known."""
    return bool(CRS(system).is_geographic)


def convert(x: Any, y: Any, *, source: int | str, target: int | str) -> tuple[Any, Any]:
    """Arrays or numbers in another system; infinite where the point has no place there."""
    if source == target:
        return x, y
    return transformer(source, target).transform(x, y)


def convert_array(points: np.ndarray, *, source: int | str, target: int | str) -> np.ndarray:
    """An (n, 2) array of points in another system."""
    return np.column_stack(convert(points[:, 0], points[:, 1], source=source, target=target))


def check_metric(epsg: int) -> None:
    """Raises UnsuitableCrs unless EPSG:`epsg` is a projected system in metres."""
    try:
        crs = CRS.from_epsg(epsg)
    except CRSError as error:
        raise UnsuitableCrs(
            _("EPSG:%(epsg)s is not a known coordinate system. Sweden uses 3006 (SWEREF 99 TM).") % {"epsg": epsg}
        ) from error
    if not crs.is_projected or any(axis.unit_name not in {"metre", "meter"} for axis in crs.axis_info[:2]):
        raise UnsuitableCrs(
            _(
                "EPSG:%(epsg)s (%(name)s) doesn't measure in metres. "
                "Choose a projected system, e.g. 3006 (SWEREF 99 TM)."
            )
            % {"epsg": epsg, "name": crs.name}
        )


def area_of_use(epsg: int) -> tuple[float, float, float, float] | None:
    """West, south, east, north (degrees) where a system is meant to be used."""
    area = CRS.from_epsg(epsg).area_of_use
    return area.bounds if area else None


def of_municipality() -> int:
    """EPSG code of the municipality in scope."""
    return Municipality.objects.values_list("crs", flat=True).get(pk=tenancy.municipality_id())
