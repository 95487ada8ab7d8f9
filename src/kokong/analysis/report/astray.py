"""Dates that no file of burglaries reaches: a year mistyped makes it seem to go on for decades."""

from typing import Final

import numpy as np

from ..arrays import Flags, Floats

FEW: Final = 0.02  # share of rows, at either end, that may be astray
LEAST: Final = 10  # rows
LONG: Final = 3.0  # times the longest pause within the file
SHORTEST: Final = 60.0  # days: no shorter pause is out of proportion


def out_of_time(days: Floats) -> Flags:
    """Which dates lie at either end beyond a pause out of all proportion to the file's own."""
    astray = np.zeros(days.size, bool)
    if days.size < LEAST:
        return astray
    order = np.argsort(days, kind="stable")
    apart, few = np.diff(days[order]), max(2, int(np.ceil(FEW * days.size)))
    usual = float(apart[few:-few].max(initial=0.0))
    pauses = np.flatnonzero(apart > max(SHORTEST, LONG * usual))
    early, late = pauses[pauses < few], pauses[pauses >= apart.size - few]
    if early.size:
        astray[order[: early[-1] + 1]] = True
    if late.size:
        astray[order[late[0] + 1 :]] = True
    return astray
