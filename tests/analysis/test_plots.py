"""Pictures write numbers as their language does."""

from typing import Any

import numpy as np
import pytest

from kokong.analysis import words
from kokong.analysis.forecast import LongDensity, RecentCounts, backtest, events_on
from kokong.analysis.near_repeat import knox
from kokong.analysis.report import plots


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
    assert ("1.1" if language == "en" else "1,1") in ticks.split()


@pytest.mark.parametrize(
    ("space", "time"), [((100.0,), (7.0,)), (tuple(range(50, 650, 50)), tuple(range(7, 77, 7)))]
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_tables_of_any_size_show_every_cell_and_their_title(space: Any, time: Any, language: str) -> None:
    table = knox(*town(), space=space, days_apart=time, permutations=19)
    with words.language(language):
        figure = plots.near_repeat_table(table)
        figure.canvas.draw()
        axes = figure.axes[0]
        assert len(axes.texts) == len(space) * len(time)
        drawn = axes.title.get_window_extent()
        assert drawn.x0 >= 0
        assert drawn.x1 <= figure.bbox.x1


def test_chance_can_only_hit_what_lies_in_the_study_area() -> None:
    x, y, days = town()
    rival = backtest(events_on(x, y, days, cell=100), [LongDensity()], first=150, weeks=8)
    assert rival.outside.sum() > 0
    share = plots.inside(rival)
    assert share == pytest.approx(1 - rival.outside.sum() / rival.events.sum())
    chance = plots.backtest_curves(rival).axes[0].lines[0]
    assert chance.get_ydata() == pytest.approx(100 * rival.area * share)
