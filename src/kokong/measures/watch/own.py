"""What a member sees and does themselves, by a link of their own: agree, correct, take along, leave."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.models import Municipality
from kokong.people import api as people
from kokong.places import api as places
from kokong.sending import api as sending

from . import links, purposes, reading, roster
from . import models as rows
from .alerts import kinds
from .caring import away
from .values import Group, Refused


@dataclass(frozen=True)
class Mine:
    """What the page shows to the person themselves: no field is named as what is read of others."""

    place: Municipality
    group: Group
    home: str
    called: str
    number: str
    address: str
    since: datetime
    agreed: dict[str, bool]
    least: str
    digest_at: int
    home_id: int
    gone: tuple[away.Away, ...]


def mine(*, secret: str, now: datetime) -> Mine | None:
    """What is kept of whoever has the link; None where it doesn't hold."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return None
        row, home = found.row, places.dwelling(dwelling_id=found.row.dwelling_id)
        return Mine(
            found.place, reading.group(group_id=row.group_id or 0), home.full_address if home else "", row.name,
            row.phone, row.email, row.joined or row.asked, purposes.held(member_id=row.pk), row.least,
            row.digest_at, row.dwelling_id, away.away(group_id=row.group_id or 0, now=now),
        )  # fmt: skip


def agree(*, secret: str, wants: frozenset[str], now: datetime) -> bool:
    """Agree to exactly these purposes from now on; False where the link doesn't hold."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        for code in purposes.PURPOSES:
            purposes.agree(member_id=found.row.pk, purpose=code, answer=code in wants, now=now)
        _proven(found.row, now)
        if "email" in wants:  # proven by this very address: also for who had left by a letter's link
            sending.opted_in(address=found.row.email, purpose=kinds.PURPOSE)
        return True


def _proven(row: rows.Member, now: datetime) -> None:
    """Whoever answers by a link that was sent to their address has it; what a list said of them is over."""
    rows.Member.objects.filter(pk=row.pk, proven=None).update(proven=now)
    rows.Member.objects.filter(pk=row.pk).exclude(claimed="").update(claimed="")


def go_away(*, secret: str, since: date, until: date, seen_by: str, now: datetime) -> bool:
    """Say when one's own home is away; False where the link is over. Raises Refused for days that can't be."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        away.say(
            group_id=found.row.group_id or 0, dwelling_id=found.row.dwelling_id, since=since, until=until,
            seen_by=seen_by, now=now,
        )  # fmt: skip
        return True


def come_back(*, secret: str, away_id: int, now: datetime) -> bool:
    """One's own home is there after all; False where the link is over. Raises Refused for what isn't there."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        away.take_back(group_id=found.row.group_id or 0, away_id=away_id, dwelling_id=found.row.dwelling_id)
        return True


def choose(*, secret: str, least: str, digest_at: int, now: datetime) -> bool:
    """How urgent an alert must be for them, and when they read what can wait; False where the link is over."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        rows.Member.objects.filter(pk=found.row.pk).update(least=least, digest_at=digest_at)
        audit.record(action="watch.person_corrected", subject="watch_member", subject_id=found.row.pk)
        return True


def correct(*, secret: str, name: str, phone: str, now: datetime) -> bool:
    """Change one's name and number; False where the link doesn't hold. Raises Refused without a name."""
    if not name.strip():
        raise Refused(_("Say what you are called. Nothing was changed."), field="name")
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        rows.Member.objects.filter(pk=found.row.pk).update(name=name.strip(), phone=phone.strip())
        audit.record(action="watch.person_corrected", subject="watch_member", subject_id=found.row.pk)
        return True


def leave(*, secret: str, now: datetime) -> bool:
    """Leave the group: name and every way to be reached go at once, what was agreed to is taken back."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        _leave(found.row.pk, now)
        return True


def leave_all(address: str, now: datetime) -> int:
    """As `leave`, of every group of whoever has proven an address in the scope that is open; of how many."""
    links.as_address(address)
    joined = rows.Member.objects.filter(email__iexact=address, left=None).exclude(joined=None)
    found = list(joined.values_list("pk", flat=True))
    for member_id in found:
        links.as_member(member_id)
        _leave(member_id, now)
    links.as_nobody()
    return len(found)


def _leave(member_id: int, now: datetime) -> None:
    for code in purposes.PURPOSES:
        purposes.agree(member_id=member_id, purpose=code, answer=False, now=now)
    roster.remove(member_id=member_id, now=now)


def everything(*, secret: str, now: datetime) -> dict[str, Any] | None:
    """All that is kept of whoever has the link, to take along; None where it doesn't hold."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return None
        row, home = found.row, places.dwelling(dwelling_id=found.row.dwelling_id)
        group = reading.group(group_id=row.group_id or 0)
        told = people.consent.history(subject=(purposes.SUBJECT, row.pk))
        return {
            "municipality": found.place.name,
            "group": group.name,
            "home": home.full_address if home else "",
            "name": row.name,
            "email": row.email,
            "phone": row.phone,
            "task": row.role,
            "asked": row.asked.isoformat(),
            "joined": row.joined.isoformat() if row.joined else None,
            "source": row.source,
            "said_in_a_list": row.claimed,
            "alerts": {"least": row.least, "digest_at": row.digest_at},
            "consents": [_said(each) for each in told],
        }


def _said(each: people.consent.Consent) -> dict[str, Any]:
    told = {"purpose": each.purpose, "given": each.given, "text": each.text, "channel": each.channel}
    return {**told, "at": each.at.isoformat()}
