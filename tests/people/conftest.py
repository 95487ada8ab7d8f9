"""Jobs that a test's requests defer."""

from collections.abc import Iterator

import pytest
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

Outbox = InMemoryConnector


@pytest.fixture
def outbox() -> Iterator[Outbox]:
    """Jobs deferred while a test runs."""
    with app.replace_connector(connector := InMemoryConnector()):
        yield connector
