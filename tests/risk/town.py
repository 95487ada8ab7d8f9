"""A small town with burglaries written straight to the database, near repeats planted among them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from kokong.incidents.models import Burglary
from kokong.kernel.fields import Point
from kokong.places.models import Dwelling
from tests.places.town import ORIGIN, add_street

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
HOUSE = timedelta(hours=6)


def add_homes(count: int = 400, *, spacing: float = 30.0, street: str = "Rutgatan") -> list[int]:
    """A square of detached houses, `spacing` metres apart; ids."""
    side = int(np.ceil(np.sqrt(count)))
    row = add_street(street)
    homes = [
        Dwelling(
            street=row, source="test", source_id=f"{street} {n}", street_name=street, number=str(n + 1),
            number_key="", locality="Havsvik", postcode="39232", kind="detached", side=(-1, 1)[n % 2],
            location=Point(ORIGIN.x + spacing * (n % side), ORIGIN.y + spacing * (n // side)),
        )
        for n in range(count)
    ]  # fmt: skip
    return [home.pk for home in Dwelling.objects.bulk_create(homes)]


def add_burglaries(
    homes: Sequence[int], days_ago: Iterable[float], *, kind: str = "house", state: str = "confirmed",
    wide: timedelta = HOUSE, now: datetime = NOW,
) -> list[int]:  # fmt: skip
    """A burglary of each home, its window ending so many days before `now`; ids."""
    rows = [
        Burglary(
            dwelling_id=home, state=state, earliest=now - timedelta(days=ago) - wide,
            latest=now - timedelta(days=ago), completed=True, dwelling_kind=kind, source="import", reported_at=now, confirmed_at=now,
        )
        for home, ago in zip(homes, days_ago, strict=True)
    ]  # fmt: skip
    return [row.pk for row in Burglary.objects.bulk_create(rows, batch_size=5000)]


def some_years(
    homes: Sequence[int], count: int, *, years: float = 3.0, followed: float = 0.0, seed: int = 1
) -> None:
    """Burglaries at random, a share of them followed by one at the next home within ten days."""
    draw = np.random.default_rng(seed)
    where = draw.integers(0, len(homes) - 1, count)
    ago = draw.uniform(12, 365.25 * years, count)
    after = draw.random(count) < followed
    add_burglaries([homes[n] for n in where], ago)
    add_burglaries([homes[n + 1] for n in where[after]], ago[after] - draw.uniform(1, 10, int(after.sum())))
