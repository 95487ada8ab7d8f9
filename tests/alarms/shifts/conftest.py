"""The site of the alarms, with its clock at now."""

from typing import Any

import pytest
from django.utils import timezone

from tests.alarms.conftest import Site


@pytest.fixture
def now_site(site: Site) -> Site:
    """The site, with its clock set to now."""
    site.clock = timezone.now()
    return site


def reported(site: Site, kind: str = "burglary", zone: str = "3", **more: Any) -> int:
    """The id of an alarm that has just come in."""
    site.send(kind, zone, **more)
    site.raise_all()
    return site.alarms()[-1].id
