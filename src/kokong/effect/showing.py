"""What the page of an evaluation shows, from what is kept of it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import charts

from . import drawing, reading, rules, words
from .rules import Plan
from .values import Evaluation, Look

Told = Mapping[str, Mapping[str, int]]
"""Deliveries by ring and area."""


@dataclass(frozen=True)
class Dose:
    """How often the measures were delivered in a ring, by area; `homes` lie in it (0: not counted).

    `now` is what the ledger says of the same months today: rows may have been taken back, or told late.
    """

    ring: str
    total: int
    areas: tuple[tuple[str, int], ...]
    homes: int = 0
    now: int | None = None

    @property
    def by_area(self) -> str:
        """Each area with its number."""
        return ", ".join(f"{name} {number}" for name, number in self.areas)


@dataclass(frozen=True)
class Seen:
    """A look in the reader's language. `said` is what the analysis wrote, `refused` why there is no answer."""

    look: Look
    called: str | Promise
    means: str | Promise
    said: Mapping[str, Any]
    refused: str
    chart: charts.Chart | None
    dose: tuple[Dose, ...]

    @property
    def rings(self) -> list[tuple[str, Mapping[str, Any]]]:
        """What was counted in each ring, with the ring's name."""
        named, counts = self.said["said"]["rings"], self.said["counts"]
        return [(named[name], counts[name]) for name in sorted(counts, reverse=True)]  # treated before control

    @property
    def untreated(self) -> bool:
        """Whether nothing was delivered where the measure should have been."""
        return bool(self.dose) and self.dose[0].total == 0

    @property
    def moved(self) -> bool:
        """Whether the ledger says something else today than it did then."""
        return any(each.now is not None for each in self.dose)

    @property
    def spilled(self) -> bool:
        """Whether the measure was delivered where one compares, too."""
        return len(self.dose) > 1 and self.dose[1].total > 0


@dataclass(frozen=True)
class Different:
    """What a change changed: the name of a part of the plan, as it was and as it is."""

    name: str
    before: str
    after: str


def answer(found: Evaluation) -> str:
    """The newest answer in a few words; empty where nobody looked."""
    if not found.looks:
        return ""
    said = _spoken(found.looks[0])
    return str(said["verdict"]["name"]) if "verdict" in said else words.no_answer()


class Named(Protocol):
    """What has a look: it knows its areas' names."""

    @property
    def names(self) -> Mapping[int, str]: ...


def seen(found: Named, look: Look, *, now: Told | None = None) -> Seen:
    """A look as its page shows it; `now` is what the ledger says today of the deliveries that it counted."""
    said = _spoken(look)
    refused = str(said.get("refused", ""))
    return Seen(
        look=look,
        called=words.CALLED[look.called],
        means=words.MEANS[look.called],
        said=said,
        refused=refused,
        chart=None
        if refused or not said.get("line")
        else drawing.line(said["line"], start=said["question"]["start"]),
        dose=tuple(_doses(found, look, now)),
    )


def _spoken(look: Look) -> Mapping[str, Any]:
    return look.result.get((get_language() or "en")[:2]) or look.result["en"]


def _doses(found: Named, look: Look, now: Told | None) -> Iterator[Dose]:
    for ring, areas in look.dose.items():
        named = tuple((found.names.get(int(area), area), number) for area, number in areas.items())
        total = sum(areas.values())
        then = None if now is None else sum(now.get(ring, {}).values())
        yield Dose(str(words.RINGS[ring]), total, named, look.homes.get(ring, 0), then if then != total else None)


def lines(plan: Plan, names: Mapping[int, str]) -> dict[str, str]:
    """A plan in words, part by part."""
    kinds = reading.delivered_kinds()
    return {
        _("Question"): plan.question,
        _("Measures"): ", ".join(str(kinds.get(each, each)) for each in plan.measures),
        str(words.RINGS["treated"]): _listed(plan.treated, names),
        str(words.RINGS["compared"]): _listed(plan.compared, names) or _("None"),
        _("Counted from"): _month(plan.since),
        _("The measure starts"): _month(plan.start),
        _("Read from"): _month(plan.until),
        _("How the areas were chosen"): _("By lot") if plan.by_lot else _("Not by lot"),
    }


def _listed(areas: Sequence[int], names: Mapping[int, str]) -> str:
    return ", ".join(names.get(each, str(each)) for each in areas)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def differences(found: Evaluation) -> list[tuple[Any, list[Different]]]:
    """Every change of a registered plan with what it changed, in their order."""
    plans = [found.first, *(each.plan for each in found.changes)]
    told = [lines(plan, found.names) for plan in plans]
    return [(change, _different(*pair)) for change, pair in zip(found.changes, pairwise(told), strict=True)]


def _different(before: Mapping[str, str], after: Mapping[str, str]) -> list[Different]:
    return [Different(name, before[name], said) for name, said in after.items() if said != before[name]]


def known_before(found: Evaluation) -> int:
    """How many months of the outcome were over when the plan was locked."""
    return rules.known_before(found.first, timezone.localdate(found.registered_at)) if found.registered_at else 0


def smallest(found: Evaluation) -> int | None:
    """The smallest fall that would show, in per cent."""
    return None if found.smallest is None else math.ceil(-100 * found.smallest)
