"""The database roles: one owns the tables and migrates, each process has one of its own that obeys the policies.

All are called after the database: `kokong_owner`, `kokong_web`, and so on (`installation.PROCESSES`).
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from . import grants
from .grants import POLICY, Grant
from .installation import PROCESSES

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist", "btree_gin", "fuzzystrmatch")

# Row-level security lets an index serve only operators that are known not to leak what they compare.
# These never put their arguments in an error message; marking them needs a superuser and is only for speed.
SAFE_FUNCTIONS = (
    "similarity_op(text, text)",
    "word_similarity_op(text, text)",
    "word_similarity_commutator_op(text, text)",
    "on_pb(point, box)",
    "box_overlap(box, box)",
    "texticlike(text, text)",
    "textlike(text, text)",
)

Connection = psycopg.Connection[tuple[object, ...]]
FORMER = "app"  # the one role of web, worker and receiver in former versions


QUIET: Final = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
"""What PostgreSQL's log leaves out of an error: the statement with its values, and the row that it was about."""


def name_of(process: str, *, database: str) -> str:
    """The role of a process ("owner" for the owner) in a database of this name."""
    return f"{database}_{process}"


def prepare(
    admin: Connection, *, database: str, prefix: str = "", passwords: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Create roles, database, extensions and who may connect; safe to run again. `settle` grants the rest.

    `admin` is an autocommit connection of a role that may create roles and databases; `prefix` begins the roles'
    names where it isn't the database's. Returns the passwords that were set, by process: those of `passwords`, and
    new ones for others; none where `passwords` is None (the embedded server trusts its socket).
    """
    names = {process: name_of(process, database=prefix or database) for process in ("owner", *PROCESSES)}
    known = passwords or {}
    fresh = {} if passwords is None else {p: known.get(p) or secrets.token_urlsafe(24) for p in names}
    with _alone(admin):
        for process, role in names.items():
            _ensure_role(admin, role, fresh.get(process))
        _retire(admin, name_of(FORMER, database=prefix or database))
        _ensure_database(admin, database, names["owner"])
        _quieten(admin, database)
    target = make_conninfo(admin.info.dsn, dbname=database, password=admin.info.password or None)
    with psycopg.connect(target, autocommit=True) as inside:
        _prepare_inside(inside, database=database, names=names)
    return fresh


@contextmanager
def _alone(admin: Connection) -> Iterator[None]:
    """Roles are the whole server's, and PostgreSQL refuses to change one from two sides at once."""
    admin.execute("SELECT pg_advisory_lock(hashtext('kokong.roles'))")
    try:
        yield
    finally:
        admin.execute("SELECT pg_advisory_unlock(hashtext('kokong.roles'))")


def _exists(admin: Connection, role: str) -> bool:
    return admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is not None


def _ensure_role(admin: Connection, role: str, password: str | None) -> None:
    verb = sql.SQL("ALTER" if _exists(admin, role) else "CREATE")
    admin.execute(
        sql.SQL("{} ROLE {} LOGIN NOCREATEDB NOCREATEROLE").format(verb, sql.Identifier(role))
        + (sql.SQL(" PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL(""))
    )


def _retire(admin: Connection, role: str) -> None:
    """The role that former versions served everybody with signs in no more."""
    if _exists(admin, role):
        admin.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(role)))


def _ensure_database(admin: Connection, database: str, owner: str) -> None:
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        admin.execute(
            sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(database), sql.Identifier(owner))
        )
        return
    if not _is_superuser(admin):
        admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(owner)))
    admin.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            sql.Identifier(database), sql.Identifier(owner)
        )
    )


def _quieten(admin: Connection, database: str) -> None:
    """Keep out of PostgreSQL's log what people have written, where we may; the doctor says where not."""
    if _is_superuser(admin):
        for name, value in QUIET.items():
            statement = sql.SQL("ALTER DATABASE {} SET {} = {}")
            admin.execute(statement.format(sql.Identifier(database), sql.Identifier(name), sql.Literal(value)))


def log_is_quiet(connection: Connection) -> bool:
    """Whether errors reach PostgreSQL's log without values."""
    return all(
        connection.execute("SELECT current_setting(%s)", [name]).fetchone() == (value,)
        for name, value in QUIET.items()
    )


def _prepare_inside(inside: Connection, *, database: str, names: dict[str, str]) -> None:
    everybody = sql.SQL(", ").join(map(sql.Identifier, names.values()))
    who = {"db": sql.Identifier(database), "owner": sql.Identifier(names["owner"]), "all": everybody}
    for extension in EXTENSIONS:
        inside.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    staging = {name: sql.Identifier(names[name]) for name in ("command", "worker")}  # imports of places
    for statement in (
        "REVOKE ALL ON DATABASE {db} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {db} TO {all}",
        "GRANT TEMPORARY ON DATABASE {db} TO {owner}, {command}, {worker}",
        "ALTER SCHEMA public OWNER TO {owner}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {all}",
        "ALTER DATABASE {db} SET jit = off",
        "ALTER DATABASE {db} SET timezone = 'UTC'",
    ):
        inside.execute(sql.SQL(statement).format(**who, **staging))
    if _is_superuser(inside):
        for function in SAFE_FUNCTIONS:
            inside.execute(sql.SQL(f"ALTER FUNCTION {function} LEAKPROOF"))


def _is_superuser(connection: Connection) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def prefix_of(connection: Connection) -> str:
    """What the roles' names begin with here: the database's owner is called so, and `_owner`."""
    row = connection.execute(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    assert row is not None
    return str(row[0]).removesuffix("_owner")


def process_of(connection: Connection) -> str | None:
    """Which process the connected role is for, "owner" among them; None for a role that isn't one of ours."""
    start = f"{prefix_of(connection)}_"
    user = connection.info.user
    process = user.removeprefix(start)
    return process if user.startswith(start) and process in {"owner", *PROCESSES} else None


def actual(connection: Connection) -> frozenset[Grant]:
    """What our roles may do with tables, as the catalogue has it; any role may ask."""
    start = f"{prefix_of(connection)}_"
    rows = connection.execute(_ACTUAL, {"start": start, "roles": [start + p for p in (*PROCESSES, FORMER)]})
    return frozenset(Grant(*map(str, row)) for row in rows)


_ACTUAL = """
SELECT substr(r.rolname, length(%(start)s) + 1), g.relname, g.privilege_type, g.attname FROM (
    SELECT c.relname, '' AS attname, (aclexplode(c.relacl)).* FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    UNION ALL
    SELECT c.relname, a.attname, (aclexplode(a.attacl)).* FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT c.relname, p.polname, 0, unnest(p.polroles), 'POLICY', false FROM pg_policy p
    JOIN pg_class c ON c.oid = p.polrelid
) g JOIN pg_roles r ON r.oid = g.grantee WHERE r.rolname = ANY(%(roles)s)
"""


def differences(connection: Connection) -> tuple[frozenset[Grant], frozenset[Grant]]:
    """What our roles lack of `grants.wanted`, and what they have beyond it; any role may ask."""
    is_there = frozenset(
        str(name)
        for (name,) in connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
    )
    want = frozenset(grant for grant in grants.wanted() if grant.table in is_there)
    have = actual(connection)
    return want - have, have - want


def settle(owner: Connection) -> None:
    """Make the database agree with `grants`, as its owner; changes only what differs."""
    prefix = prefix_of(owner)
    with owner.transaction():
        lack, beyond = differences(owner)
        _point_policies(owner, {(g.table, g.column) for g in lack | beyond if g.privilege == POLICY}, prefix)
        _run(owner, "REVOKE {} ON {} FROM {}", beyond, prefix)
        lack, _beyond = differences(owner)  # taking a table's right away takes its columns' with it
        _run(owner, "GRANT {} ON {} TO {}", lack, prefix)
        _settle_sequences(owner, prefix)
        _forget_defaults(owner)


def _run(owner: Connection, statement: str, changes: Iterable[Grant], prefix: str) -> None:
    for process, table, privilege, column in sorted(change for change in changes if change.privilege != POLICY):
        what = sql.SQL(privilege) + (sql.SQL(" ({})").format(sql.Identifier(column)) if column else sql.SQL(""))
        role = sql.Identifier(name_of(process, database=prefix))
        owner.execute(sql.SQL(statement).format(what, sql.Identifier(table), role))


def _point_policies(owner: Connection, policies: Iterable[tuple[str, str]], prefix: str) -> None:
    for table, policy in sorted(policies):
        names = [sql.Identifier(name_of(one, database=prefix)) for one in grants.processes_of(table, policy)]
        whom = sql.SQL(", ").join(names) if names else sql.SQL("PUBLIC")
        owner.execute(
            sql.SQL("ALTER POLICY {} ON {} TO {}").format(sql.Identifier(policy), sql.Identifier(table), whom)
        )


def _settle_sequences(owner: Connection, prefix: str) -> None:
    """Who adds to a table with a serial number may count it on; identity columns need nothing."""
    for sequence, table in owner.execute(_SERIALS).fetchall():
        adds = {g.process for g in grants.wanted() if (g.table, g.privilege) == (table, "INSERT")}
        for process in (*PROCESSES, FORMER):
            role = name_of(process, database=prefix)
            if process == FORMER and not _exists(owner, role):
                continue
            verb = "GRANT USAGE ON SEQUENCE {} TO {}" if process in adds else "REVOKE ALL ON SEQUENCE {} FROM {}"
            owner.execute(sql.SQL(verb).format(sql.Identifier(str(sequence)), sql.Identifier(role)))


_SERIALS = """
SELECT s.relname, t.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype = 'a'
JOIN pg_class t ON t.oid = d.refobjid
WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace
"""


def _forget_defaults(owner: Connection) -> None:
    """Former versions granted everything on every new table by default."""
    prefix = prefix_of(owner)
    former = name_of(FORMER, database=prefix)
    if not _exists(owner, former):
        return
    for kind in ("TABLES", "SEQUENCES"):
        owner.execute(
            sql.SQL(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON {kind} FROM {{}}").format(
                sql.Identifier(former)
            )
        )


def weaknesses(connection: Connection) -> list[str]:
    """Why the connected role must not serve people; empty when it obeys row-level security and is alone."""
    row = connection.execute(_WEAKNESSES).fetchone()
    assert row is not None
    return [reason for reason, true in zip(_REASONS, row, strict=True) if true]


_REASONS = (
    "is a superuser",
    "may bypass row-level security",
    "may create roles",
    "owns the tables",
    "may create tables",
    "may become another role",
)
_WEAKNESSES = """
SELECT rolsuper, rolbypassrls, rolcreaterole,
    EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' AND relowner = r.oid
        AND relnamespace = 'public'::regnamespace),
    has_schema_privilege(r.oid, 'public', 'CREATE'),
    EXISTS (SELECT 1 FROM pg_auth_members WHERE member = r.oid)
FROM pg_roles r WHERE rolname = current_user
"""
