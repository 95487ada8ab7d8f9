"""A backup is whole, closed to all but its key, and restored into an empty installation with the same rows."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psycopg
import pytest

from kokong.install import backup, embedded
from kokong.install.backup import postgres
from kokong.kernel import installation
from kokong.kernel.installation import Installation

NOW: Final = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
TABLES: Final = """
CREATE TABLE django_migrations (app text, name text);
INSERT INTO django_migrations VALUES ('kernel', '0001_initial');
CREATE TABLE kernel_municipality (id int PRIMARY KEY, name text);
ALTER TABLE kernel_municipality OWNER TO kokong_owner;
GRANT SELECT ON kernel_municipality TO kokong_web;
ALTER TABLE kernel_municipality ENABLE ROW LEVEL SECURITY;
CREATE TABLE photo (id int, content bytea, at timestamptz);
INSERT INTO photo SELECT n, decode(repeat('ab', 1000), 'hex'), now() FROM generate_series(1, 500) n;
"""
KNOWN: Final = frozenset({"kernel.0001_initial"})

pytestmark = pytest.mark.long


@pytest.fixture
def homes() -> Iterator[Path]:
    """Where data folders lie; the servers' own user passes through."""
    with tempfile.TemporaryDirectory(prefix="kokong-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def here(homes: Path) -> Iterator[Installation]:
    """A small installation with a server of its own, apart from that of the tests."""
    home = homes / "source"
    server = embedded.ensure_running(home)
    with psycopg.connect(server.conninfo(user="postgres", database="kokong"), autocommit=True) as link:
        link.execute(TABLES)
        link.execute("INSERT INTO kernel_municipality VALUES (1, 'Havsvik')")
    made = replace(installation.current(), home=home, databases={}, secrets=None)
    made.secret("django")
    yield made
    embedded.stop(home)
    embedded.ensure_running.cache_clear()


@pytest.fixture
def empty(homes: Path, here: Installation) -> Iterator[Installation]:
    """Another, which holds nothing yet but a secret of its own."""
    made = replace(here, home=homes / "target")
    made.secret("django")
    yield made
    embedded.stop(made.home)


@pytest.fixture
def key(tmp_path: Path) -> tuple[str, Path]:
    path = tmp_path / "backup.key"
    return backup.make_key(path), path


def rows(of: Installation) -> dict[str, object]:
    server = embedded.ensure_running(of.home)
    with psycopg.connect(server.conninfo(user="postgres", database="kokong")) as link:
        return dict(postgres.digests(link))


def test_what_was_backed_up_is_restored_with_its_rights_and_secrets(
    here: Installation, empty: Installation, key: tuple[str, Path], tmp_path: Path
) -> None:
    taken = backup.take(here, folder=tmp_path, to=key[0], now=NOW)
    assert (taken.tried, taken.tables, taken.rows) == (True, 3, 502)
    assert b"Havsvik" not in taken.path.read_bytes()
    assert backup.newest(here) == backup.Newest(NOW, NOW)
    backup.restore(empty, path=taken.path, identity=key[1], known=KNOWN)
    assert rows(empty) == rows(here)
    assert empty.secret("django") == here.secret("django")
    server = embedded.ensure_running(empty.home)
    with psycopg.connect(server.as_process("web")) as web:
        assert web.execute("SELECT name FROM kernel_municipality").fetchall() == []  # the policy came along
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("SELECT * FROM photo")


def test_into_one_that_holds_a_municipality_nothing_is_restored(
    here: Installation, key: tuple[str, Path], tmp_path: Path
) -> None:
    taken = backup.take(here, folder=tmp_path, to=key[0], now=NOW, try_it=False)
    before = rows(here)
    with pytest.raises(backup.BackupError, match="holds 1 municipalities already"):
        backup.restore(here, path=taken.path, identity=key[1], known=KNOWN)
    assert rows(here) == before


def test_of_a_newer_version_another_key_or_a_cut_file_says_so_and_changes_nothing(
    here: Installation, empty: Installation, key: tuple[str, Path], tmp_path: Path
) -> None:
    taken = backup.take(here, folder=tmp_path, to=key[0], now=NOW, try_it=False)
    with pytest.raises(backup.BackupError, match="of a newer Kokong"):
        backup.restore(empty, path=taken.path, identity=key[1], known=frozenset())
    other = tmp_path / "other.key"
    backup.make_key(other)
    with pytest.raises(backup.BackupError, match="can't be opened with this key"):
        backup.restore(empty, path=taken.path, identity=other, known=KNOWN)
    cut = tmp_path / "cut.age"
    cut.write_bytes(taken.path.read_bytes()[:-100])
    with pytest.raises(backup.BackupError, match=r"damaged|no whole backup"):
        backup.restore(empty, path=cut, identity=key[1], known=KNOWN)
    with pytest.raises(backup.BackupError, match="There is no file"):
        backup.restore(empty, path=tmp_path / "none", identity=key[1], known=KNOWN)
    assert rows(empty) == {}


def test_rows_that_came_out_otherwise_are_no_backup(
    here: Installation, key: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = postgres.digests

    def one_lost(connection: postgres.Connection) -> dict[str, object]:
        if "kokong-restore-" in (connection.info.host or ""):
            connection.execute("DELETE FROM photo WHERE id = 7")
        return dict(true(connection))

    monkeypatch.setattr(postgres, "digests", one_lost)
    with pytest.raises(backup.BackupError, match="1 tables differ after restoring, photo among them"):
        backup.take(here, folder=tmp_path, to=key[0], now=NOW)
    assert not list(tmp_path.glob("*.age"))
    assert backup.newest(here) == backup.Newest(None, None)


def test_what_cannot_be_is_refused_before_anything_is_written(here: Installation, tmp_path: Path) -> None:
    key = backup.make_key(tmp_path / "a.key")
    with pytest.raises(backup.BackupError, match="no public key of age"):
        backup.take(here, folder=tmp_path, to="AGE-SECRET", now=NOW)
    with pytest.raises(backup.BackupError, match="There is no folder"):
        backup.take(here, folder=tmp_path / "none", to=key, now=NOW)
    with pytest.raises(backup.BackupError, match="is there already"):
        backup.make_key(tmp_path / "a.key")


def test_the_newest_are_kept_and_nothing_else_is_touched(tmp_path: Path) -> None:
    names = [f"kokong-{NOW + timedelta(days=day):%Y%m%dT%H%M%S}.kokong.age" for day in range(4)]
    for name in (*names, "holiday.jpg"):
        (tmp_path / name).touch()
    assert {path.name for path in backup.forget_older(tmp_path, keep=3)} == {names[0]}
    assert {path.name for path in tmp_path.iterdir()} == {*names[1:], "holiday.jpg"}
