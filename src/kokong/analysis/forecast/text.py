"""A backtest for the terminal."""

from typing import Final

import numpy as np

from .backtest import Backtest

FEW: Final = 200


def as_text(result: Backtest, *, seed: int = 1) -> str:
    """Hit rates in per cent, and the interval of the last method's lead over the first."""
    width = max(len(score.method) for score in result.scores)
    head = (
        f"{_area(result)}\n"
        f"{int(result.events.sum())} burglaries in {result.starts.size} weeks from {_first(result)}."
        f"{_doubts(result)}\nShare of burglaries within the share of area:"
    )
    lines = [" " * width + "".join(f"{share:>8.1%}" for share in result.shares)]
    lines += [
        score.method.ljust(width) + "".join(f"{rate:>8.1%}" for rate in result.hit_rate(score))
        for score in result.scores
    ]
    lines.append("by chance".ljust(width) + "".join(f"{chance:>8.1%}" for chance in result.chance))
    last, rival = result.scores[-1], result.scores[0]
    lead = "; ".join(
        f"{share:.1%} of area {100 * d.estimate:+.1f} ({100 * d.low:+.1f} to {100 * d.high:+.1f})"
        for share, d in zip(result.shares, result.against(last, rival, seed=seed), strict=True)
    )
    foot = f"{last.method} against {rival.method}, percentage points with 95 % interval over weeks: {lead}."
    return "\n".join([head, "", *lines, "", foot])


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
