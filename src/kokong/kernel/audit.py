"""The log of who did what: written beside the change, in its transaction, and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from . import tenancy
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
    scope = tenancy.current()
    AuditEntry.objects.create(
        user_id=scope.user_id,
        authority=scope.authority,
        action=action,
        subject=subject,
        subject_id=subject_id,
        detail=dict(detail or {}),
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
    return tuple(
        Entry(row.at, row.user_id, row.authority, row.action, row.subject, row.subject_id, row.detail, row.pk)
        for row in rows[:limit]
    )
