"""Links to what somebody keeps, sent to their address or shown to them for their household; never kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality

from . import rules
from .models import Contact, Keeper

Purpose = Literal["own", "household"]
_SALT: Final = "kokong.homecheck.links"
_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")
_PAGES: Final[dict[Purpose, str]] = {"own": "homecheck:mine", "household": "homecheck:household"}


@dataclass(frozen=True)
class Opened:
    """What a link opens: whose it is, and where."""

    row: Keeper
    place: Municipality


def address_of(row: Keeper, purpose: Purpose = "own") -> str:
    """The page that the link leads to."""
    return installation.current().url + reverse(_PAGES[purpose], args=[secret_of(row, purpose)])


def secret_of(row: Keeper, purpose: Purpose) -> str:
    """Municipality, number, and what proves that whoever has it was given it."""
    return f"{row.municipality_id}-{row.pk}-{_proof(row, purpose)}"


@contextmanager
def opened(secret: str, purpose: Purpose, now: datetime) -> Iterator[Opened | None]:
    """Whose a link is, in their municipality's scope; None where it doesn't hold (any more)."""
    found = _LINK.fullmatch(secret)
    place = Municipality.objects.filter(pk=int(found[1])).first() if found else None
    if found is None or place is None:
        yield None
        return
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        row = Keeper.objects.select_for_update(no_key=True).filter(pk=int(found[2])).first()
        holds = row is not None and constant_time_compare(found[3], _proof(row, purpose))
        yield Opened(row, place) if row is not None and holds and _open(row, purpose, now) else None


def _open(row: Keeper, purpose: Purpose, now: datetime) -> bool:
    return row.lasts >= now if purpose == "own" else row.shared > 0 and row.proven is not None


def place_of(secret: str) -> Municipality | None:
    """The municipality of what may be a link, whether it holds or not."""
    found = _LINK.fullmatch(secret)
    return Municipality.objects.filter(pk=int(found[1])).first() if found else None


def _proof(row: Keeper, purpose: Purpose) -> str:
    turn = row.asked.isoformat() if purpose == "own" else str(row.shared)
    said = (purpose, str(row.municipality_id), str(row.pk), row.email.lower(), turn)
    return salted_hmac(_SALT, "\0".join(said), algorithm="sha256").hexdigest()


@contextmanager
def holder(secret: str, now: datetime) -> Iterator[Contact | None]:
    """Who is asked by a link to be called, in their municipality's scope; None where it doesn't hold."""
    found = _LINK.fullmatch(secret)
    place = Municipality.objects.filter(pk=int(found[1])).first() if found else None
    if found is None or place is None:
        yield None
        return
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        known = Contact.objects.select_related("plan__keeper").select_for_update(no_key=True, of=("self",))
        row = known.filter(pk=int(found[2]), plan__taken=None, asked__gt=now - rules.HOLDS).first()
        holds = row is not None and constant_time_compare(found[3], _asked(row))
        yield row if holds else None


def holder_address(row: Contact) -> str:
    """The page where somebody answers whether they may be called."""
    secret = f"{row.municipality_id}-{row.pk}-{_asked(row)}"
    return installation.current().url + reverse("homecheck:holder", args=[secret])


def _asked(row: Contact) -> str:
    said = ("holder", str(row.municipality_id), str(row.pk), row.asked.isoformat())
    return salted_hmac(_SALT, "\0".join(said), algorithm="sha256").hexdigest()
