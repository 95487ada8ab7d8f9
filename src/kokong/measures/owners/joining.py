"""Owners merged and split. Who had which building, and when, stays readable on both sides."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel.moves import move

from . import models as rows
from . import registering, rules, words
from .disputes import settle
from .mine import opening
from .values import Draft, Refused


@transaction.atomic
def merge(*, owner_id: int, into_id: int, now: datetime) -> None:
    """An owner becomes part of another: buildings and contacts are the other's from now on.

    Raises OwnerMissing, MoveRefused, NotYours; Refused for an owner with itself, or one that has ended.
    """
    if owner_id == into_id:
        raise Refused(_("Choose another owner. Nothing was changed."), field="into")
    for each in sorted((owner_id, into_id)):  # always locked in the same order
        registering.row_of(each, ended=each == owner_id)
    row, into = registering.row_of(owner_id, ended=True), registering.row_of(into_id)
    move(row, "merge", states=rules.OWNER, now=now, words=words.STATES, changes={"ended": now, "into_id": into.pk})
    every = rows.Claim.objects.filter(owner=row, until=None)
    _hand_over(row, into, list(every.values_list("building_id", flat=True)), now)
    opening.close_all(owner_id=row.pk, now=now)  # the other's pages are opened by whom the desk lets in there
    taken = rows.Contact.objects.filter(owner=into, ended=None).exclude(email="").values_list("email", flat=True)
    rows.Contact.objects.filter(owner=row, ended=None, email__in=list(taken)).update(ended=now)
    rows.Contact.objects.filter(owner=row, ended=None).update(owner=into)
    registering.close(row, now)


@transaction.atomic
def split(*, owner_id: int, building_ids: Collection[int], draft: Draft, now: datetime) -> int:
    """Some of an owner's buildings become another owner's, who is new; that one's number.

    Raises OwnerMissing, NotYours; Refused without buildings, with another's, and as `registering.add` does.
    """
    row = registering.row_of(owner_id)
    own = rows.Claim.objects.filter(owner=row, until=None).values_list("building_id", flat=True)
    if not building_ids or not set(building_ids) <= set(own):
        raise Refused(_("Choose which of its buildings go. Nothing was changed."), field="buildings")
    new_id = registering.add(draft=draft, now=now, out_of=row.pk)
    move(row, "split", states=rules.OWNER, now=now, words=words.STATES)
    _hand_over(row, rows.Owner.objects.get(pk=new_id), building_ids, now)
    return new_id


def _hand_over(row: rows.Owner, to: rows.Owner, building_ids: Collection[int], now: datetime) -> None:
    """Claims end, and begin anew with the other owner, where that has none."""
    found = rows.Claim.objects.filter(owner=row, building_id__in=list(building_ids), until=None)
    there = set(rows.Claim.objects.filter(owner=to, until=None).values_list("building_id", "part"))
    rows.Claim.objects.bulk_create(
        rows.Claim(owner=to, building_id=building_id, part=part, since=now)
        for building_id, part in found.values_list("building_id", "part")
        if (building_id, part) not in there
    )
    found.update(until=now)
    settle(building_ids)
