"""The log of who did and read what: written beside the work, in its transaction, and never changed.

The database fills who, as what, where and when from the scope's settings, and seals each line at commit.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, TypeVar
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q

from . import tenancy
from .fields import IdsField
from .models import AuditEntry

Class = TypeVar("Class", bound=type)
guarded: Final[dict[type, str]] = {}


@dataclass(frozen=True)
class Entry:
    """One line of the log."""

    at: datetime
    user_id: int | None
    authority: str
    action: str
    subject: str
    subject_id: int | None
    detail: Mapping[str, Any]
    id: int
    roles: tuple[str, ...] = ()
    rows: tuple[int, ...] | None = None
    purpose: str = ""
    words: str = ""


def personal(value: Class) -> Class:
    """Mark a class of values that hold personal data: every function that returns them logs who read them."""
    guarded[value] = "personal"
    return value


def police(value: Class) -> Class:
    """Mark a class of values that only the police may see, as `personal` does."""
    guarded[value] = "police"
    return value


def record(
    *, action: str, subject: str = "", subject_id: int | None = None, detail: Mapping[str, Any] | None = None
) -> None:
    """Write that something was done, e.g. `record(action="burglary.confirmed", subject="burglary", subject_id=7)`.

    `detail` holds counts, codes and ids and no personal data: the log outlives every retention period. An action
    with `police` in its name is about the police part: the police's auditor reads it, and not the municipality's.
    """
    tenancy.current()  # outside of any scope there is nobody to write down
    _write(action=action, subject=subject, subject_id=subject_id, detail=detail)


@dataclass(frozen=True)
class Done:
    """Something that was done, as `record` takes it."""

    action: str
    subject: str
    subject_id: int | None
    detail: Mapping[str, Any] | None = None


def record_all(done: Sequence[Done]) -> None:
    """Write a line for each of these, in this order and at once: what an import does thousands of times."""
    tenancy.current()
    if not done:
        return
    details = [json.dumps(dict(each.detail or {})) for each in done]
    columns: list[Any] = [
        [e.action for e in done], [e.subject for e in done], [e.subject_id for e in done], details,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_auditentry (action, subject, subject_id, detail)"
            " SELECT d.action, d.subject, d.subject_id, d.detail::jsonb"
            " FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[]) WITH ORDINALITY"
            " AS d (action, subject, subject_id, detail, at) ORDER BY d.at",
            columns,
        )


def read(
    *,
    action: str,
    subject: str,
    rows: Collection[int],
    subject_id: int | None = None,
    purpose: str = "",
    said: Mapping[int | str, str] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write in one line that these rows were read, and why where that was asked. Nothing for no rows and detail.

    `purpose` is a code. What is personal, e.g. the address that each row had then, goes in `said`, which is kept
    apart and for a time (`AuditWords`).
    """
    tenancy.current()
    if not rows and detail is None:
        return
    words = _keep(said) if said else ""
    _write(
        action=action,
        subject=subject,
        subject_id=subject_id,
        rows=rows,
        purpose=purpose,
        words=words,
        detail=detail,
    )


def digest(*, salt: UUID, said: Mapping[str, str]) -> str:
    """What a line says of the words that belong to it."""
    return sha256(salt.bytes + json.dumps(said, sort_keys=True).encode()).hexdigest()


def _keep(said: Mapping[int | str, str]) -> str:
    salt, words = uuid4(), {str(key): text for key, text in said.items()}
    key = digest(salt=salt, said=words)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_auditwords (digest, salt, said, at) VALUES (%s, %s, %s, now())",
            [key, salt, json.dumps(words)],
        )
    return key


def _write(
    *,
    action: str,
    subject: str,
    subject_id: int | None,
    detail: Mapping[str, Any] | None,
    rows: Collection[int] | None = None,
    purpose: str = "",
    words: str = "",
) -> None:
    ids = None if rows is None else IdsField().get_prep_value(rows)
    with connection.cursor() as cursor:  # no RETURNING: whoever writes a line need not be one who may read it
        cursor.execute(
            "INSERT INTO kernel_auditentry (action, subject, subject_id, rows, purpose, words, detail)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [action, subject, subject_id, ids, purpose, words, json.dumps(dict(detail or {}))],
        )


def entries(
    *, subject: str = "", subject_id: int | None = None, before: int | None = None, limit: int = 200
) -> tuple[Entry, ...]:
    """The newest lines of the municipality in scope, of one subject where it is named.

    `before` is the id of a line: only those written before it.
    """
    rows = AuditEntry.objects.order_by("-at", "-id")
    if subject:
        rows = rows.filter(subject=subject)
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    if before is not None:
        at = AuditEntry.objects.filter(pk=before).values("at")[:1]
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=before))
    return tuple(of(row) for row in rows[:limit])


def of(row: AuditEntry) -> Entry:
    """A row as a value."""
    return Entry(
        at=row.at,
        user_id=row.user_id,
        authority=row.authority,
        action=row.action,
        subject=row.subject,
        subject_id=row.subject_id,
        detail=row.detail,
        id=row.pk,
        roles=tuple(filter(None, row.roles.split(","))),
        rows=row.rows,
        purpose=row.purpose,
        words=row.words,
    )
