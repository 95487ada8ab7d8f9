"""The library as staff see it: each article, what became of it here, and what waits to be looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from . import editions, library, rules, shelf
from .editions import Compared
from .library import Article
from .shelf import Hidden
from .values import Text


@dataclass(frozen=True)
class Version:
    """An article in one language, with the municipality's own words in its place and before it, shown or not."""

    article: Article
    own: Text | None
    before: Text | None
    newer: tuple[Text, ...]
    hidden: bool

    @property
    def states(self) -> tuple[str, ...]:
        """What everybody reads here, and whether somebody should look: of `words.ARTICLES`."""
        if self.own is not None and self.own.shown is not None:
            now = "own"
        elif self.hidden:
            now = "hidden"
        else:
            now = "before" if self.before is not None and self.before.shown is not None else "shipped"
        return (now, "newer") if self.newer else (now,)


@dataclass(frozen=True)
class Held:
    """An article of the library in this municipality, in every language."""

    slug: str
    title: str
    hidden: Hidden | None
    versions: Mapping[str, Version] = field(default_factory=dict)

    @property
    def states(self) -> tuple[str, ...]:
        """What there is of `words.ARTICLES` in any language, what waits first; as it comes where that is all."""
        found = {state for each in self.versions.values() for state in each.states}
        order = ("newer", "hidden", "own", "before")
        return tuple(each for each in order if each in found) or ("shipped",)


def stock(now: datetime) -> Sequence[Held]:
    """All articles, in their order."""
    texts, here = editions.all_compared(), shelf.shelf(now)
    return [_held(each.slug, texts, here) for each in library.articles("sv")]


def one(slug: str, now: datetime) -> Held | None:
    """One article; None where none is called so."""
    return next((each for each in stock(now) if each.slug == slug), None)


def _held(slug: str, texts: Sequence[Compared], here: shelf.Shelf) -> Held:
    mine = [each for each in texts if each.text.slug == slug]
    hidden, title = here.hidden.get(slug), library.article(slug, library.reader())
    versions = {each: _version(slug, each, mine, hidden=hidden is not None) for each in rules.LANGUAGES}
    assert title is not None
    return Held(slug, title.words.title, hidden, versions)


def _version(slug: str, language: str, mine: Sequence[Compared], *, hidden: bool) -> Version:
    article = library.article(slug, language)
    assert article is not None
    found = {each.text.kind: each for each in mine if each.text.language == language}
    own, before = found.get("advice"), found.get("foreword")
    newer = tuple(each.text for each in found.values() if each.waits)
    return Version(article, own.text if own else None, before.text if before else None, newer, hidden)
