"""Addresses that get nothing: refused for good, unsubscribed, or by staff's word; and the ways back.

Asked at the moment of sending. What must arrive (a kind without a purpose) asks only in a mailing, and then only
for what holds for everything.
"""

from datetime import datetime

from kokong.kernel import tenancy

from . import addresses as told_apart
from . import models as rows
from .rules import Suppressed


def among(*, addresses: frozenset[str], purpose: str) -> frozenset[str]:
    """Which of some addresses and numbers get nothing of a purpose ("" for what is held back from everything)."""
    by_digest = {told_apart.digest(each): each for each in addresses if each}
    found = rows.Suppression.objects.filter(digest__in=list(by_digest), purpose__in={"", purpose})
    held = frozenset(found.values_list("digest", flat=True)) if by_digest else frozenset()
    return frozenset(each for each in addresses if each and told_apart.digest(each) in held)


def holds_back(*, digest: str, purpose: str) -> bool:
    """Whether one address gets nothing of a purpose, where the address itself is not known here."""
    return rows.Suppression.objects.filter(digest=digest, purpose__in={"", purpose}).exists()


def suppress(
    *, address: str, reason: Suppressed, now: datetime, purpose: str = "", answer: str = "", by: int | None = None
) -> bool:
    """Send an address nothing more of a purpose, or of any; whether that is new. Told again it changes nothing."""
    return hold(digest=told_apart.digest(address), reason=reason, now=now, purpose=purpose, answer=answer, by=by)


def hold(
    *, digest: str, reason: Suppressed, now: datetime, purpose: str = "", answer: str = "", by: int | None = None
) -> bool:
    """As `suppress`, where the address itself is not known here."""
    _row, fresh = rows.Suppression.objects.get_or_create(
        digest=digest, purpose=purpose, reason=reason,
        defaults={"since": now, "answer": answer[:300], "by": by if by is not None else tenancy.current().user_id},
    )  # fmt: skip
    return fresh


def opted_in(*, address: str, purpose: str) -> bool:
    """Somebody has proven that they want this purpose, at this address: what held it back ends; whether any did.

    A bounce ends too, since the proof came by that address. Staff's word stays.
    """
    mine = rows.Suppression.objects.filter(digest=told_apart.digest(address), purpose__in={"", purpose})
    return bool(mine.exclude(reason="staff").delete()[0])


def has_left(*, digest: str, purpose: str) -> bool:
    """Whether somebody has unsubscribed from a purpose."""
    mine = rows.Suppression.objects.filter(digest=digest, purpose=purpose, reason="unsubscribed")
    return mine.exists()


def back(*, digest: str, purpose: str) -> bool:
    """Whoever unsubscribed from a purpose takes it back; whether they had."""
    mine = rows.Suppression.objects.filter(digest=digest, purpose=purpose, reason="unsubscribed")
    return bool(mine.delete()[0])


def tried_again(*, digests: frozenset[str]) -> None:
    """Somebody says that these addresses take letters again: that they refused them for good is forgotten."""
    if digests:
        rows.Suppression.objects.filter(digest__in=digests, reason="bounce").delete()
