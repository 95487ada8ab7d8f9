from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kokong.simulation.town import NORRSUND, SimulatedBurglary, Town, build_town, simulate_burglaries


@pytest.fixture(scope="session")
def havsvik() -> Town:
    return build_town(seed=1)


@pytest.fixture(scope="session")
def norrsund() -> Town:
    return build_town(seed=1, plan=NORRSUND)


@pytest.fixture(scope="session")
def century(havsvik: Town) -> tuple[SimulatedBurglary, ...]:
    """A hundred years in one town: enough burglaries to see the model's parameters in them."""
    return simulate_burglaries(
        havsvik, seed=7, start=datetime(1950, 1, 1, tzinfo=ZoneInfo("Europe/Stockholm")), years=100
    )
