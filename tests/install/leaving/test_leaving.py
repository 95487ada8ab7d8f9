"""A municipality leaves whole, comes in the same, and nothing of it stays."""

import re
import zipfile
from pathlib import Path

import psycopg
import pytest

from kokong.install import leaving
from kokong.install.leaving import exporting, importing, rows, schema
from kokong.places import api as places
from kokong.practice import api as practice

from .conftest import MARKED, Two, written_down

STEP = 2_000_000_000_000
NO_NUMBERS = {"owners_owner.number"}  # an organisation's number, drawn by chance
LEFT_BEHIND = re.compile(r"(?<![\da-f])7\d{9}(?![\da-f])")  # not the digits of a digest or a UUID
pytestmark = pytest.mark.long


def exported(two: Two, parts: tuple[Path, Path]) -> list[leaving.Exported]:
    now = two.everything.now
    code = two.everything.cast.home.code
    return list(leaving.export(two.here, code=code, to=parts[0], police=parts[1], now=now))


def test_every_table_of_the_database_is_in_the_export(two: Two, parts: tuple[Path, Path]) -> None:
    exported(two, parts)
    manifest = importing.read_manifest(parts[0])
    with psycopg.connect(two.here) as link:
        own = link.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'municipality_id'"
        )
        assert set(manifest.tables) == {str(name) for (name,) in own} | {"kernel_municipality"}


def test_a_municipality_comes_in_the_same_beside_others(two: Two, parts: tuple[Path, Path]) -> None:
    exported(two, parts)
    with psycopg.connect(two.there, autocommit=True) as link:
        link.execute("SET session_replication_role = replica")
        link.execute(
            "INSERT INTO kernel_municipality (code, name, crs, language, created)"
            " VALUES ('9990', 'Granne', 3006, 'sv', now())"
        )
        link.execute(
            "INSERT INTO kernel_move (id, municipality_id, subject, subject_id, before, action, after, at,"
            " reason, public) VALUES (%s, 1, 'x', 1, '', '', '', now(), '', '')",
            [STEP],
        )
    taken = leaving.take_in(two.there, path=parts[0], police=parts[1])
    assert taken.step == STEP
    left = _left_behind(two.there, taken.number)
    assert not left, "\n".join(left)


def _left_behind(conninfo: str, number: int) -> list[str]:
    """Where a number of the source is still read."""
    found = {}
    with psycopg.connect(conninfo) as link:
        tenants = schema.tables(link)
        for table in tenants.values():
            for part in exporting.PARTS:
                for row in rows.read(link, table, part=part, number=number, tenants=tenants):
                    for column, value in zip(table.columns, row, strict=True):
                        if value and (at := LEFT_BEHIND.search(value)):
                            near = value[max(at.start() - 30, 0) : at.end() + 9]
                            found[f"{table.name}.{column.name} {near[:20]}"] = near
    return [f"{name}: {value}" for name, value in found.items() if name.split()[0] not in NO_NUMBERS]


def test_twice_is_refused_and_a_changed_file_too(two: Two, parts: tuple[Path, Path], tmp_path: Path) -> None:
    exported(two, parts)
    leaving.take_in(two.there, path=parts[0], police=parts[1])
    with pytest.raises(leaving.LeavingError, match="here already"):
        leaving.take_in(two.there, path=parts[0], police=parts[1])
    folder = tmp_path / "open"
    with zipfile.ZipFile(parts[0]) as archive:
        archive.extractall(folder)
    file = folder / "tables" / "kernel_municipality.csv"
    file.write_text(file.read_text() + " ")
    with pytest.raises(leaving.LeavingError, match="as they were written"):
        leaving.take_in(two.there, path=folder, code="9999")


def test_it_is_forgotten_only_once_all_of_it_was_exported(
    two: Two, parts: tuple[Path, Path], tmp_path: Path
) -> None:
    code, now = two.everything.cast.home.code, two.everything.now
    made = exported(two, parts)
    certificate = tmp_path / "certificate.md"
    cast = two.everything.cast
    with cast.acting(cast.coordinator) as me:
        home = places.find_address(text="Storgatan 1").id
        practice.begin(kind="burglary", dwelling_id=home, people={me.user_id}, now=now)
    with pytest.raises(leaving.LeavingError, match="knows no export"):
        leaving.forget(two.here, code=code, exports=parts, to=certificate, now=now)
    for each in made:
        written_down(two.everything.cast, each.digest, each.part)
    with pytest.raises(leaving.LeavingError, match="police's part"):
        leaving.forget(two.here, code=code, exports=parts[:1], to=certificate, now=now)
    done = leaving.forget(two.here, code=code, exports=parts, to=certificate, now=now, scrub=False)
    assert done.later_lines >= 2
    assert made[0].digest in certificate.read_text()
    with psycopg.connect(two.here) as link:
        number = two.everything.cast.home.pk
        for table in schema.tables(link).values():
            query = f"SELECT count(*) FROM {table.name} WHERE {table.mine}"
            assert link.execute(query.encode(), [number]).fetchone() == (0,), table.name
        drills = "SELECT count(*) FROM kernel_municipality WHERE practice_of_id IS NOT NULL"
        assert link.execute(drills).fetchone() == (0,)
    with pytest.raises(leaving.LeavingError, match="no municipality"):
        leaving.forget(two.here, code=code, exports=parts, to=tmp_path / "again.md", now=now)


def test_what_only_the_police_may_read_is_in_their_file_alone(two: Two, parts: tuple[Path, Path]) -> None:
    from tests.everything import CASE_NUMBER, CONTACT

    exported(two, parts)
    open_, theirs = (_said(path) for path in parts)
    assert CASE_NUMBER in theirs
    assert CONTACT in theirs
    assert CASE_NUMBER not in open_
    assert CONTACT not in open_
    assert str(MARKED)[:3] in open_


def _said(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
