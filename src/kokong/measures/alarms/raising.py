"""Pending events become alarms: in order, once, many at a time.

One transaction reads a batch, decides by `rules.assess`, writes alarms and steps, and takes the events off the
list. Killed half-way it never happened; the next raiser begins with the same events. One raiser works at a time,
and no operator changes an alarm meanwhile (`steps.begin`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Final, NamedTuple, cast

from django.db import connection
from django.utils import timezone

from kokong.kernel import tenancy

from . import gathering, overdue, rules
from . import models as rows
from .console import handling, steps
from .weekly import Slot, Weekly

BATCH: Final = 2000


class Arrived(NamedTuple):
    """A pending event as the database gives it."""

    id: int
    account_id: int
    kind: str
    zone: str
    still: bool
    restores: str
    received: datetime
    occurred: datetime
    code: str
    area: str


@dataclass(eq=False)
class Raised:
    """An alarm that this batch raises or goes on with; `row.pk` is None until it is written."""

    row: rows.Alarm
    standing: rules.Standing
    before: rules.Standing | None
    event_ids: list[int] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)


class Home(NamedTuple):
    """An account as the raiser needs it: a tuple, since thousands are read each second."""

    id: int
    municipality_id: int
    centre_id: int | None
    set_state: str
    set_since: datetime | None
    test_until: datetime | None
    entry_s: int
    exit_s: int
    confirm_minutes: int
    plan: str
    pauses: str

    @property
    def settings(self) -> rules.Settings:
        """The account as the rules see it."""
        zones = json.loads(self.plan).get("zones", ())
        return rules.Settings(
            is_set=None if not self.set_state else self.set_state == "set",
            set_since=self.set_since,
            test_until=self.test_until,
            entry=timedelta(seconds=self.entry_s),
            exit=timedelta(seconds=self.exit_s),
            confirm=timedelta(minutes=self.confirm_minutes),
            pauses=tuple(
                (zone, datetime.fromisoformat(begins), datetime.fromisoformat(ends))
                for zone, begins, ends, weekday, *_times in json.loads(self.pauses)
                if weekday is None
            ),
            weekly=tuple(_slot(*one) for one in json.loads(self.pauses) if one[3] is not None),
            outdoor=frozenset(one["zone"] for one in zones if one.get("outdoor")),
        )


def _slot(zone: str, begins: str, ends: str, weekday: int, from_time: str, to_time: str) -> Slot:
    week = Weekly(weekday, time.fromisoformat(from_time), time.fromisoformat(to_time))
    since, until = datetime.fromisoformat(begins), datetime.fromisoformat(ends)
    return Slot(zone, since, until, week, timezone.get_default_timezone())


@dataclass
class Panel:
    """An account while a batch is worked through."""

    home: Home
    settings: rules.Settings
    alarms: list[Raised] = field(default_factory=list)


def raise_pending(*, limit: int = BATCH, now: datetime) -> int:
    """Look at up to `limit` pending events; how many there were. Fewer than `limit`: none is left."""
    with tenancy.scope(municipality_id=None, authority="receiver"):
        steps.begin()
        arrived = _pending(limit)
        if not arrived:
            return 0
        panels = _panels(arrived)
        places = {panel.home.id: (panel.home.municipality_id, panel.home.centre_id) for panel in panels.values()}
        gathered = gathering.gather(arrived, places, now=now)
        turned: list[overdue.Turned] = []
        for event in arrived:
            if event.id in gathered:
                continue
            panel = panels.get(event.account_id)
            if panel is not None:
                _take_in(panel, event, now=now)
                turned += _turned(panel, event)
        touched = [one for panel in panels.values() for one in panel.alarms if one.event_ids or one.words]
        _write(touched, panels.values(), now=now)
        _forget([event.id for event in arrived])
        overdue.turned(turned, now=now)
        for one in touched:
            if "verified" in one.words:
                handling.tell_verified(one.row)
    return len(arrived)


def _pending(limit: int) -> list[Arrived]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.account_id, e.kind, e.zone, e.still, e.restores, e.received, e.occurred, e.code,"
            " e.area FROM alarms_pending p JOIN alarms_event e ON e.id = p.event_id ORDER BY p.event_id LIMIT %s",
            [limit],
        )
        return [Arrived(*row) for row in cursor.fetchall()]


def _panels(arrived: list[Arrived]) -> dict[int, Panel]:
    ids = list({event.account_id for event in arrived})
    with connection.cursor() as cursor:
        cursor.execute(PANELS, [ids])
        homes = [Home(*row) for row in cursor.fetchall()]
    found = {home.id: Panel(home, home.settings) for home in homes}
    recent = min(event.received for event in arrived) - rules.SAME_OCCASION
    for row in rows.Alarm.objects.raw(MAY_JOIN, [ids, recent]):
        standing = _standing(row)
        found[row.account_id].alarms.append(Raised(row, standing, standing))
    return found


# An array of two thousand ids is one parameter; Django's `__in` makes each a parameter of its own.
PANELS: Final = """
SELECT id, municipality_id, centre_id, set_state, set_since, test_until, entry_s, exit_s, confirm_minutes,
    plan::text,
    coalesce((SELECT json_agg(json_build_array(zone, begins, ends, weekday, from_time, to_time))
        FROM alarms_pause p WHERE p.account_id = a.id), '[]')::text
FROM alarms_account a WHERE id = ANY(%s)
"""
MAY_JOIN: Final = """
SELECT * FROM alarms_alarm
WHERE account_id = ANY(%s) AND homes = 1 AND (state <> 'closed' OR (suppressed AND raised_at >= %s)) ORDER BY id
"""


def _take_in(panel: Panel, event: Arrived, *, now: datetime) -> None:
    """Take an event to the alarms that it is about. It is listed with one of them, the latest."""
    happened = _happened(event)
    places = rules.whose([one.standing for one in panel.alarms], happened)
    found: list[Raised | None] = [panel.alarms[place] for place in places]
    alarms = [_decide(panel, alarm, happened, now=now) for alarm in found or [None]]
    panel.settings = rules.after(panel.settings, happened)
    if alarms[0] is not None:
        alarms[0].event_ids.append(event.id)


def _turned(panel: Panel, event: Arrived) -> Iterable[overdue.Turned]:
    """That a home was opened or closed by this event, and how it stands after it."""
    if event.kind in rules.SETTING and not event.still:
        when = rules.moment(occurred=event.occurred, received=event.received)
        yield overdue.Turned(panel.home.id, event.kind, when, panel.settings.is_set, panel.settings.set_since)


def _decide(panel: Panel, alarm: Raised | None, happened: rules.Happening, *, now: datetime) -> Raised | None:
    """Go on with an alarm, or raise one; None where nothing comes of it."""
    decision = rules.assess(alarm.standing if alarm else None, happened, panel.settings)
    if decision.outcome == "nothing" or decision.standing is None:
        return None
    if decision.outcome == "raise" or alarm is None:
        alarm = Raised(_new(panel.home, now=now), decision.standing, None)
        panel.alarms.append(alarm)
    alarm.standing = decision.standing
    for word in decision.steps:
        alarm.words[word] = alarm.words.get(word, 0) + 1
    return alarm


def _happened(event: Arrived) -> rules.Happening:
    return rules.Happening(
        event.kind,
        rules.moment(occurred=event.occurred, received=event.received),
        event.zone,
        event.still,
        event.restores,
        event.received,
        event.code,
        event.area,
    )


def _new(home: Home, *, now: datetime) -> rows.Alarm:
    return rows.Alarm(
        municipality_id=home.municipality_id, centre_id=home.centre_id, account_id=home.id, raised_at=now
    )


def _standing(row: rows.Alarm) -> rules.Standing:
    return rules.Standing(
        kind=row.kind, opened=row.opened, last=row.last_event_at, state=cast(rules.State, row.state),
        verification=cast(rules.Verification, row.verification),
        priority=row.priority, while_unset=row.while_unset, suppressed=row.suppressed,
        zones={zone: datetime.fromisoformat(at) for zone, at in row.zones.items()}, on=frozenset(row.conditions),
        close_reason=row.close_reason,
    )  # fmt: skip


def _write(touched: list[Raised], panels: Iterable[Panel], *, now: datetime) -> None:
    for one in touched:
        _carry(one, now=now)
    fresh, known = [o for o in touched if o.row.pk is None], [o for o in touched if o.row.pk is not None]
    rows.Alarm.objects.bulk_create([one.row for one in fresh])
    _update([one.row for one in known])
    _join_events(touched)
    written = rows.Step.objects.bulk_create(step for one in touched for step in _steps(one, now=now))
    steps.tell(written)
    _remember_set(panels)


# One statement however many alarms: Django's bulk_update took a second for a hundred.
UPDATE: Final = """
UPDATE alarms_alarm AS known SET (kind, priority, last_event_at, events, zones, conditions, state, verification,
    verified_at, closed_at, close_reason, "false", while_unset, unseen)
  = (said.kind, said.priority, said.last_event_at, said.events, said.zones, said.conditions, said.state,
    said.verification, said.verified_at, said.closed_at, said.close_reason, said."false", said.while_unset,
    said.unseen)
FROM jsonb_populate_recordset(NULL::alarms_alarm, %s::jsonb) AS said WHERE known.id = said.id
"""


def _update(known: list[rows.Alarm]) -> None:
    said = [{"id": row.pk} | {name: getattr(row, name) for name in _CHANGING} for row in known]
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, [json.dumps(said, default=str)])


_CHANGING: Final = (
    "kind", "priority", "last_event_at", "events", "zones", "conditions", "state", "verification", "verified_at",
    "closed_at", "close_reason", "false", "while_unset", "unseen",
)  # fmt: skip


def _carry(one: Raised, *, now: datetime) -> None:
    """Write how the alarm stands into its row."""
    row, standing = one.row, one.standing
    row.kind, row.priority, row.while_unset = str(standing.kind), standing.priority, standing.while_unset
    row.opened, row.last_event_at, row.suppressed = standing.opened, standing.last, standing.suppressed
    row.zones = {zone: at.isoformat() for zone, at in standing.zones.items()}
    row.conditions = sorted(standing.on)
    row.events += len(one.event_ids)
    if standing.verification != row.verification:
        row.verification, row.verified_at = standing.verification, now
    if standing.state == "closed" and row.closed_at is None:
        row.closed_at, row.close_reason = now, standing.close_reason
        row.false = rules.CLOSE_REASONS[standing.close_reason]
        row.unseen = standing.close_reason in rules.TO_BE_SEEN
    row.state = standing.state


def _join_events(touched: list[Raised]) -> None:
    linked = [(event_id, one.row) for one in touched for event_id in one.event_ids]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO alarms_alarmevent (event_id, alarm_id, municipality_id, centre_id)"
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])",
            [
                [event_id for event_id, _ in linked],
                [row.pk for _, row in linked],
                [row.municipality_id for _, row in linked],
                [row.centre_id for _, row in linked],
            ],
        )


def _steps(one: Raised, *, now: datetime) -> Iterable[rows.Step]:
    """One step for each word, however often a batch says it."""
    for word in sorted(one.words, key=rules.STEPS.index):
        result = {"verified": one.row.verification, "closed": one.row.close_reason}.get(word, "")
        detail: dict[str, Any] = {"events": len(one.event_ids)} if word in {"raised", "events"} else {}
        yield rows.Step(
            municipality_id=one.row.municipality_id, centre_id=one.row.centre_id, alarm=one.row, at=now, what=word,
            result=result, detail=detail,
        )  # fmt: skip


def _remember_set(panels: Iterable[Panel]) -> None:
    """Write which accounts are set now: one statement, since that is most of what panels send."""
    told = [(panel.home, _set_state(panel.settings), panel.settings.set_since) for panel in panels]
    said = [(home.id, state, since) for home, state, since in told
            if (state, since) != (home.set_state, home.set_since)]  # fmt: skip
    if said:
        with connection.cursor() as cursor:
            cursor.execute(REMEMBER, [list(column) for column in zip(*said, strict=True)])


REMEMBER: Final = """
UPDATE alarms_account AS known SET set_state = said.state, set_since = said.since
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[]) AS said (id, state, since) WHERE known.id = said.id
"""


def _set_state(settings: rules.Settings) -> str:
    return "" if settings.is_set is None else "set" if settings.is_set else "unset"


def _forget(event_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM alarms_pending WHERE event_id = ANY(%s)", [event_ids])
