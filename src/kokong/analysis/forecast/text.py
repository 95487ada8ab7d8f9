"""A backtest for the terminal."""

from typing import Final

import numpy as np

from ..arrays import Floats
from .backtest import Backtest, Score
from .coarser import IN_CELLS as COARSER
from .horizons import NAMES, WEEK

FEW: Final = 200


def as_text(result: Backtest, *, seed: int = 1) -> str:
    """Hit rates in per cent, and the interval of the last method's lead over the first."""
    width = max(len(score.method) for score in result.scores)
    head = (
        f"{_area(result)}\n{_cells(result)}{_heard(result)}\n"
        f"{int(result.events.sum())} burglaries in {_spans(result)} from {_first(result)}."
        f"{_doubts(result)}\nShare of burglaries within the share of area:"
    )
    lines = [" " * width + "".join(f"{share:>8.1%}" for share in result.shares)]
    lines += [
        score.method.ljust(width) + "".join(f"{rate:>8.1%}" for rate in result.hit_rate(score))
        for score in result.scores
    ]
    lines.append("by chance".ljust(width) + "".join(f"{chance:>8.1%}" for chance in result.chance))
    lines += _efficiency(result, width)
    return "\n".join([head, "", *lines, "", *_leads(result, seed)])


def _efficiency(result: Backtest, width: int) -> list[str]:
    """PAI and PEI of the last method, which is the one that is offered."""
    last = result.scores[-1]
    rows = (("PAI", result.pai(last), ".1f"), ("PEI", result.pei(last), ".3f"))
    return [f"{name} of the last method".ljust(width) + _row(values, form) for name, values, form in rows]


def _row(values: Floats, form: str) -> str:
    return "".join(f"{value:>8{form}}" if np.isfinite(value) else f"{'–':>8}" for value in values)


def _leads(result: Backtest, seed: int) -> list[str]:
    """The last method against the first, and against itself in wider cells where it was tried in them."""
    last = result.scores[-1]
    rivals = [result.scores[0], *(score for score in result.scores[1:-1] if COARSER in score.method)]
    return [f"{_lead(result, last, rival, seed)}." for rival in rivals]


def _lead(result: Backtest, last: Score, rival: Score, seed: int) -> str:
    lead = "; ".join(
        f"{share:.1%} of area {100 * d.estimate:+.1f} ({100 * d.low:+.1f} to {100 * d.high:+.1f})"
        for share, d in zip(result.shares, result.against(last, rival, seed=seed), strict=True)
    )
    return f"{last.method} against {rival.method}, percentage points with 95 % interval over weeks: {lead}"


def _spans(result: Backtest) -> str:
    many = result.starts.size
    return f"{many} weeks" if result.horizon == WEEK else f"{many} forecasts of {NAMES[result.horizon]}"


def _heard(result: Backtest) -> str:
    if result.late is None:
        return (
            "Nobody said when burglaries were reported (--reported): each is taken to be known from its own day "
            "on, which flatters every forecast."
        )
    return (
        f"Each forecast saw what had been reported by then; {result.late:.0%} were reported a week late or more."
    )


def _cells(result: Backtest) -> str:
    """How the cells were chosen, and what the points stand for; nothing where the cells were given."""
    choice = result.choice
    if choice is None:
        return ""
    told = choice.precision
    tried = ", ".join(f"{side:g} m {score:.3f}" for side, score in zip(choice.sides, choice.scores, strict=True))
    how = f"by the weeks before (mean log-density {tried})" if tried else "since too little lies before"
    said = f"Cells of {choice.cell:g} m, chosen {how}.\n"
    if told.by_block:
        said += (
            f"Points stand for blocks, not homes: they lie within {max(told.place_m, told.step_m):g} m, then none "
            f"to speak of until {told.apart_m:g} m. Figures are of such points; a home may lie beyond its cell.\n"
        )
    elif told.step_m > 1:
        said += f"Coordinates are rounded to {told.step_m:g} m.\n"
    return said + f"{told.repeated:.0%} of the burglaries before share their coordinates with another.\n"


def _first(result: Backtest) -> str:
    return str(np.datetime64(int(result.starts[0]), "D"))


def _area(result: Backtest) -> str:
    """The area, before any figure: what it is, and what it leaves out."""
    study, outside, everything = result.study, float(result.outside.sum()), float(result.events.sum())
    what = {
        "within": f"all within {study.metres:g} m of a burglary before {_first(result)}",
        "held": f"cells that had held a burglary before {_first(result)}",
        "homes": "cells with homes, or with a burglary before the first forecast",
        "given": f"the areas of {study.name}",
    }[study.kind]
    return (
        f"Study area: {what}; {study.size} cells of {result.cell:g} m, {result.km2:.1f} km².\n"
        f"{int(outside)} of the {int(everything)} burglaries ({outside / everything:.1%}) lay outside it: every "
        "method misses them, and so does chance."
    )


def _doubts(result: Backtest) -> str:
    """What makes the figures weaker than they look."""
    said = []
    if result.quiet:
        said.append(f" {result.quiet} of the weeks hold none: quiet weeks, or a part that is missing.")
    if result.events.sum() < FEW:
        said.append(" So few burglaries can hardly tell methods apart.")
    return "".join(said)
