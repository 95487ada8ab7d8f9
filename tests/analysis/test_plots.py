"""Pictures write numbers as their language does."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kokong.analysis import words
from kokong.analysis.forecast import LongDensity, RecentCounts, backtest, events_on
from kokong.analysis.near_repeat import knox
from kokong.analysis.report import plots
from kokong.analysis.report.plots import palette, style


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
    share = 1 - rival.outside.sum() / rival.events.sum()
    chance = plots.backtest_curves(rival).axes[0].lines[0]
    assert chance.get_ydata() == pytest.approx(100 * rival.area * share)


def contrast(one: str, other: str) -> float:
    """As WCAG reckons it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [palette.DAY, palette.NIGHT])
def test_words_can_be_read_and_lines_be_seen_by_day_and_by_night(colours: palette.Palette) -> None:
    for text in (colours.ink, colours.quiet, colours.pine, colours.amber):
        assert contrast(text, colours.paper) >= 4.5, text
    for line in colours.series[:4]:
        assert contrast(line, colours.paper) >= 2.5, line
    assert len(set(colours.series)) == len(colours.series)


def test_the_brands_colour_is_the_pages_own() -> None:
    theme = Path(__file__).parents[2] / "frontend" / "src" / "styles" / "theme.css"
    assert f"--ds-color-accent-base-default: {palette.DAY.pine};" in theme.read_text(encoding="utf-8")


def test_a_picture_is_drawn_for_the_day_and_for_the_night_and_told_in_words() -> None:
    drawn: list[str] = []

    def draw() -> Any:
        drawn.append(palette.colours().paper)
        return plots.near_repeat_table(knox(*town(), space=(100,), days_apart=(7,), permutations=0))

    text = plots.as_picture(draw, 'More than "chance"')
    assert drawn == [palette.DAY.paper, palette.NIGHT.paper]
    assert text.count("data:image/png;base64,") == 2
    assert 'alt="More than &quot;chance&quot;"' in text
    assert palette.colours() is palette.DAY


def test_a_drawing_within_text_has_the_pages_colours_and_no_others() -> None:
    with style.within_text(3, 2) as (figure, axes):
        axes.plot([0, 1], [0, 1], color=palette.colours().pine)
        style.bare(axes)
        text = style.as_svg(figure, "k")
    assert "var(--pine)" in text
    assert palette.DAY.pine not in text
    assert set(re.findall(r"#[0-9a-f]{6}", text)) == set()
    sheet = palette.sheet_of_variables()
    assert set(re.findall(r"var\((--[a-z-]+)\)", text)) <= set(re.findall(r"(--[a-z-]+):", sheet))


def test_a_file_keeps_its_title(tmp_path: Path) -> None:
    figure = plots.near_repeat_table(knox(*town(), space=(100,), days_apart=(7,), permutations=0))
    plots.save(figure, tmp_path / "table.png")
    assert b"Pairs of burglaries" in (tmp_path / "table.png").read_bytes()
    plots.save(figure, tmp_path / "table.svg")
    assert "Pairs of burglaries" in (tmp_path / "table.svg").read_text(encoding="utf-8")
