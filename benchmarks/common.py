"""What benchmarks share: a database of their own, time measured, a table printed, a country to search in.

Figures are taken with the application's least-privileged role under row-level security. The database
lives in a temporary folder; set KOKONG_BENCH_HOME to keep it between runs.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import psycopg

HOMES_PER_STREET = 16
WHOLE, ONE = "9001", "9002"  # codes: a municipality of everything, and one of 40,000 dwellings


BROWSERS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Where the browser lies with which pages are measured. SystemExit where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit("No Chromium was found. Install Debian's chromium-headless-shell or chromium.")
    return found


@contextmanager
def database() -> Iterator[Path]:
    """A fresh, migrated database in a folder of its own, with Django loaded. Call before importing models."""
    kept = os.environ.get("KOKONG_BENCH_HOME")
    with tempfile.TemporaryDirectory(prefix="kokong-bench-") as folder:
        home = Path(kept or folder)
        os.environ.update(
            KOKONG_HOME=str(home), KOKONG_DATABASE_URL="", DJANGO_SETTINGS_MODULE="kokong.config.settings"
        )
        from kokong.kernel.terminal import begin

        begin()
        yield home
        from django.db import connections

        from kokong.install import embedded

        connections.close_all()
        embedded.stop(home)


def times(work: Callable[[Any], object], cases: Iterable[Any]) -> list[float]:
    """Milliseconds that `work` took for each case."""
    taken = []
    for case in cases:
        began = time.perf_counter()
        work(case)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


@dataclass(frozen=True)
class Figure:
    """A measured figure beside its target, both in `unit`."""

    what: str
    target: str
    measured: str
    held: bool


def percentiles(what: str, taken: Sequence[float], *, p50: float | None = None, p99: float) -> Figure:
    """The middle and the 99th percentile of milliseconds beside their targets."""
    middle, high = np.percentile(taken, [50, 99])
    target = (f"p50 ≤ {p50:g}, " if p50 else "") + f"p99 ≤ {p99:g} ms"
    held = high <= p99 and (p50 is None or middle <= p50)
    return Figure(what, target, f"p50 {middle:.1f}, p99 {high:.1f} ms (n={len(taken)})", bool(held))


def report(figures: Iterable[Figure]) -> int:
    """Print the table, and last the same as one line of JSON; 1 when a target was missed."""
    rows = list(figures)
    width = max(len(row.what) for row in rows)
    for row in rows:
        print(f"{row.what:{width}}  {row.target:24}  {row.measured:40}  {'held' if row.held else 'MISSED'}")
    print(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
    return 0 if all(row.held for row in rows) else 1


_FIRST = (
    "Stor Ny Små Kungs Drottning Prins Skol Kyrk Hamn Sjö Ström Å Bäck Skog Berg Dal Ängs Åker Björk Ek Lind Alm "
    "Ask Gran Tall En Hassel Rönn Lärk Svan Trast Ugg Räv Älg Hjort Sol Mån Stjärn Vinter Sommar Höst Vår Smed "
    "Snickar Brunns Kvarn Mast Segel Ankar Fyr Torp Gård Lad Häst Kalv Lamm Ekorr Igelkotts Blåklocks Vitsipps"
)
_LAST = "gatan vägen gränd stigen backen torget allén gången slingan ringen kroken plan"
FIRST, LAST = _FIRST.split(), _LAST.split()


def fill(home: Path, dwellings: int) -> None:
    """One municipality of `dwellings` homes and one of 40,000, in streets of 16; kept if it is there already."""
    from kokong.kernel.models import Municipality
    from kokong.places import api

    if Municipality.objects.filter(code=WHOLE, name=f"Whole {dwellings}").exists():
        return
    print(f"Filling the database with {dwellings:,} and 40,000 dwellings …", flush=True)
    with filling(home) as admin:
        for code, homes in ((WHOLE, dwellings), (ONE, 40_000)):
            row = api.create_municipality(code=code, name=code, crs=3006)
            add_streets(admin, row.pk, homes // HOMES_PER_STREET)
    api.create_municipality(code=WHOLE, name=f"Whole {dwellings}", crs=3006)


@contextmanager
def filling(home: Path) -> Iterator[psycopg.Connection[Any]]:
    """A connection over which millions of dwellings come in quickly; their indexes are made anew after it."""
    with psycopg.connect(superuser(home), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
        indexes = admin.execute(_INDEXES).fetchall()
        for name, _definition in indexes:
            admin.execute(f"DROP INDEX {name}")
        yield admin
        for _name, definition in indexes:
            admin.execute(definition)
        admin.execute("VACUUM ANALYZE")


def settle(home: Path, table: str) -> None:
    """Let PostgreSQL look at a table, as its own cleaner does within a minute in a running installation."""
    with psycopg.connect(superuser(home), autocommit=True) as admin:
        admin.execute(f"ANALYZE {table}")


def superuser(home: Path) -> str:
    """How to reach the benchmark's database as its superuser."""
    from kokong.install import embedded

    return embedded.ensure_running(home).conninfo(user="postgres", database="kokong")


_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid IN ('places_dwelling'::regclass, 'places_street'::regclass)
  AND NOT indisunique AND NOT indisprimary
"""


def add_streets(admin: psycopg.Connection[Any], municipality: int, streets: int) -> None:
    """Streets of 16 homes each in a municipality."""
    from kokong.places import rules

    names = [first + last for first in FIRST for last in LAST]
    keys = [rules.fold(name) for name in names]
    values = {"m": municipality, "streets": streets, "names": names, "keys": keys, "each": HOMES_PER_STREET}
    admin.execute(
        """
        INSERT INTO places_street (municipality_id, key, name, name_key, locality, dwellings)
        SELECT %(m)s, k.key || '|ort' || n / cardinality(%(names)s::text[]), k.name, k.key,
               'Ort' || translate((n / cardinality(%(names)s::text[]))::text, '0123456789', 'abcdefghij'), %(each)s
        FROM generate_series(0, %(streets)s - 1) n,
             LATERAL (SELECT (%(names)s::text[])[1 + n %% cardinality(%(names)s::text[])] AS name,
                             (%(keys)s::text[])[1 + n %% cardinality(%(names)s::text[])] AS key) k
        """,
        values,
    )
    admin.execute(
        """
        INSERT INTO places_dwelling (municipality_id, source, source_id, street_id, street_name, number,
            number_key, stairwell, unit, unit_key, floor, postcode, locality, kind, location, side, measure)
        SELECT s.municipality_id, 'bench', s.id || '/' || n, s.id, s.name, n::text,
            lpad(n::text, 5, '0'), '', '', '', NULL, (10000 + s.nth / 500)::text, s.locality, 'detached',
            point(300000 + (s.nth %% 600) * 180 + 20 * (n / 2), 6200000 + s.nth / 600 * 60 + 25 * (n %% 2)),
            1 - 2 * (n %% 2), 20 * (n / 2)
        FROM (SELECT *, row_number() OVER (ORDER BY id) AS nth FROM places_street WHERE municipality_id = %(m)s) s,
             generate_series(1, %(each)s) n
        """,
        values,
    )
