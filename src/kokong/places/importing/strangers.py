"""Addresses of a stranger's file, read in the process that `tables.apart` starts: plain values, no database.

Of map files only GeoPackage and GeoJSON are opened, told by their first bytes: other formats that the reading
library knows lead to further files and addresses. An OpenStreetMap extract is read as the command line reads it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any, BinaryIO, Final

from kokong.tables import as_text, match
from kokong.tables.uploaded import TALLIED, WORD

MOST_ROWS: Final = 200_000
MOST_FIELDS: Final = 200
SQLITE: Final = b"SQLite format 3\x00"
LOCALES: Final = Path(__file__).parents[1] / "locale"


def layer(file: BinaryIO, *, number: int, first: int | None, tally: str, called: list[str]) -> Iterator[Any]:
    """One layer of a map file: what it says of itself, then its rows as (id, place, values); or its fault. Of the
    rows after the `first`, what the column `tally`, else one that is `called` so, says how often."""
    import pyogrio

    from .layer import inner, plain

    content = file.read()
    try:
        names = [str(name) for name, _shape in pyogrio.list_layers(content)]
        if not names:
            yield {"fault": "empty"}
            return
        chosen = min(max(number, 0), len(names) - 1)
        # One layer alone may have a name of the library's own, another each time.
        meant = names[chosen] if len(names) > 1 else None
        info = pyogrio.read_info(content, layer=meant)
        if info["features"] > MOST_ROWS:
            yield {"fault": "many"}
            return
        meta, fids, shapes, values = pyogrio.raw.read(
            content, layer=meant, return_fids=True, max_features=first, force_2d=True
        )
        counted = _tally(content, meant, tally or _one_of(meta["fields"], called), first)
    except (ValueError, RuntimeError, OSError, KeyError):
        yield {"fault": "broken"}
        return
    fields = [str(name) for name in meta["fields"]][:MOST_FIELDS]
    yield {
        "layers": names, "layer": chosen, "fields": fields, "crs": str(meta["crs"] or ""), "total": len(fids)
        if first is None else int(info["features"]), "shapes": shapes is not None,
        "tally": counted,
    }  # fmt: skip
    places = None if shapes is None else inner(shapes)
    for at, fid in enumerate(fids.tolist()):
        yield [fid, places[at] if places else None, [plain(values[i][at]) for i in range(len(fields))]]


def _one_of(fields: Iterable[str], called: list[str]) -> str:
    return match(map(str, fields), {"it": called}).get("it", "")


def _tally(content: bytes, meant: str | None, column: str, first: int | None) -> dict[str, dict[str, int]]:
    """What a column says after the first rows, and how often; nothing of one that says too much to be words."""
    import pyogrio

    from .layer import plain

    if not column or first is None:
        return {}
    values = pyogrio.raw.read(content, layer=meant, columns=[column], read_geometry=False, skip_features=first)[3]
    counts = Counter(as_text(plain(value))[:WORD] for value in (values[0] if values else ()))
    return {column: dict(counts)} if len(counts) <= TALLIED else {}


def extract(file: BinaryIO, *, language: str) -> Iterator[Any]:
    """An OpenStreetMap extract: its counts, then addresses, buildings and features, shapes as WKB; or its fault.

    What is said of rows is said in `language`.
    """
    _speak(language)
    import shapely

    from ..values import ImportRefused
    from . import osm

    try:
        found = osm.read(Path(f"/proc/self/fd/{file.fileno()}"), lambda *_: None, form="osm.pbf")
    except ImportRefused as error:
        yield {"fault": "said", "said": error.message}
        return
    yield {
        "rows": found.rows, "refused": found.refused, "skipped": dict(found.skipped),
        "outside": [[each.where, each.count, list(each.some)] for each in found.outside],
    }  # fmt: skip
    for border in found.borders:
        shape = shapely.to_wkb(border.shape, hex=True)
        yield ["border", border.level, border.name, border.country, sorted(border.refs), shape]
    for address in found.addresses:
        yield ["address", *astuple(address)]
    if found.outlines is not None:
        o = found.outlines
        for values in zip(
            o.ids, o.kinds, o.levels, o.flats, o.uses, shapely.to_wkb(o.shapes, hex=True), strict=True
        ):
            yield ["building", *values]
    if found.features is not None and found.walkable is not None and found.barring is not None:
        f = found.features
        shapes, walkable = shapely.to_wkb(f.shapes, hex=True), found.walkable.tolist()
        barring = found.barring.tolist()
        for values in zip(f.layers, f.kinds, f.names, walkable, barring, shapes, strict=True):
            yield ["feature", *values]


def _speak(language: str) -> None:
    """Let Django's words be said here: no applications, no database, no environment."""
    from django.apps import apps
    from django.conf import settings
    from django.utils.translation import activate

    settings.configure(USE_I18N=True, LOCALE_PATHS=[LOCALES], LANGUAGE_CODE="en")
    apps.populate(())
    activate(language)
