"""Dwellings to burgle, in both municipalities of the cast."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from kokong.incidents import api
from kokong.kernel import tenancy
from tests.cast import Cast
from tests.places.town import add_dwelling, add_row_of_houses

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
EVENING = NOW - timedelta(hours=18)
PLACEHOLDERS = ("okänt", "saknas", "-", "n/a", "0")
"""What people write where a case number isn't."""


@dataclass(frozen=True)
class Town:
    """Ids of dwellings: `homes` stand in the cast's home, `theirs` in the municipality next to it."""

    cast: Cast
    homes: tuple[int, ...]
    theirs: int


Report = Callable[..., api.Burglary]


def build_town(cast: Cast) -> Town:
    """Storgatan 1–9 at home, one house elsewhere."""
    with tenancy.scope(municipality_id=cast.home.pk):
        homes = tuple(row.pk for row in add_row_of_houses(9))
    with tenancy.scope(municipality_id=cast.elsewhere.pk):
        theirs = add_dwelling("Norra vägen", "1", locality="Norrsund").pk
    return Town(cast, homes, theirs)


def case_numbers(town: Town) -> list[str]:
    """The case number of each burglary at home, in the order in which they were reported; empty for none."""
    with town.cast.acting(town.cast.officer):
        ids = sorted(each.id for each in api.burglaries(states=("draft", "confirmed", "withdrawn")))
        parts = [api.police_part(burglary_id=number, purpose=api.Purpose("case")) for number in ids]
    return [part.case_number if part else "" for part in parts]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages in English; a request of an earlier test may have left another language behind."""
    with translation.override("en"):
        yield


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
