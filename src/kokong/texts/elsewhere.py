"""News whose words were approved elsewhere: a campaign's, which another room leads from draft to sent."""

from datetime import datetime
from typing import Final

from django.db import transaction

from kokong.kernel import audit, public

from . import jobs, reading, rules
from . import models as rows
from .values import Text, TextMissing, Words

MOST: Final = 1_000


@transaction.atomic
def show(*, language: str, words: Words, both: bool, said: str, until: datetime, now: datetime) -> Text:
    """Show news to everybody from now until a moment, in the caller's transaction; `said` is why.

    It is a text like any other afterwards: other words of it go through this room's own approval.
    """
    row = rows.Text.objects.create(
        kind="news", slug=_free(rules.slug(words.title) or "news", language), language=language, both=both,
        state="published", newest=1, shown=1, shown_since=now, expires=until, made=now, changed=now,
    )  # fmt: skip
    newest = rows.Revision.objects.create(
        text=row, number=1, title=words.title, lead=words.lead, body=words.body, at=now, by=None
    )
    _note(row, "publish", said, now)
    jobs.defer(row.pk, at=until)
    return reading.of(row, newest)


@transaction.atomic
def end(*, text_id: int, now: datetime) -> None:
    """Show it no more; one that isn't shown stays as it is. Raises TextMissing."""
    row = rows.Text.objects.select_for_update().filter(pk=text_id).first()
    if row is None:
        raise TextMissing
    if row.shown is None:
        return
    row.shown, row.shown_since, row.changed = None, None, now
    row.state = "expired" if row.state == "published" else row.state
    row.save(update_fields=["shown", "shown_since", "changed", "state"])
    _note(row, "expire", "", now)


def _free(slug: str, language: str) -> str:
    """The slug, or the first with a number behind it that no news of this language has, or ever had."""
    room = rules.LONGEST_SLUG - len(f"-{MOST}")
    taken = set(
        rows.Text.objects.filter(kind="news", language=language, slug__startswith=slug[:room]).values_list(
            "slug", flat=True
        )
    )
    tries = (slug, *(f"{slug[:room]}-{number}" for number in range(2, MOST)))
    return next(each for each in tries if each not in taken and not public.leads("news", each))


def _note(row: rows.Text, move: str, said: str, now: datetime) -> None:
    rows.Step.objects.create(
        text=row, revision=row.newest, move=move, said=said[: rules.LONGEST_SAID], at=now, by=None
    )
    audit.record(
        action=f"text.{move}",
        subject="text",
        subject_id=row.pk,
        detail={"kind": row.kind, "revision": row.newest},
    )
    public.changed(row.kind, row.slug)
