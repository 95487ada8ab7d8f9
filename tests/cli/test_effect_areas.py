"""A municipality's own areas as the treated and the compared."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import shapely

from kokong.analysis.effect import evaluation
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.panel import CONTROL, TREATED
from kokong.analysis.report.effect import as_json as dump
from kokong.cli.effect_areas import panel
from kokong.incidents import api as incidents
from kokong.kernel.errors import UserError
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import ORIGIN, add_dwelling

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def ground(east: float) -> shapely.Polygon:
    return shapely.box(ORIGIN.x + east - 40, ORIGIN.y - 40, ORIGIN.x + east + 40, ORIGIN.y + 40)


def burgled(dwelling_id: int, day: datetime, kind: str = "house") -> None:
    told = incidents.report(
        dwelling_id=dwelling_id, earliest=day - timedelta(hours=3), latest=day, dwelling_kind=kind, source="form",
        another=True, now=NOW,
    )  # fmt: skip
    incidents.confirm(burglary_id=told.id, now=NOW)


@pytest.fixture
def town(cast: Cast) -> tuple[int, int]:
    """An area with a house at the origin and one 500 m east, both made in 2024; burglaries in both."""
    with cast.acting(cast.officer):
        homes = add_dwelling("Storgatan", "1").pk, add_dwelling("Storgatan", "99", east=500).pk
        made = datetime(2024, 1, 1, tzinfo=UTC)
        for name, east in (("Malmen", 0), ("Funkabo", 500)):
            places.make_area(name=name, kind="drawn", shape=ground(east), now=made)
        for month in (1, 3, 3, 7):
            burgled(homes[0], datetime(2025, month, 10, 12, tzinfo=UTC))
        burgled(homes[1], datetime(2026, 10, 31, 22, 59, tzinfo=UTC))  # still October where the town is
        burgled(homes[1], datetime(2026, 2, 3, tzinfo=UTC), kind="holiday")
        burgled(homes[1], datetime(2026, 11, 3, tzinfo=UTC))  # this month is not over
    return homes


@pytest.mark.usefixtures("town")
def test_burglaries_are_counted_by_area_and_month(cast: Cast) -> None:
    with cast.acting(cast.officer):
        found = panel(treated=["Malmen"], control=["Funkabo"], start="2026-01", since="2025-01", now=NOW)
    assert found.units == ("Malmen", "Funkabo")
    assert (found.periods[0], found.periods[-1], found.periods[found.start]) == ("2025-01", "2026-10", "2026-01")
    assert found.ring.tolist() == [TREATED, CONTROL]
    assert found.ring_pair(TREATED) == (4, 0)
    assert found.ring_pair(CONTROL) == (0, 1)
    assert found.counts[0, 2] == 2
    assert np.all(found.exposure == 1)
    with pytest.raises(NotWarranted):
        evaluation.evaluate(found)


@pytest.mark.usefixtures("town")
def test_the_ground_is_that_of_the_start(cast: Cast) -> None:
    with cast.acting(cast.officer):
        (malmen,) = (each for each in places.areas() if each.name == "Malmen")
        places.change_outline(area_id=malmen.id, shape=ground(2_000), now=datetime(2026, 6, 1, tzinfo=UTC))
        found = panel(treated=[str(malmen.id)], control=[], start="2026-01", since="2025-01", now=NOW)
    assert found.ring_pair(TREATED) == (4, 0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"treated": ["Nowhere"]}, "There is no area Nowhere. Known, with their numbers: Funkabo"),
        ({"control": ["Malmen"]}, "share no ground"),
        ({"start": "2026-11"}, "leaves no month on one side"),
        ({"since": "2026-01"}, "leaves no month on one side"),
    ],
)
@pytest.mark.usefixtures("town")
def test_what_cannot_be_compared_is_said(cast: Cast, given: dict[str, object], words: str) -> None:
    told = {"treated": ["Malmen"], "control": ["Funkabo"], "start": "2026-01", "since": "2025-01"} | given
    with cast.acting(cast.officer), pytest.raises(UserError, match=words):
        panel(**told, now=NOW)  # type: ignore[arg-type]


def test_a_verdict_on_areas_with_enough_burglaries(cast: Cast) -> None:
    with cast.acting(cast.officer):
        made = datetime(2023, 1, 1, tzinfo=UTC)
        for number in range(4):
            home = add_dwelling(f"Gata {number}", "1", east=500 * number).pk
            places.make_area(name=f"Område {number}", kind="drawn", shape=ground(500 * number), now=made)
            for month in range(24):
                day = datetime(2024 + month // 12, month % 12 + 1, 10, 12, tzinfo=UTC)
                for _each in range(1 if number == 0 and month >= 12 else 2):
                    burgled(home, day)
        found = panel(treated=["Område 0"], control=["Område 1", "Område 2", "Område 3"], start="2025-01",
                      since="2024-01", now=datetime(2026, 1, 10, tzinfo=UTC))  # fmt: skip
    assert (found.ring_pair(TREATED), found.ring_pair(CONTROL)) == ((24, 12), (72, 72))
    judged = evaluation.evaluate(found)
    assert (judged.months_before, judged.months_after) == (12, 12)
    assert dump.evaluation(judged)["verdict"]["direction"] == "fewer"
