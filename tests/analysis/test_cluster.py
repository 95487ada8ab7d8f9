"""The same answer on any cluster, whatever happens to its workers; with real processes of Dask."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from kokong.analysis import cluster
from kokong.analysis.arrays import Refused
from kokong.analysis.cluster import Runner, connect
from kokong.analysis.compiled import threads
from kokong.analysis.forecast import LongDensity, RecentCounts, all_methods, as_json, backtest, events_on
from kokong.analysis.near_repeat import Streets, knox, network_knox
from kokong.cli import app

pytestmark = pytest.mark.long
BANDS: Any = {"space": (0.1, 100.0, 200.0), "days_apart": (7.0, 14.0), "seed": 3}


def town(n: int = 3000) -> Any:
    rng = np.random.default_rng(1)
    return *rng.uniform(0, 4000, (2, n)), np.floor(rng.uniform(0, 300, n))


def tables(found: Any) -> Any:
    return found.observed.tolist(), found.sd.tolist(), found.significance.p.tolist()


@dataclass
class Dask:
    """A scheduler and its workers, each a process."""

    address: str
    workers: list[subprocess.Popen[bytes]]

    def start(self, number: int) -> None:
        for _ in range(number):
            command = [sys.executable, "-m", "dask", "worker", self.address, "--no-nanny", "--nthreads", "1"]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            self.workers.append(subprocess.Popen([*command, "--dashboard-address", ":0"], **quiet))  # type: ignore[call-overload]

    def wait(self, number: int) -> None:
        with cluster.dask().Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(number, timeout=30)

    def stop(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    told = tmp_path_factory.mktemp("dask") / "scheduler.json"
    command = [
        sys.executable,
        "-m",
        "dask",
        "scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--dashboard-address",
        ":0",
    ]
    process = subprocess.Popen([*command, "--scheduler-file", str(told)], stderr=subprocess.DEVNULL)
    try:
        yield _address(told)
    finally:
        process.terminate()
        process.wait()


def _address(told: Path) -> str:
    import json

    for _ in range(300):
        if told.exists() and told.stat().st_size:
            return str(json.loads(told.read_text())["address"])
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


@pytest.fixture
def dask(scheduler: str) -> Iterator[Dask]:
    found = Dask(scheduler, [])
    yield found
    found.stop()


@pytest.fixture(scope="module")
def local() -> Iterator[Runner]:
    with connect("local") as runner:
        yield runner


def test_a_local_cluster_gives_the_same_tables(local: Runner) -> None:
    here = knox(*town(), **BANDS, workers=1)
    assert tables(knox(*town(), **BANDS, runner=local)) == tables(here)
    with connect(None) as alone:
        assert tables(knox(*town(), **BANDS, runner=alone)) == tables(here)


def test_street_distance_gives_the_same_too(local: Runner) -> None:
    rng = np.random.default_rng(2)
    along, days = rng.uniform(0, 3000, 300), np.floor(rng.uniform(0, 100, 300))
    streets = Streets(np.array([0.0, 1500, 3000]), np.zeros(3), np.array([[0, 1], [1, 2]]))
    here = network_knox(along, np.zeros(300), days, streets, **BANDS)
    there = network_knox(along, np.zeros(300), days, streets, **BANDS, runner=local)
    assert tables(there) == tables(here)


def test_a_backtest_gives_the_same_there(local: Runner) -> None:
    events = events_on(*town(800), cell=200)
    here = as_json(backtest(events, all_methods(), first=250, weeks=4))
    assert as_json(backtest(events, all_methods(), first=250, weeks=4, runner=local)) == here


def test_workers_know_nothing_of_the_platform_and_keep_to_one_thread(
    local: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert os.environ["DJANGO_SETTINGS_MODULE"]
    assert list(local.map(os.getenv, ["DJANGO_SETTINGS_MODULE"])) == [""]
    assert list(local.map(threads, [None, None])) == [1, 1]
    assert list(local.map(_loaded, ["django", "numpy"])) == [False, True]


def _loaded(name: str) -> bool:
    return name in sys.modules


def test_answers_come_in_the_order_of_the_items(local: Runner) -> None:
    waits = [0.3, 0.0, 0.1] + [0.0] * 40
    assert list(local.map(_waited, enumerate(waits))) == list(range(43))


def _waited(item: tuple[int, float]) -> int:
    time.sleep(item[1])
    return item[0]


def test_what_is_refused_there_is_refused_here(local: Runner) -> None:
    with pytest.raises(Refused, match="No burglary"):
        list(local.map(_refuse, [1]))


def _refuse(_item: int) -> None:
    events_on([0.0], [0.0], [0.0], known_until=-1)


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_of_workers_gives_the_same(dask: Dask, number: int) -> None:
    dask.start(number)
    dask.wait(number)
    with connect(dask.address) as runner:
        assert tables(knox(*town(), **BANDS, runner=runner)) == tables(knox(*town(), **BANDS))


class Deadly:
    """A runner that kills a worker as soon as the first answer is there."""

    def __init__(self, runner: Runner, worker: subprocess.Popen[bytes]) -> None:
        self.runner, self.worker, self.pieces = runner, worker, runner.pieces

    def map(self, function: Callable[..., Any], items: Iterable[Any]) -> Iterator[Any]:
        for number, answer in enumerate(self.runner.map(function, items)):
            if number == 0:
                assert self.worker.poll() is None
                self.worker.send_signal(signal.SIGKILL)
                self.worker.wait()
            yield answer


def test_a_worker_killed_half_way_changes_nothing(dask: Dask) -> None:
    dask.start(2)
    dask.wait(2)
    with connect(dask.address) as runner:
        deadly = Deadly(runner, dask.workers[0])
        found = knox(*town(20_000), **BANDS, permutations=1999, runner=deadly)
        assert runner.pieces == 4  # one worker is left
    assert dask.workers[0].returncode == -signal.SIGKILL
    assert tables(found) == tables(knox(*town(20_000), **BANDS, permutations=1999))


def test_a_scheduler_without_workers_says_so(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_S", 1.0)
    with pytest.raises(Refused, match="has no workers"), connect(scheduler):
        raise AssertionError("no runner is given")


def test_work_whose_workers_are_gone_is_given_up(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ALONE_S", 0.5)
    dask.start(1)
    dask.wait(1)
    with connect(dask.address) as runner:
        deadly = Deadly(runner, dask.workers[0])
        with pytest.raises(Refused, match="no workers left"):
            knox(*town(), **BANDS, runner=deadly)


def test_other_software_on_a_worker_is_named(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    dask.start(1)
    dask.wait(1)
    ours = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0.0" if name == "numpy" else ours(name))
    with pytest.raises(Refused, match=r"numpy .* instead of 0\.0"), connect(dask.address):
        raise AssertionError("no runner is given")


@pytest.mark.parametrize(
    ("where", "said"),
    [("nonsense", "is no cluster"), ("tcp://127.0.0.1:9", "No scheduler"), ("tcp://x", "No sch")],
)
def test_a_wrong_address_is_refused(where: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_S", 1.0)
    with pytest.raises(Refused, match=said), connect(where):
        raise AssertionError("no runner is given")


def test_without_dask_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Refused, match=r"pip install 'kokong\[cluster\]'"), connect("local"):
        raise AssertionError("no runner is given")


def test_the_command_takes_a_cluster(tmp_path: Path, dask: Dask) -> None:
    dask.start(1)
    dask.wait(1)
    x, y, days = town(300)
    file = tmp_path / "burglaries.csv"
    dates = np.datetime64("2024-01-01") + days.astype(int)
    file.write_text("x,y,date\n" + "".join(f"{a:.1f},{b:.1f},{d}\n" for a, b, d in zip(x, y, dates, strict=True)))
    said = [
        CliRunner().invoke(app, ["knox", str(file), *more]).stdout for more in ([], ["--cluster", dask.address])
    ]
    assert said[0] == said[1]
    assert "300 burglaries" in said[0]


def test_methods_of_a_backtest_pickle() -> None:
    events = events_on(*town(300), cell=200)
    result = backtest(events, [LongDensity(), RecentCounts()], first=250, weeks=2)
    assert [score.method for score in result.scores] == [LongDensity().name, RecentCounts().name]
