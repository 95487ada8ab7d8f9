"""The situational picture with ten years of burglaries and two million deliveries: its page, new data, its PDF.

Beside each page a plain count over the ledger's rows, so that the sums that it shows are known to be right.
"""

import argparse
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import numpy as np

from . import common
from .promises import FILL, MEASURES, WIDE_M

YEARS, AREAS, LOOKS, FRESH, PAPERS = 10, 60, 40, 5, 5
PAGE_MS, FRESH_MS, PAPER_MS = 300, 2_000, 3_000
BURGLARIES: Final = 10_000
HOMES: Final = 30_000
SIDE_M: Final = 700
BY_HAND: Final = """
SELECT measure, count(*) FROM ledger_delivery
WHERE retracted_at IS NULL AND "on" >= %s AND "on" < %s GROUP BY measure
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=2_000_000)
    wanted = parser.parse_args().deliveries
    with common.database() as home:
        from django.core.management import call_command
        from django.utils import timezone

        from kokong.kernel import tenancy
        from kokong.measures.cooperation.picture import freezing, paper, reading
        from kokong.measures.cooperation.picture.values import Text
        from kokong.places import api as places

        call_command("collectstatic", interactive=False, verbosity=0)
        place = places.create_municipality(code="9003", name="Havsvik", crs=3006)
        begins = timezone.localdate() - timedelta(days=365 * YEARS)
        with tenancy.scope(municipality_id=place.pk):
            _fill(place.pk, begins, wanted)
        for table in ("ledger_delivery", "ledger_month", "places_dwelling", "incidents_burglary"):
            common.settle(home, table)
        with tenancy.scope(municipality_id=place.pk):
            wrong = _wrong()
            freezing.write(text=Text(conclusions="Gå runt dörrarna."), edition=0, user_id=None, now=timezone.now())
            (frozen,) = common.times(lambda _n: freezing.freeze(after=0, user_id=None, now=timezone.now()), [0])
            version = reading.version(number=1)
            made = (paper.report, paper.slides)
            papers = common.times(lambda n: made[n % 2](version, language="sv"), range(2 * PAPERS))
        looks, computed, fresh = _looks(place.pk)
    high = float(np.percentile(looks, 95))
    return common.report([
        common.Figure(
            f"page, warm: {YEARS} years, {BURGLARIES:,} burglaries, {wanted:,} deliveries, {AREAS} areas",
            f"p95 ≤ {PAGE_MS} ms", f"p50 {np.percentile(looks, 50):.0f}, p95 {high:.0f} ms (n={len(looks)})",
            high <= PAGE_MS,
        ),
        common.Figure(
            "of that, what Python computes by itself", "no limit",
            f"p50 {np.percentile(computed, 50):.0f}, p95 {np.percentile(computed, 95):.0f} ms", True,
        ),
        common.Figure(
            "the same, first look after a new burglary", f"≤ {FRESH_MS} ms",
            f"p50 {np.percentile(fresh, 50):.0f}, longest {max(fresh):.0f} ms (n={len(fresh)})",
            max(fresh) <= FRESH_MS,
        ),
        common.Figure(
            "PDF of a frozen version, document and slides", f"≤ {PAPER_MS} ms",
            f"p50 {np.percentile(papers, 50):.0f}, longest {max(papers):.0f} ms (n={len(papers)})",
            max(papers) <= PAPER_MS,
        ),
        common.Figure("freezing a version in both languages", "no limit", f"{frozen:.0f} ms", True),
        common.Figure("measures whose number is another than a plain sum's", "0", str(wrong), wrong == 0),
    ])  # fmt: skip


def _fill(municipality: int, begins: date, wanted: int) -> None:
    import shapely
    from django.db import connection
    from django.utils import timezone

    from kokong.incidents.models import Burglary
    from kokong.places import api as places

    rng = random.Random(5)
    for number in range(AREAS):
        x, y = (rng.randrange(WIDE_M - SIDE_M) for _side in range(2))
        shape = shapely.box(584_000 + x, 6_280_000 + y, 584_000 + x + SIDE_M, 6_280_000 + y + SIDE_M)
        places.make_area(name=f"Område {number}", kind="drawn", shape=shape, now=datetime(2010, 1, 1, tzinfo=UTC))
    homes = _homes()
    now = timezone.now()
    Burglary.objects.bulk_create(
        [
            _burglary(homes, now - timedelta(hours=rng.randrange(24 * 365 * YEARS)), rng)
            for _n in range(BURGLARIES)
        ],
        batch_size=2_000,
    )
    days = (timezone.localdate() - begins).days
    fixed: dict[str, Any] = {
        "municipality": municipality, "wide": WIDE_M, "measures": list(MEASURES), "days": days,
        "begins": f"{begins} 12:00+00",
    }  # fmt: skip
    with connection.cursor() as cursor:
        for first in range(1, wanted + 1, 100_000):
            cursor.execute(FILL, {**fixed, "first": first, "last": min(first + 99_999, wanted)})


def _homes() -> list[int]:
    from kokong.kernel.fields import Point
    from kokong.places.models import Dwelling, Street

    rng = random.Random(7)
    street = Street.objects.create(
        key="storgatan|havsvik", name="Storgatan", name_key="storgatan", locality="Havsvik", dwellings=HOMES
    )
    rows = [
        Dwelling(
            source="bench", source_id=str(n), street=street, street_name="Storgatan", number=str(n),
            number_key=f"{n:05d}", stairwell="", unit="", unit_key="", postcode="392 32", locality="Havsvik",
            kind="detached", side=1, measure=float(n),
            location=Point(584_000 + rng.random() * WIDE_M, 6_280_000 + rng.random() * WIDE_M),
        )
        for n in range(HOMES)
    ]  # fmt: skip
    Dwelling.objects.bulk_create(rows, batch_size=2_000)
    return [row.pk for row in rows]


def _burglary(homes: list[int], when: datetime, rng: random.Random) -> Any:
    from kokong.incidents.models import Burglary

    return Burglary(
        dwelling_id=rng.choice(homes), earliest=when - timedelta(hours=rng.randrange(1, 40)), latest=when,
        completed=rng.random() < 0.7, dwelling_kind=rng.choice(("house", "row", "flat")), source="import",
        entry_point=rng.choice(("door", "window", "patio_door", "")), state="confirmed", reported_at=when,
        confirmed_at=when,
    )  # fmt: skip


def _wrong() -> int:
    """How many measures say another number than a plain sum over all rows does."""
    from django.db import connection
    from django.utils import timezone

    from kokong.measures.cooperation.picture import ground
    from kokong.measures.cooperation.picture.burglaries import midnight
    from kokong.measures.cooperation.picture.periods import twelve_months

    asked = twelve_months(timezone.localdate())
    shown = ground.delivered(asked)["delivered"]["by_measure"]
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [midnight(asked.since), midnight(asked.until)])
        plain = dict(cursor.fetchall())
    assert plain, "nothing was delivered in the year"
    return sum(shown.get(code) != many for code, many in plain.items())


def _looks(municipality: int) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of the whole page, warm: by the clock, and what this process computed in them, which stays the
    same beside other work; then of the first look after each of some new burglaries."""
    from django.utils import timezone

    from kokong.incidents.models import Burglary
    from kokong.kernel import tenancy

    browser = _browser(municipality)
    page = "/cooperation/picture/"
    answer = browser.get(page)
    assert answer.status_code == 200, answer
    assert answer.content.count(b"kk-panel") > 10, "not all figures are on the page"
    computed: list[float] = []

    def look(_number: int) -> None:
        began = time.process_time()
        browser.get(page)
        computed.append((time.process_time() - began) * 1000)

    looks = common.times(look, range(LOOKS))
    rng, fresh = random.Random(9), []
    with tenancy.scope(municipality_id=municipality):
        homes = [each for each in Burglary.objects.values_list("dwelling_id", flat=True)[:FRESH] if each]
    for _number in range(FRESH):
        with tenancy.scope(municipality_id=municipality):
            _burglary(homes, timezone.now() - timedelta(hours=2), rng).save()
        fresh += common.times(lambda _n: browser.get(page), [0])
    return looks, computed, fresh


def _browser(municipality: int) -> Any:
    """A coordinator's."""
    from django.test import Client

    from kokong.kernel import tenancy
    from kokong.people import api as people
    from kokong.people.models import User
    from kokong.people.signin import second

    with tenancy.scope(municipality_id=municipality):
        second.ask(second_step=False)
        people.add_person(email="0@bench.example", name="Person", role="coordinator")
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(
        User.objects.get(email="0@bench.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return browser


if __name__ == "__main__":
    sys.exit(main())
