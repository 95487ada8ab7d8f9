"""What a program asks for, read as the standard says; what can't be read is said, not passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from .reports import SERVICES

SPAN: Final = timedelta(days=90)
"""What one question may cover."""
MOST: Final = 1000
YEARS: Final = range(1900, 2200)
"""Others are slips, and 90 days beside the first or the last year are no date."""
STATUSES: Final = ("open", "closed")


class Unclear(Exception):
    """It can't be answered; with what is wrong."""


@dataclass(frozen=True)
class Asked:
    """Which reports: these numbers alone, or those noted between two moments, of some services and statuses."""

    since: datetime | None
    until: datetime | None
    ids: tuple[int, ...] | None = None
    codes: tuple[str, ...] | None = None
    statuses: tuple[str, ...] | None = None


def read(given: Mapping[str, str], *, now: datetime) -> Asked:
    """Numbers stand above everything else, as the standard has it. Raises Unclear."""
    if given.get("service_request_id"):
        return Asked(None, None, ids=tuple(map(_number, _list(given["service_request_id"]))))
    since, until = (_moment(name, given.get(name, "")) for name in ("start_date", "end_date"))
    until = until or (min(since + SPAN, now) if since else now)
    since = since or until - SPAN
    if until - since > SPAN:
        raise Unclear(_("Ask for at most 90 days between start_date and end_date."))
    return Asked(
        since, until, codes=_some(given, "service_code", SERVICES), statuses=_some(given, "status", STATUSES)
    )


def _list(said: str) -> list[str]:
    parts = [part.strip() for part in said.split(",")]
    if len(parts) > MOST:
        raise Unclear(_("Ask for at most 1,000 at once."))
    return parts


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 18):
        raise Unclear(_("A service_request_id is a number."))
    return int(said)


def _some(given: Mapping[str, str], name: str, known: tuple[str, ...]) -> tuple[str, ...] | None:
    if not given.get(name):
        return None
    found = tuple(_list(given[name]))
    if unknown := sorted(set(found) - set(known)):
        raise Unclear(_("%(name)s knows no %(value)s.") % {"name": name, "value": ", ".join(unknown)[:80]})
    return found


def _moment(name: str, said: str) -> datetime | None:
    """A moment with its zone: without one it is another hour to everybody who reads it."""
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said)
        if found.tzinfo is not None and found.year in YEARS:
            return found
    except ValueError:
        pass
    raise Unclear(_("%(name)s is a time with its zone, such as 2026-01-31T12:00:00Z.") % {"name": name})
