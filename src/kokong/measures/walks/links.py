"""Links that are sent to an address, and what opens with them: computed and never kept.

An owner's link is proven by the key of its letter: exchanging that ends it. A wish's is proven by its address.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality

from . import models as rows

_SALT: Final = "kokong.walks.links"
_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


def address_of(row: "rows.Ask | rows.Wish") -> str:
    """The page that a letter's link leads to."""
    name = "walks-public:answer" if isinstance(row, rows.Ask) else "walks-public:confirm"
    return installation.current().url + reverse(name, args=[secret_of(row)])


def secret_of(row: "rows.Ask | rows.Wish") -> str:
    """Municipality, number, and what proves that whoever has it was sent it."""
    return f"{row.municipality_id}-{row.pk}-{_proof(row)}"


def place_of(secret: str) -> Municipality | None:
    """The municipality of what may be a link, whether it holds or not."""
    found = _LINK.fullmatch(secret)
    return Municipality.objects.filter(pk=int(found[1])).first() if found else None


@contextmanager
def ask(secret: str) -> Iterator[rows.Ask | None]:
    """The letter that an owner's link belongs to, in its municipality's scope; None where it doesn't hold."""
    with _scope(secret) as number:
        row = rows.Ask.objects.select_related("walk", "holder", "municipality").filter(pk=number).first()
        holds = row is not None and row.holder.ended is None and _holds(secret, row)
        yield row if holds else None


@contextmanager
def wish(secret: str) -> Iterator[rows.Wish | None]:
    """Likewise the wish for a walk, locked."""
    with _scope(secret) as number:
        row = rows.Wish.objects.select_for_update(no_key=True).filter(pk=number).first()
        yield row if row is not None and row.email and _holds(secret, row) else None


@contextmanager
def _scope(secret: str) -> Iterator[int]:
    found, place = _LINK.fullmatch(secret), place_of(secret)
    with tenancy.scope(municipality_id=place.pk if place else None, authority="municipality"):
        yield int(found[2]) if found else 0


def _holds(secret: str, row: "rows.Ask | rows.Wish") -> bool:
    return constant_time_compare(secret.rpartition("-")[2], _proof(row))


def _proof(row: "rows.Ask | rows.Wish") -> str:
    own = str(row.key) if isinstance(row, rows.Ask) else f"{row.email.lower()} {row.asked.isoformat()}"
    said = (type(row).__name__, row.municipality_id, row.pk, own)
    return salted_hmac(_SALT, "\0".join(str(one) for one in said), algorithm="sha256").hexdigest()
