"""A text moves to another address, in all its languages; the earlier one leads there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import public
from kokong.people import api as people

from . import addressing, editions, kinds, library, reading, rules, work
from . import models as rows
from .values import Refused, Text


def movable(text: Text) -> bool:
    """Whether its address is its own to change: not an article's, nor what another room gave it."""
    known = kinds.kind_of(text.kind)
    return known is not None and known.begun_here and not _of_an_article(text.kind, text.slug)


def _of_an_article(kind: str, slug: str) -> bool:
    return kind in editions.KINDS and library.known(slug)


@transaction.atomic
def readdress(
    *, text_id: int, slug: str, said: str, again: bool = False, actor: people.Actor, now: datetime
) -> Text:
    """End a text's address otherwise from now on, with its other languages. The same again changes nothing.

    `again`: take an address that leads to another text. Raises TextMissing, Refused, LeadsElsewhere.
    """
    row, why, end = work.locked(text_id), work.sentence(said), rules.slug(slug)
    if not actor.may("text.publish") or not movable(reading.text(text_id=text_id)):
        raise Refused(_("You may not do this. Nothing was changed."))
    if end == row.slug:
        return reading.text(text_id=text_id)
    _fits(row, end, again=again)
    before, page = row.slug, kinds.page_of(row.kind)
    for each in rows.Text.objects.select_for_update().filter(kind=row.kind, slug=before).order_by("pk"):
        each.slug, each.changed = end, now
        each.save(update_fields=["slug", "changed"])
        work.note(each, "readdress", said=why, actor=actor, now=now)
        work.tell(each, "readdress")
    public.moved(page, before=before, after=end)
    return reading.text(text_id=text_id)


def _fits(row: rows.Text, end: str, *, again: bool) -> None:
    if not end:
        raise Refused(_("The address needs a letter. Nothing was changed."), field="slug")
    taken = rows.Text.objects.filter(kind=row.kind, slug=end).exists() or _of_an_article(row.kind, end)
    if taken:
        raise Refused(_("Another text has this address. Nothing was changed."), field="slug")
    addressing.ask(row.kind, end, again=again, mine=row.slug)
