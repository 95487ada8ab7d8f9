"""Coordinates in metres, whatever system they came in."""

from pathlib import Path
from typing import Any, Final

import numpy as np

from ..arrays import Flags, Floats, Ints, Refused
from ..hotspots import Grid

IN_METRES: Final = ", in metres"  # said of a system whose own unit is another
FAR_FROM_ZERO: Final = 10_000.0  # in metres or feet, further than any degrees, so that the two can't be confused
NEAR_BY: Final = 8.0  # degrees beyond a system's own area in which it is still in use, as UTM 33 is in all Norway


def looks_like_degrees(x: Floats, y: Floats) -> bool:
    """Whether all coordinates could be longitudes and latitudes (either way round)."""
    if not x.size:
        return False
    widest = max(float(np.abs(x).max()), float(np.abs(y).max()))
    return bool(widest <= 180 and min(float(np.abs(x).max()), float(np.abs(y).max())) <= 90 and np.ptp(x) < 60)


def degrees_among_metres(x: Floats, y: Floats) -> Flags:
    """Which points are longitudes and latitudes among others that surely are metres or feet."""
    degrees = (np.abs(x) <= 180) & (np.abs(y) <= 90)
    others = np.maximum(np.abs(x[~degrees]), np.abs(y[~degrees]))
    return degrees if others.size and others.min() > FAR_FROM_ZERO else np.zeros(x.size, bool)


def outside_use(x: Floats, y: Floats, crs: str) -> int:
    """How many points lie far outside the area that a system is made for: x and y swapped, or another system."""
    system = _system(crs)
    area = system.area_of_use
    if area is None or (area.west, area.east) == (-180.0, 180.0):
        return 0

    def outside(a: Floats, b: Floats) -> Flags:
        lon, lat = _in_degrees(a, b, system)
        beyond = np.mod(lon - area.west + NEAR_BY, 360) > np.mod(area.east - area.west, 360) + 2 * NEAR_BY
        return np.asarray(beyond | (lat < area.south - NEAR_BY) | (lat > area.north + NEAR_BY) | ~np.isfinite(lon))

    corners = np.meshgrid(*(np.array([v.min(), np.median(v), v.max()]) for v in (x, y)))
    return int(outside(x, y).sum()) if outside(corners[0].ravel(), corners[1].ravel()).any() else 0


def whereabouts(x: Floats, y: Floats, crs: str) -> str:
    """Where in the world the middle of the burglaries lies, such as "56.7° north, 16.4° east"."""
    system, factor = named_system(crs)
    middle = [np.array([np.median(v) / factor]) for v in (x, y)]
    lon, lat = (float(v[0]) for v in _in_degrees(middle[0], middle[1], system))
    return f"{abs(lat):.1f}° {'north' if lat >= 0 else 'south'}, {abs(lon):.1f}° {'east' if lon >= 0 else 'west'}"


def geographic(crs: str) -> bool:
    """Whether a system is in degrees. Raises Refused for an unknown one."""
    return bool(_system(crs).is_geographic)


def _in_degrees(x: Floats, y: Floats, system: Any) -> tuple[Floats, Floats]:
    from pyproj import Proj

    if system.is_geographic:
        return x, y
    lon, lat = Proj(system)(x, y, inverse=True)
    return np.asarray(lon), np.asarray(lat)


def to_metres(x: Floats, y: Floats, crs: str) -> tuple[Floats, Floats, str]:
    """Coordinates in metres and the system they are in. Raises Refused when they don't fit the system named.

    Degrees are projected to the UTM zone of their middle; other units become metres in the same projection.
    """
    system = _system(crs)
    if system.is_geographic:
        if not looks_like_degrees(x, y):
            raise Refused(f"{crs} is in degrees, but x reaches {np.abs(x).max():.6g} and y {np.abs(y).max():.6g}.")
        return _to_utm(x, y, system)
    if looks_like_degrees(x, y):
        raise Refused(
            f"The coordinates look like degrees (x about {np.median(x):.4g}, y about {np.median(y):.4g}), but "
            f"{crs} is in metres or feet. Name the system they are in, for instance EPSG:4326."
        )
    factor = float(system.axis_info[0].unit_conversion_factor)
    name = crs if factor == 1 else f"{crs}{IN_METRES}"
    return x * factor, y * factor, name


def _to_utm(x: Floats, y: Floats, system: Any) -> tuple[Floats, Floats, str]:
    from pyproj import CRS, Transformer
    from pyproj.aoi import AreaOfInterest
    from pyproj.database import query_utm_crs_info

    east, north = float(np.median(x)), float(np.median(y))
    if abs(north) > 84:
        raise Refused(f"Latitude {north:.4g} is nearer a pole than any municipality. Are x and y swapped?")
    area = AreaOfInterest(east, north, east, north)
    zone = CRS.from_epsg(query_utm_crs_info("WGS 84", area, contains=True)[0].code)
    moved = Transformer.from_crs(system, zone, always_xy=True).transform(x, y)
    return np.asarray(moved[0]), np.asarray(moved[1]), zone.to_string()


def named_system(name: str) -> tuple[Any, float]:
    """The reference system in which burglaries were read, and how many metres one of its units is."""
    system = _system(name.removesuffix(IN_METRES))
    return system, float(system.axis_info[0].unit_conversion_factor)


def _system(crs: str) -> Any:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(crs)
    except CRSError as error:
        raise Refused(f"{crs} is not a known reference system. Write it as EPSG:3006, for instance.") from error
    if not (system.is_projected or system.is_geographic) or system.is_geocentric:
        raise Refused(
            f"{crs} ({system.name}) has no east and north. Name the system of x and y, such as EPSG:3006."
        )
    return system


def read_areas(path: Path, crs: str) -> Any:
    """The polygons of a file (GeoPackage, shapefile, …) as one shape in metres; `crs` as for the burglaries."""
    import shapely

    return shapely.union_all(read_shapes(path, crs)[0])


def read_shapes(path: Path, crs: str, *, column: str = "") -> tuple[Any, tuple[str, ...]]:
    """The polygons of a file in metres, and what a column calls each; their numbers from 1 without one."""
    import pyogrio
    import shapely
    from pyproj import Transformer

    try:
        held = [str(name) for name in pyogrio.read_info(path)["fields"]]
        if column and column not in held:
            raise Refused(f"{path.name} has no column “{column}”. It has: {', '.join(held) or 'none'}.")
        meta, _, geometries, fields = pyogrio.raw.read(path, columns=[column] if column else [])
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise Refused(f"{path} can't be read as a map of areas: {error}") from error
    shapes = shapely.make_valid(shapely.from_wkb(geometries))
    some = shapely.area(shapes) > 0
    if not some.any():
        raise Refused(f"{path.name} holds no areas.")
    names = fields[0] if column else np.arange(1, shapes.size + 1)
    told = tuple(str(name) for name in names[some])
    if not crs:
        return shapes[some], told
    system, factor = named_system(crs)
    # Without a system of its own the file is taken to be in the burglaries'.
    change = Transformer.from_crs(meta["crs"] or system, system, always_xy=True)
    return shapely.transform(shapes[some], lambda xy: np.column_stack(change.transform(*xy.T)) * factor), told


def cells_within(shape: Any, grid: Grid) -> Ints:
    """The cells whose middle lies within a shape."""
    import shapely

    shapely.prepare(shape)
    x, y = grid.centres(np.arange(grid.size))
    return np.flatnonzero(shapely.contains_xy(shape, x, y))
