"""The homes of a group and what each has answered; who lives in those that have joined. Reading it is logged."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.events import emit
from kokong.kernel.rows import arranged
from kokong.places import api as places

from . import groups, reading, rules
from . import models as rows
from .events import DecalsGiven
from .shutting import shut_out
from .values import Draft, GroupMissing, Line, Member, MemberMissing, Refused


def roster(*, group_id: int) -> tuple[Line, ...]:
    """Every home of a group's area, and those that answered and have left it since, by address; read with a line.

    Raises GroupMissing.
    """
    lines = _lines(group_id)
    people = [member for line in lines for member in line.members]
    audit.read(
        action="watch.roster_read", subject="watch_member", subject_id=group_id, rows=[m.id for m in people],
        said={m.id: m.name for m in people},
    )  # fmt: skip
    return lines


def home(*, group_id: int, dwelling_id: int) -> Line:
    """One home of a group's roster; read with a line. Raises GroupMissing also for a home that isn't on it."""
    found = next((line for line in _lines(group_id) if line.dwelling_id == dwelling_id), None)
    if found is None:
        raise GroupMissing("")
    audit.read(
        action="watch.roster_read", subject="watch_member", subject_id=group_id,
        rows=[m.id for m in found.members], said={m.id: m.name for m in found.members},
    )  # fmt: skip
    return found


def _lines(group_id: int) -> tuple[Line, ...]:
    group = reading.group(group_id=group_id)
    answers = {row.dwelling_id: row for row in rows.Household.objects.filter(group_id=group_id)}
    people: dict[int, list[Member]] = defaultdict(list)
    for row in _people(group_id):
        people[row.dwelling_id].append(value(row))
    ids = {*reading.homes_of(groups=[group])[group_id], *answers, *people}
    known = places.dwellings(ids=ids).values()
    found = [_line(each, answers.get(each.id), people[each.id]) for each in known]
    return tuple(arranged(found, lambda line: line.full_address))


def _people(group_id: int) -> Iterable[rows.Member]:
    there = rows.Member.objects.filter(group_id=group_id, left=None, joined__isnull=False)
    return there.order_by("role", "name", "pk")


def value(row: rows.Member) -> Member:
    """A row as a value; whoever takes it out of this room writes down that it was read."""
    return Member(
        id=row.pk, group_id=row.group_id or 0, dwelling_id=row.dwelling_id, name=row.name, email=row.email,
        phone=row.phone, role=row.role, since=row.joined or row.asked, proven=row.proven is not None,
        source=row.source,
    )  # fmt: skip


def _line(home: places.Dwelling, row: rows.Household | None, people: list[Member]) -> Line:
    return Line(
        dwelling_id=home.id, address=home.address, full_address=home.full_address, street=home.street,
        homes=home.homes, state=row.state if row else "", since=row.since if row else None,
        decals=row.decals if row else None, ordered=row.ordered if row else None, members=tuple(people),
    )  # fmt: skip


@transaction.atomic
def answer(*, group_id: int, dwelling_id: int, state: str, now: datetime) -> int:
    """Write down what a home answered: joined, declined or left; the number of its line.

    A home that declines or leaves keeps nobody's name. Raises GroupMissing, and Refused for a group that is closed
    and a home that lies elsewhere.
    """
    open_group(group_id)
    inside(group_id, dwelling_id)
    row, _new = rows.Household.objects.update_or_create(
        group_id=group_id, dwelling_id=dwelling_id, defaults={"state": state, "since": now}
    )
    if state != "joined":
        _forget(group_id, dwelling_id, now)
    audit.record(
        action="watch.home_answered", subject="watch_household", subject_id=row.pk, detail={"state": state}
    )
    return row.pk


@transaction.atomic
def add_person(*, group_id: int, dwelling_id: int, draft: Draft, now: datetime) -> int:
    """Write down a person of a home that has joined, as they said it on paper or in person; their number.

    Nothing is sent to an address that nobody has proven. Raises GroupMissing, Refused.
    """
    said = draft.name.strip()
    if not said:
        raise Refused(_("Say what the person is called. Nothing was changed."), field="name")
    open_group(group_id)
    inside(group_id, dwelling_id)
    twice = rows.Member.objects.filter(group_id=group_id, left=None, email__iexact=draft.email.strip())
    if draft.email.strip() and twice.exists():
        raise Refused(_("Somebody of that address is in the group already. Nothing was changed."), field="email")
    answer(group_id=group_id, dwelling_id=dwelling_id, state="joined", now=now)
    row = rows.Member.objects.create(
        group_id=group_id, dwelling_id=dwelling_id, name=said, email=draft.email.strip().lower(),
        phone=draft.phone.strip(), role=draft.role, source="paper", asked=now, joined=now,
    )  # fmt: skip
    audit.record(
        action="watch.person_added", subject="watch_member", subject_id=row.pk, detail={"role": draft.role}
    )
    return row.pk


@transaction.atomic
def name_role(*, member_id: int, role: str, now: datetime) -> int:
    """Make a member a contact person, their head, or a member again; the group's number. Raises MemberMissing."""
    row = member_row(member_id)
    if role not in rules.LOOKS_AFTER:
        shut_out([row], now)
    rows.Member.objects.filter(pk=row.pk).update(role=role)
    audit.record(action="watch.role_named", subject="watch_member", subject_id=row.pk, detail={"role": role})
    return row.group_id or 0


@transaction.atomic
def remove(*, member_id: int, now: datetime) -> int:
    """A person leaves: nothing of theirs stays but that somebody left; the group's number. Raises MemberMissing.

    A home that nobody is left of has left, too.
    """
    row = member_row(member_id)
    _clear(rows.Member.objects.filter(pk=row.pk), now)
    home = {"group_id": row.group_id or 0, "dwelling_id": row.dwelling_id}
    if not rows.Member.objects.filter(**home, left=None).exists():
        rows.Household.objects.filter(**home).update(state="left", since=now)
    audit.record(action="watch.person_left", subject="watch_member", subject_id=row.pk)
    return row.group_id or 0


@transaction.atomic
def give_decals(*, group_id: int, dwelling_id: int, on: date, now: datetime) -> None:
    """A home that has joined got its decals on a day. Raises GroupMissing, Refused."""
    if on > timezone.localdate(now):
        raise Refused(_("That day is in the future. Nothing was changed."), field="on")
    open_group(group_id)
    found = rows.Household.objects.filter(group_id=group_id, dwelling_id=dwelling_id, state="joined").first()
    if found is None:
        raise Refused(_("Decals are for homes that have joined. Nothing was changed."))
    if not reading.may_order_signs(group_id=group_id):
        raise Refused(_("Decals are for groups that are active. Nothing was changed."))
    rows.Household.objects.filter(pk=found.pk).update(decals=on)
    audit.record(action="watch.decals_given", subject="watch_household", subject_id=found.pk)
    emit(DecalsGiven(household_id=found.pk))


def member_row(member_id: int, *, group_id: int | None = None) -> rows.Member:
    """A person's row, until the transaction ends; of one group where it is named. Raises MemberMissing."""
    row = rows.Member.objects.select_for_update(no_key=True).filter(pk=member_id, left=None).first()
    if row is None or (group_id is not None and row.group_id != group_id):
        raise MemberMissing("")
    return row


def open_group(group_id: int) -> rows.Group:
    """The group's row, until the transaction ends. Raises GroupMissing, and Refused for one that is closed."""
    row = groups.locked(group_id)
    if row.state not in rules.GOES_ON:
        raise Refused(_("The group is closed. Nothing was changed."))
    return row


def inside(group_id: int, dwelling_id: int) -> None:
    """Raises Refused for a home that neither lies in the group's area nor stands on its roster."""
    group = rows.Group.objects.get(pk=group_id)
    on_it = rows.Household.objects.filter(group_id=group_id, dwelling_id=dwelling_id).exists()
    if not on_it and dwelling_id not in reading.homes_of(groups=[group])[group_id]:
        raise Refused(_("That home does not lie in the group's area. Nothing was changed."), field="address")


def forget(members: Iterable[rows.Member], now: datetime) -> None:
    """Nothing stays of these members but that they left. What they were let in to ends."""
    _clear(rows.Member.objects.filter(pk__in=[each.pk for each in members]), now)


def _forget(group_id: int, dwelling_id: int, now: datetime) -> None:
    _clear(rows.Member.objects.filter(group_id=group_id, dwelling_id=dwelling_id, left=None), now)


def _clear(found: QuerySet[rows.Member], now: datetime) -> None:
    shut_out(found, now)
    found.update(name="", email="", phone="", language="", claimed="", role="member", left=now)
