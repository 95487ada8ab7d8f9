"""Results as layers for map programs: GeoPackage, GeoJSON or CSV, with their settings in the metadata."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from kokong import __version__, tables

from ..arrays import AnyArray, Refused
from .projecting import named_system
from .writing import whole

ENDINGS: Final = (".gpkg", ".geojson", ".csv")
KINDS: Final = {0: "Point", 1: "LineString", 3: "Polygon", 6: "MultiPolygon"}
WGS84: Final = "EPSG:4326"


@dataclass(frozen=True, eq=False)
class Layer:
    """Shapes in metres, of one kind, with what is told of each, and the settings that they were made with."""

    name: str
    shapes: AnyArray
    fields: Mapping[str, AnyArray]
    settings: Mapping[str, Any]


def refuse_unknown(path: Path) -> None:
    """Raises Refused for an ending that no layer is written as."""
    if path.suffix.lower() not in ENDINGS:
        raise Refused(f"{path.name}: layers are written as {', '.join(ENDINGS)}.")


def write(path: Path, layers: Sequence[Layer], *, crs: str) -> list[Path]:
    """Write layers that have something in them; answer the files.

    A GeoPackage holds all of them, in the system of the burglaries. Of GeoJSON and CSV there is a file for each,
    named after `path` and the layer. GeoJSON is in degrees, as its standard (RFC 7946) asks, where the system is
    known. Settings stand in a GeoPackage's metadata, beside GeoJSON's features, and next to a CSV file as the
    W3C's standard for tables on the web has it.
    """
    refuse_unknown(path)
    some = [layer for layer in layers if len(layer.shapes)]
    if not some:
        raise Refused("There is nothing to draw: no burglaries near each other, and no cells.")
    if path.suffix.lower() == ".gpkg":
        with whole(path) as held:
            for layer in some:
                _package(held, layer, crs)
        return [path]
    one = _geojson if path.suffix.lower() == ".geojson" else _csv
    return [
        made
        for layer in some
        for made in one(path.with_name(f"{path.stem}-{layer.name}{path.suffix}"), layer, crs)
    ]


def _told(layer: Layer, crs: str) -> dict[str, Any]:
    return {"program": f"Kokong {__version__}", "coordinates": crs or "as in the file", **layer.settings}


def _package(path: Path, layer: Layer, crs: str) -> None:
    import pyogrio
    import shapely

    system, shapes = _back(layer.shapes, crs)
    told = {
        key: json.dumps(value) if isinstance(value, list | dict) else str(value)
        for key, value in _told(layer, crs).items()
    }
    pyogrio.raw.write(
        path,
        shapely.to_wkb(shapes),
        list(layer.fields.values()),
        list(layer.fields),
        layer=layer.name,
        driver="GPKG",
        crs=system,
        geometry_type=_kind(shapes),
        append=path.exists(),
        layer_metadata=told,
    )


def _kind(shapes: AnyArray) -> str:
    import shapely

    kinds = {int(kind) for kind in np.unique(shapely.get_type_id(shapes))}
    return KINDS[max(kinds)]


def _back(shapes: AnyArray, crs: str) -> tuple[str | None, AnyArray]:
    """The system by its name, and the shapes in its own unit; without a system as they are."""
    import shapely

    if not _known(crs):
        return None, shapes
    system, factor = named_system(crs)
    return system.to_string(), shapes if factor == 1 else shapely.transform(shapes, lambda xy: xy / factor)


def _known(crs: str) -> bool:
    return bool(crs) and not crs.startswith(("local", "feet"))


def _geojson(path: Path, layer: Layer, crs: str) -> list[Path]:
    import shapely

    system, shapes = _back(layer.shapes, crs)
    if system is not None:
        from pyproj import Transformer

        change = Transformer.from_crs(system, WGS84, always_xy=True)
        shapes = shapely.transform(shapes, lambda xy: np.round(np.column_stack(change.transform(*xy.T)), 7))
    columns = [_plain(values) for values in layer.fields.values()]
    features = [
        {"type": "Feature", "geometry": json.loads(shape), "properties": dict(zip(layer.fields, row, strict=True))}
        for shape, row in zip(shapely.to_geojson(shapes), zip(*columns, strict=True), strict=True)
    ]
    said = {"type": "FeatureCollection", "name": layer.name, "settings": _told(layer, crs), "features": features}
    with whole(path) as held:
        held.write_text(json.dumps(said, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    return [path]


def _csv(path: Path, layer: Layer, crs: str) -> list[Path]:
    import shapely

    columns = [_plain(values) for values in layer.fields.values()]
    rows = zip(*columns, shapely.to_wkt(layer.shapes, rounding_precision=2), strict=True)
    beside = path.with_name(f"{path.name}-metadata.json")
    table = {"@context": "http://www.w3.org/ns/csvw", "url": path.name, "notes": [_told(layer, crs)]}
    with whole(path) as held:
        held.write_text(
            tables.as_csv([[*layer.fields, "WKT"], *rows], delimiter=","), encoding="utf-8", newline=""
        )
    with whole(beside) as held:
        held.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [path, beside]


def _plain(values: AnyArray) -> list[Any]:
    """Values that JSON has: moments as ISO texts, nothing for what is not known."""
    if values.dtype.kind == "M":
        return [str(value) for value in values]
    if values.dtype.kind == "f":
        return [None if not np.isfinite(value) else round(value, 6) for value in values.tolist()]
    return list(values.tolist())
