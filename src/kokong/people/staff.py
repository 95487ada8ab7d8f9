"""Who works here with which roles, and giving and ending them: each authority appoints its own."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, retention, said
from kokong.kernel.errors import UserError
from kokong.kernel.keep import Kept

from . import members, rules
from .models import Grant, Membership
from .rules import Role
from .values import Actor


@dataclass(frozen=True)
class Held:
    """A role that somebody holds or will hold. `mapped`: sign-in gives and ends it. `mine`: I may end it.

    `on` names the one record that it is held for in words, e.g. "sign 7"; empty for all of the municipality.
    """

    id: int
    role: Role
    since: datetime
    until: datetime | None
    begun: bool
    mapped: bool
    mine: bool
    on: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day on which they hold it."""
        return timezone.localdate(self.until - timedelta.resolution) if self.until else None


@dataclass(frozen=True)
class Member:
    """A colleague with all that the page of people shows. `offered`: roles that I may give them."""

    user_id: int
    name: str
    email: str
    organisation: str
    since: datetime
    signed_in: datetime | None
    roles: tuple[Held, ...]
    offered: tuple[Role, ...]
    kept: tuple[Kept, ...] = ()

    @property
    def mine(self) -> bool:
        """Whether I may end some of their roles, or their work here where no role is left."""
        return any(held.mine for held in self.roles) or not self.roles


def colleagues(*, actor: Actor, now: datetime) -> tuple[Member, ...]:
    """Everybody who works here, by name, also those whose roles are over or yet to come."""
    return tuple(_member(row, actor, now) for row in _members(now).order_by("name", "user_id"))


def colleague(*, actor: Actor, user_id: int, now: datetime) -> Member | None:
    """One of them; None for anybody else."""
    row = _members(now).filter(user_id=user_id).first()
    return _member(row, actor, now) if row is not None else None


def give(
    *,
    actor: Actor,
    user_id: int,
    role: Role,
    since: date | None = None,
    last_day: date | None = None,
    now: datetime,
) -> str | None:
    """Give a colleague one more role, from a day (now) to the end of another (no end); their name.

    None where nobody of that number works here. Raises UserError for a role that `actor` doesn't give or that they
    hold, for oneself, and for days in the wrong order.
    """
    member = _theirs(actor, user_id, now)
    if member is None:
        return None
    if role not in rules.offered_by(actor.roles):
        raise UserError(_("You can't give that role. Nothing was changed."))
    if any(held.role == role and not held.mapped and not held.on for held in member.roles):
        raise UserError(_("They have that role already. Nothing was changed: end it first, then give it anew."))
    begin = max(_midnight(since), now) if since else now
    end = _midnight(last_day + timedelta(days=1)) if last_day else None
    if end is not None and end <= begin:
        raise UserError(_("The last day is before the first, or over. Nothing was changed."))
    row = Membership.objects.get(user_id=user_id, ended=None)
    members.settle(row, now)
    members.give(row, role, now=begin, until=end)
    return member.name


def end_role(*, actor: Actor, user_id: int, grant_id: int, now: datetime) -> str | None:
    """End one role of a colleague; their name. With the last one their work here ends.

    None where they don't have it. Raises UserError where `actor` may not.
    """
    member = _theirs(actor, user_id, now)
    held = next((each for each in member.roles if each.id == grant_id), None) if member else None
    if member is None or held is None:
        return None
    if not held.mine:
        raise UserError(_("You can't end that role. Nothing was changed."))
    _end(Q(pk=grant_id), member, (held,), now)
    return member.name


def end(*, actor: Actor, user_id: int, now: datetime) -> str | None:
    """End all roles of a colleague that `actor` appoints; their name. With the last one their work here ends.

    None where nobody of that number works here. Raises UserError where `actor` may not.
    """
    member = _theirs(actor, user_id, now)
    if member is None:
        return None
    mine = tuple(held for held in member.roles if held.mine)
    if not mine and member.roles:
        raise UserError(_("You can't end that person's work here. Nothing was changed."))
    _end(Q(pk__in=[held.id for held in mine]), member, mine, now)
    return member.name


def _end(which: Q, member: Member, roles: tuple[Held, ...], now: datetime) -> None:
    Grant.objects.filter(which, ended=None).update(ended=now)
    for held in roles:
        detail = {"role": held.role}
        audit.record(action="person.role_ended", subject="user", subject_id=member.user_id, detail=detail)
    if len(roles) == len(member.roles):
        members.end_membership(user_id=member.user_id)


def _theirs(actor: Actor, user_id: int, now: datetime) -> Member | None:
    """A colleague, and not oneself."""
    if user_id == actor.user_id:
        raise UserError(_("You can't change your own roles. Ask a colleague."))
    return colleague(actor=actor, user_id=user_id, now=now)


def _members(now: datetime) -> QuerySet[Membership]:
    live = Grant.objects.filter(ended=None).exclude(until__lte=now).order_by("since", "pk")
    return Membership.objects.filter(ended=None).prefetch_related(Prefetch("grants", live, "live"))


def _member(row: Any, actor: Actor, now: datetime) -> Member:
    other = row.user_id != actor.user_id
    appointed = rules.appointed_by(actor.roles) if other else frozenset()
    held = tuple(
        Held(
            each.pk, cast(Role, each.role), each.since, each.until,
            each.since <= now, bool(each.source), each.role in appointed and not each.source,
            said.record(f"{each.subject} {each.subject_id}") if each.subject else "",
        )
        for each in row.live
    )  # fmt: skip
    given = {each.role for each in held if not each.mapped and not each.on}
    offered = tuple(role for role in rules.offered_by(actor.roles) if role not in given) if other else ()
    told = (row.user_id, row.name, row.email, row.organisation, row.since, row.signed_in)
    return Member(*told, held, offered, retention.until(row))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
