"""What is new on a page, for programs that look by themselves: Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.utils.feedgenerator import Atom1Feed

from kokong.kernel.public import Entry, Page

from .values import Site


class _Feed(Atom1Feed):
    """Atom with the whole text of each entry, not its summary alone."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """One entry."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(site: Site, page: Page, entries: Sequence[Entry]) -> bytes:
    """The entries as Atom."""
    home = site.whole(page.name)
    feed = _Feed(_title(site, page), home, str(page.says), language=site.own, feed_url=_own(site, page, "atom"))
    for each in entries:
        address = _address(site, page, each)
        feed.add_item(
            each.title, address, each.lead, unique_id=address, pubdate=each.since, updateddate=each.since,
            content=_html(site, page, each),
        )  # fmt: skip
    return feed.writeString("utf-8").encode()


def as_json(site: Site, page: Page, entries: Sequence[Entry]) -> bytes:
    """The entries as JSON Feed."""
    items = [_item(site, page, each) for each in entries]
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(site, page),
        "home_page_url": site.whole(page.name),
        "feed_url": _own(site, page, "json"),
        "language": site.own,
        "items": items,
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _html(site: Site, page: Page, each: Entry) -> str:
    """Its words with whole addresses of pictures: a program knows no page that they would be relative to."""
    return each.html.replace('src="picture-', f'src="{site.whole(page.name)}picture-')


def _item(site: Site, page: Page, each: Entry) -> dict[str, Any]:
    address = _address(site, page, each)
    return {
        "id": address, "url": address, "title": each.title, "summary": each.lead,
        "content_html": _html(site, page, each),
        "date_published": each.since.isoformat(), "language": each.language[:2],
    }  # fmt: skip


def _title(site: Site, page: Page) -> str:
    return f"{page.title} · {site.name}"


def _own(site: Site, page: Page, form: str) -> str:
    return f"{site.root}/{page.name}.{form}"


def _address(site: Site, page: Page, entry: Entry) -> str:
    return f"{site.whole(page.name, entry.slug)}?language={entry.language}"


Form = Callable[[Site, Page, Sequence[Entry]], bytes]
FORMS: Final[dict[str, tuple[Form, str]]] = {
    "atom": (atom, "application/atom+xml; charset=utf-8"),
    "json": (as_json, "application/feed+json; charset=utf-8"),
}
