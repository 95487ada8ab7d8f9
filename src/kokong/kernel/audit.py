"""The log of who did what: written beside the change, in its transaction, and never changed.

The database fills who, as what, where and when from the scope's settings, and seals each line at commit.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from . import tenancy
from .fields import IdsField
from .models import AuditEntry


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


def record(
    *, action: str, subject: str = "", subject_id: int | None = None, detail: Mapping[str, Any] | None = None
) -> None:
    """Write one line, e.g. `record(action="burglary.confirmed", subject="burglary", subject_id=7)`.

    `detail` must hold no personal data: the log outlives every retention period.
    """
    tenancy.current()  # outside of any scope there is nobody to write down
    write(action=action, subject=subject, subject_id=subject_id, detail=detail)


def write(
    *,
    action: str,
    subject: str = "",
    subject_id: int | None = None,
    rows: Collection[int] | None = None,
    purpose: str = "",
    words: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Hand a line to the database, which adds who, as what, where and when from the scope's settings."""
    with connection.cursor() as cursor:  # no RETURNING: whoever writes a line need not be one who may read it
        cursor.execute(
            "INSERT INTO kernel_auditentry (action, subject, subject_id, rows, purpose, words, detail)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [action, subject, subject_id, _ids(rows), purpose, words, json.dumps(dict(detail or {}))],
        )


def _ids(rows: Collection[int] | None) -> str | None:
    return None if rows is None else IdsField().get_prep_value(rows)


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
    return tuple(
        Entry(row.at, row.user_id, row.authority, row.action, row.subject, row.subject_id, row.detail, row.pk)
        for row in rows[:limit]
    )
