"""How far actions have come: earlier months as they were counted, this month as it is when somebody asks.

`keep` counts and writes down: each hour for this month and the last, at night for all (`clock.py`), so that what
was told late is there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kokong.places import api as places

from . import counters, pace, rules, splitting, words
from . import models as rows
from .pace import Amount
from .values import Counted, Earlier


def counted(promise_rows: Sequence[rows.Promise], *, now: datetime) -> tuple[Counted, ...]:
    """The actions of some promises in their order, with how far each has come."""
    today = timezone.localdate(now)
    by_id = {row.pk: row for row in promise_rows}
    actions = list(rows.Action.objects.filter(promise_id__in=by_id).order_by("promise_id", "pk"))
    made = _countings([row.pk for row in actions])
    present = {pk: next(each for each in listed if each.until is None) for pk, listed in made.items()}
    amounts = _amounts(list(present.values()), today)
    known = {pk: rules.from_data(each.rule) for pk, each in present.items()}
    drawn = places.areas_drawn(area_ids={r.area_id for r in known.values() if r.area_id is not None})
    return tuple(
        _counted(row, by_id[row.promise_id], made[row.pk], amounts[present[row.pk].pk], drawn, today)
        for row in actions
    )


def keep(listed: Iterable[rows.Counting], *, since: date | None = None, now: datetime) -> int:
    """Count some rules and write down what they came to, from the beginning of their promise or a later day.

    Rules of several promises are counted together. How many months were written.
    """
    until = pace.month_after(timezone.localdate(now))
    by_start: dict[date, list[rows.Counting]] = defaultdict(list)
    for each in listed:
        by_start[max(each.action.promise.begins, since or each.action.promise.begins)].append(each)
    return sum(_keep(several, start, until) for start, several in sorted(by_start.items()) if start < until)


def would_have(rule: rules.Rule, *, now: datetime) -> Decimal:
    """What a rule would have counted in the twelve whole months before this one; for a share, of how many."""
    until = timezone.localdate(now).replace(day=1)
    found = counters.amounts([rule], since=pace.month_after(until, -12), until=until).get(rule, {})
    total = sum(found.values(), Amount())
    return total.of if rule.how == "share" else total.n


def frozen(found: Counted) -> dict[str, Any]:
    """What an action has come to, as it stays when its rule is replaced: words and counts, no rows."""
    return {
        "done": str(round(found.progress.done, 4)),
        "periods": [
            {"since": p.since.isoformat(), "until": p.until.isoformat(), "wanted": str(round(p.wanted, 2)),
             "got": str(round(p.got, 2)), "state": p.state}
            for p in found.progress.periods if p.state != "coming"
        ],
    }  # fmt: skip


def _countings(action_ids: Iterable[int]) -> dict[int, list[rows.Counting]]:
    found: dict[int, list[rows.Counting]] = defaultdict(list)
    every = rows.Counting.objects.filter(action_id__in=list(action_ids)).select_related("action__promise")
    for row in every.order_by("made", "pk"):
        found[row.action_id].append(row)
    return found


def _amounts(listed: Sequence[rows.Counting], today: date) -> dict[int, dict[date, Amount]]:
    """What was kept of closed months, and what the open ones come to now."""
    found: dict[int, dict[date, Amount]] = {each.pk: {} for each in listed}
    kept = rows.Month.objects.filter(counting_id__in=found).order_by("month")
    for pk, month, n, of in kept.values_list("counting_id", "month", "n", "of"):
        found[pk][month] = Amount(n, of)
    runs = [row for row in listed if row.action.promise.begins <= today < row.action.promise.ends]
    asked = {row.pk: rules.from_data(row.rule) for row in runs}
    this, after = today.replace(day=1), pace.month_after(today)
    live = counters.amounts(list(dict.fromkeys(asked.values())), since=this, until=after, live=True)
    for pk, rule in asked.items():
        if rule in live:
            found[pk][this] = live[rule].get(this, Amount())
    return found


def _keep(listed: Sequence[rows.Counting], since: date, until: date) -> int:
    asked = {row.pk: rules.from_data(row.rule) for row in listed}
    parts = splitting.rules_by_area(set(asked.values()))
    every = dict.fromkeys([*asked.values(), *(part for each in parts.values() for part in each.values())])
    found = counters.amounts(list(every), since=since, until=until)
    months = [
        rows.Month(
            counting_id=pk,
            month=month,
            n=amount.n,
            of=amount.of,
            areas=splitting.as_data(parts.get(rule, {}), found, month),
        )
        for pk, rule in asked.items()
        for month in pace.months(since, until)
        for amount in [found.get(rule, {}).get(month, Amount())]
    ]
    rows.Month.objects.bulk_create(
        months, update_conflicts=True, unique_fields=["municipality", "counting", "month"],
        update_fields=["n", "of", "areas"],
    )  # fmt: skip
    return len(months)


def _counted(
    row: rows.Action,
    promise: rows.Promise,
    made: Sequence[rows.Counting],
    amounts: Mapping[date, Amount],
    drawn: Mapping[int, places.Drawn],
    today: date,
) -> Counted:
    present = next(each for each in made if each.until is None)
    rule = rules.from_data(present.rule)
    area = drawn.get(rule.area_id) if rule.area_id is not None else None
    name = area.name if area is not None else ""
    progress = pace.progress(
        rule, amounts, begins=promise.begins, ends=promise.ends, today=today, applies=present.applies
    )
    return Counted(
        row.pk, promise.pk, row.title, row.by, rule, words.said(rule, name), name,
        gone=rule.area_id is not None and (area is None or area.retired is not None),
        gone_since=area.retired if area is not None else None,
        progress=progress, months=amounts, result=row.result, reason=row.reason,
        earlier=tuple(_earlier(each) for each in made if each.until is not None),
    )  # fmt: skip


def _earlier(row: rows.Counting) -> Earlier:
    assert row.until is not None
    rule = rules.from_data(row.rule)
    name = ""
    if rule.area_id is not None:
        found = places.areas_drawn(area_ids=[rule.area_id]).get(rule.area_id)
        name = found.name if found else ""
    return Earlier(rule, words.said(rule, name), row.until, row.why, row.result)
