"""The two database roles: one owns the tables and migrates, one serves people and obeys every policy."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist", "btree_gin")

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


def prepare(
    admin: psycopg.Connection[tuple[object, ...]],
    *,
    database: str,
    owner: str,
    app: str,
    passwords: bool = False,
) -> dict[str, str]:
    """Create roles, database, extensions and privileges; safe to run again.

    `admin` is an autocommit connection of a role that may create roles and databases. Returns the
    passwords that were set, by role; empty without `passwords` (the embedded server trusts its socket).
    """
    fresh = {role: secrets.token_urlsafe(24) for role in (owner, app)} if passwords else {}
    with _alone(admin):
        for role in (owner, app):
            _ensure_role(admin, role, fresh.get(role))
        _ensure_database(admin, database, owner)
    target = make_conninfo(admin.info.dsn, dbname=database, password=admin.info.password or None)
    with psycopg.connect(target, autocommit=True) as inside:
        _prepare_inside(inside, database=database, owner=owner, app=app)
    return fresh


@contextmanager
def _alone(admin: psycopg.Connection[tuple[object, ...]]) -> Iterator[None]:
    """Roles are the whole server's, and PostgreSQL refuses to change one from two sides at once."""
    admin.execute("SELECT pg_advisory_lock(hashtext('kokong.roles'))")
    try:
        yield
    finally:
        admin.execute("SELECT pg_advisory_unlock(hashtext('kokong.roles'))")


def _ensure_role(admin: psycopg.Connection[tuple[object, ...]], role: str, password: str | None) -> None:
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER" if known else "CREATE")
    admin.execute(
        sql.SQL("{} ROLE {} LOGIN NOCREATEDB NOCREATEROLE").format(verb, sql.Identifier(role))
        + (sql.SQL(" PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL(""))
    )


def _ensure_database(admin: psycopg.Connection[tuple[object, ...]], database: str, owner: str) -> None:
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


def _prepare_inside(
    inside: psycopg.Connection[tuple[object, ...]], *, database: str, owner: str, app: str
) -> None:
    names = {"db": sql.Identifier(database), "owner": sql.Identifier(owner), "app": sql.Identifier(app)}
    for extension in EXTENSIONS:
        inside.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    for statement in (
        "REVOKE ALL ON DATABASE {db} FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE {db} TO {owner}, {app}",
        "ALTER SCHEMA public OWNER TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        "ALTER DATABASE {db} SET jit = off",
        "ALTER DATABASE {db} SET timezone = 'UTC'",
    ):
        inside.execute(sql.SQL(statement).format(**names))
    if _is_superuser(inside):
        for function in SAFE_FUNCTIONS:
            inside.execute(sql.SQL(f"ALTER FUNCTION {function} LEAKPROOF"))


def _is_superuser(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def weaknesses(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """Why the connected role must not serve people; empty when it obeys row-level security."""
    row = connection.execute(
        "SELECT rolsuper, rolbypassrls, EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' AND relowner = r.oid"
        " AND relnamespace = 'public'::regnamespace) FROM pg_roles r WHERE rolname = current_user"
    ).fetchone()
    assert row is not None
    reasons = ("is a superuser", "may bypass row-level security", "owns the tables")
    return [reason for reason, true in zip(reasons, row, strict=True) if true]
