"""Looking lines of the log up: row-level security says which of them a reader has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from . import audit
from .models import AuditEntry, AuditWords

KEPT: Final = timedelta(days=730)


@dataclass(frozen=True)
class Wanted:
    """Which lines: who, what, about which subject (a row that was read counts), when, and any text in them."""

    user_id: int | None = None
    action: str = ""
    subject: str = ""
    subject_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""


def lines(wanted: Wanted, *, oldest_first: bool = False) -> QuerySet[AuditEntry]:
    """All lines that are wanted, as a query, for lists that read them page by page."""
    order = ("at", "id") if oldest_first else ("-at", "-id")
    return _matching(wanted).order_by(*order)


def said(entries: Iterable[audit.Entry]) -> dict[int, Mapping[str, str]]:
    """What rows were called when they were read, by line, as long as it is kept."""
    digests = {entry.words: entry.id for entry in entries if entry.words}
    rows = AuditWords.objects.filter(digest__in=digests).values_list("digest", "said")
    return {digests[digest]: words for digest, words in rows}


def _matching(wanted: Wanted) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.all()
    exactly = {
        "user_id": wanted.user_id,
        "action": wanted.action or None,
        "subject": wanted.subject or None,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    rows = rows.filter(**{name: value for name, value in exactly.items() if value is not None})
    if wanted.subject_id is not None:
        rows = rows.filter(Q(subject_id=wanted.subject_id) | Q(rows__has=wanted.subject_id))
    if wanted.text:
        rows = rows.annotate(detail_text=Cast("detail", TextField())).filter(_says(wanted.text))
    return rows


def _says(text: str) -> Q:
    worded = AuditWords.objects.annotate(plain=Cast("said", TextField())).filter(plain__icontains=text)
    named = Q(action__icontains=text) | Q(subject__icontains=text) | Q(purpose__icontains=text)
    return named | Q(detail_text__icontains=text) | Q(words__in=worded.values("digest"))
