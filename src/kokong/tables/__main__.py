"""The process in which a stranger's file is opened: `python -m kokong.tables '{…}' < file`, started by `apart`."""

import json
import resource
import sys
from importlib import import_module
from typing import Any

OUT_OF_MEMORY = 3


def main() -> int:
    """Run the function that was told, under the limits that were told, and say what it yields."""
    told = json.loads(sys.argv[1])
    _limit(told)
    module, name = told["function"].split(":")
    try:
        for value in getattr(import_module(module), name)(sys.stdin.buffer, **told["given"]):
            sys.stdout.write(json.dumps(value, separators=(",", ":")) + "\n")
        sys.stdout.flush()
    except BaseException as error:  # a library in Rust panics where it gets no memory, which is no Exception
        if isinstance(error, MemoryError) or _much_taken(told["memory"]):
            return OUT_OF_MEMORY
        raise
    return 0


def _limit(told: dict[str, Any]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (told["memory"], told["memory"]))
    for what in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(what, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (told["cpu_s"], told["cpu_s"] + 1))  # first a signal that says why


def _much_taken(memory: int) -> bool:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > memory // 4


if __name__ == "__main__":
    sys.exit(main())
