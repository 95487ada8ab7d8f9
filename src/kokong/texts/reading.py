"""Texts read: by staff as they stand, by everybody as they are shown."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from . import models as rows
from .values import Revision, Shown, Step, Text, TextMissing, Words


def texts(*, kind: str = "") -> tuple[Text, ...]:
    """All texts, those changed last first."""
    found = rows.Text.objects.filter(kind=kind) if kind else rows.Text.objects.all()
    newest = {each.text_id: each for each in _newest(found)}
    return tuple(of(row, newest[row.pk]) for row in found.order_by("-changed", "-pk"))


def _newest(found: QuerySet[rows.Text]) -> QuerySet[rows.Revision]:
    return rows.Revision.objects.filter(text__in=found, number=F("text__newest"))


def text(*, text_id: int) -> Text:
    """One text. Raises TextMissing."""
    row = rows.Text.objects.filter(pk=text_id).first()
    if row is None:
        raise TextMissing
    return of(row, rows.Revision.objects.get(text=row, number=row.newest))


def revisions(*, text_id: int) -> tuple[Revision, ...]:
    """What was saved, the newest first."""
    found = rows.Revision.objects.filter(text_id=text_id).order_by("-number")
    return tuple(revision_of(row) for row in found)


def revision(*, text_id: int, number: int) -> Revision:
    """The words as they were saved once. Raises TextMissing."""
    row = rows.Revision.objects.filter(text_id=text_id, number=number).first()
    if row is None:
        raise TextMissing
    return revision_of(row)


def steps(*, text_id: int) -> tuple[Step, ...]:
    """What was done with a text, the newest first."""
    found = rows.Step.objects.filter(text_id=text_id).order_by("-at", "-pk")
    return tuple(Step(row.move, row.revision, row.said, row.at, row.by) for row in found)


def shown(*, kind: str, now: datetime) -> tuple[Shown, ...]:
    """What everybody reads of a kind, in every language, the newest first."""
    found = _shown(now).filter(text__kind=kind).order_by("-text__shown_since", "text__slug")
    return tuple(_shown_of(row) for row in found)


def shown_text(*, kind: str, slug: str, now: datetime) -> tuple[Shown, ...]:
    """One text as everybody reads it, in the languages that there are; none where it isn't shown."""
    found = _shown(now).filter(text__kind=kind, text__slug=slug).order_by("text__language")
    return tuple(_shown_of(row) for row in found)


def _shown(now: datetime) -> QuerySet[rows.Revision]:
    """Not by the state alone: nobody reads a text whose time is over, however late the worker is."""
    there = Q(text__expires=None) | Q(text__expires__gt=now)
    return rows.Revision.objects.filter(there, number=F("text__shown")).select_related("text")


def _shown_of(row: rows.Revision) -> Shown:
    assert row.text.shown_since is not None
    return Shown(row.text.slug, row.text.language, _words(row), row.text.shown_since, row.text.expires)


def _words(row: rows.Revision) -> Words:
    return Words(row.title, row.lead, row.body)


def revision_of(row: rows.Revision) -> Revision:
    """A row as it crosses the room's door."""
    return Revision(row.number, _words(row), row.at, row.by, tuple(row.covers))


def of(row: rows.Text, newest: rows.Revision) -> Text:
    """A text with the words of its newest revision."""
    return Text(
        id=row.pk,
        kind=row.kind,
        slug=row.slug,
        language=row.language,
        both=row.both,
        state=row.state,
        proposed_by=row.proposed_by,
        newest=row.newest,
        shown=row.shown,
        shown_since=row.shown_since,
        publish_at=row.publish_at,
        expires=row.expires,
        changed=row.changed,
        words=_words(newest),
        covers=tuple(newest.covers),
    )
