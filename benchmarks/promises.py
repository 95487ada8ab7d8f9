"""Progress of thirty actions over ten years with two million deliveries, beside a plain sum over the rows.

Each action counts one measure in one of twenty areas, or in all, by the place of each delivery. The page is the
one that everybody reads, made anew each time.
"""

import argparse
import random
import sys
import time
from datetime import date
from decimal import Decimal
from typing import Any, Final

import numpy as np
import shapely

from . import common

ACTIONS, AREAS, LOOKS, YEARS = 30, 20, 40, 10
PAGE_MS: Final = 300
WIDE_M, SIDE_M = 5_000, 700
MEASURES: Final = ("cocoon_visit", "sign", "walk", "building_check")
FILL: Final = """
INSERT INTO ledger_delivery (municipality_id, measure, place, audience, subject, point, "on", month, outcome,
    source, source_id, quantity)
SELECT %(municipality)s, measure, 'spot', '', '', point(584000 + x, 6280000 + y), day,
    date_trunc('month', day AT TIME ZONE 'Europe/Stockholm')::date,
    CASE WHEN measure = 'cocoon_visit' AND n %% 3 = 0 THEN 'talked' ELSE '' END, 'bench', n::text, 1
FROM generate_series(%(first)s, %(last)s) AS n,
    LATERAL (SELECT (n * 7919::bigint %% %(wide)s) + 0.25,
        (n * 104729::bigint / 3 %% %(wide)s) + 0.75) AS at(x, y),
    LATERAL (SELECT (%(measures)s::text[])[CASE WHEN n %% 100 < 90 THEN 1 ELSE 2 + n %% 3 END]) AS what(measure),
    LATERAL (SELECT %(begins)s::timestamptz + (n * 31::bigint %% %(days)s) * interval '1 day') AS made(day)
"""
BY_HAND: Final = """
SELECT count(*) FROM ledger_delivery WHERE retracted_at IS NULL AND measure = %s AND (%s = '' OR outcome = %s)
    AND month >= %s AND month < %s AND (%s::polygon IS NULL OR point <@ %s::polygon)
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=2_000_000)
    wanted = parser.parse_args().deliveries
    with common.database():
        from django.core.management import call_command
        from django.utils import timezone

        from kokong.kernel import tenancy
        from kokong.measures.promises import pace, progressing, work
        from kokong.places import api as places

        call_command("collectstatic", interactive=False, verbosity=0)
        begins = pace.month_after(timezone.localdate(), -12 * YEARS)
        place = places.create_municipality(code="9003", name="Havsvik", crs=3006)
        with tenancy.scope(municipality_id=place.pk):
            _fill(place.pk, begins, wanted)
            areas = _areas()
            promise_id, asked = _promise(begins, areas)
            row = work.row_of(promise_id)
            (night,) = common.times(lambda _n: progressing.keep(work.countings(row), now=timezone.now()), [0])
            wrong = _wrong(promise_id, asked, begins, areas)
        looks, computed = _looks(promise_id)
    high = float(np.percentile(looks, 95))
    return common.report([
        common.Figure(
            f"page with {ACTIONS} actions over {YEARS} years, {wanted:,} deliveries", f"p95 ≤ {PAGE_MS} ms",
            f"p50 {np.percentile(looks, 50):.0f}, p95 {high:.0f} ms (n={len(looks)})", high <= PAGE_MS,
        ),
        common.Figure(
            "of that, what Python computes by itself", "no limit",
            f"p50 {np.percentile(computed, 50):.0f}, p95 {np.percentile(computed, 95):.0f} ms", True,
        ),
        common.Figure("actions whose number is another than a plain sum's", "0", str(wrong), wrong == 0),
        common.Figure("all months counted anew, by night", "no limit", f"{night / 1000:.1f} s", True),
    ])  # fmt: skip


def _fill(municipality: int, begins: date, wanted: int) -> None:
    from django.db import connection
    from django.utils import timezone

    days = (timezone.localdate() - begins).days
    fixed: dict[str, Any] = {
        "municipality": municipality, "wide": WIDE_M, "measures": list(MEASURES), "days": days,
        "begins": f"{begins} 12:00+00",
    }  # fmt: skip
    with connection.cursor() as cursor:
        for first in range(1, wanted + 1, 100_000):
            cursor.execute(FILL, {**fixed, "first": first, "last": min(first + 99_999, wanted)})
        cursor.execute("ANALYZE ledger_delivery")


def _areas() -> dict[int, shapely.Polygon]:
    """Twenty squares of which some lie over each other, known since before the first delivery."""
    from datetime import UTC, datetime

    from kokong.places import api as places

    rng = random.Random(5)
    made: dict[int, shapely.Polygon] = {}
    for number in range(AREAS):
        x, y = (rng.randrange(WIDE_M - SIDE_M) for _side in range(2))
        shape = shapely.box(584_000 + x, 6_280_000 + y, 584_000 + x + SIDE_M, 6_280_000 + y + SIDE_M)
        kept = places.make_area(
            name=f"Område {number}", kind="drawn", shape=shape, now=datetime(2010, 1, 1, tzinfo=UTC)
        )
        made[kept.area_id] = shape
    return made


def _promise(begins: date, areas: dict[int, shapely.Polygon]) -> tuple[int, dict[int, Any]]:
    """One promise that runs over all of the time, and its thirty actions; written straight to the tables."""
    from django.utils import timezone

    from kokong.measures.promises import models as rows
    from kokong.measures.promises import pace, rules
    from kokong.public import api as public

    now, rng = timezone.now(), random.Random(7)
    promise = rows.Promise.objects.create(
        title="Tio år", text="Vi går.", state="running", begins=begins,
        ends=pace.month_after(begins, 12 * YEARS + 12), begun=now, signed=now,
    )  # fmt: skip
    asked: dict[int, Any] = {}
    for number in range(ACTIONS):
        what = MEASURES[number % 4]
        rule = rules.Rule(
            what, "least", Decimal(2), rng.choice(("month", "quarter", "half", "year")),
            outcome="talked" if number % 8 == 0 else "", area_id=None if number % 6 == 5 else rng.choice([*areas]),
        )  # fmt: skip
        action = rows.Action.objects.create(promise=promise, title=f"Åtgärd {number}", by="both")
        rows.Counting.objects.create(action=action, rule=rules.as_data(rule), made=now)
        asked[action.pk] = rule
    public.publish(name="promises", user_id=None, now=now)
    return promise.pk, asked


def _wrong(promise_id: int, asked: dict[int, Any], begins: date, areas: dict[int, shapely.Polygon]) -> int:
    """How many actions say another number than a plain sum over all rows does."""
    from django.db import connection
    from django.utils import timezone

    from kokong.measures.promises import api, pace

    until = pace.month_after(timezone.localdate())
    wrong = 0
    with connection.cursor() as cursor:
        for each in api.actions(promise_id=promise_id, now=timezone.now()):
            rule = asked[each.id]
            line = _line(areas[rule.area_id]) if rule.area_id else None
            cursor.execute(BY_HAND, [rule.what, rule.outcome, rule.outcome, begins, until, line, line])
            plain = cursor.fetchone()[0]
            wrong += plain != sum(period.amount.n for period in each.progress.periods) or not plain
    return wrong


def _line(shape: shapely.Polygon) -> str:
    corners = ",".join(f"({x!r},{y!r})" for x, y in shape.exterior.coords[:-1])
    return f"({corners})"


def _looks(promise_id: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the page made anew, as the first reader gets it after something has changed.

    By the clock, and what this process computed in them: that stays the same beside other work on the machine.
    """
    from django.test import Client

    from kokong.public import kept

    kept.LIFE_S = 0.0  # no answer is kept from one look to the next
    browser = Client(SERVER_NAME="localhost")
    page = f"/k/9003/promises/{promise_id}/"
    answer = browser.get(page, follow=True)
    assert answer.status_code == 200, answer
    assert answer.content.count(b"kk-ring__count") == ACTIONS, "not all actions are on the page"
    page = answer.request["PATH_INFO"]
    computed: list[float] = []

    def look(_number: int) -> None:
        began = time.process_time()
        browser.get(page)
        computed.append((time.process_time() - began) * 1000)

    return common.times(look, range(LOOKS)), computed


if __name__ == "__main__":
    sys.exit(main())
