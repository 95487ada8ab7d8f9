"""An evaluation of 300 areas × 120 months, from the database to what its page shows.

    python -m benchmarks.effect_page

Counting burglaries and deliveries, every design and check, the words in both languages, keeping the look, and
drawing its part of the page; the best and the worst of five, by the clock and by what this process computed.
"""

import sys
import time
from datetime import UTC, date, datetime
from typing import Any, Final

import numpy as np
import psycopg

from . import common

AREAS, MONTHS, TREATED, LOOKS = 300, 120, 30, 5
FIRST: Final = date(2014, 1, 1)
LIMIT_S: Final = 3.0


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    with common.database() as home:
        from django.core.management import call_command

        from kokong.kernel import tenancy
        from kokong.places import api as places

        call_command("collectstatic", interactive=False, verbosity=0)
        place = places.create_municipality(code="9003", name="Havsvik", crs=3006)
        with psycopg.connect(common.superuser(home), autocommit=True) as admin:
            common.add_streets(admin, place.pk, AREAS)
            admin.execute("ANALYZE")
        with tenancy.scope(municipality_id=place.pk):
            areas = _areas()
            burglaries = _burglaries(areas)
            for table in ("incidents_burglary", "places_dwelling"):
                common.settle(home, table)
            taken = [_look(areas) for _run in range(LOOKS)]
    clock, computed = ([one[k] for one in taken] for k in (0, 1))
    return common.report([
        common.Figure(
            f"look at {AREAS} areas × {MONTHS} months, {burglaries:,} burglaries, to the page", f"≤ {LIMIT_S:g} s",
            f"{min(clock):.1f}–{max(clock):.1f} s (n={LOOKS})", max(clock) <= LIMIT_S,
        ),
        common.Figure(
            "of that, what Python computes by itself", "no limit",
            f"{min(computed):.1f}–{max(computed):.1f} s", True,
        ),
    ])  # fmt: skip


def _month(number: int) -> date:
    number += 12 * FIRST.year
    return date(number // 12, number % 12 + 1, 1)


def _areas() -> list[int]:
    """A square around each street of sixteen homes."""
    import shapely

    from kokong.places import api as places

    made = []
    for street in range(1, AREAS + 1):
        x = 300_000 + street * 180
        shape = shapely.box(x - 5, 6_200_000 - 5, x + 170, 6_200_000 + 40)
        kept = places.make_area(
            name=f"Gata {street}", kind="drawn", shape=shape, now=datetime(2010, 1, 1, tzinfo=UTC)
        )
        made.append(kept.area_id)
    return made


def _burglaries(areas: list[int]) -> int:
    """One a month and area on average; a fifth fewer in the treated ones from two thirds of the time on."""
    from datetime import timedelta

    from kokong.incidents.models import Burglary
    from kokong.places import api as places

    chance = np.random.default_rng(1)
    rows: list[Any] = []
    for number, area in enumerate(areas):
        home = places.homes_in(area_id=area, at=datetime(2012, 1, 1, tzinfo=UTC))[0]
        for month in range(MONTHS):
            pace = 0.8 if number < TREATED and month >= 2 * MONTHS // 3 else 1.0
            day = datetime.combine(_month(month), datetime.min.time(), UTC) + timedelta(days=9)
            rows += [
                Burglary(
                    dwelling_id=home, earliest=day - timedelta(hours=2), latest=day, dwelling_kind="house",
                    completed=True, source="form", state="confirmed", reported_at=day, confirmed_at=day,
                )
                for _each in range(int(chance.poisson(pace)))
            ]  # fmt: skip
    Burglary.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _look(areas: list[int]) -> tuple[float, float]:
    """Seconds by the clock and by this process of one look, its plan made and locked before."""
    from django.template.loader import render_to_string
    from django.utils import timezone

    from kokong.effect import api as effect
    from kokong.effect import showing

    plan = effect.Plan(
        question="Did it help?", measures=("cocoon_visit",), treated=tuple(areas[:TREATED]),
        compared=tuple(areas[TREATED:]), since=FIRST, start=_month(2 * MONTHS // 3), until=_month(MONTHS),
    )  # fmt: skip
    number = effect.draft(plan=plan, user_id=None, now=timezone.now())
    effect.register(evaluation_id=number, user_id=None, now=timezone.now())
    began, computing = time.perf_counter(), time.process_time()
    seen = effect.look(evaluation_id=number, user_id=None, now=timezone.now())
    found = effect.evaluation(evaluation_id=number)
    page = render_to_string("effect/seen.html", {"seen": showing.seen(found, seen)})
    assert "<svg" in page, "there is no answer"
    return time.perf_counter() - began, time.process_time() - computing


if __name__ == "__main__":
    sys.exit(main())
