"""Tests connect as a role that has what every process has; pages are answered with what web has, and sign-in.

In the thread of the tests, sign-in shares the default connection, so that a test that is rolled back takes its
people with it. Other threads, and other processes, have the product's own roles and connections.
"""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

import psycopg
from django.apps import apps
from django.db import connection, connections
from django.test.client import ClientHandler
from psycopg import sql

from kokong.config.routers import ByPurpose, signs_in
from kokong.install.embedded import role_of
from kokong.install.postgresql.base import DatabaseWrapper
from kokong.kernel import roles
from kokong.kernel.installation import PROCESSES

EVERYBODY = "kokong_test"
BOTH = {process: f"{EVERYBODY}_{process}" for process in ("web", "worker", "command")}
"""A process's own role and sign-in's, on one connection."""

Result = TypeVar("Result")
Link = psycopg.Connection[tuple[object, ...]]
_thread = threading.local()
_others: list[str] = []
"""Whose role threads have that are nobody's else, such as those in which the worker runs its jobs."""


def prepare(admin: psycopg.Connection[tuple[object, ...]]) -> None:
    """Make the roles of tests; safe to run again."""
    _ensure(admin, EVERYBODY, [role_of(process) for process in PROCESSES])
    for process, name in BOTH.items():
        _ensure(admin, name, [role_of(process), role_of("signin")])
    admin.execute(f"GRANT {', '.join(BOTH.values())} TO {EVERYBODY}")


def _ensure(admin: psycopg.Connection[tuple[object, ...]], name: str, parts: list[str]) -> None:
    with admin.transaction():
        admin.execute("SELECT pg_advisory_xact_lock(hashtext('kokong.roles'))")
        if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        among = sql.SQL(", ").join(map(sql.Identifier, parts))
        admin.execute(sql.SQL("GRANT {} TO {}").format(among, sql.Identifier(name)))


def serve_as(process: str) -> None:
    """Let this thread connect with the role of a process, as a live server's threads do."""
    _thread.process = process


@contextmanager
def others_serve_as(process: str) -> Iterator[None]:
    """Let threads that are started meanwhile, by a library, connect with the role of a process."""
    _others.append(process)
    try:
        yield
    finally:
        _others.remove(process)


def _is_the_tests_own() -> bool:
    return threading.current_thread() is threading.main_thread()


def install(patch: Any) -> None:
    """Put the above in the place of what a process does, for as long as `patch` lasts."""
    params, signs = DatabaseWrapper.get_connection_params, ByPurpose.db_for_read

    def connect(self: DatabaseWrapper) -> dict[str, Any]:
        found = params(self)
        if self.alias == "default":
            process = getattr(_thread, "process", None)
            if process is None and _others and not _is_the_tests_own():
                process = _others[-1]
            found["user"] = role_of(process) if process else EVERYBODY
        return found

    def route(self: ByPurpose, model: Any, **hints: Any) -> str:
        return "default" if _is_the_tests_own() else signs(self, model, **hints)

    patch.setattr(DatabaseWrapper, "get_connection_params", connect)
    patch.setattr(ByPurpose, "db_for_read", route)
    patch.setattr(ByPurpose, "db_for_write", route)
    patch.setattr(ClientHandler, "__call__", _as_web(ClientHandler.__call__))
    patch.setattr(roles, "weaknesses", _unless_everybody(roles.weaknesses, []))
    patch.setattr(roles, "process_of", _unless_everybody(roles.process_of, "command"))
    connection.execute_wrappers.append(refuse_mixture)


def _unless_everybody(ask: Callable[[Link], Any], answer: object) -> Callable[[Link], Any]:
    """The role of the tests passes for the command line's where a command looks who it is."""
    return lambda link: answer if link.info.user == EVERYBODY else ask(link)


def _as_web(call: Callable[..., Any]) -> Callable[..., Any]:
    def answered(self: ClientHandler, environ: dict[str, Any]) -> Any:
        with acting("web"):
            return call(self, environ)

    return answered


def alone(process: str, work: Callable[[], Result]) -> Result:
    """Do some work as a process does it: with its own role, and sign-in's behind its own connection.

    In a thread of its own, so what the test has not committed isn't there.
    """

    def begin() -> Result:
        serve_as(process)
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(begin).result()


@contextmanager
def acting(process: str) -> Iterator[None]:
    """Have only what a process and sign-in have, in the running transaction or, without one, on the connection."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {BOTH[process]}")
    except RuntimeError:  # a test without a database
        yield
        return
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


def refuse_mixture(execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any) -> Any:
    """Fail where one statement needs what signs people in and another table: no role may do that."""
    secret, other = _tables()
    text = str(statement)
    if secret.search(text):
        assert not other.search(text), f"This joins sign-in with other tables: {text}"
    return execute(statement, params, many, context)


@cache
def _tables() -> tuple[re.Pattern[str], re.Pattern[str]]:
    both: dict[bool, list[str]] = {True: [], False: []}
    for model in apps.get_models(include_auto_created=True):
        both[signs_in(model)].append(re.escape(model._meta.db_table))
    secret, other = (re.compile(rf"\b({'|'.join(both[each])})\b") for each in (True, False))
    return secret, other
