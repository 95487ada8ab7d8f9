"""What a municipality decides of the library: an article hidden or shown again, its own words kept or given up."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, public
from kokong.people import api as people

from . import editions, library, reading, shelf, work
from . import models as rows
from .editions import Compared
from .values import Refused, Text, TextMissing


@dataclass(frozen=True)
class Decided:
    """One line of what was decided; `by` is a user's number as long as that is known."""

    hidden: bool
    said: str
    at: datetime
    by: int | None


def decided(*, article: str) -> tuple[Decided, ...]:
    """What was decided of an article, the last first."""
    found = rows.Decision.objects.filter(article=article).order_by("-at", "-pk")
    return tuple(Decided(row.hidden, row.said, row.at, row.by) for row in found)


@transaction.atomic
def hide(*, article: str, said: str, instead: str = "", actor: people.Actor, now: datetime) -> None:
    """Show an article no longer; own words in its place stay. Whoever comes by a link is told `said`.

    `instead` ends the address of other advice that is shown. Raises TextMissing, Refused.
    """
    _guard(article, actor, hidden=True)
    here = shelf.shelf(now)
    if instead and (instead == article or here.best(instead) is None):
        raise Refused(_("Choose advice that is shown. Nothing was changed."), field="instead")
    _decide(article, hidden=True, said=work.sentence(said), instead=instead, actor=actor, now=now)


@transaction.atomic
def show(*, article: str, said: str, actor: people.Actor, now: datetime) -> None:
    """Show an article again. Raises TextMissing, Refused."""
    _guard(article, actor, hidden=False)
    _decide(article, hidden=False, said=work.sentence(said), instead="", actor=actor, now=now)


def _guard(article: str, actor: people.Actor, *, hidden: bool) -> None:
    if not library.known(article):
        raise TextMissing
    if not actor.may("text.publish"):
        raise Refused(_("You may not do this. Nothing was changed."))
    if hidden == (article in {each.article for each in shelf.hidden()}):
        raise Refused(_("Somebody has decided this meanwhile. See how it stands now. Nothing was done."))


def _decide(article: str, *, hidden: bool, said: str, instead: str, actor: people.Actor, now: datetime) -> None:
    row = rows.Decision.objects.create(
        article=article, hidden=hidden, said=said, instead=instead, at=now, by=actor.user_id
    )
    audit.record(
        action="library.hidden" if hidden else "library.shown",
        subject="article",
        subject_id=row.pk,
        detail={"article": article},
    )
    public.changed("advice", article)


@transaction.atomic
def keep_ours(*, text_id: int, edition: str, said: str, actor: people.Actor, now: datetime) -> Text:
    """The municipality's words stay beside the edition that the person saw. Raises TextMissing, Refused."""
    row, why = _compared(text_id, edition), work.sentence(said)
    if not actor.may("text.publish"):
        raise Refused(_("You may not do this. Nothing was changed."))
    editions.remember(row)
    work.note(row, "keep_ours", said=why, actor=actor, now=now)
    return reading.text(text_id=text_id)


@transaction.atomic
def take_new(*, text_id: int, edition: str, said: str, actor: people.Actor, now: datetime) -> Text:
    """The municipality's words are shown no longer, the article is. Raises TextMissing, Refused."""
    row = _compared(text_id, edition)
    work.move(text_id=text_id, move="take_back", said=said, revision=row.newest, actor=actor, now=now)
    editions.remember(row)
    work.note(row, "take_new", said=work.sentence(said), actor=actor, now=now)
    return reading.text(text_id=text_id)


def _compared(text_id: int, edition: str) -> rows.Text:
    row = work.locked(text_id)
    found: Compared | None = editions.compared(reading.text(text_id=text_id))
    if found is None:
        raise TextMissing
    if found.article.edition != edition:
        raise Refused(_("The article has changed once more. Compare again. Nothing was done."))
    return row
