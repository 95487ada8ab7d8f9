"""Asking public statistics over HTTP: never in our own network, for a limited time, and with a limited ear."""

import json
import time
from http import HTTPStatus
from typing import Any, Final

import requests
from django.utils.translation import gettext as _

from kokong.kernel import outside

from .values import NotTaken

SECONDS: Final = (4, 20)
WHOLE_S: Final = 40.0
MOST_BYTES: Final = 8_000_000


def get(url: str) -> Any:
    """What an address answers, as JSON. Raises NotTaken."""
    return _json("GET", url)


def post(url: str, body: Any) -> Any:
    """The same, asked with a question in JSON. Raises NotTaken."""
    return _json("POST", url, json=body)


def _json(method: str, url: str, **what: Any) -> Any:
    headers = {"Accept": "application/json", "User-Agent": "Kokong"}
    options: Any = {"timeout": SECONDS, "allow_redirects": False, "stream": True, "headers": headers, **what}
    try:
        with _session() as session, session.request(method, url, **options) as answer:
            text = _body(answer)
            code = answer.status_code
    except requests.RequestException as error:
        raise NotTaken(_("The source didn't answer. Nothing was kept; try again later.")) from error
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        raise NotTaken(_("The source asks us to wait. Nothing was kept; try again in a minute."))
    if code != HTTPStatus.OK:
        raise NotTaken(_("The source answered with error %(code)d. Nothing was kept.") % {"code": code})
    try:
        return json.loads(text.decode("utf-8-sig"))
    except ValueError as error:
        raise garbled() from error


def garbled() -> NotTaken:
    """For an answer that isn't what its format says."""
    return NotTaken(_("The source's answer isn't understood. Nothing was kept."))


def _body(answer: requests.Response) -> bytes:
    until, parts, size = time.monotonic() + WHOLE_S, [], 0
    for part in answer.iter_content(65_536):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES or time.monotonic() > until:
            raise NotTaken(_("The source's answer is too long. Ask for less."))
    return b"".join(parts)


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, outside.adapter(guarded=True))
    return session
