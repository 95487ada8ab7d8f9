"""A street network from a file of lines, for distances along streets."""

from pathlib import Path
from typing import Any, Final

import numpy as np

from ..arrays import Floats, Refused
from ..near_repeat import Streets
from ..near_repeat.network import onto_streets
from ..words import gettext_noop
from .projecting import named_system
from .reading import Burglaries

FAR_M: Final = 100.0  # a burglary this far from every street is most likely missing its own


def read_streets(path: Path, found: Burglaries, *, margin: float) -> Streets:
    """The streets within `margin` metres of the burglaries, in their metres; they join where they share a point.

    The file is anything GDAL reads lines from (GeoPackage, shapefile, GeoJSON); of OpenStreetMap extracts
    (.osm.pbf), the highways. Raises Refused when it can't be read or holds no street near the burglaries.
    """
    lines, crs = _lines(path, found, margin)
    import shapely

    parts = shapely.get_parts(lines[np.isin(shapely.get_type_id(lines), (1, 5))])
    xy, of = shapely.get_coordinates(parts, return_index=True)
    if crs is not None:
        from pyproj import Transformer

        system, factor = named_system(found.crs)
        xy = np.column_stack(Transformer.from_crs(crs, system, always_xy=True).transform(*xy.T)) * factor
    streets = _joined(xy, of)
    if not len(streets.ends):
        raise Refused(f"{path.name} holds no streets near the burglaries. Is it the right area, and in lines?")
    return streets


def _lines(path: Path, found: Burglaries, margin: float) -> tuple[Any, str | None]:
    """Lines of the file near the burglaries, and the system they are in where it differs from the burglaries'."""
    import pyogrio
    import shapely

    asked: dict[str, Any] = {"columns": []}
    if path.suffix == ".pbf":
        asked = {"layer": "lines", "columns": ["highway"], "where": "highway IS NOT NULL"}
    try:
        crs = pyogrio.read_info(path, layer=asked.get("layer"))["crs"] if found.crs else None
        _, _, wkb, _ = pyogrio.raw.read(path, bbox=box(found, crs, margin), **asked)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise Refused(f"{path} can't be read as a map of streets: {str(error).split(';')[0]}") from error
    return shapely.from_wkb(wkb), crs


def box(found: Burglaries, crs: str | None, margin: float) -> tuple[float, float, float, float]:
    """Where streets can matter, as west, south, east, north in the file's system."""
    west, south = float(found.x.min()) - margin, float(found.y.min()) - margin
    east, north = float(found.x.max()) + margin, float(found.y.max()) + margin
    if crs is None:
        return west, south, east, north
    from pyproj import Transformer

    system, factor = named_system(found.crs)
    change = Transformer.from_crs(system, crs, always_xy=True)
    box = change.transform_bounds(west / factor, south / factor, east / factor, north / factor)
    return float(box[0]), float(box[1]), float(box[2]), float(box[3])


def _joined(xy: Floats, of: Any) -> Streets:
    """Straight pieces between the lines' points; points within the same centimetre are one junction."""
    if not xy.size:
        return Streets(np.empty(0), np.empty(0), np.empty((0, 2), np.int64))
    points, place = np.unique(np.round(xy, 2), axis=0, return_inverse=True)
    place = place.ravel()
    follows = of[1:] == of[:-1]
    ends = np.column_stack([place[:-1][follows], place[1:][follows]])
    return Streets(points[:, 0], points[:, 1], ends[ends[:, 0] != ends[:, 1]])


def doubts(found: Burglaries, streets: Streets) -> Burglaries:
    """With a note on burglaries that lie off every street; they count from the nearest all the same."""
    off = int((onto_streets(found.x, found.y, streets).off > FAR_M).sum())
    return found.noted(gettext_noop("lie more than 100 m from every street"), off)
