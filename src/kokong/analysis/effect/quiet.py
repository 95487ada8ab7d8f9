"""Numerical libraries talk while they search; what matters is checked in the result."""

import warnings as standard
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def warnings() -> Iterator[None]:
    """Silence a fit whose outcome the caller checks for itself."""
    with standard.catch_warnings():
        standard.simplefilter("ignore")
        yield
