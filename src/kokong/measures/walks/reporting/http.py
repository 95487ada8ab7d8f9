"""Speaking GeoReport v2 over HTTP: never in our own network, for a limited time, and with a limited ear."""

import time
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlsplit

import requests
from urllib3.exceptions import NewConnectionError

from kokong.kernel import outside

from . import answers, rules
from .values import ForGood, Given, NotNow, System, Told, Unsure

SECONDS: Final = (4, 12)
WHOLE_S: Final = 30.0
MOST_BYTES: Final = 4_000_000
MOST_PAGES: Final = 20
LATER: Final = {HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
"""With these a server says itself that it has not taken it."""


def understood(address: str) -> bool:
    """Whether an address can be reported to: over TLS, whole, and with nobody's password in it."""
    parts = urlsplit(address)
    plain = not any(each in address for each in " ?#@\\")
    return parts.scheme == "https" and bool(parts.hostname) and plain


def give(system: System, given: Given) -> Told:
    """Report; what the system says of it: a number, or a token. Raises NotNow, ForGood, and Unsure where it may
    have been taken.
    """
    told = {name: value for name, value in vars(given).items() if value != ""}
    fields = {**_where(system), "api_key": system.key, **told}
    code, after, text = _ask(system, "POST", "/requests.json", data=fields)
    if HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
        return _taken(text)
    if code in LATER:
        raise NotNow(_said(code, text), after=after)
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR or code == HTTPStatus.REQUEST_TIMEOUT:
        raise Unsure(_said(code, text))
    raise ForGood(_said(code, text))


def one(system: System, number: str) -> tuple[Told, ...]:
    """What the system says of one number; nothing where it knows none. Raises NotNow."""
    return _read(system, f"/requests/{quote(number, safe='')}.json", {})


def number_of(system: System, token: str) -> str:
    """The number that a token has got; empty as long as it has none. Raises NotNow."""
    found = _read(system, f"/tokens/{quote(token, safe='')}.json", {})
    return next((each.number for each in found if each.number), "")


def listed(system: System, query: Mapping[str, str]) -> tuple[Told, ...]:
    """Every report that a question finds, on all of its pages. Raises NotNow, also where they are too many to
    know that one is not among them.
    """
    found: dict[Told, None] = {}
    for page in range(1, MOST_PAGES + 1):
        rows = _read(system, "/requests.json", {**query, "page": str(page)})
        fresh = [each for each in rows if each not in found]
        if not fresh:  # over, or a server that knows no pages and says the same again
            return tuple(found)
        found.update(dict.fromkeys(fresh))
    raise NotNow("~many")


def services(system: System) -> tuple[tuple[str, str], ...]:
    """Codes and names of what may be reported. Raises NotNow."""
    code, after, text = _ask(system, "GET", "/services.json", params=_where(system))
    if code != HTTPStatus.OK:
        raise NotNow(_said(code, text), after=after)
    try:
        return answers.services(text)
    except answers.Garbled as error:
        raise NotNow(str(error)) from error


def _read(system: System, path: str, query: Mapping[str, str]) -> tuple[Told, ...]:
    try:
        code, after, text = _ask(system, "GET", path, params={**_where(system), **query})
        if code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} and path != "/requests.json":
            return ()
        if code != HTTPStatus.OK:
            raise NotNow(_said(code, text), after=after)
        return answers.rows(text)
    except (answers.Garbled, Unsure) as error:
        raise NotNow(str(error)) from error


def _taken(text: bytes) -> Told:
    """The first that has a number or a token: some list their answer twice."""
    try:
        found = next((each for each in answers.rows(text) if each.number or each.token), None)
    except answers.Garbled as error:
        raise Unsure(str(error)) from error
    if found is None:
        raise Unsure("~numberless")
    return found


def _ask(system: System, method: str, path: str, **what: Any) -> tuple[int, timedelta | None, bytes]:
    """Status, the pause asked for, and body. Raises ForGood, NotNow where nothing was given, Unsure otherwise."""
    options: Any = {"timeout": SECONDS, "allow_redirects": False, "stream": True, **what}
    headers = {"Accept": "application/json", "User-Agent": "Kokong"}
    try:
        with _session() as session, session.request(
            method, system.url + path, headers=headers, **options
        ) as answer:  # fmt: skip
            return answer.status_code, _after(answer.headers.get("Retry-After", "")), _body(answer)
    except requests.RequestException as error:
        if outside.was_inside(error):
            raise ForGood("~inside") from error
        if isinstance(error, requests.ConnectTimeout) or _never_there(error):
            raise NotNow("~nobody") from error
        raise Unsure(type(error).__name__) from error


def _body(answer: requests.Response) -> bytes:
    """All of it. Raises Unsure where it is too much, or takes too long."""
    until, parts, size = time.monotonic() + WHOLE_S, [], 0
    for part in answer.iter_content(65_536):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES or time.monotonic() > until:
            raise Unsure("~long")
    return b"".join(parts)


def _never_there(error: BaseException) -> bool:
    """Whether no connection came about, so that nothing was said."""
    seen: BaseException | None = error
    while seen is not None:
        reason = getattr(seen, "reason", None)
        if isinstance(seen, NewConnectionError) or isinstance(reason, NewConnectionError):
            return True
        seen = seen.__cause__ or seen.__context__
    return isinstance(error, requests.exceptions.SSLError)


def _where(system: System) -> dict[str, str]:
    return {"jurisdiction_id": system.jurisdiction} if system.jurisdiction else {}


def _said(code: int, text: bytes) -> str:
    return " ".join(filter(None, (f"HTTP {code}", answers.refusal(text))))


def _after(said: str) -> timedelta | None:
    """How long it asks to be left alone, in seconds; at most a day."""
    known = said.isascii() and said.isdigit() and len(said) < 9
    return min(timedelta(seconds=int(said)), rules.LONGEST_WAIT) if known else None


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, outside.adapter(guarded=True))
    return session
