"""Near-repeat tables of 5 × 4 bands, 999 permutations, beside pointpats doing one pair of cutoffs.

pointpats is looked for in this environment, or in that of KOKONG_PEER_PYTHON, which `make bench` installs.
Ratios come first: both sides in one run, by processor time. Beside every figure stand processor seconds, which
a busy machine changes less than the clock, and the machine.
"""

import os
import platform
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
    # burglaries, close pairs (about), years, processor seconds, GB
    (10_000, 340_000, 4, 0.05, 0.6),
    (100_000, 8_800_000, 9, 0.8, 0.6),
    (1_000_000, 40_000_000, 4, 5.0, 0.6),
    (740_000, 200_000_000, 11, 20.0, 1.0),
)
PEER: Final = """
import sys, time, numpy as np, pointpats
x, y, t = np.load(sys.argv[1])
started = time.process_time()
pointpats.Knox(np.column_stack([x, y]), t.reshape(-1, 1), delta=200, tau=14, permutations=999)
print(time.process_time() - started)
"""


def machine() -> str:
    """The processor's name, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{os.cpu_count()} × {named[0] if named else platform.processor() or platform.machine()}"


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
        f"processor {work:.3f} s (clock {taken:.3f}), {peak:.2f} GB, on {machine()}",
        work <= seconds and peak < gigabytes,
    )


def beside_pointpats() -> list[Figure]:
    """The same 10,000 burglaries, in the same run; nothing where pointpats isn't installed."""
    burglaries = metropolis(*SIZES[0][:3])
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "burglaries.npy"
        np.save(held, np.array(burglaries))
        python = os.environ.get("KOKONG_PEER_PYTHON", sys.executable)
        done = subprocess.run([python, "-c", PEER, str(held)], capture_output=True, text=True, check=False)
    if done.returncode:
        print("pointpats is not installed here, so it is not compared: `make bench` installs it.")
        return []
    ours, theirs = np.inf, float(done.stdout.split()[-1])
    knox(*burglaries, space=(200.0,), days_apart=(14.0,))
    for _ in range(5):
        started = time.process_time()
        knox(*burglaries, space=(200.0,), days_apart=(14.0,))
        ours = min(ours, time.process_time() - started)
    what = "pointpats and Kokong, one pair of cutoffs, 10,000 burglaries, processor time"
    said = f"{theirs / ours:,.0f} times: {theirs:.1f} s beside {ours:.3f} s, on {machine()}"
    return [Figure(what, "≥ 1,000 times", said, theirs >= 1000 * ours)]


def from_the_shell(n: int, pairs: float, years: float, *, seconds: float, gigabytes: float) -> Figure:
    """`kokong knox` on a file, the second time."""
    x, y, days = metropolis(n, pairs, years)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "burglaries.csv"
        dates = days.astype("datetime64[D]").astype(str)
        with path.open("w") as file:
            file.write("x,y,date\n")
            file.writelines(f"{a:.2f},{b:.2f},{d}\n" for a, b, d in zip(x, y, dates, strict=True))
        command = [sys.executable, "-m", "kokong", "knox", str(path), "--crs", "local"]
        command += ["--json", str(Path(folder) / "out.json")]
        for _ in range(2):
            started = time.perf_counter()
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, code, used = os.wait4(running.pid, 0)
            taken = time.perf_counter() - started
    peak, work = used.ru_maxrss / 1e6, used.ru_utime + used.ru_stime
    return Figure(
        f"kokong knox, {n:,} rows, second run",
        f"≤ {seconds:g} s, < {gigabytes:g} GB",
        f"{taken:.2f} s (processor {work:.2f}), {peak:.2f} GB, on {machine()}",
        code == 0 and taken <= seconds and peak < gigabytes,
    )


if __name__ == "__main__":
    figures = beside_pointpats()
    figures += [measured(*size) for size in SIZES]
    figures.append(from_the_shell(*SIZES[0][:3], seconds=2, gigabytes=0.6))
    figures.append(from_the_shell(*SIZES[2][:3], seconds=12, gigabytes=0.6))
    sys.exit(report(figures))
