"""Dwellings to burgle, in both municipalities of the cast."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from kokong.incidents import api
from kokong.kernel import tenancy
from kokong.kernel.fields import Point
from kokong.kernel.models import Municipality
from kokong.places.models import Dwelling, Street
from tests.cast import Cast

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
EVENING = NOW - timedelta(hours=18)


@dataclass(frozen=True)
class Town:
    """Ids of dwellings: `homes` stand in the cast's home, `theirs` in the municipality next to it."""

    cast: Cast
    homes: tuple[int, ...]
    theirs: int


Report = Callable[..., api.Burglary]


def build_town(cast: Cast) -> Town:
    """Storgatan 1–9 at home, one house elsewhere."""
    homes = _street(cast.home, "Storgatan", 9)
    return Town(cast, homes, _street(cast.elsewhere, "Norra vägen", 1)[0])


def _street(municipality: Municipality, name: str, houses: int) -> tuple[int, ...]:
    with tenancy.scope(municipality_id=municipality.pk):
        street = Street.objects.create(key=name.lower(), name=name, name_key=name.lower())
        return tuple(
            Dwelling.objects.create(
                source="test", source_id=f"{name} {number}", street=street, street_name=name, number=str(number),
                postcode="392 32", locality=municipality.name, kind="detached",
                location=Point(580_000 + 20 * number, 6_280_000),
            ).pk
            for number in range(1, houses + 1)
        )  # fmt: skip


@pytest.fixture
def town(cast: Cast) -> Town:
    """The town, in a test that is rolled back."""
    return build_town(cast)


@pytest.fixture
def committed_town(committed_cast: Cast) -> Town:
    """The town, for tests with real commits."""
    return build_town(committed_cast)


@pytest.fixture
def report(town: Town) -> Report:
    """Report a burglary at the first home last evening, unless told otherwise; in the running scope."""

    def reported(**given: object) -> api.Burglary:
        usual = {
            "dwelling_id": town.homes[0], "earliest": EVENING, "latest": EVENING + timedelta(hours=4),
            "source": "form", "now": NOW,
        }  # fmt: skip
        return api.report(**{**usual, **given})  # type: ignore[arg-type]

    return reported
