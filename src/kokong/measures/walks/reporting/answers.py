"""What a fault-report system answers, read with care: no two follow the standard alike. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from kokong.tables import clean

from .values import Told

LONGEST: Final = {"number": 80, "token": 120, "status": 20, "notes": 1000, "description": 8000, "service_code": 80}


MOST_ADDRESS: Final = 500


class Garbled(ValueError):
    """That is no answer of GeoReport v2."""


def rows(text: bytes) -> tuple[Told, ...]:
    """The reports of an answer, each once however often it is listed, in the order told.

    An answer may be a list, or the one thing itself. Raises Garbled for what is neither, cut off or not.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Garbled("no JSON") from error
    listed = found if isinstance(found, list) else [found]
    if not all(isinstance(each, dict) for each in listed):
        raise Garbled("no list of reports")
    return tuple(dict.fromkeys(_told(each) for each in listed))


def refusal(text: bytes) -> str:
    """What an answer says went wrong; empty where it doesn't."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    listed = found if isinstance(found, list) else [found]
    said = [_text(each.get("description")) for each in listed if isinstance(each, dict)]
    return " ".join(" ".join(filter(None, said)).split())[:300]


def services(text: bytes) -> tuple[tuple[str, str], ...]:
    """Codes and names of what may be reported there. Raises Garbled."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Garbled("no JSON") from error
    if not isinstance(found, list):
        raise Garbled("no list of services")
    return tuple(_services(found))


def _services(listed: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for each in listed:
        code = _text(each.get("service_code")) if isinstance(each, dict) else ""
        if code:
            yield code, _text(each.get("service_name"))


def _told(each: Mapping[str, Any]) -> Told:
    names = {"number": "service_request_id", "notes": "status_notes"}
    said = {name: _text(each.get(names.get(name, name)))[:most] for name, most in LONGEST.items()}
    said["status"] = said["status"].lower()
    return Told(
        **said, media=picture(_text(each.get("media_url"))), asked=_moment(_text(each.get("requested_datetime")))
    )


def picture(said: str) -> str:
    """The address of a picture that people may follow; empty for what is none, or hides where it leads."""
    try:
        parts = urlsplit(said)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
        known = plain and (parts.port or 1) > 0
    except ValueError:
        return ""
    fits = len(said) <= MOST_ADDRESS and said.isascii() and not any(each in said for each in ' \\"<>')
    return said if known and fits else ""


def _text(value: Any) -> str:
    """Numbers are told as text or as numbers. What no database can keep is left out."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return clean(str(value)).strip()


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
