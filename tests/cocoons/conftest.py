"""A street to burgle and to walk, in both municipalities of the cast."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from kokong.incidents import api as incidents
from kokong.kernel import tenancy
from kokong.measures.cocoons import api
from tests.cast import Cast
from tests.places.town import add_dwelling, add_row_of_houses

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """Ids of dwellings: Storgatan 1–12 at home (odd numbers face even ones), one house elsewhere."""

    cast: Cast
    homes: tuple[int, ...]
    theirs: int

    def burglary(self, dwelling_id: int | None = None, *, at: datetime = NOW, kind: str = "house") -> int:
        """A confirmed burglary, at Storgatan 5 unless told otherwise; its id."""
        told = incidents.report(
            dwelling_id=dwelling_id or self.homes[4],
            earliest=at - timedelta(hours=8),
            latest=at - timedelta(hours=4),
            dwelling_kind=kind,
            source="form",
            another=True,
            now=at,
        )
        return incidents.confirm(burglary_id=told.id, now=at)[0].id

    def cocoon(self, dwelling_id: int | None = None, *, at: datetime = NOW, kind: str = "house") -> api.Cocoon:
        """The cocoon of a confirmed burglary."""
        home = dwelling_id or self.homes[4]
        burglary_id = self.burglary(home, at=at, kind=kind)
        return api.open_for(burglary_id=burglary_id, dwelling_id=home, dwelling_kind=kind, now=at)


def build_town(cast: Cast) -> Town:
    """Twelve houses at home, one elsewhere."""
    with tenancy.scope(municipality_id=cast.home.pk):
        homes = tuple(row.pk for row in add_row_of_houses(12))
    with tenancy.scope(municipality_id=cast.elsewhere.pk):
        theirs = add_dwelling("Norra vägen", "1", locality="Norrsund").pk
    return Town(cast, homes, theirs)


@pytest.fixture
def town(cast: Cast) -> Town:
    """The town, in a test that is rolled back."""
    return build_town(cast)


@pytest.fixture
def committed_town(committed_cast: Cast) -> Town:
    """The town, for tests with real commits."""
    return build_town(committed_cast)


Walked = Callable[[api.Cocoon], api.Round]


@pytest.fixture
def walked(town: Town) -> Walked:
    """A round of a whole cocoon, walked by the visitor and the partner."""

    def made(cocoon: api.Cocoon) -> api.Round:
        visitors = (town.cast.visitor.user_id, town.cast.partner.user_id)
        return api.create_round(cocoon_id=cocoon.id, visitor_ids=visitors, now=NOW)

    return made
