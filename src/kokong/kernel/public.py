"""Pages that rooms have for everybody, without sign-in. Each is shown once a coordinator has published it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from . import measure
from .pages import Words

START: Final = "/public/"
"""Where their addresses begin."""


@dataclass(frozen=True)
class Below:
    """Pages below a page: `show(slug, language, now)` gives what `template` (which extends "public/base.html")
    shows, with its `title`; None where there is no such. `language` is what the reader asked for, or empty."""

    template: str
    show: Callable[[str, str, datetime], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Entry:
    """One of the newest things on a page, for feeds. `slug` ends the address of its own page below."""

    slug: str
    language: str
    title: str
    lead: str
    html: str
    since: datetime


@dataclass(frozen=True)
class Page:
    """A public page. `name` ends its address; `says` tells a coordinator what it shows, and what it doesn't.

    `show(now)` gives what `template` (which extends "public/page.html") shows of the municipality in scope:
    figures, streets and words of our own; no person, no home, no text that somebody wrote about either. Where it
    has a `feed(now)`, programs can follow what is new on it.
    """

    name: str
    title: Words
    says: Words
    template: str
    show: Callable[[datetime], Mapping[str, Any]]
    below: Below | None = None
    feed: Callable[[datetime], Sequence[Entry]] | None = None

    @property
    def followed(self) -> bool:
        """Whether programs can follow it. Templates ask this: they would call `feed`."""
        return self.feed is not None


_offered: Final[dict[str, Page]] = {}


def offer(page: Page) -> None:
    """Have a page for everybody; a room below the measures does this in its AppConfig.ready."""
    _offered[page.name] = page


def pages() -> tuple[Page, ...]:
    """What rooms offer, then what the measures declare, in the order of the measures."""
    declared = tuple(measure.load(name) for one in measure.everyone() for name in one.public)
    return (*_offered.values(), *declared)


def page(name: str) -> Page | None:
    """One by its name."""
    return next((each for each in pages() if each.name == name), None)
