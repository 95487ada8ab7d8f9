"""What is new on a page, for programs that look by themselves: Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from kokong.kernel.models import Municipality
from kokong.kernel.public import Entry, Page


class _Feed(Atom1Feed):
    """Atom with the whole text of each entry, not its summary alone."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """One entry."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(request: HttpRequest, place: Municipality, page: Page, entries: Sequence[Entry]) -> bytes:
    """The entries as Atom."""
    home = _address(request, place, page)
    feed = _Feed(_title(place, page), home, str(page.says), language=place.language, feed_url=_own(request))
    for each in entries:
        address = _address(request, place, page, each)
        feed.add_item(
            each.title, address, each.lead, unique_id=address, pubdate=each.since, updateddate=each.since,
            content=each.html,
        )  # fmt: skip
    return feed.writeString("utf-8").encode()


def as_json(request: HttpRequest, place: Municipality, page: Page, entries: Sequence[Entry]) -> bytes:
    """The entries as JSON Feed."""
    items = [_item(_address(request, place, page, each), each) for each in entries]
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(place, page),
        "home_page_url": _address(request, place, page),
        "feed_url": _own(request),
        "language": place.language,
        "items": items,
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _item(address: str, each: Entry) -> dict[str, Any]:
    return {
        "id": address, "url": address, "title": each.title, "summary": each.lead, "content_html": each.html,
        "date_published": each.since.isoformat(), "language": each.language[:2],
    }  # fmt: skip


def _title(place: Municipality, page: Page) -> str:
    return f"{page.title} · {place.signed}"


def _own(request: HttpRequest) -> str:
    return request.build_absolute_uri(request.path)


def _address(request: HttpRequest, place: Municipality, page: Page, entry: Entry | None = None) -> str:
    if entry is None:
        return request.build_absolute_uri(reverse("public:page", args=[place.code, page.name]))
    below = reverse("public:below", args=[place.code, page.name, entry.slug])
    return request.build_absolute_uri(f"{below}?language={entry.language}")


Form = Callable[[HttpRequest, Municipality, Page, Sequence[Entry]], bytes]
FORMS: Final[dict[str, tuple[Form, str]]] = {
    "atom": (atom, "application/atom+xml; charset=utf-8"),
    "json": (as_json, "application/feed+json; charset=utf-8"),
}
