"""One import from beginning to end, in the caller's transaction: everything of it or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
from django.db import connection, transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.events import emit

from .. import crs, layers, network
from ..events import PlacesImported
from ..keys import IMPORTING
from ..models import ImportRun, Tile
from ..values import ImportRefused, ImportReport, ImportRunning, Progress, Refusal
from . import osm, table, uploaded
from . import report as reporting
from .here import ground_for, name_it
from .mapping import Mapping, check_told
from .merge import Merged, merge
from .place import into_buildings, live_homes, place, write
from .source import LAYERS, OSM, Features, Outlines, Source
from .tidy import tidy
from .where import project

REPORTED = 200  # refusals kept with the run; the caller gets all of them
_TABLES = (".csv", ".tsv", ".txt", ".csv.gz", ".xlsx", ".xls", ".ods")


def run(
    *, path: Path, mapping: Mapping, progress: Progress, now: datetime, retire_many: bool = False
) -> ImportReport:
    """See `api.import_places`."""
    with transaction.atomic():  # a caller that goes on after a refusal finds everything as it was
        return _run(lambda epsg: _read(path, mapping, epsg, progress), path.name, progress, now, retire_many)


def run_uploaded(*, content: bytes, name: str, mapping: Mapping, now: datetime) -> ImportReport:
    """See `api.import_uploaded`."""
    with transaction.atomic():
        return _run(
            lambda epsg: name_it(uploaded.source(content, mapping, epsg)), name, _unseen, now, retire_many=False
        )


def _unseen(_what: str, _done: int, _total: int | None) -> None:
    """Progress that nobody watches."""


def _run(
    read: Callable[[int], Source], name: str, progress: Progress, now: datetime, retire_many: bool
) -> ImportReport:
    _lock()
    epsg = crs.of_municipality()
    progress(_("Reading"), 0, None)
    source = read(epsg)
    progress(_("Comparing addresses"), 0, None)
    outlines = _to_mercator(source.outlines)
    merged = _merged(source, outlines, epsg, now, retire_many)
    progress(_("Drawing the map"), 0, None)
    _draw(source, outlines, epsg)
    progress(_("Placing homes at their streets"), 0, None)
    _place(epsg)
    report = ImportReport(
        source=source.name,
        file_name=name,
        rows=source.rows,
        added=merged.added,
        changed=merged.changed,
        unchanged=merged.unchanged,
        retired=merged.retired,
        returned=merged.returned,
        refusals=tuple(Refusal(*row) for row in (*source.refused, *merged.refused)),
        skipped=dict(source.skipped),
        buildings=len(outlines.ids) if outlines else 0,
        features=len(source.features.names) if source.features else 0,
        outside=tuple(source.outside),
        notes=tuple(source.notes),
    )
    _remember(report)
    return report


def _merged(source: Source, outlines: Outlines | None, epsg: int, now: datetime, retire_many: bool) -> Merged:
    """The addresses taken into the table, and noted in `source` which are not. Then nothing holds them any more:
    a large register is gone before its homes are placed."""
    tidied = tidy(project(source, epsg, ground_for(source)), outlines or _stored_outlines(), epsg)
    source.refused += tidied.refused
    source.skipped += tidied.skipped
    return merge(tidied.homes, source=source.name, now=now, retire_many=retire_many)


def _lock() -> None:
    """Raises ImportRunning while another import of this municipality runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [IMPORTING, tenancy.municipality_id()])
        if not cursor.fetchone()[0]:
            raise ImportRunning(_("Another import of this municipality is running. Wait until it is done."))


def _read(path: Path, mapping: Mapping, epsg: int, progress: Progress) -> Source:
    name = path.name.lower()
    if not path.is_file():
        raise ImportRefused(_("There is no file %(path)s.") % {"path": path})
    if path.stat().st_size == 0:
        raise ImportRefused(_("%(name)s is empty. Nothing was changed.") % {"name": path.name})
    check_told(mapping, path.name)
    if name.endswith(OSM):
        return osm.read(path, progress)
    if name.endswith(_TABLES):
        return table.read_table(path, mapping, epsg, progress)
    if name.endswith(LAYERS):
        return table.read_layer(path, mapping, epsg, progress)
    raise ImportRefused(
        _("%(name)s: only .osm.pbf, .gpkg (or .shp, .geojson), .csv and .xlsx files can be imported.")
        % {"name": path.name}
    )


def _to_mercator(outlines: Outlines | None) -> Outlines | None:
    if outlines is None:
        return None
    return replace(outlines, shapes=layers.to_mercator(outlines.shapes))


def _stored_outlines() -> Outlines:
    ids, kinds, shapes = layers.buildings()
    return Outlines([str(i) for i in ids], kinds, [-1] * len(ids), shapes)


def _draw(source: Source, outlines: Outlines | None, epsg: int) -> None:
    """Buildings, water, green, roads and rails, and the network to walk. A file without leaves what is there."""
    if outlines is not None:
        layers.replace_buildings(source.name, outlines.ids, outlines.kinds, outlines.levels, outlines.shapes)
    features: Features | None = source.features
    if features is not None and source.walkable is not None:
        shapes = layers.to_mercator(features.shapes)
        layers.replace_features(source.name, features.layers, features.kinds, features.names, shapes)
        metres = layers.to_metres(shapes[source.walkable], epsg)
        bars = layers.to_metres(shapes[source.barring] if source.barring is not None else shapes[:0], epsg)
        network.store(network.segments_of(metres), network.barriers_of(bars))


def _place(epsg: int) -> None:
    """All live dwellings, whichever source they are from: a map imported later serves them too."""
    names, roads = layers.named_roads()
    placed = place(live_homes(), names, layers.to_metres(roads, epsg) if len(roads) else np.empty(0, dtype=object))
    ids, _kinds, shapes = layers.buildings()
    into_buildings(placed.homes, ids, shapes, epsg)
    write(placed)


def _remember(report: ImportReport) -> None:
    """The run is the new version of everything derived from places; tiles drawn before it go."""
    counts = {name: getattr(report, name) for name in ("rows", "added", "changed", "unchanged", "retired")}
    refused = [[r.row, r.address, r.reason] for r in report.refusals[:REPORTED]]
    run = ImportRun.objects.create(
        source=report.source,
        file_name=report.file_name[:255],
        refused=len(report.refusals),
        report={
            "skipped": report.skipped,
            "refused": refused,
            "outside": reporting.outside(report),
            "notes": list(report.notes),
        },
        **counts,
    )
    Tile.objects.all().delete()
    audit.record(action="places.imported", subject="import", subject_id=run.pk, detail=counts)
    emit(PlacesImported(**counts))
