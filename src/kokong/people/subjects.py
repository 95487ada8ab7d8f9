"""Roles that are held for one record only: given and ended by the room that the record belongs to."""

from datetime import datetime

from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError

from . import members, rules
from .models import Grant, Invitation, Membership
from .rules import Role
from .values import Subject


def grant(
    *, user_id: int, role: Role, on: Subject, now: datetime, since: datetime | None = None,
    until: datetime | None = None,
) -> None:  # fmt: skip
    """Give a member a role for one record, e.g. `role="contact_person", on=("group", 7)`, from `since` (now) on.

    Giving what they have changes nothing. Raises UserError where they don't work here, where whoever acts appoints
    nobody to that role, and where the time ends before it begins.
    """
    _mine_to_give(role)
    begin = since or now
    if until is not None and until <= begin:
        raise UserError(_("The last day is before the first, or over. Nothing was changed."))
    member = Membership.objects.select_for_update().filter(user_id=user_id, ended=None).first()
    if member is None:
        raise UserError(_("That person does not work here. Nothing was changed."))
    members.settle(member, now)
    if not member.grants.filter(role=role, subject=on[0], subject_id=on[1], source="", ended=None).exists():
        members.give(member, role, now=begin, until=until, on=on)


def end_grant(*, user_id: int, role: Role, on: Subject, now: datetime) -> bool:
    """End a role that somebody has for one record; False where they don't have it. Their work here goes on.

    Raises UserError where whoever acts appoints nobody to that role.
    """
    _mine_to_give(role)
    mine = Grant.objects.filter(
        membership__user_id=user_id, role=role, subject=on[0], subject_id=on[1], ended=None
    )
    ended = mine.update(ended=now)
    if ended:
        _ended(user_id, role, on)
    return bool(ended)


def _ended(user_id: int, role: Role, on: Subject) -> None:
    audit.record(
        action="person.role_ended", subject="user", subject_id=user_id,
        detail={"role": role, "on": f"{on[0]} {on[1]}"},
    )  # fmt: skip


def lapse(*, email: str, role: Role, on: Subject, now: datetime) -> None:
    """End what a role for one record stood on, whoever acts: the room of the record says that it is over.

    Ends it for whoever works here under that proven address, and invitations to it that nobody has accepted.
    """
    mine = Grant.objects.filter(
        membership__email__iexact=email, role=role, subject=on[0], subject_id=on[1], ended=None
    )
    for user_id in list(mine.values_list("membership__user_id", flat=True)):
        _ended(user_id, role, on)
    mine.update(ended=now)
    waiting = Invitation.objects.filter(accepted=None, withdrawn=None, email__iexact=email)
    waiting.filter(subject=on[0], subject_id=on[1], roles=[role]).update(withdrawn=now)


def holders(*, role: Role, on: Subject, now: datetime) -> dict[int, str]:
    """Who has a role for one record, by number, with their names."""
    rows = Grant.objects.filter(members.holding(now), role=role, subject=on[0], subject_id=on[1])
    return dict(rows.order_by("membership__name").values_list("membership__user_id", "membership__name"))


def _mine_to_give(role: Role) -> None:
    scope = tenancy.current()
    if scope.authority != "system" and role not in rules.appointed_by(frozenset(scope.roles)):
        raise UserError(_("You can't give that role. Nothing was changed."))
