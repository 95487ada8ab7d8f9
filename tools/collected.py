"""Fail when two processes that load the tests don't find the same ones: pytest-xdist then runs none of them.

The second process hashes strings otherwise, draws other random numbers, and has another clock.
"""

import difflib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLLECT = ("-m", "pytest", "--collect-only", "--quiet", "-p", "no:randomly", "-p", "no:cacheprovider")


def start(*more: str, hash_seed: str, folders: tuple[str, ...]) -> subprocess.Popen[str]:
    """A process that prints the name of every test."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return subprocess.Popen(
        [sys.executable, *COLLECT, *more, *folders], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": path},
    )  # fmt: skip


def names(process: subprocess.Popen[str]) -> list[str]:
    """The tests that it found, in order; ends the program where it found none."""
    said, _ = process.communicate()
    if process.returncode:
        sys.exit(said)
    return [line for line in said.splitlines() if "::" in line]


def differences(*folders: str) -> list[str]:
    """What one process finds and the other doesn't, or finds elsewhere."""
    both = (
        start(hash_seed="1", folders=folders),
        start("-p", "tools.other_clock", hash_seed="2", folders=folders),
    )
    one, other = map(names, both)
    return [line for line in difflib.unified_diff(one, other, lineterm="", n=0) if "::" in line]


if __name__ == "__main__":
    found = differences(*sys.argv[1:])
    print("\n".join(["These tests have other names in another process:", *found] if found else []), end="")
    sys.exit(1 if found else 0)
