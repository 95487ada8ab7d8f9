"""Which edition of an article the municipality's own words were written by, and whether there is a newer one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from . import library, reading
from . import models as rows
from .library import Article
from .values import Text, Words

KINDS: Final = ("advice", "foreword")
"""Texts that stand in an article's place, or before it, where their address ends as an article's does."""
OUT: Final = frozenset({"proposed", "approved", "scheduled"})
"""On their way to everybody."""


@dataclass(frozen=True)
class Compared:
    """Words of the municipality's, and the article as it comes now.

    `before` is the article as it was when the words were written, or last compared; None where nobody knows.
    """

    text: Text
    article: Article
    edition: str
    before: Words | None

    @property
    def newer(self) -> bool:
        """Whether the article has other words now."""
        return self.edition != self.article.edition

    @property
    def waits(self) -> bool:
        """Whether somebody should look: everybody reads these words, or is about to."""
        return self.newer and (self.text.shown is not None or self.text.state in OUT)


def remember(row: rows.Text) -> None:
    """Keep which edition of its article a text goes by from now on; nothing for any other text."""
    article = _article(row.kind, row.slug, row.language)
    if article is None:
        return
    words = article.words
    rows.Basis.objects.update_or_create(
        text=row,
        defaults={"edition": article.edition, "title": words.title, "lead": words.lead, "body": words.body},
    )


def compared(text: Text) -> Compared | None:
    """A text beside its article; None for one that belongs to no article that comes with Kokong."""
    return next(iter(_compared([text])), None)


def all_compared() -> tuple[Compared, ...]:
    """All texts that stand in an article's place, or before it."""
    return tuple(_compared([text for kind in KINDS for text in reading.texts(kind=kind)]))


def _compared(texts: Sequence[Text]) -> Iterable[Compared]:
    known = {row.text_id: row for row in rows.Basis.objects.filter(text__in=[text.id for text in texts])}
    for text in texts:
        article, basis = _article(text.kind, text.slug, text.language), known.get(text.id)
        if article is not None:
            before = Words(basis.title, basis.lead, basis.body) if basis else None
            yield Compared(text, article, basis.edition if basis else "", before)


def _article(kind: str, slug: str, language: str) -> Article | None:
    return library.article(slug, language) if kind in KINDS else None
