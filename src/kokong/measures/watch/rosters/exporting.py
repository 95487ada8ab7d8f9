"""Rosters as a table: what comes out goes in again as it was. Reading them is logged."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.models import Municipality
from kokong.people import api as people

from .. import models as rows
from .. import purposes, reading, roster, rules, words
from ..values import Group, Line, Member
from . import cells
from .importing import FIELDS

COLUMNS: Final = ("group", "address", "answer", "since", "name", "email", "phone", "role", "agrees_email",
                  "agrees_sms", "agrees_shown", "decals", "municipality")  # fmt: skip


def table(*, group_ids: Iterable[int] | None = None) -> list[list[object]]:
    """The rosters of some groups, or of all that go on, with their heading: a row for each person, and for each
    home that has answered and has nobody. Homes that nobody has asked are left out. Raises GroupMissing."""
    if group_ids is None:
        found = reading.groups(states=rules.GOES_ON)
    else:
        found = tuple(reading.group(group_id=each) for each in group_ids)
    titles = {field.key: str(field.title) for field in FIELDS}
    listed = [row for group in found for row in _rows(group)]
    audit.record(action="watch.rosters_exported", subject="watch_group", detail={"rows": len(listed)})
    return [[titles[key] for key in COLUMNS], *listed]


def _rows(group: Group) -> Iterator[list[object]]:
    place = Municipality.objects.get(pk=tenancy.municipality_id()).name
    claimed = dict(rows.Member.objects.filter(group_id=group.id).values_list("pk", "claimed"))
    for line in roster.roster(group_id=group.id):
        head = [group.name, line.full_address, str(words.HOMES[line.state])]
        for each in line.members:
            yield [*head, *_person(each, claimed.get(each.id, "")), line.decals, place]
        if line.state and not line.members:
            yield [*head, _on(line), *[""] * (COLUMNS.index("decals") - 4), line.decals, place]


def _on(line: Line) -> date | None:
    return None if line.since is None else timezone.localdate(line.since)


def _person(each: Member, claimed: str) -> list[object]:
    agreed = {kept.purpose: kept for kept in people.consent.history(subject=(purposes.SUBJECT, each.id))}
    said, told = cells.claims(claimed), list[object]()
    for purpose in purposes.PURPOSES:
        kept = agreed.get(purposes.code_of(purpose))
        if kept is not None and kept.given:
            told.append(timezone.localdate(kept.at))
        else:
            told.append(_("yes, says a list") if kept is None and purpose in said else "")
    since = timezone.localdate(each.since)
    return [since, each.name, each.email, each.phone, str(words.ROLES[each.role]), *told]
