"""What the desk counts and lists over many cocoons, in one query each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from kokong.kernel import retention
from kokong.kernel.keep import Kept

from . import counting, opening, rules
from . import doors as doors_of
from . import models as rows
from .values import Cocoon, Coverage, Revisit

_COUNTED = Q(doors__state__in=rules.COUNTED)
_TALKED = _COUNTED & Q(doors__outcome="talked")


def kept(*, cocoon_id: int) -> tuple[Kept, ...]:
    """How long what a cocoon's page shows is kept: who was visited where, and around which home."""
    row = rows.Cocoon.every.filter(pk=cocoon_id).first()
    if row is None:
        return ()
    ends = timezone.localdate(row.cleared or row.opened + rules.PERSONAL_DATA)
    names = Kept(gettext_noop("Addresses, names and times of the visits"), ends, gone=row.cleared is not None)
    return (names, *retention.until(row))


def coverage(*, cocoon_ids: Iterable[int]) -> dict[int, Coverage]:
    """Coverage by cocoon, in one query however many; unchanged when the addresses are cleared.

    What counts is homes: a block whose flats nobody lists is one door with many. A door covered by another
    cocoon's visit counts as that visit does. Doors dropped, on the do-not-visit list or without an address are
    not eligible.
    """
    counted = rows.Cocoon.every.filter(pk__in=list(cocoon_ids)).annotate(
        eligible=counting.homes("homes", _COUNTED & ~Q(doors__outcome="no_such_address"), at="doors__"),
        visited=counting.visited(_COUNTED, at="doors__"),
        talked=counting.homes("reached", _TALKED, at="doors__"),
        within_clock=counting.homes("reached_in_time", _TALKED & Q(doors__visited_at__lte=F("due")), at="doors__"),
    )
    names = ("eligible", "visited", "talked", "within_clock")
    return {
        row["pk"]: Coverage(**row["tally"]["coverage"] if row["tally"] else {name: row[name] for name in names})
        for row in counted.values("pk", "tally", *names)
    }


def open_cocoons(*, now: datetime) -> tuple[Cocoon, ...]:
    """Cocoons that are watched now and have not been ended, the most urgent first."""
    found = rows.Cocoon.objects.filter(closed=None, ended=None, watch_until__gt=now).order_by("due", "pk")
    return tuple(opening.value(row) for row in found)


def cocoons(*, since: datetime | None = None, limit: int | None = None) -> tuple[Cocoon, ...]:
    """The cocoons of the municipality in scope that opened at `since` or later, the newest first."""
    found = rows.Cocoon.objects.order_by("-opened", "-pk")
    if since is not None:
        found = found.filter(opened__gte=since)
    return tuple(opening.value(row) for row in found[:limit])


def by_burglary(*, burglary_ids: Iterable[int]) -> dict[int, Cocoon]:
    """Cocoons by the id of their burglary, in one query."""
    found = rows.Cocoon.objects.filter(burglary_id__in=list(burglary_ids))
    return {row.burglary_id: opening.value(row) for row in found}


def revisits(*, now: datetime) -> tuple[Revisit, ...]:
    """Doors to try again in the cocoons watched now: agreed times first come, then the longest waiting."""
    waiting = rows.Door.objects.filter(
        state="open", cocoon__closed=None, cocoon__ended=None, cocoon__watch_until__gt=now
    ).exclude(outcome="")
    by_cocoon: dict[rows.Cocoon, list[rows.Door]] = defaultdict(list)
    for row in waiting.exclude(dwelling=None).select_related("cocoon"):
        by_cocoon[row.cocoon].append(row)
    found = doors_of.plain(row for group in by_cocoon.values() for row in group)
    burglary = {cocoon.pk: cocoon.burglary_id for cocoon in by_cocoon}
    listed = [
        Revisit(door=door, burglary_id=burglary[door.cocoon_id], when=door.come_back_at or door.visited_at or now)
        for door in found
    ]
    return tuple(sorted(listed, key=lambda r: (r.door.come_back_at is None, r.when, r.door.id)))


def outcomes(*, cocoon_id: int) -> dict[str, int]:
    """How many doors of a cocoon have each outcome now; survives the clearing of addresses."""
    row = rows.Cocoon.every.filter(pk=cocoon_id).values_list("tally", flat=True).first()
    if row:
        return dict(row["outcomes"])
    return count_outcomes(cocoon_id)


def count_outcomes(cocoon_id: int) -> dict[str, int]:
    """Current outcomes of a cocoon's doors, counted from the doors."""
    found = rows.Door.objects.filter(cocoon_id=cocoon_id, state__in=rules.COUNTED).exclude(outcome="")
    return dict(found.values_list("outcome").annotate(n=Count("pk")).order_by("outcome"))
