"""Promises as values."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from . import models as rows
from . import progressing, rules
from .values import Behind, Counted, Promise, PromiseMissing, Signed


def promises(*, states: Collection[str] = (), ids: Collection[int] | None = None) -> tuple[Promise, ...]:
    """Promises in some states (all without), the one that begins last first."""
    return tuple(map_rows(_rows(states, ids)))


def promise(*, promise_id: int) -> Promise:
    """One promise. Raises PromiseMissing."""
    found = promises(ids=[promise_id])
    if not found:
        raise PromiseMissing("")
    return found[0]


def actions(*, promise_id: int, now: datetime) -> tuple[Counted, ...]:
    """The actions of a promise with how far each has come. Raises PromiseMissing."""
    row = rows.Promise.objects.filter(pk=promise_id).first()
    if row is None:
        raise PromiseMissing("")
    return progressing.counted([row], now=now)


def with_actions(*, states: Collection[str], now: datetime) -> tuple[tuple[Promise, tuple[Counted, ...]], ...]:
    """Promises in some states, each with its actions; counted together."""
    found = _rows(states, None)
    by_promise: dict[int, list[Counted]] = defaultdict(list)
    for each in progressing.counted(found, now=now):
        by_promise[each.promise_id].append(each)
    return tuple((each, tuple(by_promise[each.id])) for each in map_rows(found))


def behind(*, now: datetime) -> tuple[Behind, ...]:
    """Actions of running promises that lag, each with its promise."""
    return tuple(
        Behind(promise, each)
        for promise, listed in with_actions(states=rules.RUNS, now=now)
        for each in listed
        if each.progress.state == "behind"
    )


def _rows(states: Collection[str], ids: Collection[int] | None) -> list[rows.Promise]:
    found = rows.Promise.objects.order_by("-begins", "-pk")
    found = found.filter(state__in=states) if states else found
    return list(found if ids is None else found.filter(pk__in=ids))


def map_rows(found: list[rows.Promise]) -> list[Promise]:
    """Rows as values, with who has signed."""
    signed: dict[int, list[Signed]] = defaultdict(list)
    every = rows.Signature.objects.filter(promise__in=found, taken_back=None).order_by("at", "pk")
    for each in every:
        signed[each.promise_id].append(Signed(each.authority, each.office, each.at, each.user_id))  # type: ignore[arg-type]
    return [_value(row, tuple(signed[row.pk])) for row in found]


def _value(row: rows.Promise, signatures: tuple[Signed, ...]) -> Promise:
    return Promise(
        row.pk, row.title, row.situation, row.priorities, row.text, row.hopes, row.state, row.begins, row.ends,
        row.signed, row.midterm, row.midterm_at, row.report, row.ended, signatures,
    )  # fmt: skip
