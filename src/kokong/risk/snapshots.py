"""What an analysis reads, taken from the rooms below and kept as it was."""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

import numpy as np
from django.utils import timezone

from kokong.analysis import studies
from kokong.incidents import api as incidents
from kokong.places import api as places

from . import models, rules

EPOCH: Final = date(1970, 1, 1)
DAY: Final = timedelta(days=1)


def take(*, now: datetime) -> models.Snapshot:
    """Keep what is known now, for studies that look from today; the one already there where nothing has changed.

    Only confirmed burglaries of permanent homes whose day is known to two weeks count (`rules`).
    """
    today = timezone.localdate(now)
    known, left_out = _counted(incidents.burglaries(), today)
    snapshot = _snapshot(known, today)
    homes = _homes(snapshot.homes)
    row, _ = models.Snapshot.objects.get_or_create(
        digest=snapshot.digest(),
        defaults={
            "content": studies.pack(snapshot.burglary_arrays()),
            "homes": homes,
            "burglaries": snapshot.count,
            "left_out": left_out,
            "taken": now,
        },
    )
    return row


def load(row: models.Snapshot) -> studies.Snapshot:
    """A snapshot as it was read."""
    return studies.snapshot_from(bytes(row.content), bytes(row.homes.content))


def count(*, now: datetime) -> tuple[int, float]:
    """How many burglaries count, and over how many years."""
    today = timezone.localdate(now)
    known, _ = _counted(incidents.burglaries(), today)
    first = min((_day(one) for one in known), default=today)
    return len(known), (today - first) / DAY / 365.25


def _counted(
    burglaries: Iterable[incidents.Burglary], today: date
) -> tuple[list[incidents.Burglary], dict[str, int]]:
    """Those that count, and how many don't, by reason."""
    kept, left_out = [], Counter[str]()
    for one in burglaries:
        if one.dwelling_kind not in rules.COUNTED:
            left_out[one.dwelling_kind] += 1
        elif one.latest - one.earliest > rules.WIDEST:
            left_out["wide"] += 1
        elif _day(one) >= today:
            left_out["today"] += 1
        else:
            kept.append(one)
    return kept, dict(sorted(left_out.items()))


def _day(one: incidents.Burglary) -> date:
    """The day in the middle of a burglary's window, as a study counts days."""
    return EPOCH + timedelta(days=math.floor((_local_days(one.earliest) + _local_days(one.latest)) / 2))


def _local_days(moment: datetime) -> float:
    """Days since 1970 on the clocks of the town."""
    local = timezone.localtime(moment).replace(tzinfo=None)
    return (local - datetime(1970, 1, 1)) / DAY  # noqa: DTZ001 - local by intention


def _snapshot(known: list[incidents.Burglary], today: date) -> studies.Snapshot:
    """In order of time, so that the order in which burglaries became known changes nothing."""
    layout = places.layout(also={one.dwelling_id for one in known})
    at = np.searchsorted(layout.ids, np.array([one.dwelling_id for one in known], np.int64))
    earliest = np.array([_local_days(one.earliest) for one in known], np.float64)
    latest = np.array([_local_days(one.latest) for one in known], np.float64)
    order = np.lexsort((at, latest, earliest))
    kinds = {name: code for code, name in enumerate(studies.KINDS_OF_HOME)}
    homes = studies.Homes(
        x=layout.x,
        y=layout.y,
        kind=np.array([kinds.get(kind, 0) for kind in layout.kind], np.int8),
        building=layout.building,
        street=layout.street,
        side=layout.side,
    )
    return studies.Snapshot(
        homes, at[order].astype(np.int64), earliest[order], latest[order], (today - EPOCH).days
    )


def _homes(homes: studies.Homes) -> models.Homes:
    digest = homes.digest()
    row = models.Homes.objects.filter(digest=digest).first()
    if row is None:
        content = studies.homes_bytes(homes)
        row, _ = models.Homes.objects.get_or_create(
            digest=digest, defaults={"content": content, "dwellings": homes.x.size}
        )
    return row
