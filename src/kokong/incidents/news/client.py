"""The events feed of polisen.se, read once. Knows nothing of limits between calls: see `collecting`."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal
from urllib.parse import urljoin, urlsplit

import httpx

from kokong.tables import clean

FEED: Final = "https://polisen.se/api/events"
SITE: Final = "https://polisen.se"
TIMEOUT_S: Final = 10.0
WHOLE_S: Final = 30.0
LIMIT: Final = 5 * 1024 * 1024

Trouble = Literal["unreachable", "slow", "gone", "busy", "refused", "broken"]


class FeedTrouble(Exception):
    """The feed could not be read. `status` is the HTTP status, where there was an answer."""

    def __init__(self, trouble: Trouble, status: int | None = None) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.status = status


@dataclass(frozen=True)
class Item:
    """One published event. Its place is a municipality's or county's name; coordinates are left out."""

    id: int
    at: datetime
    kind: str
    title: str
    summary: str
    url: str
    place: str


def fetch(*, url: str = FEED, user_agent: str) -> tuple[Item, ...]:
    """The latest events (about 500, the whole country). Raises FeedTrouble.

    An item that can't be understood is left out. Source: https://polisen.se/om-polisen/om-webbplatsen/oppna-data/
    """
    try:
        content = _get(url, user_agent)
    except httpx.TimeoutException as error:
        raise FeedTrouble("slow") from error
    except httpx.HTTPError as error:
        raise FeedTrouble("unreachable") from error
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FeedTrouble("broken", 200) from error
    if not isinstance(found, list):
        raise FeedTrouble("broken", 200)
    return tuple(item for item in map(_item, found) if item is not None)


def _get(url: str, user_agent: str) -> bytes:
    """The body, within limits of size and of the whole time."""
    headers = {"User-Agent": user_agent, "Accept": "application/json"}
    deadline = time.monotonic() + WHOLE_S
    with httpx.stream("GET", url, headers=headers, timeout=TIMEOUT_S) as answer:
        if answer.status_code != 200:
            raise FeedTrouble(_trouble(answer.status_code), answer.status_code)
        content = bytearray()
        for part in answer.iter_bytes():
            content += part
            if time.monotonic() > deadline:
                raise FeedTrouble("slow", 200)
            if len(content) > LIMIT:
                raise FeedTrouble("broken", 200)
    return bytes(content)


def _trouble(status: int) -> Trouble:
    if status in {404, 410}:
        return "gone"
    return "busy" if status == 429 or status >= 500 else "refused"


def _item(found: Any) -> Item | None:
    try:
        return _read(found)
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
        return None


def _read(found: Mapping[str, Any]) -> Item:
    number = int(found["id"])
    url = urljoin(SITE, _text(found["url"], 500))
    if not 0 < number < 2**63 or urlsplit(url)[:2] != ("https", "polisen.se") or len(url) > 500:
        raise ValueError(url)
    return Item(
        id=number,
        at=datetime.strptime(found["datetime"], "%Y-%m-%d %H:%M:%S %z").astimezone(UTC),
        kind=_text(found["type"], 120),
        title=_text(found["name"], 300),
        summary=_text(found.get("summary") or "", 2000),
        url=url,
        place=_text(found["location"]["name"], 80),
    )


def _text(found: str, limit: int) -> str:
    return clean(found).strip()[:limit]
