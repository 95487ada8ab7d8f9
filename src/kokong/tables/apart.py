"""What others made is opened in a process of its own, with little memory and little time.

The process gets the content, runs one function of ours on it and answers in lines of JSON. It has none of our
environment, so no address of a database; whatever happens to it, the one who asked goes on.
"""

import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, Literal, TypeAlias

Why: TypeAlias = Literal["memory", "time", "answer", "broken", "busy"]

AT_ONCE: Final = 2  # by each of our processes: so many times the memory is what all of them may take
CHUNK: Final = 1 << 20
_TURNS: Final = threading.BoundedSemaphore(AT_ONCE)
_OUT_OF_MEMORY: Final = frozenset({3, -6, -9, -11})  # told, or an abort, the system's killer, a broken pointer


@dataclass(frozen=True)
class Limits:
    """What the process may take: bytes of address space, seconds of computing, seconds by the wall's clock,
    bytes of answer; and how many seconds one waits for one's turn."""

    memory: int = 1 << 30
    cpu_s: int = 30
    wall_s: float = 120.0
    answer: int = 256 << 20
    turn_s: float = 30.0


class Stopped(Exception):
    """The process was stopped, and its answer is worth nothing."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def apart(
    function: Callable[..., Iterable[Any]], content: bytes, *, limits: Limits | None = None, **given: Any
) -> Iterator[Any]:
    """What `function(file, **given)` yields, run elsewhere: plain values, as from any stranger.

    `function` stands at the top of one of our modules, `given` can be said in JSON. Raises Stopped, also after
    part of the answer.
    """
    limits = limits or Limits()
    told = {"function": f"{function.__module__}:{function.__qualname__}", "given": given,
            "memory": limits.memory, "cpu_s": limits.cpu_s}  # fmt: skip
    with _turn(limits.turn_s), TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        yield from _answer(_start(told, file, {_root(__name__), _root(function.__module__)}), limits)


def _root(module: str) -> str:
    """The folder that a module's name begins in."""
    return str(Path(str(sys.modules[module].__file__)).resolve().parents[module.count(".")])


@contextmanager
def _turn(seconds: float) -> Iterator[None]:
    if not _TURNS.acquire(timeout=seconds):
        raise Stopped("busy")
    try:
        yield
    finally:
        _TURNS.release()


def _start(told: dict[str, Any], file: BinaryIO, sources: set[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", __package__, json.dumps(told)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PYTHONPATH": os.pathsep.join(sorted(sources)), "LC_ALL": "C.UTF-8"},
    )


def _answer(process: "subprocess.Popen[bytes]", limits: Limits) -> Iterator[Any]:
    try:
        for line in _lines(process, limits):
            yield _value(line)
        code = process.wait(timeout=limits.wall_s)
    except subprocess.TimeoutExpired as error:
        raise Stopped("time") from error
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
    if code:
        raise Stopped(_why(code))


def _why(code: int) -> Why:
    if code == -24:  # SIGXCPU
        return "time"
    return "memory" if code in _OUT_OF_MEMORY else "broken"


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Stopped("broken") from error


def _lines(process: "subprocess.Popen[bytes]", limits: Limits) -> Iterator[bytes]:
    """Whole lines, until the process has said all."""
    rest = b""
    for part in _parts(process, limits):
        *whole, rest = (rest + part).split(b"\n")
        yield from whole
    if rest:
        yield rest


def _parts(process: "subprocess.Popen[bytes]", limits: Limits) -> Iterator[bytes]:
    assert process.stdout is not None
    pipe, left, until = process.stdout.fileno(), limits.answer, time.monotonic() + limits.wall_s
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while True:
            if not ready.select(max(0.0, until - time.monotonic())):
                raise Stopped("time")
            part = os.read(pipe, CHUNK)
            if not part:
                return
            left -= len(part)
            if left < 0:
                raise Stopped("answer")
            yield part
