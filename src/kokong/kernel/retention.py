"""How long personal data stay: each room declares its periods, one nightly job applies them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from . import audit, tenancy
from .models import Municipality

Apply = Callable[[datetime, bool], int]


@dataclass(frozen=True)
class Rule:
    """One table's period. `apply(before, dry_run)` clears what is older than `before` and counts the rows."""

    name: str
    purpose: str
    period: timedelta
    apply: Apply


@dataclass(frozen=True)
class Outcome:
    """What one rule cleared (or would clear) in one municipality."""

    municipality: str
    rule: str
    purpose: str
    before: datetime
    rows: int


_rules: dict[str, Rule] = {}


def declare(rule: Rule) -> None:
    """Register a rule; a room does this in its AppConfig.ready."""
    _rules[rule.name] = rule


def rules() -> tuple[Rule, ...]:
    """All declared rules, by name."""
    return tuple(_rules[name] for name in sorted(_rules))


def apply_all(*, now: datetime, dry_run: bool = False) -> tuple[Outcome, ...]:
    """Apply every rule in every municipality; a dry run counts and changes nothing."""
    outcomes = []
    for municipality in Municipality.objects.order_by("code"):
        with tenancy.scope(municipality_id=municipality.pk):
            for rule in rules():
                before = now - rule.period
                rows = rule.apply(before, dry_run)
                outcomes.append(Outcome(str(municipality), rule.name, rule.purpose, before, rows))
                if rows and not dry_run:
                    audit.record(action="retention.applied", subject=rule.name, detail={"rows": rows})
    return tuple(outcomes)


@app.periodic(cron="15 2 * * *")
@app.task(name="kokong.retention", queue="nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """The nightly job."""
    del timestamp
    apply_all(now=timezone.now())
