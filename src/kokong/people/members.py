"""Memberships and the roles under them: read and written in the municipality in scope."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, cast

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from kokong.kernel import audit
from kokong.kernel.errors import UserError

from . import rules
from .models import Grant, Membership
from .rules import Role
from .values import Actor, Person, RoleOn, Subject

KEPT: Final = timedelta(days=90)


def actors_of(*, user_id: int) -> tuple[Actor, ...]:
    """What a person is in each municipality where they hold a role, by its name. Needs the person's own scope."""
    rows = _with_roles(Membership.objects.filter(user_id=user_id, ended=None), now=timezone.now())
    place = {"place": F("municipality__name"), "place_code": F("municipality__code")}
    named = rows.annotate(**place, practised=F("municipality__practice_of_id")).order_by("place")
    return tuple(
        Actor(
            user_id=user_id,
            name=row.name,
            email=row.email,
            municipality_id=row.municipality_id,
            municipality=row.place,
            code=row.place_code,
            roles=frozenset(row.roles),
            on=frozenset(map(_on, row.on)),
            practice_of=row.practised,
        )
        for row in named
        if row.roles or row.on
    )


def people(*, roles: frozenset[str] | None = None) -> tuple[Person, ...]:
    """Who holds a role in the municipality in scope, or one of `roles`, by name."""
    rows = _with_roles(Membership.objects.filter(ended=None), now=timezone.now()).order_by("name", "user_id")
    wanted = frozenset(rules.ROLES) if roles is None else roles
    return tuple(_person(row, row.roles) for row in rows if not wanted.isdisjoint(row.roles))


def member(*, user_id: int, now: datetime) -> Person | None:
    """Somebody who works in the municipality in scope, with the roles that they hold for all of it."""
    row = Membership.objects.filter(user_id=user_id, ended=None).first()
    return None if row is None else _person(row, _roles(row, now))


def working() -> frozenset[int]:
    """Everybody who works in the municipality in scope."""
    return frozenset(Membership.objects.filter(ended=None).values_list("user_id", flat=True))


def names(*, user_ids: frozenset[int]) -> dict[int, str]:
    """Names of people who work (or worked) in the municipality in scope, as they are known there."""
    rows = Membership.objects.filter(user_id__in=user_ids).order_by("pk")
    return dict(rows.values_list("user_id", "name"))


def mailboxes(*, user_ids: frozenset[int]) -> dict[int, str]:
    """E-mail addresses of those of these people who work in the municipality in scope."""
    return dict(Membership.objects.filter(user_id__in=user_ids, ended=None).values_list("user_id", "email"))


def colleagues(*, user_ids: frozenset[int]) -> dict[int, Person]:
    """Those of these people who work in the municipality in scope, without their roles."""
    found = Membership.objects.filter(user_id__in=user_ids, ended=None)
    return {row.user_id: _person(row, ()) for row in found}


def everyone() -> dict[int, str]:
    """Whoever works or ever worked in the municipality in scope, by name."""
    return dict(Membership.objects.order_by("name", "pk").values_list("user_id", "name"))


def hold_roles(
    *, user_id: int, email: str, name: str, organisation: str, roles: Iterable[Role], source: str
) -> Person | None:
    """Make the roles that a person holds here through `source` exactly `roles`; what other sources gave stays.

    `email` is an address that the person has proven. Without any role left the membership ends; then None.
    Raises UserError for an unknown role.
    """
    wanted, now = _known(roles), timezone.now()
    member = _member(user_id) or (_join(user_id, email=email, name=name) if wanted else None)
    if member is None:
        return None
    told = {"email": email, "name": name, "organisation": organisation}
    for field, value in told.items():
        setattr(member, field, value or getattr(member, field))
    member.save(update_fields=list(told))
    held = _held(member, source, now)
    for role in held - wanted:
        _end(member.grants.filter(role=role, source=source, subject="", ended=None), member, role, now)
    for role in wanted - held:
        give(member, role, now=now, source=source)
    if not member.grants.filter(ended=None).exists():
        end_membership(user_id=user_id)
        return None
    return _person(member, _roles(member, now))


def add(
    *, user_id: int, email: str, name: str, role: Role, organisation: str, on: Subject | None = None
) -> Person:
    """Give a person one more role here, for one record where `on` names it.

    Somebody who works here keeps their roles, name and organisation.

    Raises UserError for an unknown role.
    """
    _known([role])
    now = timezone.now()
    member = _member(user_id) or _join(user_id, email=email, name=name, organisation=organisation)
    if role not in _held(member, "", now, on):
        give(member, role, now=now, on=on)
    return _person(member, _roles(member, now))


def give(
    member: Membership,
    role: Role,
    *,
    now: datetime,
    source: str = "",
    until: datetime | None = None,
    on: Subject | None = None,
) -> Grant:
    """One more role for a member, from now on; with `on` for one record only."""
    kind, number = on or ("", None)
    detail = {"role": role} | ({"on": f"{kind} {number}"} if on else {})
    audit.record(action="person.role", subject="user", subject_id=member.user_id, detail=detail)
    return Grant.objects.create(
        membership=member, role=role, since=now, until=until, source=source, subject=kind, subject_id=number
    )


def end_membership(*, user_id: int) -> bool:
    """End a person's work in the municipality in scope, with every role; False when they did not work here."""
    now = timezone.now()
    Grant.objects.filter(membership__user_id=user_id, membership__ended=None, ended=None).update(ended=now)
    ended = Membership.objects.filter(user_id=user_id, ended=None).update(ended=now)
    if ended:
        audit.record(action="person.ended", subject="user", subject_id=user_id)
    return bool(ended)


def end_person(*, email: str, role: Role | None = None) -> str:
    """End one role of a member here, or all of them; their name. For the command line.

    Raises UserError where nobody of that address works here, or not in that role.
    """
    member = Membership.objects.filter(email__iexact=email.strip(), ended=None).first()
    if member is None:
        raise UserError(f"Nobody with the address {email.strip()} works here. Nothing was changed.")
    mine = member.grants.filter(ended=None)
    if role is not None and not mine.filter(role=role).exists():
        raise UserError(f"{member.name} is no {role} here. Nothing was changed.")
    if role is not None:
        _end(mine.filter(role=role), member, role, timezone.now())
    if not mine.exists() or role is None:
        end_membership(user_id=member.user_id)
    return member.name


def rename(*, user_id: int, name: str) -> None:
    """Change the name under which a person is known in the municipality in scope."""
    if Membership.objects.filter(user_id=user_id, ended=None).exclude(name=name).update(name=name):
        audit.record(action="person.renamed", subject="user", subject_id=user_id)


def holding(now: datetime, prefix: str = "") -> Q:
    """Grants that are held at a moment; `prefix` leads to them, e.g. `grants__`."""
    begun = Q(**{f"{prefix}ended": None, f"{prefix}since__lte": now})
    return begun & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": now}))


def _with_roles(rows: QuerySet[Membership], *, now: datetime) -> Any:
    now_held, every = holding(now, "grants__"), Q(grants__subject="")
    on = Concat(
        "grants__role", Value(" "), "grants__subject", Value(" "), Cast("grants__subject_id", CharField()),
        output_field=CharField(),
    )  # fmt: skip
    return rows.annotate(
        roles=ArrayAgg("grants__role", filter=now_held & every, distinct=True, default=[]),
        on=ArrayAgg(on, filter=now_held & ~every, distinct=True, default=[]),
    )


def _on(said: str) -> RoleOn:
    role, kind, number = said.split(" ")
    return RoleOn(cast(Role, role), kind, int(number))


def _known(roles: Iterable[Role]) -> frozenset[Role]:
    wanted = frozenset(roles)
    if strange := wanted - frozenset(rules.ROLES):
        raise UserError(f"There is no role {min(strange)!r}. Roles: {', '.join(rules.ROLES)}.")
    return wanted


def _member(user_id: int) -> Membership | None:
    return Membership.objects.select_for_update().filter(user_id=user_id, ended=None).first()


def _join(user_id: int, *, email: str, name: str, organisation: str = "") -> Membership:
    known = {"name": name or email, "email": email.lower(), "organisation": organisation}
    return Membership.objects.create(user_id=user_id, **known)


def settle(member: Membership, now: datetime) -> None:
    """End the roles of a member whose last moment has come, so that they can be given anew."""
    member.grants.filter(ended=None, until__lte=now).update(ended=F("until"))


def _held(member: Membership, source: str, now: datetime, on: Subject | None = None) -> frozenset[Role]:
    """The roles that a source has given and that aren't over: for all of the municipality, or for one record."""
    settle(member, now)
    kind, number = on or ("", None)
    mine = member.grants.filter(source=source, subject=kind, subject_id=number, ended=None)
    return frozenset(cast(Role, role) for role in mine.values_list("role", flat=True))


def _end(grants: QuerySet[Grant], member: Membership, role: str, now: datetime) -> None:
    grants.update(ended=now)
    detail = {"role": role}
    audit.record(action="person.role_ended", subject="user", subject_id=member.user_id, detail=detail)


def _roles(member: Membership, now: datetime) -> list[str]:
    return list(member.grants.filter(holding(now), subject="").values_list("role", flat=True))


def _person(row: Membership, roles: Iterable[str]) -> Person:
    held = frozenset(cast(Role, one) for one in roles)
    return Person(row.user_id, row.name, row.email, held, row.organisation, row.language)
