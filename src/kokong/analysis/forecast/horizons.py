"""How far a forecast reaches: one or two weeks, or one to three months of the calendar."""

from typing import Final

import numpy as np

from ..arrays import Floats, Refused

WEEK: Final = "1w"
DAYS: Final = {WEEK: 7.0, "2w": 14.0, "1m": 30.0, "2m": 61.0, "3m": 91.0}
NAMES: Final = {WEEK: "1 week", "2w": "2 weeks", "1m": "1 month", "2m": "2 months", "3m": "3 months"}


def edges(first: float, weeks: int, horizon: str = WEEK) -> Floats:
    """First days of forecasts one after the other from day `first`, and the day after the last one's end.

    As many whole ones as `weeks` weeks hold. Raises Refused for another horizon, or when not one is whole.
    """
    if horizon not in DAYS:
        raise Refused(f"“{horizon}” is no horizon. Choose one of {', '.join(DAYS)}.")
    end = first + 7.0 * weeks
    many = int(7 * weeks // DAYS[horizon]) + 1
    found = np.array([_later(first, step, horizon) for step in range(many + 1)])
    found = found[found <= end]
    if found.size < 2:
        raise Refused(f"{weeks} weeks hold no whole forecast of {NAMES[horizon]}. Ask for more weeks.")
    return found


def _later(first: float, steps: int, horizon: str) -> float:
    if horizon.endswith("w"):
        return first + DAYS[horizon] * steps
    began = np.datetime64(int(first), "D")
    month = began.astype("datetime64[M]")
    of_month = (began - month.astype("datetime64[D]")).astype(int)
    then = month + steps * int(horizon[0])
    last = (then + 1).astype("datetime64[D]") - 1  # the 31st has no like in most months
    return float(min(then.astype("datetime64[D]") + of_month, last).astype(int))
