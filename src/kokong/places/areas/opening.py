"""Outlines of a stranger's file, read in the process that `tables.apart` starts. Knows neither Django nor rooms.

Only GeoPackage and GeoJSON are opened, and told by their first bytes: other formats that the reading library
knows lead to further files and addresses.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

MOST_FEATURES: Final = 800  # a form has so many fields, and the largest municipality fewer areas
MOST_POINTS: Final = 2_000_000
MOST_FIELDS: Final = 40
LONGEST: Final = 120
DEGREES: Final = "EPSG:4326"


class Fault(Exception):
    """Why the file gives no outlines: a code, and what belongs to it."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.told = {"fault": code, **more}


def outlines(
    file: BinaryIO, *, layer: str, system: str, epsg: int, around: list[float] | None
) -> Iterator[dict[str, Any]]:
    """The areas of one layer as rings in EPSG:`epsg`, those that touch `around` (degrees); or the fault.

    `layer` is needed where the file has several; `system` goes before what the file says of its own.
    """
    try:
        yield from _outlines(file.read(), layer, system, epsg, around)
    except Fault as fault:
        yield fault.told


def _outlines(
    content: bytes, layer: str, system: str, epsg: int, around: list[float] | None
) -> Iterator[dict[str, Any]]:
    if not _is_known(content):
        raise Fault("kind")
    import pyogrio
    import shapely
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        chosen: str | None = layer or _only(pyogrio.list_layers(content).tolist())
        told = system or pyogrio.read_info(content, layer=chosen)["crs"]
        if not told:
            raise Fault("system")
        box = _box(Transformer.from_crs(DEGREES, told, always_xy=True), around)
        meta, fids, shapes, values = pyogrio.raw.read(
            content, layer=chosen, bbox=box, max_features=MOST_FEATURES + 1, force_2d=True, return_fids=True
        )
        turn = Transformer.from_crs(told, f"EPSG:{epsg}", always_xy=True)
    except CRSError as error:
        raise Fault("system") from error
    except (ValueError, RuntimeError, OSError, KeyError) as error:
        raise Fault("broken") from error
    if len(fids) > MOST_FEATURES:
        raise Fault("many", most=MOST_FEATURES)
    found = shapely.from_wkb(shapes, on_invalid="ignore")
    if sum(shapely.get_num_coordinates(found).tolist()) > MOST_POINTS:
        raise Fault("points")
    yield {"layer": chosen or "", "count": len(fids)}
    fields = [str(name) for name in meta["fields"]][:MOST_FIELDS]
    for place, fid in enumerate(fids.tolist()):
        said = {name: _text(values[column][place]) for column, name in enumerate(fields)}
        yield {"fid": fid, "fields": said, "parts": _parts(found[place], turn)}


def _is_known(content: bytes) -> bool:
    start = content[:256].removeprefix(b"\xef\xbb\xbf").lstrip()
    return content.startswith(b"SQLite format 3\x00") or start.startswith(b"{")


def _only(layers: list[list[Any]]) -> str | None:
    """The layer with areas; None where there is but one layer, which may have a name of the library's own."""
    names = [str(name) for name, shape in layers if shape and ("Polygon" in shape or shape == "Unknown")]
    if not names:
        raise Fault("no_areas")
    if len(names) > 1:
        raise Fault("layers", layers=[name[:LONGEST] for name in names[:MOST_FIELDS]])
    return names[0] if len(layers) > 1 else None


def _box(turn: Any, around: list[float] | None) -> tuple[float, ...] | None:
    if around is None:
        return None
    return tuple(turn.transform_bounds(*around, densify_pts=21))


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)[:LONGEST]  # noqa: PLR0124 NaN


def _parts(shape: Any, turn: Any) -> list[list[list[list[float]]]]:
    """Each part's rings in metres; none for what is no area."""
    import shapely

    if shape is None:
        return []
    polygons = [part for part in shapely.get_parts(shape).tolist() if part.geom_type == "Polygon"]
    return [
        [_ring(line, turn) for line in (part.exterior, *part.interiors)] for part in polygons if not part.is_empty
    ]


def _ring(line: Any, turn: Any) -> list[list[float]]:
    import shapely

    points = shapely.get_coordinates(line)
    x, y = turn.transform(points[:, 0], points[:, 1])
    return [[round(a, 3), round(b, 3)] for a, b in zip(x.tolist(), y.tolist(), strict=True)]
