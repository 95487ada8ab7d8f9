"""Homes to burgle in the cast's municipality."""

import pytest

from tests.cast import Cast
from tests.risk.town import add_homes


@pytest.fixture
def homes(cast: Cast) -> list[int]:
    """Four hundred detached houses; their ids."""
    with cast.acting(cast.coordinator):
        return add_homes()
