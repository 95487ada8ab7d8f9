"""Pages that rooms have for everybody, without sign-in. Each is shown once a coordinator has published it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from . import installation, measure
from .pages import Words

START: Final = "/k/"
"""Where their addresses begin, on the installation's own host name."""
COUNTED: Final = "/l/"
"""Where links begin that a measure counts without knowing who follows them."""
LEFT: Final = "/u/"
"""Where the links begin by which readers of letters leave a list; on each site's own host name, too."""


@dataclass(frozen=True)
class Below:
    """Pages below a page: `show(slug, language, now)` gives what `template` (which extends "public/base.html")
    shows, with its `title`; None where there is no such. `language` is what the reader asked for, or empty."""

    template: str
    show: Callable[[str, str, datetime], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Entry:
    """One of the newest things on a page, for feeds. `slug` ends the address of its own page below.

    In `html` the addresses of pictures begin with "picture-": whoever sends it writes the page's before.
    """

    slug: str
    language: str
    title: str
    lead: str
    html: str
    since: datetime


@dataclass(frozen=True)
class Document:
    """Something that the site's search finds: a page below, by its `slug`. `body` is plain text or CommonMark.

    `until` is when it is shown no longer, if that is known.
    """

    slug: str
    language: str
    title: str
    lead: str
    body: str
    until: datetime | None = None


@dataclass(frozen=True)
class Dated:
    """A meeting (its number in `meetings`) that everybody may put in their calendar; `slug` is its page below."""

    meeting_id: int
    slug: str = ""


@dataclass(frozen=True)
class Teaser:
    """What a page has on the home page of the site: `template` shows what `show(now)` gives, with `page`.

    None where there is nothing to tell now. Those with a smaller `order` come first.
    """

    template: str
    show: Callable[[datetime], Mapping[str, Any] | None]
    order: int = 50


@dataclass(frozen=True)
class Piece:
    """A part of a page that the municipality may show on its own website, in a frame, while the page is published.

    `template` (which extends "public/piece.html") shows what `show(now)` gives, with `page`; no form: a frame
    keeps no cookie. `name` ends its address and is nobody else's. `height` is the frame's without a script.
    """

    name: str
    title: Words
    template: str
    show: Callable[[datetime], Mapping[str, Any]]
    height: int = 360


@dataclass(frozen=True)
class Page:
    """A public page. `name` ends its address; `says` tells a coordinator what it shows, and what it doesn't.

    `show(now)` gives what `template` (which extends "public/page.html") shows of the municipality in scope:
    figures, streets and words of our own; no person, no home, no text that somebody wrote about either. Where it
    has a `feed(now)`, programs can follow what is new on it. `picture(number, now)` is the JPEG that it, or a page
    below it, shows as "picture-<number>.jpg" now; None for any other.

    Once it is published it is in the site's menu where `menu` names its place there (the smallest first), at the
    foot of every page where it is `at_foot`, else among the other pages at the end of the home page. What
    `searchable(now, slug)` gives is found by the site's search; all of it, or what one `slug` ends with.
    `pieces` are parts of it for other websites. The meetings of `dates(now)` are in the site's calendar: those to
    come, and for a year those that were or were called off.

    A `light` page has words, simple questions and lists alone: it is sent without what other pages look like, and
    without a typeface. Its own parts bring their own sheet.

    The page is `told` where each change of what it shows is said by `changed`, also what comes by the clock: it is
    made anew then, and seldom else.
    """

    name: str
    title: Words
    says: Words
    template: str
    show: Callable[[datetime], Mapping[str, Any]]
    below: Below | None = None
    feed: Callable[[datetime], Sequence[Entry]] | None = None
    picture: Callable[[int, datetime], bytes | None] | None = None
    menu: int = 0
    at_foot: bool = False
    teaser: Teaser | None = None
    searchable: Callable[[datetime, str], Sequence[Document]] | None = None
    pieces: tuple[Piece, ...] = ()
    told: bool = False
    light: bool = False
    dates: Callable[[datetime], Sequence[Dated]] | None = None

    @property
    def dated(self) -> bool:
        """Whether it has meetings for calendars. Templates ask this: they would call `dates`."""
        return self.dates is not None

    @property
    def followed(self) -> bool:
        """Whether programs can follow it. Templates ask this: they would call `feed`."""
        return self.feed is not None


class Leading(Protocol):
    """Where the earlier addresses of pages below a page lead, in the municipality in scope."""

    def leads(self, page: str, slug: str) -> str:
        """What ends the current address of what once ended with `slug`; empty where nothing did."""

    def moved(self, page: str, before: str, after: str) -> None:
        """Have an address, and all that led to it, lead to another from now on."""


_offered: Final[dict[str, Page]] = {}
_heard_by: Final[list[Callable[[str, str], None]]] = []
_leading: Final[list[Leading]] = []
_hosts: Final[list[Callable[[int], str]]] = []
_knowing: Final[list[Callable[[str], bool]]] = []


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


def pieces() -> tuple[tuple[Page, Piece], ...]:
    """All pieces, each with the page that it is a part of."""
    return tuple((each, piece) for each in pages() for piece in each.pieces)


def changed(name: str, slug: str = "") -> None:
    """Say, in the transaction that changes it, that a page shows something else from now on: all of it, or `slug`.

    Whoever reads it then has it within a second. What says nothing is seen within half a minute.
    """
    for hear in _heard_by:
        hear(name, slug)


def on_change(hear: Callable[[str, str], None]) -> None:
    """Have `hear(name, slug)` called when a page changes, in the transaction and scope that change it."""
    _heard_by.append(hear)


def led_by(keeper: Leading) -> None:
    """Have earlier addresses kept by somebody."""
    _leading[:] = [keeper]


def leads(page: str, slug: str) -> str:
    """Where an earlier address below a page leads: the end of the current one; "" for no earlier one."""
    return next((to for each in _leading if (to := each.leads(page, slug))), "")


def moved(page: str, *, before: str, after: str) -> None:
    """Say, in the transaction that does it, that what ended an address with `before` ends it with `after` now.

    Whoever asks for the earlier address is led to the new one, at once however often it has moved.
    """
    for each in _leading:
        each.moved(page, before, after)
    changed(page, before)
    changed(page, after)


def host(municipality_id: int) -> str:
    """Where a municipality is found, with scheme and host: its own host name, else the installation's."""
    return next((found for find in _hosts if (found := find(municipality_id))), "") or installation.current().url


def found_at(find: Callable[[int], str]) -> None:
    """Have `find(municipality_id)` asked for a municipality's own host name, with its scheme; "" without one."""
    _hosts.append(find)


def is_published(name: str) -> bool:
    """Whether everybody may read a page of the municipality in scope."""
    return any(know(name) for know in _knowing)


def known_by(know: Callable[[str], bool]) -> None:
    """Have `know(name)` asked whether everybody may read a page of the municipality in scope."""
    _knowing.append(know)
