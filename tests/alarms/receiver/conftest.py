"""A municipality to enrol panels in."""

import pytest

from tests.cast import Cast


@pytest.fixture(autouse=True)
def municipality(committed_cast: Cast) -> Cast:
    """The cast, with real commits: the receiver has connections of its own."""
    return committed_cast
