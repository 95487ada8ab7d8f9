"""A group of another municipality taken in from its file: its homes found here, and its roster as any list's."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kokong import tables
from kokong.intake import api as intake
from kokong.kernel import audit
from kokong.places import api as places
from kokong.tables import fold

from .. import groups, rules
from .. import models as rows
from ..rosters.importing import ROSTERS
from ..values import Refused
from . import package


@dataclass(frozen=True)
class TakenOver:
    """The group here, the addresses of it that no home here has, and what became of its roster's rows."""

    group_id: int
    name: str
    homes: int
    elsewhere: tuple[str, ...]
    report: intake.Report


@transaction.atomic
def take_over(*, content: bytes, now: datetime) -> TakenOver:
    """Begin the group here, with those of its homes that lie here. It begins as interest is shown, and nobody has
    agreed to anything here. Raises Refused for a file that is none, and where no home of it lies here."""
    try:
        told = package.unpacked(content)
    except package.NotOurs as error:
        raise Refused(_("That is no file into which a whole group was taken out."), field="file") from error
    named = places.addresses_found(texts=told.homes)
    found = {text: each.homes[0].id for text, each in zip(told.homes, named, strict=True) if each.sure}
    if not found:
        raise Refused(_("No home of the group lies in this municipality. Nothing was taken in."), field="file")
    name = _free(told.name.strip() or pgettext("one without a name", "Watch group"))
    shape = places.area_of_homes(dwelling_ids=sorted(set(found.values())))
    made = places.make_area(name=name, kind="drawn", shape=shape, now=now, room=rules.ROOM)
    group_id = groups.make_group(name=name, area_id=made.area_id, now=now)
    report = _roster(told, name, now)
    audit.record(
        action="watch.group_taken_over", subject="watch_group", subject_id=group_id,
        detail={"homes": len(found), "taken": report.taken, "refused": report.refused},
    )  # fmt: skip
    elsewhere = tuple(text for text in told.homes if text not in found)
    return TakenOver(group_id, name, len(found), elsewhere, report)


def _roster(told: package.Package, name: str, now: datetime) -> intake.Report:
    table = [["group", *package.COLUMNS], *([name, *row] for row in told.roster)]
    if not told.roster:
        table.append([name, *[""] * len(package.COLUMNS)])
    return intake.import_file(
        importer=ROSTERS, path_or_bytes=tables.as_csv(table).encode(), name=f"{name}.csv", now=now,
        mapping={each: each for each in table[0]},
    )  # fmt: skip


def _free(name: str) -> str:
    """The name, or with a number where a group here that goes on has it."""
    known = {
        fold(each) for each in rows.Group.objects.filter(state__in=rules.GOES_ON).values_list("name", flat=True)
    }
    tries = (name if n == 1 else f"{name[:100]} {n}" for n in range(1, 1000))
    return next(each for each in tries if fold(each) not in known)
