"""The last year of real cities, from files, by settings that nobody touches, beside cells of 150 m.

    python -m benchmarks.forecast_cities CHICAGO.csv.gz --crs EPSG:26971
    python -m benchmarks.forecast_cities PORTLAND.csv.gz --x x_ft --y y_ft --crs EPSG:2913 --boundary AREA.shp

The cell is chosen by the weeks before the first forecast. Prints both sides, their difference with its interval,
and the processor's seconds and memory of the whole.
"""

import argparse
import resource
import sys
import time
from pathlib import Path
from typing import Final

from benchmarks.common import Figure, report
from kokong.analysis.forecast import Backtest
from kokong.analysis.forecast.coarser import IN_CELLS
from kokong.analysis.report.backtesting import run
from kokong.analysis.report.reading import Columns, read_burglaries

SHARES: Final = (0.01, 0.05)


def asked() -> argparse.Namespace:
    """The file and how it is to be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    for name, usual in (("x", "x"), ("y", "y"), ("date", "date"), ("crs", ""), ("train-until", "2015-12-31")):
        parser.add_argument(f"--{name}", default=usual)
    parser.add_argument("--boundary", type=Path)
    return parser.parse_args()


def figures(told: Backtest) -> list[Figure]:
    """A row per share of area."""
    ours = told.scores[-1]
    former = next(score for score in told.scores if IN_CELLS in score.method)
    rows = []
    for place, share in enumerate(told.shares):
        lead = told.against(ours, former)[place]
        held = told.hit_rate(ours)[place], told.hit_rate(former)[place]
        said = f"{held[0]:.1%}, {held[1]:.1%}; {lead.low:+.1%} to {lead.high:+.1%}"
        name = f"burglaries in {share:.0%} of area: cells of {told.cell:g} m, of 150 m; difference"
        rows.append(Figure(name, "difference above 0", said, lead.low > 0))
    return rows


def main() -> int:
    """Read, forecast, print."""
    wanted = asked()
    found = read_burglaries(wanted.file, Columns(wanted.x, wanted.y, wanted.date), crs=wanted.crs)
    began = time.process_time()
    told, _ = run(found, train_until=wanted.train_until, weeks=52, shares=SHARES, boundary=wanted.boundary)
    used = time.process_time() - began
    print(
        f"{int(told.events.sum())} burglaries, {told.outside.sum():.0f} outside {told.km2:.0f} km²; all "
        f"{len(told.scores)} methods took {used:.0f} s of the processor and "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB."
    )
    return report(figures(told))


if __name__ == "__main__":
    sys.exit(main())
