"""Work in pieces, in this process or on a Dask cluster; which one makes no difference to the answer.

    with connect("local") as runner:
        for result in runner.map(function, items): ...

Functions and items must pickle: functions of a module, frozen dataclasses, arrays.
"""

import asyncio
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from platform import python_version_tuple
from typing import Any, Final, Protocol, TypeVar

from .arrays import Refused
from .compiled import at_most, threads

Item = TypeVar("Item")
Answer = TypeVar("Answer")

LOCAL: Final = "local"
PATIENCE_S: Final = 4.0  # for a scheduler to answer, and then for its first worker
ALONE_S: Final = 60.0  # how long work waits for new workers once all are gone
_ALIKE: Final = ("kokong", "numpy", "scipy", "numba", "distributed")
_SECRET: Final = ("KOKONG_", "DJANGO_", "PG")  # settings that a worker has no use for


class Runner(Protocol):
    """Somewhere to run work. `pieces` is into how many parts one long piece of work is worth cutting."""

    @property
    def pieces(self) -> int: ...

    def map(self, function: Callable[[Item], Answer], items: Iterable[Item]) -> Iterator[Answer]:
        """`function` of every item, in the items' order whatever finishes first."""


@dataclass(frozen=True)
class Here:
    """This process, one item after the other; each may use every core."""

    pieces: int = 1

    def map(self, function: Callable[[Item], Answer], items: Iterable[Item]) -> Iterator[Answer]:
        return map(function, items)


@contextmanager
def connect(where: str | None) -> Iterator[Runner]:
    """A runner for as long as the block lasts.

    `where` is None for this process, "local" for a process per core of this machine, or a scheduler's address such
    as "tcp://10.0.0.5:8786". Raises Refused when Dask isn't installed, nobody answers at the address, no worker is
    there, or a worker's software differs from this machine's.
    """
    if where is None:
        yield Here()
        return
    _check_address(where)
    with _client(where) as client:
        _check_workers(client, where)
        yield Cluster(client)


@dataclass(frozen=True)
class Cluster:
    """Workers of a Dask cluster, one item and one thread each. What a lost worker had begun runs again."""

    client: Any

    @property
    def pieces(self) -> int:
        return 4 * max(1, sum(int(many) for many in self.client.nthreads().values()))

    def map(self, function: Callable[[Item], Answer], items: Iterable[Item]) -> Iterator[Answer]:
        """As Runner.map; only so many items are sent ahead as keep every worker busy."""
        waiting: deque[Any] = deque()
        try:
            for item in items:
                waiting.append(self.client.submit(_on_one_thread, function, item, pure=False))
                if len(waiting) >= max(16, self.pieces):
                    yield self._answer(waiting.popleft())
            while waiting:
                yield self._answer(waiting.popleft())
        finally:
            self.client.cancel(list(waiting))

    def _answer(self, future: Any) -> Any:
        """The result, once it is there. Raises Refused when nobody is left to compute it."""
        alone = False
        try:
            while True:
                try:
                    return future.result(timeout=ALONE_S)
                except TimeoutError:
                    if alone and not self.client.nthreads():
                        raise Refused("The cluster has no workers left. Start some and run again.") from None
                    alone = not self.client.nthreads()
        except dask().KilledWorker as error:
            raise Refused(
                "A piece of work was lost with its worker again and again; most likely it needs more memory than "
                "the workers have."
            ) from error


def _on_one_thread(function: Callable[[Item], Answer], item: Item) -> Answer:
    """Workers are as many as cores, so each keeps to one."""
    with at_most(1):
        return function(item)


def _check_address(where: str) -> None:
    if where != LOCAL and not where.startswith(("tcp://", "tls://", "ucx://", "ws://", "wss://")):
        raise Refused(
            f"“{where}” is no cluster. Write local, or a scheduler's address such as tcp://10.0.0.5:8786."
        )


def dask() -> Any:
    """Dask's library for clusters, whose own types say little. Raises Refused when it isn't installed."""
    try:
        import distributed
    except ImportError as error:
        raise Refused("Running on a cluster needs Dask: pip install 'kokong[cluster]'.") from error
    return distributed


@contextmanager
def _client(where: str) -> Iterator[Any]:
    if where == LOCAL:
        with _local() as cluster, dask().Client(cluster, timeout=PATIENCE_S, set_as_default=False) as client:
            yield client
        return
    _knock(where)
    with dask().Client(where, timeout=PATIENCE_S, set_as_default=False) as client:
        yield client


def _knock(where: str) -> None:
    """Raises Refused when nobody at the address speaks Dask's language; a client would be slow to give up."""

    async def knock() -> None:
        (await asyncio.wait_for(dask().core.connect(where, timeout=PATIENCE_S), PATIENCE_S)).abort()

    try:
        with ThreadPoolExecutor(max_workers=1) as thread:  # a notebook has an event loop running in this one
            thread.submit(asyncio.run, knock()).result()
    except (OSError, ValueError, TimeoutError) as error:
        raise Refused(f"No scheduler answers at {where}. Is the address right, and is it running?") from error


def _local() -> Any:
    """A process per core, started afresh: they inherit neither connections nor settings of the platform."""
    blank = {name: "" for name in os.environ if name.startswith(_SECRET)}
    one = dict.fromkeys(("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return dask().LocalCluster(
        n_workers=threads(),
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # any free port: several may run at once
        memory_limit=0,
        silence_logs=logging.CRITICAL,
        env=blank | one,
    )


def _check_workers(client: Any, where: str) -> None:
    """Raises Refused when no worker is there, or one would compute with other software."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE_S)
    except TimeoutError as error:
        raise Refused(f"The scheduler at {where} has no workers. Start some and run again.") from error
    ours = software()
    for worker, theirs in client.run(software, on_error="return").items():
        if isinstance(theirs, BaseException):
            raise Refused(f"Kokong {ours['kokong']} can't be used on the worker {worker}: {theirs}")
        differ = [f"{name} {theirs[name]} instead of {ours[name]}" for name in ours if ours[name] != theirs[name]]
        if differ:
            raise Refused(
                f"The worker {worker} has {', '.join(differ)}. Install the same, so that answers are the same."
            )


def software() -> dict[str, str]:
    """What an answer may depend on: versions of Python and of the libraries that compute."""
    python = ".".join(python_version_tuple()[:2])
    return {"Python": python, **{name: metadata.version(name) for name in _ALIKE}}
