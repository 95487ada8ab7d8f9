"""Functions compiled on first use, kept on disk and run outside the interpreter's lock; threads to run them on."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import DTypeLike, NDArray

Function = TypeVar("Function", bound=Callable[..., Any])
Item = TypeVar("Item")
Answer = TypeVar("Answer")
_LINE: Final = 64  # bytes of a cache line, and of the widest vector load
_most: ContextVar[int | None] = ContextVar("kokong_analysis_threads", default=None)


def compiled(function: Function) -> Function:
    """Compile a function of numbers and arrays to machine code; no Python objects inside."""
    return cast(Function, njit(nogil=True, cache=True)(function))


@contextmanager
def at_most(number: int) -> Iterator[None]:
    """Within the block no work spreads over more threads, unless it asks for them by number."""
    token = _most.set(number)
    try:
        yield
    finally:
        _most.reset(token)


def threads(wanted: int | None = None) -> int:
    """How many threads to use: as many as asked for, else one per core this process may use."""
    wanted = _most.get() if wanted is None else wanted
    if wanted is not None:
        return max(1, wanted)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    function: Callable[[Item], Answer], items: Iterable[Item], *, workers: int | None = None
) -> list[Answer]:
    """`function` of every item, on threads, answers in the order of the items."""
    items = list(items)
    workers = min(threads(workers), len(items))
    if workers <= 1:
        return [function(item) for item in items]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(function, items))


def aligned(shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    """An array (not zeroed) that starts on a cache line, so that no row of 64 numbers straddles two."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    raw = np.empty(size + _LINE, np.uint8)
    start = -raw.ctypes.data % _LINE
    return raw[start : start + size].view(dtype).reshape(shape)
