"""Whose rows may be seen: set in the database for one transaction, and nothing without it.

Policies compare each row with settings of the running transaction. Unset means no rows.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, Literal

from django.db import connection, transaction

Authority = Literal["police", "municipality", "system", "receiver"]


class ScopeError(Exception):
    """Work for a municipality was asked for outside its scope, or inside another's."""


@dataclass(frozen=True)
class Scope:
    """The municipality whose rows are visible, and under which authority's secrecy rules.

    `municipality_id` is None for a signed-in person before a municipality is chosen; then only rows that
    belong to the person are visible. `roles` is what the person is there: no policy asks, the log does.
    """

    municipality_id: int | None
    authority: Authority
    user_id: int | None = None
    roles: tuple[str, ...] = ()


_current: ContextVar[Scope | None] = ContextVar("kokong_scope", default=None)


def current() -> Scope:
    """The scope of the running transaction. Raises ScopeError outside of any."""
    found = _current.get()
    if found is None:
        raise ScopeError("No municipality is chosen; enter tenancy.scope(…) first.")
    return found


def municipality_id() -> int:
    """The id of the municipality in scope. Raises ScopeError where there is none."""
    found = current().municipality_id
    if found is None:
        raise ScopeError("No municipality is chosen for this person.")
    return found


def within() -> int | None:
    """The id of the municipality in scope; None where there is none."""
    found = _current.get()
    return None if found is None else found.municipality_id


@contextmanager
def scope(
    *,
    municipality_id: int | None,
    authority: Authority = "system",
    user_id: int | None = None,
    roles: tuple[str, ...] = (),
) -> Iterator[Scope]:
    """Open a transaction in which the rows of one municipality are visible.

    Entering the same scope again is allowed and nests as a savepoint; entering another raises ScopeError,
    so that no code path can wander from one municipality to the next.
    """
    wanted = Scope(municipality_id, authority, user_id, roles)
    before = _current.get()
    if before not in {None, wanted}:
        raise ScopeError(f"Already working in {before}; {wanted} needs a transaction of its own.")
    token = _current.set(wanted)
    try:
        with transaction.atomic():
            if before is None:
                apply(wanted)
            yield wanted
    finally:
        _current.reset(token)
        if before is None and connection.in_atomic_block and not connection.needs_rollback:
            apply(Scope(None, "municipality"))  # a caller's transaction goes on; it must see no rows


def apply(wanted: Scope) -> None:
    """Tell the database, for the rest of the running transaction, whose rows are visible."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS, _values(wanted))


_SETTINGS: Final = (
    "SELECT set_config('kokong.municipality', %s, true), set_config('kokong.authority', %s, true),"
    " set_config('kokong.user', %s, true), set_config('kokong.roles', %s, true)"
)


def _values(wanted: Scope) -> list[str]:
    given = (wanted.municipality_id, wanted.authority, wanted.user_id, ",".join(wanted.roles))
    return [str(v) if v is not None else "" for v in given]


def at_once(
    statements: Sequence[tuple[str, Sequence[Any]]], *, municipality_id: int, authority: Authority = "system"
) -> tuple[int, ...]:
    """Carry out SQL statements in a municipality's scope, as one transaction and in one round trip.

    Gives how many rows each changed. For what is done thousands of times in a row; all else opens a `scope`.
    Several statements sent together are one transaction (PostgreSQL, "Simple Query"), whose settings end with it.
    Raises ScopeError inside of another scope.
    """
    wanted = Scope(municipality_id, authority)
    if _current.get() not in {None, wanted}:
        raise ScopeError(f"Already working in {_current.get()}; {wanted} needs a transaction of its own.")
    nested = connection.in_atomic_block
    with connection.cursor() as cursor:
        sql = ";".join([_SETTINGS, *(statement for statement, _given in statements)])
        cursor.execute(sql, [*_values(wanted), *chain.from_iterable(given for _statement, given in statements)])
        changed = tuple(cursor.rowcount for _statement in statements if cursor.nextset())
    if nested and _current.get() is None:
        apply(Scope(None, "municipality"))  # a caller's transaction goes on; it must see no rows
    return changed


@contextmanager
def narrowed(*, municipality_id: int, authority: Authority, roles: tuple[str, ...] = ()) -> Iterator[Scope]:
    """Go on in the running transaction from a person's scope to one of the person's municipalities."""
    person = current()
    if person.municipality_id is not None:
        raise ScopeError(f"Already working in {person}.")
    wanted = Scope(municipality_id, authority, person.user_id, roles)
    token = _current.set(wanted)
    try:
        apply(wanted)
        yield wanted
    finally:
        _current.reset(token)
