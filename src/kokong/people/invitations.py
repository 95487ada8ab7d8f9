"""Invitations: a membership begins when the link that was sent to an address is accepted under that address."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kokong.kernel import audit, practice, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.events import emit
from kokong.kernel.models import Municipality

from . import invitation_links, members, rules
from .events import PersonInvited
from .models import Invitation, Membership
from .rules import Role
from .values import Actor, Subject

LASTS: Final = timedelta(days=14)
KEPT: Final = timedelta(days=90)


@dataclass(frozen=True)
class Invited:
    """An invitation that waits, as colleagues see it. `mine`: whether the one who looks may change it."""

    id: int
    name: str
    email: str
    roles: frozenset[Role]
    organisation: str
    invited_by: str
    sent: datetime
    expires: datetime
    over: bool
    mine: bool


@dataclass(frozen=True)
class Opened:
    """An invitation as the page shows it to whoever has its link."""

    municipality_id: int
    municipality: str
    name: str
    email: str
    roles: frozenset[Role]
    invited_by: str
    expires: datetime


def invite(
    *,
    actor: Actor,
    email: str,
    name: str,
    roles: Iterable[Role],
    organisation: str = "",
    on: Subject | None = None,
    now: datetime,
) -> int:
    """Send an invitation, to roles for one record where `on` names it; its number.

    Nothing is looked up about the address outside of this municipality.

    Raises UserError for roles that `actor` doesn't give, for somebody who works here, and where one waits already.
    """
    if practice.here():
        raise UserError(_("In a drill nobody is invited. Begin it again with whoever should take part."))
    address, wanted = email.strip().lower(), frozenset(roles)
    given = rules.offered_by(actor.roles) if on is None else rules.appointed_by(actor.roles)
    if not wanted or not wanted <= frozenset(given):
        raise UserError(_("You can't give that role. Nothing was changed."))
    if Membership.objects.filter(email__iexact=address, ended=None).exists():
        raise UserError(
            _(
                "Somebody with that address works here already. Nothing was changed: open them in the list to give"
                " another role."
            )
        )
    if any(not wanted.isdisjoint(row.roles) for row in _pending().filter(email=address, expires__gt=now)):
        raise UserError(
            _("That address has been invited already. Nothing was changed: send it again from the list.")
        )
    row = Invitation.objects.create(
        email=address, name=name.strip(), organisation=organisation.strip(), roles=sorted(wanted),
        subject=on[0] if on else "", subject_id=on[1] if on else None, invited_by=actor.user_id, sent=now,
        expires=now + LASTS,
    )  # fmt: skip
    _sent(row, "person.invited")
    return int(row.pk)


def pending(*, actor: Actor, now: datetime) -> tuple[Invited, ...]:
    """Invitations that nobody has accepted or withdrawn, the newest first."""
    rows = list(_pending().order_by("-sent", "-pk"))
    names = members.names(user_ids=frozenset(row.invited_by for row in rows if row.invited_by))
    given = rules.appointed_by(actor.roles)
    return tuple(
        Invited(
            row.pk, row.name, row.email, _roles(row), row.organisation, names.get(row.invited_by or 0, ""),
            row.sent, row.expires, row.expires <= now, _roles(row) <= given,
        )
        for row in rows
    )  # fmt: skip


def send_again(*, actor: Actor, invitation_id: int, now: datetime) -> str | None:
    """Send a new link, which ends the one before; to whom. None where there is no such invitation to be sent."""
    row = _own(actor, invitation_id)
    if row is None:
        return None
    row.sent, row.expires = now, now + LASTS
    row.save(update_fields=["sent", "expires"])
    _sent(row, "person.invited_again")
    return row.name


def withdraw(*, actor: Actor, invitation_id: int, now: datetime) -> str | None:
    """End an invitation, and its link; whose. None where there is no such invitation to be ended."""
    row = _own(actor, invitation_id)
    if row is None:
        return None
    row.withdrawn = now
    row.save(update_fields=["withdrawn"])
    audit.record(action="person.invitation_withdrawn", subject="invitation", subject_id=row.pk)
    return row.name


def open_link(*, secret: str, now: datetime) -> Opened | None:
    """What a link invites to; None once it was used, withdrawn, sent anew, or is too old. Changes nothing.

    Opens the scope that it needs: call it outside of any.
    """
    with _linked(secret, now) as row:
        if row is None:
            return None
        return _opened(row)


def accept(*, secret: str, user_id: int, email: str, now: datetime) -> Opened | None:
    """Let the membership begin, for the account whose proven address is `email`; None where the link doesn't hold.

    Whoever works here already keeps name and organisation. Opens the scope that it needs: call it outside of any.
    """
    with _linked(secret, now, user_id=user_id) as row:
        if row is None or row.email != email.lower():
            return None
        for role in sorted(_roles(row)):
            members.add(
                user_id=user_id, email=row.email, name=row.name, role=role, organisation=row.organisation,
                on=(row.subject, row.subject_id) if row.subject_id is not None else None,
            )  # fmt: skip
        row.accepted, row.accepted_by = now, user_id
        row.save(update_fields=["accepted", "accepted_by"])
        audit.record(action="person.joined", subject="user", subject_id=user_id)
        return _opened(row)


def _pending() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted=None, withdrawn=None)


def _opened(row: Invitation) -> Opened:
    by = members.names(user_ids=frozenset({row.invited_by or 0})).get(row.invited_by or 0, "")
    place = row.municipality
    return Opened(place.pk, place.name, row.name, row.email, _roles(row), by, row.expires)


def _own(actor: Actor, invitation_id: int) -> Invitation | None:
    row = _pending().select_for_update().filter(pk=invitation_id).first()
    return row if row is not None and _roles(row) <= rules.appointed_by(actor.roles) else None


def _sent(row: Invitation, action: str) -> None:
    roles = ", ".join(sorted(row.roles))
    audit.record(action=action, subject="invitation", subject_id=row.pk, detail={"roles": roles})
    emit(PersonInvited(row.pk))


def _roles(row: Invitation) -> frozenset[Role]:
    return frozenset(role for role in rules.ROLES if role in row.roles)


@contextmanager
def _linked(secret: str, now: datetime, user_id: int | None = None) -> Iterator[Invitation | None]:
    """The invitation of a link that holds, in its municipality's scope."""
    place, number, proof = invitation_links.parts(secret)
    if not Municipality.objects.filter(pk=place).exists():
        yield None
        return
    with tenancy.scope(municipality_id=place, authority="municipality", user_id=user_id):
        rows = _pending().select_for_update(of=("self",)).select_related("municipality")
        row = rows.filter(pk=number, expires__gt=now).first()
        yield row if row is not None and invitation_links.holds(proof, row) else None
