"""What there is to attack: every pattern of the resolver, every operation of the API, every parameter read."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any, Final

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from tests.addresses import ADDRESSES, SIGNED_IN, Address, patterns

from kokong.config.api_urls import api

DAYS: Final = 4  # until every address had its turn
METHODS: Final = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
# Where the link is the proof: whoever follows it does what it says, without a cookie.
BY_LINK: Final = frozenset({"unsubscribe", "outreach:follow"})
# Read by their standard's names all at once, so no reading of one of them is seen.
_OGC: Final = ("bbox", "bbox-crs", "crs", "datetime", "f", "limit", "offset", "filter")


@dataclass(frozen=True)
class Target:
    """One pattern of the URLconf."""

    name: str
    parts: tuple[str, ...]
    address: Address

    def url(self, ids: Mapping[str, Any]) -> str:
        """The address with these ids in it; empty where the pattern takes no such."""
        try:
            return reverse(self.name, kwargs={part: ids.get(part, 1) for part in self.parts})
        except NoReverseMatch:
            return ""

    @property
    def json(self) -> bool:
        """Whether it reads JSON."""
        return self.name.startswith("api:") or self.name == "field:outbox"


def targets() -> tuple[Target, ...]:
    """All of them. One that nobody has decided about is for nobody's eyes but one's own."""
    undecided = Address("page", SIGNED_IN)
    return tuple(Target(name, parts, ADDRESSES.get(name, undecided)) for name, parts in patterns().items())


def chosen(addresses: Sequence[Target], *, named: Collection[str], today: date | None) -> list[Target]:
    """Those that were named, or whose turn it is on this day; without either all."""
    if named:
        return [each for each in addresses if each.name in named]
    return list(addresses if today is None else addresses[today.toordinal() % DAYS :: DAYS])


def operations() -> dict[str, dict[str, tuple[str, ...]]]:
    """The operations of the API: by the path's name the methods, with the names of their parameters and fields."""
    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in schema["paths"].values():
        names = {f"api:{each['operationId'].rpartition('_http_')[2]}": (m, each) for m, each in path.items()}
        for name, (method, each) in names.items():
            found.setdefault(name, {})[method.upper()] = tuple(_names(each, schema))
    return found


def _names(operation: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    yield from (each["name"] for each in operation.get("parameters", ()) if each["in"] == "query")
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    model = schema["components"]["schemas"].get(body.get("$ref", "").rpartition("/")[2], {})
    yield from model.get("properties", {})


@contextmanager
def listening() -> Iterator[set[str]]:
    """The names of all parameters that are asked for meanwhile."""
    heard: set[str] = set()
    kept = {name: getattr(QueryDict, name) for name in ("get", "getlist", "__getitem__", "__contains__")}

    def listen(ask: Any) -> Any:
        def asked(self: QueryDict, key: Any, *args: Any, **kwargs: Any) -> Any:
            heard.add(str(key))
            return ask(self, key, *args, **kwargs)

        return asked

    for name, ask in kept.items():
        setattr(QueryDict, name, listen(ask))
    try:
        yield heard
    finally:
        for name in kept:
            delattr(QueryDict, name)
        heard.discard("csrfmiddlewaretoken")


def standard_names(target: Target) -> tuple[str, ...]:
    """Parameters that a standard names, and that are read as a whole."""
    return _OGC if target.name.startswith("ogc:") else ()


class Form(HTMLParser):
    """What a page's own forms would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a field would send."""
        has = {key: value or "" for key, value in attrs}
        if tag == "select":
            self._select = has.get("name", "")
        elif tag == "option" and self._select:
            if "selected" in has or not self.sent.get(self._select):
                self.sent[self._select] = has.get("value", "")
        elif tag in {"input", "textarea"} and has.get("name") and has.get("type") not in {"submit", "file"}:
            self.sent.setdefault(has["name"], has.get("value", ""))
