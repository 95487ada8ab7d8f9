"""The year wheel for a person's calendar, at a secret address that they may exchange: whole days, by month."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from kokong.kernel import audit, installation, tenancy
from kokong.meetings.api import ical
from kokong.people import api as people

from . import models as rows
from . import reading, rules
from .values import Item, Turn

_SALT: Final = "kokong.cooperation.wheel"
_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


def address(*, user_id: int) -> str:
    """Where somebody's calendar fetches the wheel; empty where they have asked for none."""
    row = rows.WheelFeed.objects.filter(user_id=user_id).first()
    if row is None:
        return ""
    secret = f"{row.municipality_id}-{row.pk}-{_proof(row)}"
    return installation.current().url + reverse("wheel:feed", args=[secret])


@transaction.atomic
def renew(*, user_id: int, now: datetime) -> None:
    """Make the address, or another one in its place: whoever had the old one sees nothing more."""
    rows.WheelFeed.objects.filter(user_id=user_id).delete()
    rows.WheelFeed.objects.create(user_id=user_id, made=now)
    audit.record(action="wheel.feed_made", subject="user", subject_id=user_id)


@transaction.atomic
def end(*, user_id: int) -> None:
    """Take the address back: nobody sees anything there more. Nothing happens where there is none."""
    gone, _each = rows.WheelFeed.objects.filter(user_id=user_id).delete()
    if gone:
        audit.record(action="wheel.feed_ended", subject="user", subject_id=user_id)


def open_feed(*, secret: str, now: datetime) -> str | None:
    """What an address gives: this year and the next; None for one that holds no more, or whose reader has left."""
    found = _LINK.fullmatch(secret)
    municipality_id, number, proof = (int(found[1]), int(found[2]), found[3]) if found else (0, 0, "")
    with tenancy.scope(municipality_id=municipality_id or None):
        row = rows.WheelFeed.objects.filter(pk=number).first()
        if row is None or not constant_time_compare(proof, _proof(row)):
            return None
        if people.member(user_id=row.user_id, now=now) is None:
            return None
        return calendar(now=now)


def calendar(*, now: datetime) -> str:
    """The wheel of this year and the next as iCalendar; what is skipped is cancelled there."""
    today = timezone.localdate(now)
    events = [
        line
        for year in (today.year, today.year + 1)
        for each in reading.items(year=year, today=today)
        for turn in each.turns
        for line in _event(each, turn, now)
    ]
    head = [
        ical.line("VERSION", "2.0"), ical.text("PRODID", "-//Kokong//Year wheel//EN"),
        ical.text("X-WR-CALNAME", _("Year wheel")), ical.line("REFRESH-INTERVAL", "P1D", {"VALUE": "DURATION"}),
    ]  # fmt: skip
    return ical.block("VCALENDAR", [*head, *events])


def _event(item: Item, turn: Turn, now: datetime) -> Iterator[str]:
    """The whole month, without making anybody busy."""
    after = rules.last_day(turn.month) + timedelta(days=1)
    said = [
        ical.line("UID", f"wheel-{tenancy.municipality_id()}-{item.id}-{turn.month:%Y-%m}@kokong"),
        ical.line("DTSTAMP", f"{now:%Y%m%dT%H%M%SZ}"),
        ical.line("DTSTART", f"{turn.month:%Y%m%d}", {"VALUE": "DATE"}),
        ical.line("DTEND", f"{after:%Y%m%d}", {"VALUE": "DATE"}),
        ical.text("SUMMARY", item.title),
        ical.text("DESCRIPTION", "\n".join(part for part in (item.who, item.material, item.purpose) if part)),
        ical.line("STATUS", "CANCELLED" if turn.state == "skipped" else "CONFIRMED"),
        ical.line("TRANSP", "TRANSPARENT"),
    ]
    yield ical.block("VEVENT", said)


def _proof(row: rows.WheelFeed) -> str:
    said = (row.municipality_id, row.pk, row.made.isoformat())
    return salted_hmac(_SALT, "\0".join(str(one) for one in said), algorithm="sha256").hexdigest()
