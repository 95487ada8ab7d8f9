"""What operators look at: the queue, an alarm and its log, an account's history, false alarms."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from kokong import dc09
from kokong.kernel import tenancy
from kokong.people import api as people
from kokong.tables import clean

from .. import models as rows
from .. import rules
from ..values import Alarm, AlarmMissing, Event, FalseAlarms, Step, number
from . import presence

_NUMBERS: Final = ("receiver", "line", "prefixed")


def handled_here() -> Q:
    """Rows that people in this scope handle themselves: a municipality's own, or those of one's centres."""
    return Q(centre=None) if tenancy.current().municipality_id is not None else Q(centre__isnull=False)


def seen_here() -> Q:
    """Rows that stand in the queue of people in this scope: a supervisor sees those that a centre handles, too."""
    return Q() if "alarm_supervisor" in tenancy.current().roles else handled_here()


UNSEEN_SHOWN: Final = 20


def queue() -> tuple[Alarm, ...]:
    """What waits or is taken, the most urgent first, then the oldest; last what went away by itself, unseen.

    Of the latter the latest, `UNSEEN_SHOWN` at most; `unseen` says how many there are.
    """
    ours = rows.Alarm.objects.filter(seen_here(), suppressed=False)
    open_ones = _alarms(ours.exclude(state="closed").order_by("priority", "opened", "pk"))
    return open_ones + _alarms(unseen_here().order_by("-closed_at", "-pk")[:UNSEEN_SHOWN])


def unseen_here() -> QuerySet[rows.Alarm]:
    """Those that went away by themselves, which no operator in this scope has seen yet."""
    return rows.Alarm.objects.filter(handled_here(), suppressed=False, unseen=True)


def unseen() -> int:
    """How many of those there are."""
    return unseen_here().count()


def alarm(*, alarm_id: int) -> Alarm:
    """One alarm. Raises AlarmMissing."""
    found = _alarms(rows.Alarm.objects.filter(pk=alarm_id))
    if not found:
        raise AlarmMissing(_("There is no alarm %(id)s.") % {"id": alarm_id})
    return found[0]


def alarms(*, account_id: int, limit: int = 50) -> tuple[Alarm, ...]:
    """An account's alarms, the newest first; those of tests, too."""
    return _alarms(rows.Alarm.objects.filter(account_id=account_id).order_by("-opened", "-pk")[:limit])


def alarms_of_burglary(*, burglary_id: int) -> tuple[Alarm, ...]:
    """The alarms that a burglary was drafted from or joined to, the first first."""
    return _alarms(rows.Alarm.objects.filter(burglary_id=burglary_id).order_by("opened", "pk"))


def alarms_at(*, dwelling_id: int) -> tuple[Alarm, ...]:
    """The alarms at a home that are not over, the most urgent first; those of tests are none."""
    there = rows.Alarm.objects.filter(account__dwelling_id=dwelling_id, suppressed=False)
    return _alarms(there.exclude(state="closed").order_by("priority", "opened", "pk"))


def steps(*, alarm_id: int) -> tuple[Step, ...]:
    """An alarm's log, the oldest first."""
    return _steps(rows.Step.objects.filter(alarm_id=alarm_id).order_by("pk"))


def events_of(*, alarm_id: int, limit: int = 500) -> tuple[Event, ...]:
    """An alarm's events, the oldest first; of more than `limit`, a fifth from the beginning and the latest."""
    belongs = rows.AlarmEvent.objects.filter(alarm_id=alarm_id).order_by("event_id")
    ids = list(belongs.values_list("event_id", flat=True))
    if len(ids) > limit:
        ids = ids[: limit // 5] + ids[limit // 5 - limit :]
    return _events(rows.Event.objects.filter(pk__in=ids).order_by("pk"))


def history(*, account_id: int, limit: int = 100) -> tuple[Event, ...]:
    """An account's events, the newest first."""
    return _events(rows.Event.objects.filter(account_id=account_id).order_by("-pk")[:limit])


def each_event(
    *, account_ids: Iterable[int] | None = None, since: datetime | None = None
) -> Iterator[tuple[str, Event]]:
    """Events in the order they were stored, with the code of their municipality; read a few thousand at a time."""
    found = rows.Event.objects.order_by("pk")
    if account_ids is not None:
        found = found.filter(account_id__in=list(account_ids))
    if since is not None:
        found = found.filter(received__gte=since)
    for row in _with_alarm(found).iterator(chunk_size=2000):
        yield row.municipality.code, _event(row)


def false_alarms(*, since: datetime) -> tuple[FalseAlarms, ...]:
    """Accounts with alarms since then, those with the most false ones first."""
    real = rows.Alarm.objects.filter(opened__gte=since, suppressed=False)
    counted = (
        real.values("account_id", *(f"account__{name}" for name in ("written", "address", *_NUMBERS)))
        .annotate(alarms=Count("pk"), wrong=Count("pk", filter=Q(false=True)), latest=Max("opened"))
        .order_by("-wrong", "-alarms", "account_id")
    )
    return tuple(
        FalseAlarms(
            row["account_id"],
            number(row["account__written"], **{name: row[f"account__{name}"] for name in _NUMBERS}),
            row["account__address"], row["alarms"], row["wrong"], row["latest"],
        )
        for row in counted
    )  # fmt: skip


def colleagues() -> dict[int, str]:
    """Names of the operators one may hand over to: of the municipality, or of one's centres."""
    scope = tenancy.current()
    if scope.municipality_id is not None:
        return {
            one.user_id: one.name for one in people.people(roles=frozenset({"alarm_operator", "alarm_supervisor"}))
        }
    mine = rows.CentreOperator.objects.filter(user_id=scope.user_id or 0).values("centre_id")
    found = rows.CentreOperator.objects.filter(centre_id__in=mine).order_by("name")
    return dict(found.values_list("user_id", "name"))


def names(user_ids: Iterable[int | None]) -> dict[int, str]:
    """Names of operators by user id: colleagues here, else a centre's, whose names a municipality isn't told."""
    wanted = {one for one in user_ids if one is not None}
    if not wanted:
        return {}
    if tenancy.current().municipality_id is None:
        found = rows.CentreOperator.objects.filter(user_id__in=wanted).values_list("user_id", "name")
        return dict(found)
    known = people.names(user_ids=frozenset(wanted))
    centres = rows.CentreOperator.objects.filter(user_id__in=wanted - known.keys())
    return dict(centres.values_list("user_id", "centre__name")) | known


_SAME: Final = (
    "id", "municipality_id", "centre_id", "account_id", "kind", "priority", "opened", "raised_at", "last_event_at",
    "events", "state", "verification", "verified_at", "taken_by", "taken_at", "acted_at", "handed_to", "closed_at",
    "closed_by", "close_reason", "false", "suppressed", "while_unset", "unseen", "homes", "burglary_id",
)  # fmt: skip


def _alarms(found: QuerySet[rows.Alarm]) -> tuple[Alarm, ...]:
    listed = list(found.select_related("account", "municipality"))
    known = names({one for row in listed for one in (row.taken_by, row.handed_to)})
    there = presence.last({row.taken_by for row in listed if row.state == "taken"})
    return tuple(_alarm(row, known, there) for row in listed)


def _alarm(row: rows.Alarm, known: dict[int, str], there: dict[int, datetime]) -> Alarm:
    goal, limit = rules.goals(row.priority)
    panel = row.account
    return Alarm(
        **{name: getattr(row, name) for name in _SAME},
        municipality=row.municipality.name,
        account=number(panel.written, panel.receiver, panel.line, prefixed=panel.prefixed),
        address=panel.address,
        lon=panel.lon,
        lat=panel.lat,
        zones=tuple(row.zones),
        silent=len(row.conditions) if row.homes > 1 else 0,
        on=tuple(one.split(" ")[0] for one in row.conditions) if row.homes == 1 else (),
        taken_name=known.get(row.taken_by or 0, ""),
        handed_name=known.get(row.handed_to or 0, ""),
        there_at=there.get(row.taken_by or 0),
        goal_at=row.raised_at + goal,
        late_at=row.raised_at + limit,
    )


def _steps(found: QuerySet[rows.Step]) -> tuple[Step, ...]:
    listed = list(found)
    known = names({row.user_id for row in listed})
    return tuple(
        Step(row.pk, row.alarm_id, row.at, row.what, row.result, row.user_id, known.get(row.user_id or 0, ""),
             row.note, row.detail)
        for row in listed
    )  # fmt: skip


_EVENT: Final = (
    "id", "account_id", "part", "protocol", "sequence", "code", "kind", "label", "zone", "area", "user_number",
    "still", "restores", "xdata", "link", "lon", "lat", "encrypted", "received", "occurred",
)  # fmt: skip


def _events(found: QuerySet[rows.Event]) -> tuple[Event, ...]:
    return tuple(_event(row) for row in _with_alarm(found))


def _with_alarm(found: QuerySet[rows.Event]) -> Any:
    belongs = rows.AlarmEvent.objects.filter(event_id=OuterRef("pk")).values("alarm_id")[:1]
    return found.select_related("account", "municipality").annotate(of_alarm=Subquery(belongs))


def _event(row: Any) -> Event:
    return Event(
        **{name: getattr(row, name) for name in _EVENT},
        account=row.account.written,
        receiver=row.account.receiver,
        line=row.account.line,
        text=clean(dc09.decode(bytes(row.text))),
        raw=clean(dc09.decode(bytes(row.raw))),
        alarm_id=row.of_alarm,
    )
