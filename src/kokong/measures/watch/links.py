"""Links that are sent to an address, and what opens with them: computed and never kept.

Whoever has a proven link is, to the database, that one member for one transaction (`kokong.watch_member`); whoever
asks for a link by an address, those of that address. Neither sees anybody else.
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

from . import models as rows

Purpose = Literal["join", "own"]
LASTS: Final[dict[Purpose, timedelta]] = {"join": timedelta(days=14), "own": timedelta(hours=24)}
_SALT: Final = "kokong.watch.links"
_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


@dataclass(frozen=True)
class Opened:
    """What a link opens: whose it is, and where; `used` where its membership has begun already."""

    row: rows.Member
    place: Municipality
    used: bool


def address_of(row: rows.Member) -> str:
    """The page that a member's link leads to now: to accept, and once they are a member to what is theirs."""
    purpose: Purpose = "join" if row.joined is None else "own"
    path = reverse(f"watch:{'accept' if purpose == 'join' else 'mine'}", args=[secret_of(row, purpose)])
    return installation.current().url + path


def secret_of(row: rows.Member, purpose: Purpose) -> str:
    """Municipality, number, and what proves that whoever has it was sent it."""
    return f"{row.municipality_id}-{row.pk}-{_proof(row, purpose)}"


def lasts(row: rows.Member, purpose: Purpose) -> timedelta:
    """How long a link holds. One to whom a list brought, who has asked for none, as long as one to join by."""
    unasked = row.source == "list" and (row.proven is None or row.proven >= row.asked)
    return LASTS["join" if unasked else purpose]


@contextmanager
def opened(secret: str, purpose: Purpose, now: datetime) -> Iterator[Opened | None]:
    """The member of a link, in their municipality's scope and alone there; None where it doesn't hold."""
    found = _LINK.fullmatch(secret)
    place = Municipality.objects.filter(pk=int(found[1])).first() if found else None
    if found is None or place is None:
        yield None
        return
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        as_member(int(found[2]))
        row = rows.Member.objects.select_for_update(no_key=True).filter(pk=int(found[2]), left=None).first()
        holds = row is not None and constant_time_compare(found[3], _proof(row, purpose))
        if row is None or not holds or row.asked + lasts(row, purpose) < now:
            as_member(None)
            yield None
            return
        yield Opened(row, place, used=row.joined is not None)
        as_member(None)


def as_member(member_id: int | None) -> None:
    """Be this member to the database, for the rest of the transaction."""
    _set("kokong.watch_member", member_id)


def as_address(email: str) -> None:
    """Be whoever has this address to the database, for the rest of the transaction."""
    _set("kokong.watch_email", email)


def as_nobody() -> None:
    """See nobody any more."""
    as_member(None)
    as_address("")


def place_of(secret: str) -> Municipality | None:
    """The municipality of what may be a link, whether it holds or not."""
    found = _LINK.fullmatch(secret)
    return Municipality.objects.filter(pk=int(found[1])).first() if found else None


def _set(name: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, "" if value is None else str(value)])


def _proof(row: rows.Member, purpose: Purpose) -> str:
    said = (purpose, row.municipality_id, row.pk, row.email.lower(), row.asked.isoformat())
    return salted_hmac(_SALT, "\0".join(str(one) for one in said), algorithm="sha256").hexdigest()
