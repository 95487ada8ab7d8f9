"""A town of twelve areas with burglaries, of which two have a measure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
import shapely

from kokong.effect.rules import Plan
from kokong.incidents.models import Burglary
from kokong.ledger import api as ledger
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import ORIGIN, add_dwelling

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BEGIN, START = date(2022, 1, 1), date(2025, 1, 1)


@dataclass(frozen=True)
class Town:
    """The areas' numbers, the treated first, and their homes'."""

    areas: tuple[int, ...]
    homes: tuple[int, ...]

    def plan(self, **changed: object) -> Plan:
        """Two areas with visits against the ten others, over the two years 2025 and 2026 but for its end."""
        usual = {
            "question": "Did visits help?", "measures": ("cocoon_visit",), "treated": self.areas[:2],
            "compared": self.areas[2:], "since": BEGIN, "start": START, "until": date(2026, 11, 1),
        }  # fmt: skip
        return Plan(**{**usual, **changed})  # type: ignore[arg-type]


@pytest.fixture
def town(cast: Cast) -> Town:
    """See `build_town`; undone after the test."""
    return build_town(cast)


def build_town(cast: Cast, *, pace: float = 1.5) -> Town:
    """Three burglaries a month on average and area; from 2025 `pace` in the first two."""
    chance = np.random.default_rng(4)
    with cast.acting(cast.officer):
        areas, homes = [], []
        for number in range(12):
            east = 400 * number
            homes.append(add_dwelling("Storgatan", str(number + 1), east=east).pk)
            shape = shapely.box(ORIGIN.x + east - 40, ORIGIN.y - 40, ORIGIN.x + east + 40, ORIGIN.y + 40)
            made = places.make_area(
                name=f"Kvarter {number + 1}", kind="drawn", shape=shape, now=datetime(2021, 1, 1, tzinfo=UTC)
            )
            areas.append(made.area_id)
        Burglary.objects.bulk_create(_burglaries(homes, chance, pace))
    return Town(tuple(areas), tuple(homes))


def _burglaries(homes: list[int], chance: np.random.Generator, changed: float) -> Iterator[Burglary]:
    for month in range(58):
        day = datetime(2022 + month // 12, month % 12 + 1, 10, 12, tzinfo=UTC)
        for number, home in enumerate(homes):
            pace = changed if number < 2 and day.date() >= START else 3.0
            for _each in range(int(chance.poisson(pace))):
                yield Burglary(
                    dwelling_id=home, earliest=day - timedelta(hours=2), latest=day, dwelling_kind="house",
                    completed=True, source="form", state="confirmed", reported_at=day, confirmed_at=day,
                )  # fmt: skip


def visit(town: Town, area: int) -> None:
    """A door that was visited in an area."""
    ledger.deliver(
        measure="cocoon_visit", source="test", source_id=str(area), on=datetime(2025, 3, 3, tzinfo=UTC),
        dwelling_id=town.homes[area], outcome="talked",
    )  # fmt: skip
