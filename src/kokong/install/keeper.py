"""Runs a command and starts it again whenever it dies: `python -m kokong.install.keeper COMMAND…`.

For processes that must neither take the rest of the installation down with them nor stay away. Standard library
only, so that it costs little.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

SETTLED_SECONDS = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 5.0


class Keeper:
    """One command, kept running until SIGTERM or SIGINT."""

    def __init__(self, command: Sequence[str], *, pause: Callable[[float], None] = time.sleep) -> None:
        self._command, self._pause = command, pause
        self._child: subprocess.Popen[bytes] | None = None
        self._leaving = False

    def run(self) -> int:
        """Returns the exit code of the last start: after a signal, or when the command refused to start."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._leave)
        wait = FIRST_PAUSE
        settled = False
        while True:
            code, lived = self._once()
            settled = settled or lived > SETTLED_SECONDS
            if self._leaving or (code >= 0 and not settled):  # by itself, so set up wrongly: again would not help
                return code
            wait = FIRST_PAUSE if lived > SETTLED_SECONDS else min(2 * wait, LONGEST_PAUSE)
            sys.stderr.write(f"{' '.join(self._command)} ended ({code}); starting it again.\n")
            self._pause(wait)

    def _once(self) -> tuple[int, float]:
        began = time.monotonic()
        self._child = subprocess.Popen(self._command, preexec_fn=_end_with_parent)  # noqa: PLW1509 - no threads here
        if self._leaving:  # the signal came between two starts
            self._child.terminate()
        return self._child.wait(), time.monotonic() - began

    def _leave(self, _number: int, _frame: object) -> None:
        self._leaving = True
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()


def _end_with_parent() -> None:
    """On Linux the kernel tells the child when the keeper itself is killed."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


if __name__ == "__main__":
    sys.exit(max(Keeper(sys.argv[1:]).run(), 0))
