"""Where 50 more signs cover most of 40,000 homes, among 2,000 junctions; spopt and its solver beside.

The town is a crooked grid of streets, some missing; homes lie along them, densely here and thinly there, each
worth a number of its own; a sign covers what is within 150 m along the streets. The same matrix goes to both.
spopt is looked for in this environment, or in that of KOKONG_PEER_PYTHON, which `make bench` installs.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.common import Figure, report
from kokong.analysis.siting import Covering, exact, greedy

SPOTS, HOMES, SIGNS = 2000, 40_000, 50
WITHIN_M, BLOCK_M, COLUMNS = 150.0, 110.0, 50
PEER_SECONDS: Final = 600
# spopt takes a dense table of costs, places × spots: 0 within reach, 1 beyond it.
PEER: Final = """
import sys, time, numpy as np, pulp
from spopt.locate import MCLP
held = np.load(sys.argv[1])
costs = np.ones(held["shape"][::-1], dtype=np.float32)
costs[held["place"], held["spot"]] = 0
started = time.perf_counter()
model = MCLP.from_cost_matrix(costs, held["weight"], service_radius=0.5, p_facilities=int(held["k"]))
model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0))
print(pulp.LpStatus[model.problem.status], pulp.value(model.problem.objective), time.perf_counter() - started)
"""


def town(seed: int = 2, *, spots: int = SPOTS, homes: int = HOMES) -> Covering:
    """Junctions, homes and what lies within reach of what along the streets."""
    rng = np.random.default_rng(seed)
    number = np.arange(spots).reshape(-1, COLUMNS)
    columns, rows = np.meshgrid(np.arange(COLUMNS), np.arange(spots // COLUMNS))
    at = np.column_stack([columns.ravel(), rows.ravel()]) * BLOCK_M + rng.normal(0, BLOCK_M * 0.15, (spots, 2))
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    along = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    streets = np.concatenate([across, along])
    streets = streets[rng.random(len(streets)) < 0.85]
    metres = np.hypot(*(at[streets[:, 0]] - at[streets[:, 1]]).T)
    graph = coo_array((metres, tuple(streets.T)), shape=(spots, spots)).tocsr()
    apart = dijkstra(graph, directed=False, limit=WITHIN_M)
    dense = rng.gamma(1, 1, len(streets)) * metres
    street = rng.choice(len(streets), homes, p=dense / dense.sum())
    first, last = streets[street].T
    along_m = rng.random(homes) * metres[street]
    near = np.minimum(apart[:, first] + along_m, apart[:, last] + metres[street] - along_m) <= WITHIN_M
    return Covering.of(csr_array(near), np.round(rng.gamma(0.5, 1, homes), 3))


def measured(problem: Covering) -> list[Figure]:
    """Both ways of ours."""
    found = exact(problem, SIGNS, seconds=60)
    quick = min(greedy(problem, SIGNS).seconds for _ in range(5))
    simple = greedy(problem, SIGNS)
    what = f"{SIGNS} signs, {SPOTS:,} spots, {HOMES:,} homes"
    said = f"{found.seconds:.2f} s, {'proven' if found.proven else f'gap {found.gap:.2%}'}"
    short = f"{quick * 1000:.0f} ms, {simple.covered / found.covered:.2%} of the best"
    return [
        Figure(f"exact: {what}", "≤ 10 s, proven", said, found.proven and found.seconds <= 10),
        Figure(f"greedy: {what}", "≤ 0.2 s", short, quick <= 0.2),
    ]


def beside_spopt() -> list[Figure]:
    """A tenth of the town to its end, and all of it for `PEER_SECONDS`; nothing where spopt isn't installed."""
    python = os.environ.get("KOKONG_PEER_PYTHON", sys.executable)
    if subprocess.run([python, "-c", "import spopt"], capture_output=True, check=False).returncode:
        print("spopt is not installed here, so it is not compared: `make bench` installs it.")
        return []
    return [_peer(python, town(spots=SPOTS // 10, homes=HOMES // 10), SIGNS // 10), _peer(python, town(), SIGNS)]


def _peer(python: str, problem: Covering, signs: int) -> Figure:
    spots, homes = problem.reach.shape
    what = f"spopt (MCLP, CBC): {signs} signs, {spots:,} spots, {homes:,} homes"
    ours = exact(problem, signs, seconds=60)
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "town.npz"
        spot, place = problem.reach.nonzero()
        np.savez(held, shape=problem.reach.shape, spot=spot, place=place, weight=problem.weight, k=signs)
        command = [python, "-c", PEER, str(held)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PEER_SECONDS, check=True)
        except subprocess.TimeoutExpired:
            least = PEER_SECONDS / ours.seconds
            said = f"no answer in {PEER_SECONDS} s beside {ours.seconds:.2f}: more than {least:.0f} times"
            return Figure(what, "slower", said, ours.proven)
    status, value, taken = done.stdout.split()[-3:]
    times = f"{float(taken):.1f} s beside {ours.seconds:.2f}: {float(taken) / ours.seconds:.0f} times"
    said = f"{status}: {float(value):.3f} beside {ours.covered:.3f}; {times}"
    return Figure(what, "the same covered", said, abs(float(value) - ours.covered) <= 1e-6 * ours.covered)


if __name__ == "__main__":
    sys.exit(report([*measured(town()), *beside_spopt()]))
