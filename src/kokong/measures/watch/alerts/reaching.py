"""Whom an alert reaches: asked before it goes out for its page, and of some people just before they are sent it.

A person is an address: who is in two groups counts once, and gets it once.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from kokong.people import api as people
from kokong.sending import api as sending

from .. import models as rows
from .. import purposes
from .. import rules as lives
from . import rules
from .reading import chosen
from .values import Draft, Reach

BY_ADDRESS: Final = ("email", "sms")


@dataclass(frozen=True)
class Reached:
    """A member who is reached by one way, at an address."""

    member_id: int
    group_id: int
    dwelling_id: int
    way: str
    address: str


def reach(draft: Draft, *, now: datetime) -> Reach:
    """Whom a draft would reach if it went out now."""
    picked = chosen(draft.groups, draft.areas)
    told = [each for each in picked if each.state in lives.GOES_ON]
    found = tuple(reached(members([each.id for each in told]), urgency=draft.urgency, ways=draft.ways))
    by_way = {way: len({each.address for each in found if each.way == way}) for way in draft.ways}
    if "push" in draft.ways:
        by_way["push"] = len(watchers([each.id for each in told], now=now))
    here = {each.group_id for each in found}
    return Reach(
        people=_people(found), homes=len({each.dwelling_id for each in found}), by_way=by_way,
        paper=_on_paper([each.id for each in told], {each.dwelling_id for each in found}),
        seconds=rules.seconds(f"{draft.title} {draft.text}"), parts=sending.sms_parts(draft.short).parts,
        closed=tuple(each.name for each in picked if each.state not in lives.GOES_ON),
        asleep=tuple(each.name for each in told if each.state == "dormant"),
        empty=tuple(each.name for each in told if each.id not in here),
    )  # fmt: skip


def members(group_ids: Collection[int]) -> QuerySet[rows.Member]:
    """Those who are in some groups now, in the order in which an audience is asked."""
    found = rows.Member.objects.filter(group_id__in=group_ids, left=None, joined__isnull=False)
    return found.order_by("pk")


def reached(found: Iterable[rows.Member], *, urgency: str, ways: Collection[str]) -> Iterable[Reached]:
    """By which ways each of some members has agreed to be told of something this urgent, and wants to."""
    listed = [row for row in found if rules.wanted(urgency, least=row.least)]
    for way in BY_ADDRESS:
        if way not in ways or (way == "sms" and urgency not in rules.INSTANT):
            continue
        agreed = people.consent.holding(
            kind=purposes.SUBJECT, purpose=purposes.code_of(way), ids=[row.pk for row in listed]
        )
        for row in listed:
            address = row.email.lower() if way == "email" else row.phone
            if address and row.pk in agreed:
                yield Reached(row.pk, row.group_id or 0, row.dwelling_id, way, address)


def watchers(group_ids: Collection[int], *, now: datetime) -> tuple[int, ...]:
    """Ids of the accounts that look after some groups, in order."""
    held = (people.holders(role="contact_person", on=("watch_group", each), now=now) for each in group_ids)
    return tuple(sorted({user_id for each in held for user_id in each}))


def going(group_ids: Collection[int]) -> frozenset[int]:
    """Those of some groups that go on now."""
    return frozenset(
        rows.Group.objects.filter(pk__in=group_ids, state__in=lives.GOES_ON).values_list("pk", flat=True)
    )


def _people(found: Collection[Reached]) -> int:
    """How many people they are: whoever is reached by two ways, or at one address in two groups, is one."""
    known: dict[str, str] = {}
    by_member: dict[int, str] = {}
    for each in found:
        name = by_member.get(each.member_id) or known.get(each.address) or f"member {each.member_id}"
        by_member[each.member_id] = known[each.address] = name
    return len(set(by_member.values()))


def _on_paper(group_ids: Collection[int], homes: set[int]) -> int:
    joined = rows.Household.objects.filter(group_id__in=group_ids, state="joined")
    return joined.exclude(dwelling_id__in=homes).values("dwelling_id").distinct().count()
