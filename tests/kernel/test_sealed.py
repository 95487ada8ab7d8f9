"""The log with real PostgreSQL: who writes it, what it holds against, and how an export proves itself."""

import importlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction

from kokong.kernel import audit, sealed, tenancy
from kokong.kernel.chain import Head, Verdict
from kokong.kernel.models import AuditEntry, AuditSeal
from tests.cast import Cast


def _line(cast: Cast, number: int = 0) -> None:
    with cast.acting(cast.coordinator):
        audit.record(action="test.line", subject="line", subject_id=number)


def _checked(cast: Cast, kept: Head | None = None) -> Verdict:
    with tenancy.scope(municipality_id=cast.home.pk):
        return sealed.check(kept=kept)


@contextmanager
def _tampering() -> Iterator[object]:
    """As somebody who owns the database and switches its guards off."""
    with connections["owner"].cursor() as owner:
        for table in ("kernel_auditentry", "kernel_auditseal"):
            owner.execute(
                f"ALTER TABLE {table} DISABLE TRIGGER USER; ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
            )
        yield owner
        for table in ("kernel_auditentry", "kernel_auditseal"):
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER; ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def test_the_database_says_who_wrote_a_line_and_when(cast: Cast) -> None:
    with cast.acting(cast.officer), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kokong.roles', 'officer,visitor', true)")
        cursor.execute(
            "INSERT INTO kernel_auditentry (municipality_id, at, user_id, authority, roles, action, subject,"
            " detail) VALUES (%s, '2001-01-01', %s, 'system', 'auditor', 'test.forged', '', '{}')",
            [cast.elsewhere.pk, cast.visitor.user_id],
        )
    with tenancy.scope(municipality_id=cast.home.pk):
        row = AuditEntry.objects.get(action="test.forged")
    assert (row.municipality_id, row.user_id) == (cast.home.pk, cast.officer.user_id)
    assert (row.authority, row.roles, row.at.year > 2001) == ("police", "officer,visitor", True)


def test_without_a_scope_nobody_writes_a_line(db: None) -> None:
    with pytest.raises(DatabaseError, match="needs a scope"), transaction.atomic():
        AuditEntry.objects.create(action="test.nobody")


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("INSERT INTO kernel_auditseal VALUES (99, %s, 99, 'x', 'x', 'x')", "permission denied"),
        ("SELECT kokong_audit_seal() WHERE %s > 0", "permission denied"),
    ],
)  # fmt: skip
def test_the_application_cannot_write_seals(cast: Cast, statement: str, refusal: str) -> None:
    with (
        cast.acting(cast.coordinator),
        pytest.raises(DatabaseError, match=refusal),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [cast.home.pk])


@pytest.mark.parametrize("statement", ["UPDATE kernel_auditseal SET number = 99", "DELETE FROM kernel_auditseal"])
def test_the_application_cannot_change_seals(committed_cast: Cast, statement: str) -> None:
    _line(committed_cast)
    before = _checked(committed_cast)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        committed_cast.acting(committed_cast.coordinator),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert _checked(committed_cast) == before


def test_lines_of_one_transaction_are_sealed_together(committed_cast: Cast) -> None:
    before = _checked(committed_cast).lines
    with committed_cast.acting(committed_cast.coordinator):
        for number in range(50):
            audit.record(action="test.line", subject="line", subject_id=number)
        assert AuditSeal.objects.count() == before
    found = _checked(committed_cast)
    assert (found.problem, found.lines, found.head.number) == ("", before + 50, before + 50)


def test_two_transactions_at_once_make_one_chain(committed_cast: Cast) -> None:
    """Each writes and commits while the other is open; neither waits for the other's end before its own."""
    opened, errors = threading.Barrier(2), []

    def work() -> None:
        try:
            for number in range(20):
                with committed_cast.acting(committed_cast.coordinator):
                    audit.record(action="test.line", subject="line", subject_id=number)
                    opened.wait(30)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    before = _checked(committed_cast).lines
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found = _checked(committed_cast)
    assert (errors, found.problem, found.lines) == ([], "", before + 40)


def test_a_rolled_back_line_leaves_no_gap(committed_cast: Cast) -> None:
    before = _checked(committed_cast).lines
    with pytest.raises(RuntimeError), committed_cast.acting(committed_cast.coordinator):
        audit.record(action="test.line")
        raise RuntimeError
    _line(committed_cast)
    assert _checked(committed_cast).head.number == before + 1


TAMPERING = {
    "UPDATE kernel_auditentry SET action = 'x' WHERE id = %s": "says something else",
    "UPDATE kernel_auditentry SET at = at + interval '1 us' WHERE id = %s": "says something else",
    "DELETE FROM kernel_auditentry WHERE id = %s": "says something else",
    "DELETE FROM kernel_auditseal WHERE entry_id = %s": "is missing",
    "UPDATE kernel_auditseal SET hash = sha256('x') WHERE entry_id = %s": "seal",
    "UPDATE kernel_auditseal SET previous = sha256('x') WHERE entry_id = %s": "does not follow",
}


@pytest.mark.parametrize("statement", TAMPERING)
def test_what_even_the_owner_does_to_a_line_shows(committed_cast: Cast, statement: str) -> None:
    for number in range(3):
        _line(committed_cast, number)
    with committed_cast.acting(committed_cast.auditor):
        middle = AuditEntry.objects.get(subject_id=1, subject="line").pk
    with _tampering() as owner:
        owner.execute(statement, [middle])  # type: ignore[attr-defined]
    assert TAMPERING[statement] in _checked(committed_cast).problem


def test_a_cut_tail_shows_against_the_kept_head(committed_cast: Cast) -> None:
    _line(committed_cast)
    kept = _checked(committed_cast).head
    with _tampering() as owner:
        owner.execute(  # type: ignore[attr-defined]
            "WITH gone AS (DELETE FROM kernel_auditseal WHERE chain = %s AND number = %s RETURNING entry_id)"
            " DELETE FROM kernel_auditentry USING gone WHERE id = gone.entry_id",
            [committed_cast.home.pk, kept.number],
        )
    assert _checked(committed_cast).problem == ""
    assert "was there once" in _checked(committed_cast, kept).problem


def test_a_line_written_past_the_trigger_shows(committed_cast: Cast) -> None:
    with _tampering() as owner:
        owner.execute(  # type: ignore[attr-defined]
            "INSERT INTO kernel_auditentry (municipality_id, at, authority, action, subject, detail)"
            " VALUES (%s, now(), 'police', 'test.forged', '', '{}')",
            [committed_cast.home.pk],
        )
    assert "never sealed" in _checked(committed_cast).problem


def test_lines_from_before_the_chain_are_sealed_by_the_migration(committed_cast: Cast) -> None:
    for number in range(3):
        _line(committed_cast, number)
    with committed_cast.acting(committed_cast.coordinator):
        audit.record(action="cocoon.contact", subject="municipality", detail={"phone": "0480-45 00 00"})
    before = _checked(committed_cast)
    migration = importlib.import_module("kokong.kernel.migrations.0003_audit_chain")
    with _tampering() as owner:
        owner.execute("DELETE FROM kernel_auditseal")  # type: ignore[attr-defined]
        owner.execute(migration.CLEAN)  # type: ignore[attr-defined]
        owner.execute(migration.SEAL_WHAT_IS_THERE)  # type: ignore[attr-defined]
    after = _checked(committed_cast)
    assert (after.problem, after.lines) == ("", before.lines)
    assert committed_cast.log(subject="municipality")[0].detail == {"set": True}


@pytest.fixture
def exported(committed_cast: Cast, tmp_path: Path) -> Path:
    """Five lines in a file."""
    for number in range(5):
        _line(committed_cast, number)
    path = tmp_path / "log.ndjson"
    with tenancy.scope(municipality_id=committed_cast.home.pk):
        sealed.export(path)
    return path


def test_an_export_proves_itself_and_is_logged(exported: Path, committed_cast: Cast) -> None:
    found = sealed.check_file(exported)
    assert found.problem == ""
    assert committed_cast.log(subject="log")[0].action == "audit.exported"
    assert _checked(committed_cast, found.head).problem == ""


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda lines: lines[:3] + lines[4:], "is missing"),
        (lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]], "is missing"),
        (lambda lines: lines[:-2] + lines[-1:], "but says that it ended"),
        (lambda lines: lines[:-1], "its end was cut off"),
        (lambda lines: [*lines, lines[-1]], "after the file's last line"),
        (lambda lines: [line.replace("test.line", "test.lime") for line in lines], "says something else"),
    ],
    ids=["one away", "another order", "tail away", "last line away", "one more", "changed"],
)
def test_what_is_done_to_an_export_shows(exported: Path, damage: object, said: str) -> None:
    lines = exported.read_text("utf-8").splitlines()
    exported.write_text("\n".join(damage(lines)) + "\n", "utf-8")  # type: ignore[operator]
    assert said in sealed.check_file(exported).problem


def test_an_export_made_anew_without_its_tail_misses_the_head_kept_elsewhere(exported: Path) -> None:
    kept = sealed.check_file(exported).head
    lines = [json.loads(line) for line in exported.read_text("utf-8").splitlines()]
    del lines[-2]
    lines[-1] = {"lines": len(lines) - 2, "head": f"{lines[-2]['number']}:{lines[-2]['hash']}"}
    exported.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert sealed.check_file(exported).problem == ""
    assert "was there once" in sealed.check_file(exported, kept=kept).problem
