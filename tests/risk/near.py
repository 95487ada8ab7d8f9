"""Figures of the studies `near_repeat` and `doors`, as large as a test needs them."""

from collections.abc import Iterable
from typing import Any, Final

from kokong.analysis.studies import DEFAULTS
from kokong.analysis.studies.near_repeat import ratio

RINGS: Final = tuple(DEFAULTS["near_repeat"]["rings"])
WEEKS: Final = tuple(DEFAULTS["near_repeat"]["weeks"])


def rows(
    edges: Iterable[float], *, until: float, expected: float = 40.0, times: float = 2.0
) -> list[dict[str, Any]]:
    """Rows in which the risk is `times` the usual up to `until`."""
    low, told = 0.0, []
    for high in edges:
        observed = round(expected * (times if high <= until else 1.0))
        told.append({"from": low, "to": high, **ratio(observed, expected, expected**0.5)})
        low = high
    return told


def near(
    *,
    reach_m: float,
    days: float,
    burglaries: int = 800,
    years: float = 5.0,
    expected: float = 60.0,
    times: float = 2.0,
) -> dict[str, Any]:
    """Figures of a town where the risk is raised up to `reach_m` metres and `days` days."""
    raised = times if reach_m >= 100 else 1.0
    return {
        "burglaries": burglaries,
        "years": years,
        "first": "2021-11-01",
        "last": "2026-11-20",
        "deciding": {
            "within_m": 100,
            "within_days": 14,
            **ratio(round(raised * expected), expected, expected**0.5),
        },
        "rings": rows(RINGS, until=reach_m, expected=expected / 2, times=times),
        "weeks": [{"within_m": ring, "rows": rows(WEEKS, until=days, times=times)} for ring in RINGS],
    }


DOORS: Final[dict[str, Any]] = {
    "doors": 8,
    "followed": 80,
    "by_risk": 0.4,
    "by_distance": 0.25,
    "lead": {"estimate": 0.15, "low": 0.05, "high": 0.25},
    "kernel": {
        "kinds": {"detached": 0.0001, "row": 0.0002},
        "relation": {"other": 1.0, "same side": 1.5},
        "strength": 20.0,
        "reach_m": 60.0,
        "decay_days": 7.0,
        "set_off": 100.0,
        "burglaries": 800,
    },
}
