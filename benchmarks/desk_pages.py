"""The desk under fifty people at once: 40,000 dwellings, ten years of burglaries, the real web server.

Each person opens a page, looks at it for two seconds on average (none to four), and opens the next, at
random. The server and this program share the machine. Query counts are taken in this process.
"""

import os
import random
import socket
import sys
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from . import common, visiting

PEOPLE, SECONDS, WARM_UP = 50, 20.0, 5.0
YEARS, PER_YEAR, COCOONS = 10, 400, 24
LIMIT = 250


def main() -> int:
    """Seed, serve, measure, print."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        os.environ["KOKONG_PORT"] = str(free.getsockname()[1])
    with common.database() as home:
        common.fill(home, common.HOMES_PER_STREET)
        from django.core.management import call_command
        from django.utils import timezone

        call_command("collectstatic", interactive=False, verbosity=0)
        burglaries = _seed(now=timezone.now())
        cookies = visiting.sessions()
        pages = _pages(burglaries)
        queries = {name: _queries(address, cookies[0]) for name, address in pages.items()}
        visitors = [visiting.Visitor(cookie, pages) for cookie in cookies]
        with visiting.server() as url:
            taken = visiting.visit(url, visitors, seconds=SECONDS, warm_up=WARM_UP)
    return common.report(_figure(name, taken[name], queries[name]) for name in pages)


def _seed(*, now: datetime) -> list[int]:
    """Ten years of burglaries, the last of them with cocoons; ids of those with cocoons."""
    from kokong.incidents.models import Burglary
    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.measures.cocoons import api as cocoons
    from kokong.people import api as people
    from kokong.people.signin import second
    from kokong.places.models import Dwelling

    rng = random.Random(7)
    with tenancy.scope(municipality_id=Municipality.objects.get(code=common.ONE).pk):
        homes = list(Dwelling.objects.order_by("id").values_list("id", flat=True))
        ages = sorted(rng.uniform(0, YEARS * 365.25) for _ in range(YEARS * PER_YEAR))
        rows = [
            Burglary(
                dwelling_id=rng.choice(homes), state="confirmed", completed=rng.random() < 0.66,
                earliest=at - timedelta(hours=9), latest=at, dwelling_kind="house", entry_point="window",
                source="import", reported_at=at, confirmed_at=at,
            )
            for at in (now - timedelta(days=age) for age in ages)
        ]  # fmt: skip
        Burglary.objects.bulk_create(rows, batch_size=1000)
        second.ask(second_step=False)
        for number in range(PEOPLE):
            people.add_person(email=f"{number}@bench.example", name=f"Person {number}", role="coordinator")
        return [_cocoon(cocoons, row) for row in rows[:COCOONS]]


def _cocoon(cocoons: Any, row: Any) -> int:
    opened = cocoons.open_for(
        burglary_id=row.pk, dwelling_id=row.dwelling_id, dwelling_kind="house", now=row.confirmed_at
    )
    cocoons.doors(cocoon_id=opened.id)
    return int(row.pk)


def _pages(burglaries: list[int]) -> dict[str, str]:
    return {
        "today": "/",
        "burglary": f"/burglary/{burglaries[0]}/",
        "map, 3 months": "/map/",
        "map, 4 years": "/map/?period=4y&page=3",
        "map, 4 years, drawn": "/places/layers/burglaries.geojson?days=1461",
        "burglaries": "/burglaries/",
        "cocoons": "/cocoons/",
        "people": "/account/people/",
    }


def _queries(address: str, cookie: str) -> int:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return len(asked)


def _figure(name: str, taken: list[float], queries: int) -> common.Figure:
    middle, high = np.percentile(taken, [50, 95])
    measured = f"p50 {middle:.0f}, p95 {high:.0f} ms (n={len(taken)}), {queries} queries"
    return common.Figure(f"desk, {PEOPLE} people: {name}", f"p95 ≤ {LIMIT} ms", measured, bool(high <= LIMIT))


if __name__ == "__main__":
    sys.exit(main())
