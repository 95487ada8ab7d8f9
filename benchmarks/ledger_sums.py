"""Sums of deliveries by area and month with two million of them, beside the same sums from the rows themselves."""

import argparse
import random
import sys
from datetime import date
from typing import Any, Final

from . import common

AREAS, MONTHS, ROUNDS = 200, 120, 200
FILL: Final = """
INSERT INTO ledger_delivery (municipality_id, measure, place, area_id, audience, subject, "on", month, outcome,
    source, source_id, quantity, reach, hours, cost)
SELECT %(municipality)s, (ARRAY['cocoon_visit', 'sign', 'walk', 'kit'])[1 + n %% 4], 'area', 1 + n %% %(areas)s,
    '', '', day,
    date_trunc('month', day AT TIME ZONE 'Europe/Stockholm')::date, '', 'bench', n::text, 1 + n %% 3, n %% 9,
    0.25, 10
FROM generate_series(%(first)s, %(last)s) AS n,
    LATERAL (SELECT timestamptz '2016-01-01 12:00+00' + (n %% 3650) * interval '1 day') AS made(day)
"""
BY_HAND: Final = """
SELECT area_id, month, count(*), sum(quantity), sum(coalesce(reach, 0)), sum(coalesce(hours, 0)),
    sum(coalesce(cost, 0))
FROM ledger_delivery WHERE retracted_at IS NULL AND month >= %s AND month < %s GROUP BY 1, 2
"""
EVER: Final = (date(2016, 1, 1), date(2026, 1, 1))


def main() -> int:
    """Measure and print, with the plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=2_000_000)
    wanted = parser.parse_args().deliveries
    with common.database():
        from kokong.kernel import tenancy
        from kokong.places import api as places

        home = places.create_municipality(code="9003", name="Havsvik", crs=3006)
        with tenancy.scope(municipality_id=home.pk):
            _fill(home.pk, wanted)
            figures = _measure(wanted)
    return common.report(figures)


def _fill(municipality: int, wanted: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for first in range(1, wanted + 1, 100_000):
            span = {"first": first, "last": min(first + 99_999, wanted)}
            cursor.execute(FILL, {"municipality": municipality, "areas": AREAS, **span})


def _measure(wanted: int) -> list[common.Figure]:
    from django.db import connection

    from kokong.ledger import api

    rng = random.Random(5)

    def year(_: Any) -> object:
        first = rng.randint(2016, 2025)
        return api.by_area_and_month(since=date(first, 1, 1), until=date(first + 1, 1, 1), measure="sign")

    def ever(_: Any) -> object:
        return api.by_area_and_month(since=EVER[0], until=EVER[1])

    def by_hand(_: Any) -> object:
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND, EVER)
            return cursor.fetchall()

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE) SELECT area, month, sum(deliveries) FROM ledger_month GROUP BY 1, 2")
        print("\n".join(row[0] for row in cursor.fetchall()))
    return [
        common.percentiles(f"a year of one measure, {wanted:,} rows", common.times(year, range(ROUNDS)), p99=100),
        common.percentiles("ten years of everything", common.times(ever, range(ROUNDS // 4)), p99=100),
        common.percentiles("the same from the rows, for comparison", common.times(by_hand, range(3)), p99=1e6),
    ]


if __name__ == "__main__":
    sys.exit(main())
