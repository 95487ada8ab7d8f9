"""Waiting for what another thread or process does."""

import time
from collections.abc import Callable
from typing import Any, Final

PATIENT: Final = 60.0


def until(look: Callable[[], Any], seconds: float = PATIENT) -> Any:
    """Look again and again until there is something; what it was. Fails after `seconds`."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
    return found
