"""Small simulated towns for the tests."""

import csv
from pathlib import Path

import numpy as np

from kokong.analysis.effect.panel import BUFFER, CONTROL, TREATED, Panel

START = 36
MONTHS = 60


def town(
    *,
    seed: int = 1,
    areas: int = 40,
    treated: int = 8,
    buffer: int = 0,
    monthly: float = 1.0,
    change: float = 1.0,
    months: int = MONTHS,
    start: int = START,
) -> Panel:
    """Areas with gamma rates: the first `treated` change by a factor from `start`, `buffer` more lie next door."""
    random = np.random.default_rng(seed)
    rates = random.gamma(4, monthly / 4, areas)[:, None] * np.ones(months)
    rates[:treated, start:] *= change
    ring = np.full(areas, CONTROL)
    ring[:treated] = TREATED
    ring[treated : treated + buffer] = BUFFER
    labels = tuple(f"{2014 + k // 12}-{k % 12 + 1:02d}" for k in range(months))
    return Panel(random.poisson(rates).astype(float), tuple(f"omr {k}" for k in range(areas)), labels, ring, start)


def rows(panel: Panel) -> list[list[str]]:
    """The panel as a file's rows: area, month, n, treated, buffer."""
    return [
        [
            unit,
            period,
            *(str(int(n)) for n in (panel.counts[i, t], panel.ring[i] == TREATED, panel.ring[i] == BUFFER)),
        ]
        for i, unit in enumerate(panel.units)
        for t, period in enumerate(panel.periods)
    ]


HEADER = ["area", "month", "n", "treated", "buffer"]


def write(
    path: Path,
    lines: list[list[str]],
    *,
    header: list[str] | None = None,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Path:
    """A CSV file."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows([header or HEADER, *lines])
    return path
