"""The story with real commits: jobs run in transactions of their own."""

import pytest

from tests.cast import Cast
from tests.flows.story import Story, build_story


@pytest.fixture
def story(committed_cast: Cast) -> Story:
    """A street before its first burglary."""
    return build_story(committed_cast)
