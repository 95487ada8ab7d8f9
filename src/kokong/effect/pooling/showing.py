"""What the page of reading it together shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ..values import Evaluation, Refused
from . import words, work
from .values import Pool, Read

if TYPE_CHECKING:
    from kokong.analysis.effect.pooling import Pooled


@dataclass(frozen=True)
class Line:
    """One municipality: how many burglaries were counted and expected, and the limits of what is expected."""

    name: str
    observed: float
    expected: float
    change: float
    low: float
    high: float | None  # none: no limit


def page(found: Evaluation) -> dict[str, Any]:
    """What the template needs."""
    pool = work.pool(evaluation_id=found.id)
    shown: dict[str, Any] = {"evaluation": found, "pool": pool}
    if pool is None:
        return shown
    shown["partners"] = [(each, pool.came.get(each.code)) for each in pool.partners]
    try:
        read = work.read(found, pool)
    except Refused as why:
        return {**shown, "waits": str(why)}
    if not pool.came:
        return {**shown, "waits": _("No other municipality’s counts have come."), "may_give": True}
    return {**shown, "may_give": True, **_read(read, pool)}


def _read(read: Read, pool: Pool) -> dict[str, Any]:
    names = {each.code: each.name for each in pool.partners}
    return {
        "verdict": words.verdict(read),
        "elsewhere": words.elsewhere(read),
        "doubts": [(names.get(code, _("Here")), words.DOUBTS[why]) for code, why in read.doubts],
        "lines": list(_lines(read.together)) if read.together else [],
    }


def _lines(found: "Pooled") -> Iterator[Line]:
    for each in found.shares:
        yield _line(each.name, each.observed, each.expected, each.interval)
    yield _line(_("All together"), found.observed, found.expected, found.together.interval)


def _line(name: str, observed: float, expected: float, limits: tuple[float, float]) -> Line:
    """Limits are burglaries more or fewer than expected."""
    low, high = ((end - 1) * expected for end in limits)
    return Line(name, observed, expected, observed - expected, low, None if high == float("inf") else high)
