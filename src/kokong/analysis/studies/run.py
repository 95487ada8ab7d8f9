"""The studies by name, with what each is asked unless somebody says otherwise."""

import hashlib
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from ..arrays import Refused
from .values import Result, Snapshot, Study

KINDS: Final = ("near_repeat", "surface", "forecast", "backtest", "doors", "homes")
DEFAULTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "near_repeat": {
        "space": [0.1, 100, 200, 300, 400],
        "days": [7, 14, 21, 28],
        "rings": [50, 100, 150, 200, 250, 300],
        "weeks": [7, 14, 21, 28, 35, 42],
        "within_m": 100,
        "within_days": 14,
        "permutations": 999,
    },
    "surface": {"cell": 100, "bandwidth": 200, "half_life": 365, "least_homes": 5},
    "forecast": {"cell": 150, "area": 0.02, "most": 12, "recent_days": 28, "recent_m": 200},
    "backtest": {
        "cell": 150,
        "weeks": 52,
        "shares": [0.005, 0.01, 0.02, 0.05, 0.1, 0.2],
        "ceiling": [100, 14],
    },
    "doors": {"first": 8, "within_m": 100, "within_days": 14, "scored_days": 365},
    "homes": {"of_homes": [0.01, 0.05], "join_m": 60, "most": 20, "weeks": 52, "recent_days": 28},
}


def study(work: tuple[Snapshot, Study]) -> Result:
    """Carry out one study. What the data can't carry is in the result's `problem`."""
    snapshot, asked = work
    try:
        return _studies()[asked.kind](snapshot, asked.seed, **{**DEFAULTS[asked.kind], **asked.parameters})
    except Refused as error:
        told = {"text": str(error), "message": error.message, "values": error.values}
        return Result(problem={"code": "refused", **told})


def _studies() -> Mapping[str, Callable[..., Result]]:
    """Imported when one is made: pages that only show results needn't wait for the numerics."""
    from .doors import doors
    from .homes import homes
    from .near_repeat import near_repeat
    from .surface import surface
    from .weekly import forecast, rolling

    return {
        "near_repeat": near_repeat,
        "surface": surface,
        "forecast": forecast,
        "backtest": rolling,
        "doors": doors,
        "homes": homes,
    }


@cache
def edition() -> str:
    """The program text that studies are made with, in twelve digits: another edition may give another answer."""
    root, told = Path(__file__).parents[1], hashlib.sha256()
    for file in sorted(root.rglob("*.py")):
        told.update(f"{file.relative_to(root).as_posix()} ".encode() + file.read_bytes())
    return told.hexdigest()[:12]


def attempt(work: tuple[Snapshot, Study]) -> Result:
    """As `study`; an error becomes a problem with its trace, so that it doesn't end the others' studies."""
    try:
        return study(work)
    except Exception as error:
        trace = "".join(traceback.format_exception(error))
        return Result(problem={"code": "error", "text": f"{type(error).__name__}: {error}", "trace": trace})
