"""How long an evaluation takes: `python -m benchmarks.effect_speed`. Best of three runs on this machine."""

import time
from collections.abc import Callable

import numpy as np

from kokong.analysis.effect import calibration, collapsed, evaluation, staggered
from kokong.analysis.effect.panel import CONTROL, TREATED, Panel


def panel(areas: int, months: int) -> Panel:
    """Areas with gamma rates, a tenth of them treated for the last third."""
    random = np.random.default_rng(1)
    rates = random.gamma(3, 0.3, areas)[:, None] * np.ones(months)
    ring = np.where(np.arange(areas) < areas // 10, TREATED, CONTROL)
    labels = tuple(f"{2010 + k // 12}-{k % 12 + 1:02d}" for k in range(months))
    names = tuple(f"area {k}" for k in range(areas))
    return Panel(random.poisson(rates).astype(float), names, labels, ring, 2 * months // 3)


def best(work: Callable[[], object]) -> float:
    """Seconds of the quickest of three."""
    times = []
    for _run in range(3):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    """Print what was measured beside what is wanted."""
    random = np.random.default_rng(1)
    town = panel(300, 120)
    blocks = np.column_stack([np.ones(10_000), random.poisson(2, (10_000, 59))]).astype(float)
    targets = blocks[:300].sum(axis=0) * 1.02
    outcomes = random.poisson(2, (500, 60)).astype(float)
    first = random.choice([staggered.NEVER, 20, 30, 40, 50], 500)
    rows: tuple[tuple[str, Callable[[], object], float], ...] = (
        ("specification table, 300 areas × 120 months", lambda: evaluation.evaluate(town), 5),
        ("calibration weights, 10,000 blocks × 60", lambda: calibration.calibrate(blocks[300:], targets), 2),
        ("ETWFE-Poisson, 500 areas × 60 periods", lambda: staggered.etwfe(outcomes, first), 5),
        (
            "999 placebos of the same",
            lambda: collapsed.staggered_placebos(outcomes, first, generator=np.random.default_rng(1)),
            20,
        ),
    )
    for name, work, wanted in rows:
        print(f"{name:45} {best(work):8.3f} s   (wanted: at most {wanted} s)", flush=True)


if __name__ == "__main__":
    main()
