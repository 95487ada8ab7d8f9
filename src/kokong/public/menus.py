"""Menu and home page, made from what is published: no page is named here."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kokong.kernel import public
from kokong.kernel.public import Page

from .finding import Found
from .values import Link, Menu, Site


def menu(site: Site, published: Collection[str], *, language: str, here: Sequence[str] = ()) -> Menu:
    """The published pages by their place; the one that is `here` is marked."""
    current = here[0] if here else ""

    def links(pages: Iterable[Page]) -> list[Link]:
        return [Link(p.title, site.address(p.name, language=language), p.name == current) for p in pages]

    shown = [page for page in public.pages() if page.name in published]
    top = sorted((page for page in shown if page.menu), key=lambda page: page.menu)
    rest = [page for page in shown if not page.menu and not page.at_foot]
    foot = links(page for page in shown if page.at_foot)
    return Menu(links(top), foot, links(rest), dated=any(page.dated for page in shown))


@dataclass(frozen=True)
class Line:
    """One finding of the search."""

    title: str
    lead: str
    address: str
    language: str
    where: Any


def findings(site: Site, found: Iterable[Found]) -> list[Line]:
    """What was found, as links."""
    titles = {page.name: page.title for page in public.pages()}
    return [
        Line(
            each.title, each.lead, site.address(each.page, each.slug, language=each.language),
            each.language[:2], titles.get(each.page, "") if each.slug else "",
        )
        for each in found
    ]  # fmt: skip


@dataclass(frozen=True)
class Block:
    """What one page has on the home page: a template and what it shows."""

    page: Page
    template: str
    shown: dict[str, Any]


def blocks(published: Collection[str], now: datetime) -> list[Block]:
    """What published pages have to tell now, in their order."""
    telling = [(page.teaser, page) for page in public.pages() if page.teaser and page.name in published]
    found = []
    for teaser, page in sorted(telling, key=lambda each: each[0].order):
        shown = teaser.show(now)
        if shown is not None:
            found.append(Block(page, teaser.template, dict(shown)))
    return found
