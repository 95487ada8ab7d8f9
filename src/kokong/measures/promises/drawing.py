"""Actions as pages show them: the ring of each, its sentence, its periods, and the counts behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import words
from .pace import Amount, Period
from .rules import Rule
from .splitting import Parts
from .values import Counted

PARTS: Final = 100
LATEST: Final = 4


@dataclass(frozen=True)
class Shown:
    """An action for a page. `done` and `due` are whole per cent; `sentence` says the ring."""

    action: Counted
    done: int
    due: int
    sentence: str
    state: Any
    tone: str
    now: str

    @property
    def periods(self) -> list[dict[str, Any]]:
        """All periods."""
        return [_period(each, self.action.rule) for each in self.action.progress.periods]

    @property
    def latest(self) -> list[dict[str, Any]]:
        """The latest periods that have begun."""
        begun = [each for each in self.action.progress.periods if each.state != "coming"]
        return [_period(each, self.action.rule) for each in begun[-LATEST:]]


@dataclass(frozen=True)
class MonthShown:
    """A month's count as it is read."""

    month: date
    said: str
    areas: tuple[tuple[str, str], ...] = ()


def of(found: Counted) -> Shown:
    """An action with its ring."""
    done, due = _share(found.progress.done), _share(found.progress.due)
    result = found.result or found.progress.result
    state = words.RESULTS[result] if result else words.STEPS[found.progress.state]
    tone = words.RESULT_TONES[result] if result else words.STEP_TONES[found.progress.state]
    sentence = _("%(done)d %% is done; %(due)d %% should be done by now") % {"done": done, "due": due}
    running = found.progress.running
    return Shown(
        found, done, due, sentence, state, tone,
        _now(running, found.rule) if running else "",
    )  # fmt: skip


def months(counted: Mapping[date, Amount], rule: Rule, parts: Parts | None = None) -> list[MonthShown]:
    """The counts behind a figure by month, the newest first, and by area; months without any are left out."""
    found = sorted(((month, each) for month, each in counted.items() if each.n or each.of), reverse=True)
    return [
        MonthShown(
            month, _amount(each, rule),
            tuple((name, _amount(part, rule)) for name, part in (parts or {}).get(month, ()) if part.n),
        )
        for month, each in found if each.n or rule.how == "share"
    ]  # fmt: skip


def _period(each: Period, rule: Rule) -> dict[str, Any]:
    return {
        "when": words.months(each.since, each.until - timedelta(days=1), get_language() or ""),
        "wanted": _number(each.wanted, rule), "got": _number(each.got, rule), "code": each.state,
        "state": words.STEPS[each.state], "tone": words.STEP_TONES[each.state],
    }  # fmt: skip


def _now(each: Period, rule: Rule) -> str:
    said = {"got": _number(each.got, rule), "wanted": _number(each.wanted, rule)}
    return _("This period: %(got)s of %(wanted)s") % said


def _number(number: Decimal, rule: Rule) -> str:
    return f"{words.figure(number)} %" if rule.how == "share" else words.figure(number)


def _amount(each: Amount, rule: Rule) -> str:
    if rule.how != "share":
        return words.figure(each.n)
    return _("%(n)s of %(of)s") % {"n": words.figure(each.n), "of": words.figure(each.of)}


def _share(share: Decimal) -> int:
    return int(share * PARTS)
