"""Each process's role in the database has what `kernel.grants` says and can do nothing else."""

import os
import re
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from kokong.install import embedded
from kokong.kernel import grants, retention, roles, tenancy
from kokong.kernel.installation import PROCESSES
from tests.cast import Cast
from tests.everything import build_everything
from tests.roles import acting

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "database-roles.md"
SERVED = ("web", "worker", "raiser", "receiver")


@pytest.fixture
def catalogue(db: None) -> "psycopg.Connection[tuple[object, ...]]":
    """The test database, for questions about itself."""
    connection.ensure_connection()
    found: psycopg.Connection[tuple[object, ...]] = connection.connection
    return found


@pytest.mark.parametrize("process", PROCESSES)
def test_each_role_is_weak(django_db_setup: None, test_server: embedded.Server, process: str) -> None:
    with connected(test_server, process) as link:
        assert roles.weaknesses(link) == []
        assert roles.process_of(link) == process


def test_the_database_has_the_grants_of_the_table_and_no_others(
    catalogue: "psycopg.Connection[tuple[object, ...]]",
) -> None:
    assert roles.differences(catalogue) == (frozenset(), frozenset())


@pytest.mark.parametrize("process", ["worker", "command"])
def test_whoever_applies_retention_may(process: str) -> None:
    """The worker by night, and `kokong retention apply` at a terminal."""
    held = {(grant.table, grant.privilege) for grant in grants.wanted() if grant.process == process}
    keeps = [rule for rule in retention.rules() if isinstance(rule, retention.Keep) and not rule.everywhere]
    asked = {
        (keep.model._meta.db_table, "DELETE" if keep.clear == retention.DELETE else "UPDATE") for keep in keeps
    }
    assert asked - held == set()


def test_each_table_has_a_line_and_each_line_a_table(catalogue: "psycopg.Connection[tuple[object, ...]]") -> None:
    there = catalogue.execute(
        "SELECT relname FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
    )
    assert {name for (name,) in there} == set(grants.tables())


def test_the_reference_shows_what_the_database_has(catalogue: "psycopg.Connection[tuple[object, ...]]") -> None:
    shown = re.findall(
        rf"^\| `(\w+)` \|((?:[^|]*\|){{{len(PROCESSES)}}})$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    said = {table: tuple(cell.strip() for cell in cells.split("|")[:-1]) for table, cells in shown}
    have = roles.actual(catalogue)
    letters = {privilege: letter for letter, privilege in grants.LETTERS.items()}
    real = {
        table: tuple(
            "".join(letter for privilege, letter in letters.items() if _has(have, process, table, privilege))
            for process in PROCESSES
        )
        for table in grants.tables()
    }
    assert said == real


def _has(have: frozenset[grants.Grant], process: str, table: str, privilege: str) -> bool:
    return any((g.process, g.table, g.privilege) == (process, table, privilege) for g in have)


FORBIDDEN = {
    "hashes": "SELECT password FROM people_user",
    "sessions": "SELECT session_data FROM django_session",
    "second factors": "SELECT data FROM mfa_authenticator",
    "addresses": "SELECT email FROM account_emailaddress",
    "a new municipality": "INSERT INTO kernel_municipality (code, name, crs, language, created)"
    " VALUES ('6666', 'X', 3006, 'sv', now())",
    "another name for it": "UPDATE kernel_municipality SET name = 'X'",
    "no log": "DELETE FROM kernel_auditentry",
    "another log": "UPDATE kernel_auditentry SET action = 'x'",
    "an empty log": "TRUNCATE kernel_auditentry",
    "no triggers": "SET session_replication_role = replica",
    "no policy": "ALTER TABLE incidents_burglary DISABLE ROW LEVEL SECURITY",
    "a table": "CREATE TABLE mine (id int)",
    "a function": "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "the owner's part": "SET ROLE kokong_owner",
    "sign-in's part": "SET ROLE kokong_signin",
    "a bypass": "ALTER ROLE CURRENT_USER BYPASSRLS",
    "the server's files": "SELECT pg_read_file('/etc/passwd')",
    "a program": "COPY (SELECT 1) TO PROGRAM 'true'",
}


@pytest.mark.parametrize("wish", FORBIDDEN)
@pytest.mark.parametrize("process", SERVED)
def test_what_an_injection_cannot_do(
    django_db_setup: None, test_server: embedded.Server, process: str, wish: str
) -> None:
    with connected(test_server, process) as link:
        link.execute(
            "SELECT set_config('kokong.municipality', '1', false), set_config('kokong.authority', 'system', false)"
        )
        with pytest.raises(InsufficientPrivilege):
            link.execute(FORBIDDEN[wish])


def test_the_worker_may_do_what_retention_does_at_night(cast: Cast) -> None:
    build_everything(cast)
    in_ten_years, cleared, refusals = timezone.now() + timedelta(days=3660), 0, []
    with acting("worker"):
        for rule in retention.rules():
            where = nullcontext() if rule.everywhere else tenancy.scope(municipality_id=cast.home.pk)
            try:
                with transaction.atomic(), where:
                    cleared += rule.apply(in_ten_years, False)
            except ProgrammingError as refused:  # a trigger asks the database's own clock
                refusals.append(str(refused))
    assert cleared > 5
    assert all("append-only" in refusal for refusal in refusals), refusals


@pytest.mark.parametrize("process", ["web", "raiser"])
def test_who_defers_a_job_does_not_read_the_arguments_of_others(
    django_db_setup: None, test_server: embedded.Server, process: str
) -> None:
    with connected(test_server, process) as link:
        link.execute("SELECT id FROM procrastinate_jobs")
        with pytest.raises(InsufficientPrivilege):
            link.execute("SELECT args FROM procrastinate_jobs")


def test_sign_in_reads_nothing_of_a_municipality(committed_cast: Cast, test_server: embedded.Server) -> None:
    with connected(test_server, "signin") as link:
        assert link.execute("SELECT count(*) FROM people_user").fetchone() != (0,)
        for table in ("people_membership", "incidents_burglary", "kernel_municipality", "kernel_auditentry"):
            with pytest.raises(InsufficientPrivilege):
                link.execute(f"SELECT 1 FROM {table}")


@pytest.mark.parametrize("process", ["web", "worker", "command"])
def test_without_a_scope_there_are_no_rows(
    committed_cast: Cast, test_server: embedded.Server, process: str
) -> None:
    with connected(test_server, process) as link:
        assert link.execute("SELECT count(*) FROM people_membership").fetchone() == (0,)


def test_the_one_role_of_former_versions_keeps_nothing(test_server: embedded.Server) -> None:
    name = f"test_former_{os.getpid()}"
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as admin:
        try:
            _former_installation(test_server, admin, name)
            with psycopg.connect(
                test_server.conninfo(user=f"{name}_owner", database=name), autocommit=True
            ) as owner:
                assert any(roles.differences(owner))
                roles.settle(owner)
                assert not any(roles.differences(owner))
                owner.execute("CREATE TABLE later (id serial)")
                owner.execute("SET ROLE NONE")
                assert not owner.execute(
                    "SELECT has_table_privilege(%s, 'later', 'SELECT')", [f"{name}_app"]
                ).fetchone()[0]  # type: ignore[index]
            with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
                psycopg.connect(test_server.conninfo(user=f"{name}_app", database=name))
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            for process in ("owner", "app", *PROCESSES):
                admin.execute(f"DROP ROLE IF EXISTS {name}_{process}")


def _former_installation(
    server: embedded.Server, admin: "psycopg.Connection[tuple[object, ...]]", name: str
) -> None:
    """A database as the last version left it, prepared again by this one."""
    for process in ("owner", "app"):
        admin.execute(f"CREATE ROLE {name}_{process} LOGIN")
    admin.execute(f"CREATE DATABASE {name} OWNER {name}_owner TEMPLATE template0")
    with psycopg.connect(server.conninfo(user="postgres", database=name), autocommit=True) as inside:
        inside.execute(f"ALTER SCHEMA public OWNER TO {name}_owner")
    with psycopg.connect(server.conninfo(user=f"{name}_owner", database=name), autocommit=True) as owner:
        for kind, what in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
            owner.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {what} ON {kind} TO {name}_app")
        owner.execute("CREATE TABLE people_user (id serial, password text)")
    roles.prepare(admin, database=name)


def connected(server: embedded.Server, process: str) -> "psycopg.Connection[tuple[object, ...]]":
    """A connection to the test database as a process has it."""
    name = str(connections["default"].settings_dict["NAME"])
    return psycopg.connect(server.as_process(process, database=name), autocommit=True)
