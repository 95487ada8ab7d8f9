"""Taking in a municipality that another installation exported: whole and the same, or not at all."""

import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from . import numbers as numbering
from . import rows, schema
from .numbers import Numbers
from .schema import Connection, Table
from .values import MANIFEST, TABLES, LeavingError, Manifest, Said, manifest_from, missing

ROUND: Final = 1_000_000  # a step that people can read


@dataclass(frozen=True)
class Imported:
    """What was taken in. `joined` accounts were here under a proven address, `fresh` ones weren't."""

    code: str
    name: str
    number: int
    tables: int
    rows: int
    joined: int
    fresh: int
    step: int


def take_in(conninfo: str, *, path: Path, police: Path | None = None, code: str = "") -> Imported:
    """Make the municipality of an export here, under another code where `code` says so, in one transaction.

    Every table is compared before it counts. Raises LeavingError where it is here already, where files are missing
    or changed, and where a table differs; then nothing was changed.
    """
    with tempfile.TemporaryDirectory(prefix="kokong-import-") as work:
        parts = [_opened(each, Path(work) / str(place)) for place, each in enumerate(filter(None, (path, police)))]
        with psycopg.connect(conninfo) as connection:
            try:
                return _take_in(connection, parts, code)
            except psycopg.errors.UniqueViolation as error:
                raise LeavingError(
                    f"Something of it is here already, in {error.diag.table_name} ({error.diag.constraint_name}). "
                    "Nothing was changed."
                ) from error


Opened = tuple[Manifest, Path]


def _opened(path: Path, folder: Path) -> Opened:
    """An export's manifest and its folder, once every file is what was written."""
    try:
        if path.is_dir():
            folder = path
        else:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder)  # names with .. are made harmless by zipfile
        manifest = manifest_from((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, zipfile.BadZipFile) as error:
        raise LeavingError(f"{path} is no export of a municipality. Nothing was changed.") from error
    if changed := missing(manifest, folder):
        raise LeavingError(
            f"{len(changed)} files aren't as they were written, {changed[0]} among them. Nothing was changed."
        )
    return manifest, folder


def read_manifest(path: Path) -> Manifest:
    """The manifest of an export whose every file is what was written."""
    with tempfile.TemporaryDirectory(prefix="kokong-import-") as work:
        return _opened(path, Path(work))[0]


def _take_in(connection: Connection, parts: Sequence[Opened], code: str) -> Imported:
    first = _fitting(connection, parts)
    code = code or first.code
    for setting in (*rows.SETTINGS, "SET session_replication_role = replica"):
        connection.execute(setting)
    if connection.execute("SELECT FROM kernel_municipality WHERE code = %s", [code]).fetchone():
        raise LeavingError(f"Municipality {code} is here already. Nothing was changed.")
    tenants = schema.tables(connection)
    numbers, joined, fresh = _numbers(connection, parts, tenants)
    for manifest, folder in parts:
        for name in (schema.WORDS, *(n for n in manifest.tables if n != schema.WORDS)):
            if manifest.tables[name].rows:
                _lay(connection, folder / TABLES / f"{name}.csv", tenants[name], numbers)
    number = next(iter(numbers.municipality.values()))
    _compare(connection, parts, tenants, numbers, number)
    _refuse_loose(connection, number)
    connection.execute("UPDATE kernel_municipality SET code = %s WHERE id = %s", [code, number])
    _seal(connection, number)
    _count_on(connection, tenants)
    total = sum(manifest.rows for manifest, _folder in parts)
    filled = {n for manifest, _f in parts for n, said in manifest.tables.items() if said.rows}
    return Imported(code, first.name, number, len(filled), total, joined, fresh, numbers.step)


def _fitting(connection: Connection, parts: Sequence[Opened]) -> Manifest:
    """The municipality's part, if the parts belong together and to this program."""
    first = parts[0][0]
    if first.part != "municipality" or [m.part for m, _ in parts[1:]] not in ([], ["police"]):
        raise LeavingError(
            "Give the municipality's part first, and the police's with --police. Nothing was changed."
        )
    if len({manifest.key for manifest, _folder in parts}) > 1:
        raise LeavingError("The two parts are of different exports. Nothing was changed.")
    if first.migrations != schema.fingerprint(connection):
        raise LeavingError(
            f"The tables here are of another version than those of the export ({first.version}). Bring both "
            "installations to the same version and export anew. Nothing was changed."
        )
    return first


def _numbers(
    connection: Connection, parts: Sequence[Opened], tenants: Mapping[str, Table]
) -> tuple[Numbers, int, int]:
    """What the source's numbers become here."""
    people, joined = _people(connection, parts[0][1] / TABLES / f"{schema.ACCOUNTS}.csv")
    row = connection.execute(
        "SELECT coalesce(max(id), 0) + 1, nextval(pg_get_serial_sequence('kernel_municipality', 'id'))"
        " FROM kernel_municipality"
    ).fetchone()
    assert row is not None
    own = max(int(str(row[0])), int(str(row[1])))
    before = next(
        _read(connection, parts[0][1] / TABLES / f"{schema.MUNICIPALITY}.csv", tenants[schema.MUNICIPALITY])
    )
    highest = max((_highest(connection, table) for table in tenants.values()), default=0)
    step = -(-highest // ROUND) * ROUND
    numbers = Numbers({int(before[0] or 0): own}, people, step)
    if step:
        _learn_words(connection, parts, tenants[schema.WORDS], numbers)
    return numbers, joined, len(people) - joined


def _highest(connection: Connection, table: Table) -> int:
    column = next(each for each in table.columns if each.name == table.key)
    if table.name == schema.MUNICIPALITY or column.type != "bigint":
        return 0
    row = connection.execute(
        sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(
            sql.Identifier(table.key), sql.Identifier(table.name)
        )
    ).fetchone()
    return int(str(row[0])) if row else 0


def _learn_words(connection: Connection, parts: Sequence[Opened], table: Table, numbers: Numbers) -> None:
    for manifest, folder in parts:
        if manifest.tables[table.name].rows:
            for row in _read(connection, folder / TABLES / f"{table.name}.csv", table):
                told = dict(zip((each.name for each in table.columns), row, strict=True))
                numbering.learn_words(str(told["said"]), str(told["salt"]), str(told["digest"]), numbers)


_FRESH: Final = """
INSERT INTO people_user (id, password, is_superuser, email, new_email, name, language, is_active, created)
VALUES (%s, '!' || replace(gen_random_uuid()::text, '-', ''), false, %s, '', %s, %s, true, now())
"""


def _people(connection: Connection, path: Path) -> tuple[dict[int, int], int]:
    """Accounts by the source's number: who has one here under that proven address, and new ones for the others.

    A new one opens by a link that is sent to its address, and by nothing else.
    """
    from .exporting import ACCOUNT

    found: dict[int, int] = {}
    joined = 0
    for before, email, name, language in list(_read(connection, path, ACCOUNT)) if path.exists() else []:
        row = connection.execute("SELECT id FROM people_user WHERE lower(email) = lower(%s)", [email]).fetchone()
        joined += row is not None
        if row is None:
            row = connection.execute("SELECT nextval(pg_get_serial_sequence('people_user', 'id'))").fetchone()
            assert row is not None
            connection.execute(_FRESH, [row[0], email, name, language])
        found[int(before or 0)] = int(str(row[0]))
    return found, joined


def _read(connection: Connection, path: Path, table: Table) -> Iterator[rows.Row]:
    """The rows of a file, as PostgreSQL reads it: it tells no value from an empty text."""
    stage = sql.Identifier(f"kokong_stage_{table.name}"[:60])
    columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(each.name)) for each in table.columns)
    connection.execute(sql.SQL("CREATE TEMPORARY TABLE {} ({})").format(stage, columns))
    with connection.cursor() as cursor:
        query = sql.SQL("COPY {} FROM STDIN (FORMAT csv, HEADER match)").format(stage)
        with cursor.copy(query) as copy, path.open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)
        with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(stage)) as copy:
            found = list(copy.rows())
    connection.execute(sql.SQL("DROP TABLE {}").format(stage))
    yield from found


def _lay(connection: Connection, path: Path, table: Table, numbers: Numbers) -> None:
    changed = rows.changer(table, numbers)
    columns = sql.SQL(", ").join(sql.Identifier(each.name) for each in table.columns)
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    found = list(_read(connection, path, table))
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for row in found:
            copy.write_row(changed(row))


def _compare(
    connection: Connection, parts: Sequence[Opened], tenants: Mapping[str, Table], numbers: Numbers, number: int
) -> None:
    """Every table against what the source said of it. Raises LeavingError where one differs."""
    for manifest, _folder in parts:
        found: dict[str, Said] = {
            table.name: rows.said_of(
                connection, table, part=manifest.part, number=number, tenants=tenants, back=numbers.back
            )
            for table in tenants.values()
        }
        differing = [name for name, said in manifest.tables.items() if found.get(name) != said]
        if differing:
            raise LeavingError(f"{', '.join(differing[:5])}: not the same as in the export. Nothing was changed.")


_LOOSE: Final = """
SELECT s.relname, a.attname, t.relname, k.attname FROM pg_constraint f
JOIN pg_class s ON s.oid = f.conrelid AND s.relnamespace = 'public'::regnamespace
JOIN pg_class t ON t.oid = f.confrelid
JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[cardinality(f.conkey)]
JOIN pg_attribute k ON k.attrelid = f.confrelid AND k.attnum = f.confkey[cardinality(f.confkey)]
JOIN pg_attribute m ON m.attrelid = f.conrelid AND m.attname = 'municipality_id'
WHERE f.contype = 'f'
"""


def _refuse_loose(connection: Connection, number: int) -> None:
    """Rows came without their references being looked at: look at each now."""
    for table, column, target, key in connection.execute(_LOOSE).fetchall():
        names = [sql.Identifier(str(each)) for each in (table, column, target, key, column)]
        query = sql.SQL(
            "SELECT FROM {} s WHERE municipality_id = %s AND {} IS NOT NULL"
            " AND NOT EXISTS (SELECT FROM {} t WHERE t.{} = s.{}) LIMIT 1"
        ).format(*names)
        if connection.execute(query, [number]).fetchone():
            raise LeavingError(
                f"A row of {table} points at a row of {target} that isn't in the export. If it is the police's, "
                "give their part with --police. Nothing was changed."
            )


_SEAL: Final = """
DO $$
DECLARE
  line kernel_auditentry;
  place bigint := 0;
  content bytea;
  before bytea := kokong_audit_start({number});
BEGIN
  FOR line IN SELECT * FROM kernel_auditentry WHERE municipality_id = {number} ORDER BY id LOOP
    place := place + 1;
    content := sha256(convert_to(kokong_audit_text(line), 'UTF8'));
    INSERT INTO kernel_auditseal (chain, number, entry_id, content, previous, hash)
      VALUES ({number}, place, line.id, content, before, sha256(before || content));
    before := sha256(before || content);
  END LOOP;
END $$
"""


def _seal(connection: Connection, number: int) -> None:
    """The log's lines have other numbers here and are sealed anew; the source's seals are in its export."""
    connection.execute(sql.SQL(_SEAL).format(number=sql.Literal(number)))


def _count_on(connection: Connection, tenants: Mapping[str, Table]) -> None:
    """Numbers that came are not given again."""
    for table in tenants.values():
        row = connection.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.key]).fetchone()
        if row and row[0]:
            query = (
                "SELECT setval(%s::regclass, greatest(nextval(%s::regclass), coalesce(max({}), 0) + 1), false)"
                " FROM {}"
            )
            connection.execute(
                sql.SQL(query).format(sql.Identifier(table.key), sql.Identifier(table.name)), [row[0], row[0]]
            )
