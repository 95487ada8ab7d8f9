"""The library as this municipality shows it: what is hidden, and where its own words stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from . import library, reading, rules
from . import models as rows
from .library import Article
from .values import Shown, Words


@dataclass(frozen=True)
class Hidden:
    """An article that isn't shown: what its readers are told, and the address's end of what they read instead."""

    article: str
    said: str
    instead: str
    since: datetime


@dataclass(frozen=True)
class Advice:
    """One piece of advice as everybody reads it: a `text` of its own, or an article with perhaps a `foreword`.

    An `article` beside a `text` is the one in whose place it stands.
    """

    slug: str
    language: str
    article: Article | None
    text: Shown | None = None
    foreword: Shown | None = None

    @property
    def words(self) -> Words:
        """What it says."""
        if self.text is not None:
            return self.text.words
        assert self.article is not None
        return self.article.words

    @property
    def until(self) -> datetime | None:
        """When it is shown no longer, if that is known."""
        return self.text.until if self.text else None

    @property
    def searched(self) -> str:
        """All of its words, for the search."""
        if self.foreword is None:
            return self.words.body
        before = self.foreword.words
        return "\n".join((before.title, before.lead, before.body, self.words.body))


@dataclass(frozen=True)
class Shelf:
    """What was decided and written, read once: `own` and `before` by the address's end and the language."""

    hidden: Mapping[str, Hidden]
    own: Mapping[tuple[str, str], Shown]
    before: Mapping[tuple[str, str], Shown]

    def one(self, slug: str, language: str) -> Advice | None:
        """What is shown at an address in a language; None where that is nothing."""
        text, article = self.own.get((slug, language)), library.article(slug, language)
        if text is not None:
            return Advice(slug, language, article, text)
        if article is None or slug in self.hidden:
            return None
        return Advice(slug, language, article, foreword=self.before.get((slug, language)))

    def languages(self, slug: str) -> tuple[str, ...]:
        """The languages in which something is shown at an address."""
        return tuple(each for each in rules.LANGUAGES if self.one(slug, each) is not None)

    def best(self, slug: str, language: str = "") -> Advice | None:
        """What is shown at an address: in this language, the reader's, or the first that there is."""
        there = self.languages(slug)
        wanted = (language, library.reader(), *there)
        return next((self.one(slug, each) for each in wanted if each in there), None)

    def slugs(self) -> tuple[str, ...]:
        """The municipality's own advice, what came last first, then the library's places in their order."""
        articles = [each.slug for each in library.articles("sv")]
        own = dict.fromkeys(slug for slug, _language in self.own if not library.known(slug))
        return (*own, *articles)

    def all(self) -> Sequence[Advice]:
        """Each piece of advice once, in the reader's language where there is one."""
        return [found for slug in self.slugs() if (found := self.best(slug)) is not None]


def shelf(now: datetime) -> Shelf:
    """The library of the municipality in scope."""
    return Shelf(
        hidden={each.article: each for each in hidden()},
        own=_by_address(reading.shown(kind="advice", now=now)),
        before=_by_address(reading.shown(kind="foreword", now=now)),
    )


def hidden() -> tuple[Hidden, ...]:
    """The articles that are hidden, each by what was decided last."""
    last = rows.Decision.objects.order_by("article", "-at", "-pk").distinct("article")
    return tuple(Hidden(row.article, row.said, row.instead, row.at) for row in last if row.hidden)


def _by_address(found: Sequence[Shown]) -> dict[tuple[str, str], Shown]:
    return {(each.slug, each.language): each for each in found}
