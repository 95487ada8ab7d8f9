"""Results for programs: plain dictionaries without infinities, texts in the language spoken now."""

import math
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

import numpy as np

from kokong.analysis import words
from kokong.analysis.words import gettext as _

from ...effect import rules
from ...effect.displacement import WeightedDisplacementDifference
from ...effect.evaluation import Evaluation
from ...effect.specification import Specification
from ...effect.values import Estimate
from . import phrases


def estimate(found: Estimate) -> dict[str, Any]:
    """One design."""
    return _table(
        {
            "design": found.design,
            "title": phrases.title(found),
            "scale": found.scale,
            "estimate": found.estimate,
            "interval": list(found.interval),
            "se": found.se,
            "p": found.p,
            "dispersion": found.dispersion,
            "counts": dict(found.counts),
            "assumptions": [_(text) for text in found.assumptions],
            **({"more": dict(found.more)} if found.more else {}),
        }
    )


def wdd(found: WeightedDisplacementDifference) -> dict[str, Any]:
    """The weighted displacement difference; the headline figures are of the total."""

    def part(one: Estimate) -> dict[str, Any]:
        return {"estimate": one.estimate, "se": one.se, "z": one.z, "p": one.p, "ci95": list(one.interval)}

    total = found.total
    return _table(
        {
            **part(total),
            "local": part(found.local),
            "displacement": part(found.displacement),
            "dispersion": total.dispersion,
            "counts": dict(total.counts),
            "assumptions": [_(text) for text in total.assumptions],
        }
    )


def evaluation(found: Evaluation) -> dict[str, Any]:
    """Everything a report shows."""
    verdict, withheld = found.verdict, found.percent_withheld
    return _table(
        {
            "verdict": {
                "step": int(verdict.step),
                "code": phrases.CODES[verdict.step],
                "name": phrases.step_name(verdict),
                "direction": {-1: "fewer", 0: "same", 1: "more"}[verdict.direction],
                "sentence": phrases.sentence(found),
                "reasons": [{"code": code, "text": phrases.reason(code)} for code in verdict.reasons],
                "failed_checks": list(verdict.failed_checks),
            },
            "question": {
                "start": found.start,
                "first_period": found.periods[0],
                "last_period": found.periods[-1],
                "months_before": found.months_before,
                "months_after": found.months_after,
                "comparison": found.comparison,
                "staggered": found.staggered,
            },
            "headline": {
                "observed": found.observed,
                "expected": found.expected,
                "prevented": found.saved,
                "prevented_interval": list(found.saved_interval),
                "percent": None if withheld else 100 * (found.observed / found.expected - 1),
                "percent_interval": None if withheld else [100 * (end - 1) for end in found.headline.interval],
                "percent_withheld": withheld,
            },
            "counts": {ring.name: _ring(ring) for ring in found.rings},
            "specifications": [_specification(row) for row in found.specifications],
            "left_out": [words.again(why) for why in found.left_out],
            "checks": [
                {"code": one.code, "passed": one.passed, "figure": one.figure, "text": phrases.check(one)}
                for one in found.checks
            ],
            "power": {**asdict(found.power), "wanted": rules.POWER_WANTED, "text": phrases.power(found)},
            "displacement": _displacement(found),
            "cost": None if found.cost is None else {**asdict(found.cost), "assumptions": None},
            "line": None if found.line is None else _line(found),
            "change_our_mind": list(phrases.change_our_mind(found)),
        }
    )


def _ring(ring: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(ring).items() if name != "name"}


def _specification(row: Specification) -> dict[str, Any]:
    return {"role": row.role, "significant": row.estimate.significant, **estimate(row.estimate)}


def _displacement(found: Evaluation) -> dict[str, Any] | None:
    if found.buffer is None and found.quotient is None:
        return None
    quotient = None if found.quotient is None else {**asdict(found.quotient), "assumptions": None}
    return {"buffer": None if found.buffer is None else estimate(found.buffer), "quotient": quotient}


def _line(found: Evaluation) -> list[dict[str, Any]]:
    assert found.line is not None
    rows = zip(*(getattr(found.line, n) for n in ("periods", "observed", "expected", "low", "high")), strict=True)
    return [dict(zip(("period", "observed", "expected", "low", "high"), row, strict=True)) for row in rows]


def _table(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(item) for key, item in value.items()}


def plain(value: Any) -> Any:
    """The same in what JSON knows: no numpy, and None for what is not a finite number."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(item) for item in value]
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return value
