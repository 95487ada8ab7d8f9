"""Links that are sent to an address, and what opens with them: computed and never kept.

Whoever has a proven link is, to the database, that one subscriber for one transaction
(`kokong.outreach_subscriber`); whoever asks for a link by an address, the one of that address.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from django.db import connection
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality

from .. import models as rows

Purpose = Literal["confirm", "own"]
LASTS: Final[dict[Purpose, timedelta]] = {"confirm": timedelta(days=14), "own": timedelta(hours=24)}
_SALT: Final = "kokong.outreach.newsletter"
_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


@dataclass(frozen=True)
class Opened:
    """What a link opens: whose it is, and where; `used` where their subscription has begun already."""

    row: rows.Subscriber
    place: Municipality
    used: bool


def purpose_of(row: rows.Subscriber) -> Purpose:
    """What a subscriber's link leads to now: to confirm, and once they have, to what is theirs."""
    return "confirm" if row.confirmed is None else "own"


def address_of(row: rows.Subscriber) -> str:
    """The page that a subscriber's link leads to now."""
    purpose = purpose_of(row)
    name = "outreach:confirm" if purpose == "confirm" else "outreach:mine"
    return installation.current().url + reverse(name, args=[secret_of(row, purpose)])


def secret_of(row: rows.Subscriber, purpose: Purpose) -> str:
    """Municipality, number, and what proves that whoever has it was sent it."""
    return f"{row.municipality_id}-{row.pk}-{_proof(row, purpose)}"


@contextmanager
def opened(secret: str, purpose: Purpose, now: datetime) -> Iterator[Opened | None]:
    """The subscriber of a link, in their municipality's scope and alone there; None where it doesn't hold."""
    found, place = _LINK.fullmatch(secret), place_of(secret)
    if found is None or place is None:
        yield None
        return
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        as_subscriber(int(found[2]))
        row = rows.Subscriber.objects.select_for_update(no_key=True).filter(pk=int(found[2])).first()
        holds = row is not None and constant_time_compare(found[3], _proof(row, purpose))
        if row is None or not holds or row.asked + LASTS[purpose] < now:
            as_nobody()
            yield None
            return
        yield Opened(row, place, used=row.confirmed is not None)
        as_nobody()


def place_of(secret: str) -> Municipality | None:
    """The municipality of what may be a link, whether it holds or not."""
    found = _LINK.fullmatch(secret)
    return Municipality.objects.filter(pk=int(found[1])).first() if found else None


def as_subscriber(subscriber_id: int | None) -> None:
    """Be this subscriber to the database, for the rest of the transaction."""
    _set("kokong.outreach_subscriber", subscriber_id)


def as_address(email: str) -> None:
    """Be whoever has this address to the database, for the rest of the transaction."""
    _set("kokong.outreach_email", email)


def as_press(office_id: int | None) -> None:
    """Be this editorial office to the database, for the rest of the transaction."""
    _set("kokong.outreach_press", office_id)


def as_nobody() -> None:
    """See nobody any more."""
    as_subscriber(None)
    as_address("")
    as_press(None)


def _set(name: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, "" if value is None else str(value)])


def _proof(row: rows.Subscriber, purpose: Purpose) -> str:
    said = (purpose, row.municipality_id, row.pk, row.email.lower(), row.asked.isoformat())
    return salted_hmac(_SALT, "\0".join(str(one) for one in said), algorithm="sha256").hexdigest()
