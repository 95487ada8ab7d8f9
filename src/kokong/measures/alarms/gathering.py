"""Many homes that fall silent at once are one alarm: most often it is our line, or a network of theirs.

Its `zones` say since when each account has been silent, its `conditions` which still are.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from django.db.models import Q

from kokong.dc09 import Kind

from . import models as rows
from . import rules
from .console import steps

MANY: Final = 10
SPAN: Final = timedelta(minutes=5)

Place = tuple[int, int | None]


class Reported(Protocol):
    """A pending event."""

    @property
    def id(self) -> int: ...
    @property
    def account_id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def restores(self) -> str: ...
    @property
    def received(self) -> datetime: ...


def gather(arrived: Sequence[Reported], places: dict[int, Place], *, now: datetime) -> set[int]:
    """Take what is about many silent homes; the ids of those events, which then raise nothing of their own.

    `places`: municipality and centre by account.
    """
    faults: defaultdict[Place, list[Reported]] = defaultdict(list)
    back: defaultdict[Place, list[Reported]] = defaultdict(list)
    for event in arrived:
        if event.account_id in places and rules.LINE_FAULT in {event.kind, event.restores}:
            (faults if event.kind == rules.LINE_FAULT else back)[places[event.account_id]].append(event)
    taken: set[int] = set()
    for place in faults.keys() | back.keys():
        row = _open(place)
        if row is None and faults[place]:
            row = _raised(place, faults[place], now=now)
        if row is not None:
            taken |= _goes_on(row, [event for event in arrived if event in faults[place] + back[place]], now=now)
    return taken


def _open(place: Place) -> rows.Alarm | None:
    found = rows.Alarm.objects.filter(_handled_at(place), homes__gt=1)
    return found.exclude(state="closed").order_by("-pk").first()


def _handled_at(place: Place) -> Q:
    municipality, centre = place
    return Q(municipality_id=municipality) & (Q(centre=None) if centre is None else Q(centre_id=centre))


def _raised(place: Place, faults: list[Reported], *, now: datetime) -> rows.Alarm | None:
    """A new one, where there are many; those that stood in the queue each by itself are closed for it."""
    singles = list(rows.Alarm.objects.filter(
        _handled_at(place), homes=1, kind=rules.LINE_FAULT, state="waiting",
        raised_at__gt=now - SPAN,
    ))  # fmt: skip
    since = {one.account_id: one.opened for one in singles} | {one.account_id: one.received for one in faults}
    if len(since) < MANY:
        return None
    row = rows.Alarm.objects.create(
        municipality_id=place[0], centre_id=place[1], account_id=min(since), kind=rules.LINE_FAULT,
        priority=rules.PRIORITIES[rules.LINE_FAULT], opened=min(since.values()), raised_at=now, homes=len(since),
        last_event_at=max(since.values()), zones={str(one.account_id): one.opened.isoformat() for one in singles},
        conditions=[str(one.account_id) for one in singles],
    )  # fmt: skip
    steps.write(row, "raised", at=now, detail={"events": len(since)})
    for one in singles:
        rows.Alarm.objects.filter(pk=one.pk).update(state="closed", closed_at=now, close_reason="gathered")
        steps.write(one, "closed", at=now, result="gathered")
    return row


def _goes_on(row: rows.Alarm, events: list[Reported], *, now: datetime) -> set[int]:
    """More that are silent, and those that are heard again; when all are, it goes away by itself."""
    silent, taken = set(row.conditions), set[int]()
    for event in events:
        who = str(event.account_id)
        if event.kind == rules.LINE_FAULT:
            silent.add(who)
            row.zones[who] = event.received.isoformat()
        elif event.kind != Kind.RESTORE or who not in silent:
            continue
        else:
            silent.discard(who)
        row.last_event_at = max(row.last_event_at, event.received)
        taken.add(event.id)
    if not taken:
        return taken
    row.conditions, row.homes, row.events = sorted(silent), len(row.zones), row.events + len(taken)
    if not silent and row.state == "waiting":
        row.state, row.closed_at, row.close_reason, row.unseen = "closed", now, "restored", True
    row.save()
    for word in ("restored", "closed") if not silent else ("events",):
        if word != "closed" or row.state == "closed":
            steps.write(row, word, at=now, result="restored" if word == "closed" else "",
                        detail={"silent": len(silent)})  # fmt: skip
    rows.AlarmEvent.objects.bulk_create(
        rows.AlarmEvent(event_id=one, alarm=row, municipality_id=row.municipality_id, centre_id=row.centre_id)
        for one in sorted(taken)
    )
    return taken
