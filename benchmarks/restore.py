"""A filled installation backed up, tried and restored: seconds, megabytes a second, digests of every table.

Filled as `benchmarks.municipalities` does, a tenth of it unless told otherwise. Restored is into an
installation that holds nothing, on the same disk; both are then asked once more for the digest of every table.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg

from . import common, municipalities

TENTH: Final = {"municipalities": 30, "dwellings": 500_000, "burglaries": 10_000, "deliveries": 200_000}


def main() -> int:
    """Fill, back up, restore, compare, print."""
    asked = _asked()
    with common.database() as home, tempfile.TemporaryDirectory(prefix="kokong-bench-restore-") as folder:
        Path(folder).chmod(0o711)  # the server has a user of its own, who passes through
        ids, _added = municipalities.add_all(asked.municipalities)
        municipalities.fill(home, ids, asked)
        return common.report(_figures(home, Path(folder)))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in TENTH.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    return parser.parse_args()


def _figures(home: Path, folder: Path) -> Iterator[common.Figure]:
    from django.db.migrations.loader import MigrationLoader

    from kokong.install import backup, embedded
    from kokong.kernel import installation

    here = installation.current()
    public = backup.make_key(folder / "backup.key")
    size = _size(home)
    began = time.monotonic()
    plain = backup.take(here, folder=folder, to=public, now=datetime.now(UTC), try_it=False)
    yield _figure("backed up, not tried", began, size, f", {plain.bytes / 1e6:.0f} MB encrypted")
    plain.path.unlink()
    began = time.monotonic()
    taken = backup.take(here, folder=folder, to=public, now=datetime.now(UTC))
    yield _figure("backed up and tried", began, size, f", {taken.rows:,} rows")
    known = frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)
    there = replace(here, home=folder / "restored", secrets=None)
    began = time.monotonic()
    backup.restore(there, path=taken.path, identity=folder / "backup.key", known=known)
    yield _figure("restored into an empty installation", began, size, "")
    one, other = _digests(home), _digests(there.home)
    differing = sum(one.get(name) != other.get(name) for name in one.keys() | other.keys())
    yield common.Figure(f"tables that differ, of {len(one)}", "0", str(differing), not differing)
    secrets = [(there.home / path.name).read_bytes() == path.read_bytes() for path in home.glob("*.secret")]
    yield common.Figure("secrets that differ", "0", f"{secrets.count(False)} of {len(secrets)}", all(secrets))
    embedded.stop(there.home)


def _figure(what: str, began: float, size: int, more: str) -> common.Figure:
    spent = time.monotonic() - began
    said = f"{spent:.1f} s, {size / 1e6 / spent:.0f} MB/s of {size / 1e6:.0f} MB{more}"
    return common.Figure(what, "told", said, True)


def _size(home: Path) -> int:
    with psycopg.connect(common.superuser(home)) as admin:
        (number,) = admin.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
    return int(number)


def _digests(home: Path) -> dict[str, object]:
    from kokong.install.backup import postgres

    with psycopg.connect(common.superuser(home)) as link:
        return dict(postgres.digests(link))


if __name__ == "__main__":
    sys.exit(main())
