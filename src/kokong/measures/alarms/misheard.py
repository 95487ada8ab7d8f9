"""What comes and isn't understood: what is wrong with it, and the setting that would mend it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q

from . import models as rows

SHOWN: Final = 100


@dataclass(frozen=True)
class Misheard:
    """Messages of one sender that aren't understood for one reason (`why`: `words.MISHEARD`).

    `who` is as the frame says, receiver-line-account; "" where that can't be read. `raw` is one of them.
    """

    why: str
    who: str
    account_id: int | None
    raw: str
    address: str
    transport: str
    encrypted: bool
    first: datetime
    last: datetime
    messages: int


def misheard() -> tuple[Misheard, ...]:
    """Those of the scope, the latest first; not what has been set right since."""
    heard = rows.Liveness.objects.filter(account_id=OuterRef("account_id"), heard__gt=OuterRef("last"))
    found = rows.Misheard.objects.exclude(Q(Exists(heard))).order_by("-last")[: 2 * SHOWN]
    listed = [one for one in found if one.why != "unknown" or not _enrolled(one.who)]
    return tuple(map(_value, listed[:SHOWN]))


def _enrolled(who: str) -> bool:
    receiver, line, account = who.split("-", 2)
    return rows.Account.objects.filter(account=account, receiver=receiver, line=line, retired=None).exists()


def _value(row: rows.Misheard) -> Misheard:
    raw = bytes(row.raw).strip()
    text = raw.decode("ascii") if raw.isascii() and raw.decode("ascii").isprintable() else repr(raw)[2:-1]
    return Misheard(
        row.why, row.who, row.account_id, text, row.address, row.transport, row.encrypted, row.first,
        row.last, row.messages,
    )  # fmt: skip
