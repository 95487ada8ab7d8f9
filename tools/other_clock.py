"""A pytest plugin: test files are loaded as if on another day and at another time of it."""

import time
from datetime import datetime, timedelta

from django.utils import timezone

SHIFT_S = 400 * 86_400 + 12_345
_time, _time_ns, _now = time.time, time.time_ns, timezone.now


def _other_now() -> datetime:
    return _now() + timedelta(seconds=SHIFT_S)


def pytest_collection() -> None:
    """Change what Python's and Django's functions say; the compiled classes of `datetime` stay as they are."""
    time.time = lambda: _time() + SHIFT_S
    time.time_ns = lambda: _time_ns() + SHIFT_S * 1_000_000_000
    timezone.now = _other_now
