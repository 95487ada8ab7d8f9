"""Unsubscribing by one press, without signing in: the address in each letter that has a purpose.

The token is signed, and names a municipality, an address by its keyed hash, a purpose, and what the reader is to
us. Looking does nothing and burns nothing: programs that follow every link of a letter unsubscribe nobody.
Pressing twice is as pressing once. See decision 103.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from kokong.kernel import audit, public, tenancy
from kokong.kernel.models import Municipality

from . import addresses, purposes, suppression
from .purposes import Reader

log = logging.getLogger(__name__)
_SALT: Final = "kokong.sending.unsubscribe"


@dataclass(frozen=True)
class Token:
    """Who wants nothing more of what, and from whom."""

    municipality_id: int
    digest: str
    reader: Reader


def url(*, address: str, purpose: str, whom: str, language: str = "") -> str:
    """Where somebody leaves a purpose of the municipality in scope, under its own host name, where it has one.

    `language` is the page's, where it isn't the municipality's.
    """
    known = "" if whom.startswith(BARE) else whom
    held = [tenancy.municipality_id(), addresses.digest(address), purpose, known]
    end = _path().replace(_MARK, _signer().sign_object(held))
    return f"{public.host(tenancy.municipality_id())}{end}" + (f"?language={language}" if language else "")


BARE: Final = "address "
"""How `To.whom` begins for an address that is nothing else to us."""


_MARK: Final = "--here--"


@lru_cache(maxsize=1)
def _path() -> str:
    """The page's address, looked up once: each letter has it."""
    return reverse("unsubscribe", args=[_MARK])


def read(text: str) -> Token | None:
    """What a token says; None where it isn't one of ours."""
    try:
        municipality_id, digest, purpose, whom = _signer().unsign_object(text)
    except (BadSignature, ValueError):  # ValueError: what was signed by another edition
        return None
    return Token(int(municipality_id), str(digest), Reader(str(purpose), str(whom)))


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")


def municipality(given: Token) -> Municipality | None:
    """Whose letter it was; None where it is no more."""
    return Municipality.objects.filter(pk=given.municipality_id).first()


def has_left(given: Token) -> bool:
    """Whether they have unsubscribed. In the municipality's scope, as the next two."""
    return suppression.has_left(digest=given.digest, purpose=given.reader.purpose)


def leave(given: Token, *, now: datetime) -> None:
    """Nothing more of this purpose. Again it changes nothing."""
    purpose = given.reader.purpose
    if suppression.hold(digest=given.digest, reason="unsubscribed", now=now, purpose=purpose):
        audit.record(action="mailing.left", subject="mailing", detail={"purpose": purpose})
        _tell_left(given.reader, now)


def _tell_left(reader: Reader, now: datetime) -> None:
    """Their wish holds, also where the room that owns the list stumbles over it."""
    hear = purposes.find(reader.purpose).left
    try:
        with transaction.atomic():
            if hear is not None:
                hear(reader, now)
    except Exception:
        log.exception("%s unsubscribed from %s, which its room could not write down.", reader.whom, reader.purpose)


def come_back(given: Token, *, now: datetime) -> bool:
    """Whoever has left takes it back; False where they have to sign up anew.

    What holds the address back for another reason stays.
    """
    hear = purposes.find(given.reader.purpose).came_back
    if not has_left(given):
        return True
    if hear is not None and not hear(given.reader, now):
        return False
    suppression.back(digest=given.digest, purpose=given.reader.purpose)
    audit.record(action="mailing.came_back", subject="mailing", detail={"purpose": given.reader.purpose})
    return True
