"""A base map of some hundred bytes: a file in PMTiles' third format, with the same tile everywhere at zoom 14."""

import json
import struct
from pathlib import Path

import mapbox_vector_tile

ZOOM = 14
MAKER = "© The base map's makers"
UNPACKED, VECTOR = 1, 1
LAYERS = ("roads", "buildings", "water", "landuse", "places")  # as Protomaps names them
ROADS = {
    "name": "roads",
    "features": [
        {"geometry": f"LINESTRING (0 {y}, 4096 {y})", "properties": {"kind": "minor_road", "name": "Bergsgatan"}}
        for y in range(50, 4096, 100)  # so close that some are in view wherever the map stands
    ],
}


def write(path: Path) -> Path:
    """Write the base map to `path`."""
    tile = mapbox_vector_tile.encode([ROADS])
    everywhere = 4**ZOOM
    # One entry: from the first tile of the zoom (others come before it), as many as there are, this long, from 0.
    directory = b"".join(map(_varint, (1, (everywhere - 1) // 3, everywhere, len(tile), 1)))
    layers = [{"id": name, "fields": {}} for name in LAYERS]
    said = json.dumps({"attribution": MAKER, "vector_layers": layers}).encode()
    start = 127
    parts = (start, len(directory), start + len(directory), len(said), 0, 0, start + len(directory) + len(said))
    header = struct.pack(
        "<7sB11Q6B4iB2i", b"PMTiles", 3, *parts, len(tile), everywhere, 1, 1, 1, UNPACKED, UNPACKED, VECTOR,
        ZOOM, ZOOM, -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000, ZOOM, 0, 0,
    )  # fmt: skip
    path.write_bytes(header + directory + said + tile)
    return path


def _varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])
