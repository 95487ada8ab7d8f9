"""Asked for on a public page, by an invitation or a code on paper; begun when the link in the letter is accepted.

Whoever asks is told the same whether or not somebody of that address is known. No page says who is a member.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.fields import Point
from kokong.kernel.models import Municipality
from kokong.places import api as places
from kokong.sending import api as sending

from . import groups, letters, links, purposes, reading, roster, rules
from . import models as rows
from .values import Refused

HOURLY: Final = 60  # links that a municipality's page sends within an hour: a street that joins, and no more
AGAIN: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Asked:
    """What somebody filled in who wants to join or start a group; `wants`: purposes that they agree to."""

    address: str
    name: str
    email: str
    phone: str = ""
    wants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What there is at an address: the home, and the group in whose area it lies, if one goes on there."""

    address: str
    group: str


@dataclass(frozen=True)
class Joined:
    """What a link opens: the group (empty where it is to begin), the home, and for whom."""

    municipality: Municipality
    name: str
    group: str
    address: str
    used: bool


def find(*, place: Municipality, address: str) -> Found:
    """Whether there is a group at an address. Raises UserError for what names no home there."""
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        home = places.find_address(text=address)
        found = reading.groups_at(dwelling_id=home.id)
        return Found(home.full_address, found[0].name if found else "")


def named(*, place: Municipality, group_id: int) -> str:
    """What a group that goes on is called; empty where there is none of that number."""
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        found = rows.Group.objects.filter(pk=group_id, state__in=rules.GOES_ON)
        return found.values_list("name", flat=True).first() or ""


def ask(*, place: Municipality, asked: Asked, now: datetime) -> None:
    """Send a link to the address; a member gets one to what is theirs, and nobody is told which.

    Raises UserError for what names no home there, and where too many ask within an hour.
    """
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        home = places.find_address(text=asked.address)
        _not_too_many(now)
        links.as_address(asked.email)
        known = rows.Member.objects.select_for_update(no_key=True).filter(
            email__iexact=asked.email, dwelling_id=home.id, left=None
        )
        row = known.order_by("pk").first()
        _send(row if row is not None else _write(home.id, asked, now), now)
        links.as_nobody()


def ask_again(*, place: Municipality, email: str, now: datetime) -> None:
    """Send whoever is known by an address a fresh link to what is theirs; nobody is told whether there is any.

    Raises Refused where too many ask within an hour.
    """
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        _not_too_many(now)
        links.as_address(email)
        known = rows.Member.objects.select_for_update(no_key=True).filter(email__iexact=email, left=None)
        for row in known.order_by("pk"):
            _send(row, now)
        links.as_nobody()


@transaction.atomic
def invite(*, group_id: int, dwelling_id: int, name: str, email: str, now: datetime) -> int:
    """Send somebody of a home a link by which they can join; their number. Raises GroupMissing, Refused."""
    roster.open_group(group_id)
    roster.inside(group_id, dwelling_id)
    if not email:
        raise Refused(_("Say the e-mail address. Nothing was changed."), field="email")
    known = rows.Member.objects.filter(group_id=group_id, email__iexact=email, left=None).first()
    row = known or rows.Member.objects.create(
        group_id=group_id, dwelling_id=dwelling_id, name=name, email=email.lower(), source="invitation",
        asked=now - AGAIN,
    )  # fmt: skip
    _send(row, now)
    audit.record(action="watch.person_invited", subject="watch_member", subject_id=row.pk)
    return row.pk


@transaction.atomic
def invite_home(*, dwelling_id: int, name: str, email: str, now: datetime) -> int:
    """Invite somebody of a home where there is no group yet: it begins once they accept; their number."""
    known = rows.Member.objects.filter(group=None, dwelling_id=dwelling_id, email__iexact=email, left=None).first()
    row = known or rows.Member.objects.create(
        dwelling_id=dwelling_id, name=name, email=email.lower(), source="invitation", asked=now - AGAIN
    )
    _send(row, now)
    audit.record(action="watch.person_invited", subject="watch_member", subject_id=row.pk)
    return row.pk


def look(*, secret: str, now: datetime) -> Joined | None:
    """What a link is for; None where it doesn't hold. Changes nothing, whoever looks."""
    with links.opened(secret, "join", now) as found:
        return None if found is None else _joined(found)


def accept(*, secret: str, now: datetime) -> Joined | None:
    """Let the membership begin, once; None where the link doesn't hold. Accepted twice it says so."""
    with links.opened(secret, "join", now) as found:
        if found is None:
            return None
        shown = _joined(found)
        if not found.used:
            _begin(found.row, now)
        return shown


def _begin(row: rows.Member, now: datetime) -> None:
    group_id = row.group_id or _group_at(row.dwelling_id, now)
    rows.Member.objects.filter(pk=row.pk).update(group_id=group_id, joined=now, proven=now, wants="")
    roster.answer(group_id=group_id, dwelling_id=row.dwelling_id, state="joined", now=now)
    for code in row.wants.split():
        purposes.agree(member_id=row.pk, purpose=code, answer=True, now=now)
    audit.record(action="watch.person_joined", subject="watch_member", subject_id=row.pk)


def _group_at(dwelling_id: int, now: datetime) -> int:
    """The group there, or a new one for the home's street: the desk draws it anew where it should be another."""
    found = reading.groups_at(dwelling_id=dwelling_id)
    if found:
        return found[0].id
    home = places.dwelling(dwelling_id=dwelling_id)
    if home is None:
        raise Refused(_("That home is not in this municipality any more. Nothing was changed."))
    street = places.streets_near(points=[Point(home.x, home.y)], within_m=1.0)[0]
    homes = _street(home, street.homes if street else 0)
    made = places.make_area(
        name=home.street or home.address, kind="street", shape=places.area_of_homes(dwelling_ids=homes), now=now,
        room=rules.ROOM,
    )  # fmt: skip
    return groups.make_group(name=home.street or home.address, area_id=made.area_id, now=now)


def _street(home: places.Dwelling, count: int) -> list[int]:
    near = places.neighbourhood(dwelling_id=home.id, radius_m=400, at_least=1, limit=max(1, min(count, 200)) * 2)
    same = [each.dwelling_id for each in near.neighbours if each.street_id == near.home.street_id]
    return [home.id, *same[:200]]


def _write(dwelling_id: int, asked: Asked, now: datetime) -> rows.Member:
    found = reading.groups_at(dwelling_id=dwelling_id)
    row: rows.Member = rows.Member.objects.create(
        group_id=found[0].id if found else None, dwelling_id=dwelling_id, name=asked.name.strip(),
        email=asked.email.strip().lower(), phone=asked.phone.strip(), wants=" ".join(_known(asked.wants)),
        asked=now - AGAIN,
    )  # fmt: skip
    return row


def _known(wants: Iterable[str]) -> list[str]:
    return [code for code in purposes.PURPOSES if code in set(wants)]


def _send(row: rows.Member, now: datetime) -> None:
    """A link, unless one for the same went a moment ago. It ends the one before."""
    began_since = row.joined is not None and row.joined >= row.asked
    if row.asked + AGAIN > now and not began_since:
        return
    rows.Member.objects.filter(pk=row.pk).update(asked=now)
    to = sending.To(email=row.email, known_as=f"watch member {row.pk}")
    sending.send(kind=letters.LINK, to=to, because=("watch_member", row.pk), turn=now.isoformat(), now=now)


def _not_too_many(now: datetime) -> None:
    if rows.Asking.objects.filter(at__gt=now - timedelta(hours=1)).count() >= HOURLY:
        raise Refused(_("Very many are asking right now. Nothing was sent: try again in an hour."))
    rows.Asking.objects.create(at=now)


def _joined(found: links.Opened) -> Joined:
    row = found.row
    home = places.dwelling(dwelling_id=row.dwelling_id)
    group = rows.Group.objects.filter(pk=row.group_id or 0).values_list("name", flat=True).first() or ""
    return Joined(found.place, row.name, group, home.full_address if home else "", found.used)
