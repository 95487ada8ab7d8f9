"""Near-repeat tables of 5 × 4 bands, 999 permutations, beside pointpats doing one pair of cutoffs.

pointpats is looked for in this environment, or in that of KOKONG_PEER_PYTHON (a Python with pointpats installed).
Besides the clock, the table shows processor time: on a busy machine only half of it, for two cores, compares.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.common import Figure, report
from kokong.analysis.near_repeat import knox

SPACE: Final = (0.1, 100.0, 200.0, 300.0, 400.0)
TIME: Final = (7.0, 14.0, 21.0, 28.0)
SIZES: Final = (
    # burglaries, close pairs (about), years, seconds, GB
    (10_000, 340_000, 4, 0.05, 0.6),
    (100_000, 8_800_000, 9, 0.8, 0.6),
    (1_000_000, 40_000_000, 4, 5.0, 0.6),
    (740_000, 200_000_000, 11, 15.0, 1.0),
)
PEER: Final = """
import sys, time, numpy as np, pointpats
x, y, t = np.load(sys.argv[1])
started = time.perf_counter()
pointpats.Knox(np.column_stack([x, y]), t.reshape(-1, 1), delta=200, tau=14, permutations=999)
print(time.perf_counter() - started)
"""


def metropolis(n: int, pairs: float, years: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Burglaries at addresses strewn over as much ground as gives about so many pairs within 400 m."""
    rng = np.random.default_rng(1)
    side = np.sqrt(n**2 / 2 * np.pi * 400.0**2 / pairs)
    x, y = rng.uniform(0, side, (2, int(n * 0.8)))
    address = rng.integers(0, x.size, n)
    return x[address], y[address], np.floor(rng.uniform(0, years * 365.25, n))


def measured(n: int, pairs: float, years: float, seconds: float, gigabytes: float) -> Figure:
    """One size, in a process of its own so that memory is its own."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        burglaries = metropolis(n, pairs, years)
        best, work = np.inf, np.inf
        found = knox(*burglaries, space=SPACE, days_apart=TIME, permutations=63)
        for _ in range(3 if n <= 100_000 else 1):
            started, used = time.perf_counter(), time.process_time()
            found = knox(*burglaries, space=SPACE, days_apart=TIME)
            best, work = min(best, time.perf_counter() - started), min(work, time.process_time() - used)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        os.write(write, f"{best} {work} {peak} {found.pairs}".encode())
        os._exit(0)
    os.close(write)
    taken, work, peak, close = (float(part) for part in os.read(read, 200).split())
    os.waitpid(child, 0)
    return Figure(
        f"Knox, {n:,} burglaries, {close / 1e6:.1f} M pairs",
        f"≤ {seconds:g} s, < {gigabytes:g} GB",
        f"{taken:.3f} s (processor {work:.3f}), {peak:.2f} GB",
        taken <= seconds and peak < gigabytes,
    )


def beside_pointpats() -> None:
    """The same 10,000 burglaries, in the same run."""
    burglaries = metropolis(*SIZES[0][:3])
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "burglaries.npy"
        np.save(held, np.array(burglaries))
        python = os.environ.get("KOKONG_PEER_PYTHON", sys.executable)
        done = subprocess.run([python, "-c", PEER, str(held)], capture_output=True, text=True, check=False)
    if done.returncode:
        print("pointpats is not installed here, so it is not compared; set KOKONG_PEER_PYTHON.")
        return
    ours, theirs = np.inf, float(done.stdout.split()[-1])
    for _ in range(5):
        started = time.perf_counter()
        knox(*burglaries, space=SPACE, days_apart=TIME)
        ours = min(ours, time.perf_counter() - started)
    print(
        f"pointpats, 10,000 burglaries, one pair of cutoffs, 999 permutations: {theirs:.1f} s; "
        f"Kokong, all 20 cells: {ours:.3f} s, {theirs / ours:,.0f} times as fast (target 1,000)."
    )


def from_the_shell() -> Figure:
    """`kokong knox` on 10,000 rows, the second time."""
    x, y, days = metropolis(*SIZES[0][:3])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "burglaries.csv"
        dates = days.astype("datetime64[D]")
        rows = "\n".join(f"{a:.2f},{b:.2f},{d}" for a, b, d in zip(x, y, dates, strict=True))
        path.write_text("x,y,date\n" + rows + "\n")
        command = [sys.executable, "-m", "kokong", "knox", str(path), "--json", str(Path(folder) / "out.json")]
        for _ in range(2):
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            taken = time.perf_counter() - started
    return Figure("kokong knox, 10,000 rows, second run", "≤ 2 s", f"{taken:.2f} s", taken <= 2)


if __name__ == "__main__":
    figures = [measured(*size) for size in SIZES]
    figures.append(from_the_shell())
    beside_pointpats()
    sys.exit(report(figures))
