"""What a subscriber sees and does themselves, by a link of their own: choose, take along, leave."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kokong.kernel import audit
from kokong.kernel.models import Municipality
from kokong.people import api as people

from .. import models as rows
from . import asking, letters, links, texting


@dataclass(frozen=True)
class Mine:
    """What the page shows to the person themselves: no field is named as what is read of others."""

    place: Municipality
    address: str
    since: datetime
    areas: tuple[int, ...]
    homes: tuple[str, ...]
    agreed: str
    telephone: str
    proven: bool
    texts: str


def mine(*, secret: str, now: datetime) -> Mine | None:
    """What is kept of whoever has the link; None where it doesn't hold."""
    with links.opened(secret, "own", now) as found:
        if found is None or found.row.confirmed is None:
            return None
        row, since, told = found.row, found.row.confirmed, _told(found.row)
        text = next((each.text for each in reversed(told) if each.given), "")
        texts = texting.words(found.place)
        whom = tuple(row.areas), tuple(row.homes)
        return Mine(
            found.place,
            row.email,
            since,
            *whom,
            text,
            row.phone,
            proven=row.phone_confirmed is not None,
            texts=texts,
        )


def choose(*, secret: str, areas: tuple[int, ...], homes: tuple[str, ...], now: datetime) -> bool:
    """Want it of exactly these areas and kinds of home; False where the link doesn't hold."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        wanted = asking.fitting(areas=areas, homes=homes)
        rows.Subscriber.objects.filter(pk=found.row.pk).update(areas=wanted[0], homes=wanted[1])
        audit.record(action="newsletter.chosen", subject=letters.SUBJECT, subject_id=found.row.pk)
        return True


def leave(*, secret: str, now: datetime) -> bool:
    """Leave: consent is taken back and the address is removed, at once. False where the link doesn't hold."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        _leave(found.row, now)
        return True


def leave_all(address: str, now: datetime) -> int:
    """As `leave`, for whoever has proven an address in the scope that is open; how many subscriptions ended."""
    links.as_address(address)
    found = list(rows.Subscriber.objects.select_for_update(no_key=True).filter(email__iexact=address))
    for row in found:
        _leave(row, now)
    links.as_nobody()
    return len(found)


def _leave(row: rows.Subscriber, now: datetime) -> None:
    subject = (letters.SUBJECT, row.pk)
    people.consent.withdraw(subject=subject, purpose=letters.CONSENT, channel="page", now=now)
    texting.end(row, channel="page", now=now)
    audit.record(action="newsletter.left", subject=letters.SUBJECT, subject_id=row.pk)
    rows.Subscriber.objects.filter(pk=row.pk).delete()


def everything(*, secret: str, now: datetime) -> dict[str, Any] | None:
    """All that is kept of whoever has the link, to take along; None where it doesn't hold."""
    with links.opened(secret, "own", now) as found:
        if found is None or found.row.confirmed is None:
            return None
        row, since = found.row, found.row.confirmed
        return {
            "municipality": found.place.name, "email": row.email, "areas": row.areas, "homes": row.homes,
            "language": row.language, "asked": row.asked.isoformat(), "confirmed": since.isoformat(),
            "phone": row.phone, "phone_confirmed": row.phone_confirmed and row.phone_confirmed.isoformat(),
            "consents": [_said(each) for each in (*_told(row), *_told(row, texting.CONSENT))],
        }  # fmt: skip


def _told(row: rows.Subscriber, purpose: str = letters.CONSENT) -> tuple[people.consent.Consent, ...]:
    return people.consent.history(subject=(letters.SUBJECT, row.pk), purpose=purpose)


def _said(each: people.consent.Consent) -> dict[str, Any]:
    told = {"purpose": each.purpose, "given": each.given, "text": each.text, "channel": each.channel}
    return {**told, "at": each.at.isoformat()}
