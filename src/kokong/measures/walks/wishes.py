"""Residents ask for a walk, and sign up for one: on public pages, proven by the link of a letter."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.models import Municipality
from kokong.meetings import api as meetings
from kokong.people import api as people
from kokong.sending import api as sending

from . import kinds, letters, links, planning
from . import models as rows
from .values import Draft, Refused, Wish

HOURLY: Final = 60  # letters that a municipality's page sends within an hour
LASTS: Final = timedelta(days=30)


@dataclass(frozen=True)
class Asked:
    """What somebody filled in who wishes for a walk."""

    name: str
    email: str
    where: str
    why: str
    access: str = ""


@dataclass(frozen=True)
class Confirmed:
    """What the link of a wish opens: where, and whether it was confirmed before."""

    municipality: Municipality
    where: str
    used: bool


def ask(*, place: Municipality, asked: Asked, now: datetime) -> None:
    """Keep a wish, and send the link that proves its address. Raises Refused where too many ask within an hour."""
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        if rows.Wish.objects.filter(asked__gt=now - timedelta(hours=1)).count() >= HOURLY:
            raise Refused(_("Very many are asking right now. Nothing was sent: try again in an hour."))
        row = rows.Wish.objects.create(
            name=asked.name.strip(), email=asked.email.strip().lower(), where=asked.where.strip(),
            why=asked.why.strip(), access=asked.access.strip(), asked=now,
        )  # fmt: skip
        _write(row, "confirm", now)


def look(*, secret: str, now: datetime) -> Confirmed | None:
    """What a link is about; None where it doesn't hold. Changes nothing, whoever looks."""
    with links.wish(secret) as row:
        return _confirmed(row) if row is not None and now <= row.asked + LASTS else None


def confirm(*, secret: str, now: datetime) -> Confirmed | None:
    """The address is proven, and the desk sees the wish; once. None where the link doesn't hold."""
    with links.wish(secret) as row:
        if row is None or now > row.asked + LASTS:
            return None
        found = _confirmed(row)
        if not found.used:
            rows.Wish.objects.filter(pk=row.pk).update(proven=now)
            audit.record(action="walk.wished", subject="walk_wish", subject_id=row.pk)
        return found


@transaction.atomic
def see_to(*, wish_id: int, answer: str, walk_id: int | None, now: datetime) -> None:
    """Answer a wish: with a walk that is planned for it, or with a reason. Raises Refused for none that waits."""
    row = rows.Wish.objects.select_for_update(no_key=True).filter(pk=wish_id, ended=None)
    found = row.exclude(proven=None).first()
    if found is None:
        raise Refused(_("This wish was seen to before. Nothing was changed."))
    if not answer.strip():
        raise Refused(_("Write what they are answered. Nothing was changed."), field="answer")
    rows.Wish.objects.filter(pk=found.pk).update(ended=now, answer=answer.strip(), walk_id=walk_id)
    audit.record(action="walk.wish_answered", subject="walk_wish", subject_id=found.pk)
    _write(found, "answer", now)


@transaction.atomic
def plan(*, draft: Draft, wish_id: int | None, actor: people.Actor, now: datetime) -> int:
    """Plan a walk, and tell whoever wished for it; its number. Raises Refused as `planning.plan` does."""
    walk_id = planning.plan(draft=draft, actor=actor, now=now)
    if wish_id is not None:
        answer = _("A walk is planned: %(title)s. It is announced on the public page.") % {"title": draft.title}
        see_to(wish_id=wish_id, answer=answer, walk_id=walk_id, now=now)
    return walk_id


def waiting() -> tuple[Wish, ...]:
    """Wishes that are proven and not seen to, the oldest first. Reading them is logged."""
    found = rows.Wish.objects.filter(ended=None).exclude(proven=None).order_by("proven", "pk")
    return _read(found)


def one(*, wish_id: int | None) -> Wish | None:
    """A wish that waits; None where there is no such."""
    found = rows.Wish.objects.filter(pk=wish_id or 0, ended=None).exclude(proven=None)
    return next(iter(_read(found)), None)


def _read(found: "QuerySet[rows.Wish]") -> tuple[Wish, ...]:
    read = tuple(
        Wish(row.pk, row.name, row.email, row.where, row.why, row.access, row.proven or row.asked) for row in found
    )
    if read:
        audit.read(
            action="walk.wishes_read", subject="walk_wish", subject_id=None, rows=[each.id for each in read]
        )
    return read


def sign_up(*, place: Municipality, walk_id: int, name: str, email: str, now: datetime) -> None:
    """Send an invitation to an address, with the link by which its reader takes a place.

    Whoever asks is told the same whether or not the address was invited before. Raises Refused for a walk that
    takes nobody any more.
    """
    with tenancy.scope(municipality_id=place.pk, authority="municipality"), transaction.atomic():
        row = rows.Walk.objects.filter(pk=walk_id, state="open").first()
        held = kinds.the_walk(walk_id) if row is not None else None
        if held is None:
            raise Refused(_("Nobody can sign up for this walk any more."))
        meetings.ask_for(meeting_id=held.id, who=meetings.Who(name=name, email=email), now=now)


def _confirmed(row: rows.Wish) -> Confirmed:
    return Confirmed(Municipality.objects.get(pk=row.municipality_id), row.where, used=row.proven is not None)


def _write(row: rows.Wish, turn: str, now: datetime) -> None:
    to = sending.To(email=row.email, known_as=f"walk_wish {row.pk}")
    sending.send(kind=letters.WISHED, to=to, because=("walk_wish", row.pk), turn=turn, now=now)
