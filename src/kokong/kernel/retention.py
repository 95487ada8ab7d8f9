"""How long personal data stay: each room declares its periods; by night each is applied by a job of its own.

Every text or personal column of every table stands either in the `columns` of a rule or in a reason why it stays
(`stays`); a test walks all models, and `docs/reference/retention.md` shows the result.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from . import audit, tenancy
from .keep import DELETE, Keep, Kept
from .models import Municipality
from .nightly import nightly
from .retrying import AGAIN

__all__ = ["DELETE", "Keep", "Kept", "Rule", "apply_all", "columns", "declare", "rules", "stays", "until"]

log = logging.getLogger(__name__)
Apply = Callable[[datetime, bool], int]
Columns = Mapping[str, str]
"""By a model's label ("people.User") the names of its columns, apart by spaces."""


@dataclass(frozen=True)
class Rule:
    """A period that no `Keep` can say; `by_hand` says why.

    `apply(before, dry_run)` clears what is older than `before` and counts the rows.
    `everywhere`: it is applied once, outside any municipality, and opens what scopes it needs.
    """

    name: str
    purpose: str
    period: timedelta
    apply: Apply
    by_hand: str
    columns: Columns = field(default_factory=dict)
    everywhere: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one rule cleared (or would clear) in one municipality; `problem` says why it could not."""

    municipality: str
    rule: str
    purpose: str
    before: datetime
    rows: int
    problem: str = ""


Declared = Rule | Keep
_rules: dict[str, Declared] = {}
_reasons: dict[tuple[str, str], str] = {}


def declare(rule: Declared) -> None:
    """Register a rule; a room does this in its AppConfig.ready."""
    _rules[rule.name] = rule


def stays(columns: Columns, *, because: str) -> None:
    """Say why columns have no period; a room does this in its AppConfig.ready."""
    _reasons.update(dict.fromkeys(_each(columns), because))


def rules() -> tuple[Declared, ...]:
    """All declared rules, by name."""
    return tuple(_rules[name] for name in sorted(_rules))


def columns() -> dict[tuple[str, str], Declared | str]:
    """What was declared of each column, by the model's label and the column's name: a rule, or why it stays."""
    ruled: dict[tuple[str, str], Declared | str] = {
        column: rule for rule in rules() for column in _each(rule.columns)
    }
    return _reasons | ruled


def until(record: models.Model) -> tuple[Kept, ...]:
    """How long each part of a record is kept, for its page: each `Keep` that says `what`, by day."""
    mine = [rule.kept(record) for rule in rules() if isinstance(rule, Keep) and rule.what and _is_of(rule, record)]
    return tuple(sorted(mine, key=lambda kept: (kept.on is None, kept.on or date.max)))


def _is_of(rule: Keep, record: models.Model) -> bool:
    return isinstance(record, rule.model)


def _each(columns: Columns) -> Iterator[tuple[str, str]]:
    yield from ((label, name) for label, names in columns.items() for name in names.split())


def apply_all(*, now: datetime, dry_run: bool = False) -> tuple[Outcome, ...]:
    """Apply every rule everywhere; a dry run counts and changes nothing. A rule that fails stops no other."""
    municipalities = list(Municipality.objects.order_by("code"))
    within = [_applied(rule, m, now, dry_run) for m in municipalities for rule in rules() if not rule.everywhere]
    return (*within, *(_applied(rule, None, now, dry_run) for rule in rules() if rule.everywhere))


def _applied(rule: Declared, municipality: Municipality | None, now: datetime, dry_run: bool) -> Outcome:
    before, where = now - rule.period, str(municipality or "–")
    try:
        rows = (
            _everywhere(rule, before, dry_run)
            if municipality is None
            else _in(municipality, rule, before, dry_run)
        )
    except Exception as error:
        log.exception("The rule %r failed in %s; nothing of it was kept, and the others go on.", rule.name, where)
        return Outcome(where, rule.name, rule.purpose, before, 0, problem=str(error) or type(error).__name__)
    return Outcome(where, rule.name, rule.purpose, before, rows)


def _in(municipality: Municipality, rule: Declared, before: datetime, dry_run: bool) -> int:
    with tenancy.scope(municipality_id=municipality.pk):
        rows = rule.apply(before, dry_run)
        if rows and not dry_run:
            audit.record(action="retention.applied", subject=rule.name, detail={"rows": rows})
    return rows


def _everywhere(rule: Declared, before: datetime, dry_run: bool) -> int:
    with transaction.atomic():
        return rule.apply(before, dry_run)


@nightly("15 2 * * *", name="kokong.retention", parts=lambda: [r.name for r in rules() if not r.everywhere])
def clear_tonight(name: str) -> None:
    """One rule in the municipality in scope; its transaction is its own."""
    rule = _rules[name]
    rows = rule.apply(timezone.now() - rule.period, False)
    if rows:
        audit.record(action="retention.applied", subject=rule.name, detail={"rows": rows})


@app.periodic(cron="15 2 * * *")
@app.task(name="kokong.retention.everywhere", queue="nightly", pass_context=False)
def clear_everywhere(timestamp: int) -> None:
    """The rules that know no municipality, a job each."""
    del timestamp
    for rule in rules():
        if rule.everywhere:
            clear_one_everywhere.defer(name=rule.name)


@app.task(name="kokong.retention.everywhere.one", queue="nightly", retry=AGAIN, pass_context=False)
def clear_one_everywhere(*, name: str) -> None:
    """One rule that is applied once for all."""
    _everywhere(_rules[name], timezone.now() - _rules[name].period, dry_run=False)
