"""Pictures write numbers as their language does."""

from typing import Any

import numpy as np
import pytest

from kokong.analysis import plots, words
from kokong.analysis.forecast import LongDensity, RecentCounts, backtest, events_on
from kokong.analysis.near_repeat import knox


def town() -> Any:
    rng = np.random.default_rng(1)
    return *rng.uniform(0, 2000, (2, 600)), np.floor(rng.uniform(0, 300, 600))


def texts(figure: Any) -> str:
    figure.canvas.draw()
    axes = figure.axes[0]
    return " ".join(tick.get_text() for tick in (*axes.get_xticklabels(), *axes.get_yticklabels()))


@pytest.mark.parametrize(("language", "band", "share"), [("sv", "[0; 0,1)", "0,5"), ("en", "[0, 0.1)", "0.5")])
def test_ticks_and_bands_speak_the_language(language: str, band: str, share: str) -> None:
    table = knox(*town(), space=(0.1, 100, 200), days_apart=(7, 14), permutations=0)
    result = backtest(events_on(*town(), cell=100), [LongDensity(), RecentCounts()], first=250, weeks=4)
    with words.language(language):
        assert band in texts(plots.near_repeat_table(table))
        assert share in texts(plots.backtest_curves(result)).split()
        ticks = texts(plots.decay(table, over="time"))
    assert ("." in ticks) == (language == "en")
