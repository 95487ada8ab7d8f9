"""Three hundred municipalities on one installation: adding one, the desk's pages, tiles, the night, the disk.

Filled are dwellings, streets, buildings for the tiles, areas, ten years of burglaries, what was delivered, and an
evaluation whose monthly looks are all due; people of fifty municipalities visit at once. The night's work is what
the product does by its clock between midnight and morning, for every municipality, by two workers as `kokong up`
starts them. The server and this program share the machine.
"""

import argparse
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, LiteralString

import numpy as np
import psycopg

from . import common, visiting
from .promises import FILL, MEASURES

PEOPLE, SECONDS, WARM_UP, YEARS, AREAS = 50, 30.0, 10.0, 10, 20
PAGE_MS, TILE_MS, ADD_S, NIGHT_S = 250, 50, 5, 15 * 60
LOOKS: Final = 11  # nearly a year of them, as after an installation was down; usually it is one a month
ZOOM: Final = 14
WIDE_M: Final = 108_000
PAGES: Final = {
    "today": "/", "map": "/map/", "burglaries": "/burglaries/", "cocoons": "/cocoons/", "plan": "/plan/",
    "picture": "/cooperation/picture/", "people": "/account/people/",
}  # fmt: skip


def main() -> int:
    """Fill, serve, work through a night, print."""
    asked = _asked()
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        os.environ["KOKONG_PORT"] = str(free.getsockname()[1])
    with common.database() as home:
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        ids, added = add_all(asked.municipalities)
        fill(home, ids, asked)
        visitors = _visitors(ids)
        with visiting.server() as url:
            taken = visiting.visit(url, visitors, seconds=SECONDS, warm_up=WARM_UP)
        size = _ask(home, "SELECT pg_database_size(current_database())")
        night, jobs, failed = _night(home)
        looks = _ask(home, "SELECT count(*) FROM effect_monitorlook")
    return common.report([
        common.Figure("adding a municipality", f"≤ {ADD_S} s", f"longest {max(added) / 1000:.2f} s (n={len(ids)})",
                      max(added) <= ADD_S * 1000),
        *(_figure(name, taken[name], TILE_MS if name == "tile" else PAGE_MS) for name in (*PAGES, "tile")),
        common.Figure(f"the night's work, 2 workers, {jobs:,} jobs", f"≤ {NIGHT_S} s, 0 failed",
                      f"{night:.0f} s, {failed} failed", night <= NIGHT_S and not failed),
        common.Figure("monthly looks taken that night", f"≥ {LOOKS} each", f"{looks:,}",
                      looks >= LOOKS * len(ids)),
        common.Figure("size on disk", "no limit",
                      f"{size / 1e9:.1f} GB, {size / len(ids) / 1e6:.1f} MB each", True),
    ])  # fmt: skip


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, default=300)
    parser.add_argument("--dwellings", type=int, default=5_000_000)
    parser.add_argument("--burglaries", type=int, default=100_000)
    parser.add_argument("--deliveries", type=int, default=2_000_000)
    return parser.parse_args()


def add_all(wanted: int) -> tuple[list[int], list[float]]:
    """Their ids, and the milliseconds that adding each took, with its first person."""
    from kokong.kernel import tenancy
    from kokong.people import api as people
    from kokong.people.signin import second
    from kokong.places import api as places

    ids: list[int] = []

    def add(number: int) -> None:
        row = places.create_municipality(code=f"{number:04d}", name=f"Kommun {number}", crs=3006)
        with tenancy.scope(municipality_id=row.pk):
            second.ask(second_step=False)
            people.add_person(email=f"{number}@bench.example", name=f"Person {number}", role="coordinator")
        ids.append(row.pk)

    return ids, common.times(add, range(wanted))


def fill(home: Path, ids: Sequence[int], asked: argparse.Namespace) -> None:
    from django.utils import timezone

    from kokong.kernel import tenancy

    count, now, rng = len(ids), timezone.now(), random.Random(11)
    print(f"Filling {count} municipalities with {asked.dwellings:,} dwellings …", flush=True)
    with common.filling(home) as admin:
        for each in ids:
            common.add_streets(admin, each, max(1, asked.dwellings // count // common.HOMES_PER_STREET))
    for number, each in enumerate(ids):
        with tenancy.scope(municipality_id=each):
            homes, areas = _areas_and_homes(rng)
            _burglaries(homes, asked.burglaries // count, now, rng)
            _evaluation(areas, now)
            _deliveries(each, number, asked.deliveries // count, now)
            if number < PEOPLE:
                _buildings(homes)
    for table in ("ledger_delivery", "ledger_month", "incidents_burglary", "places_building"):
        common.settle(home, table)


def _areas_and_homes(rng: random.Random) -> tuple[list[tuple[int, Any]], list[int]]:
    import shapely
    from django.utils import timezone

    from kokong.places import api as places
    from kokong.places.models import Dwelling

    homes = list(Dwelling.objects.order_by("id").values_list("id", "location"))
    west, south, east, north = shapely.total_bounds(shapely.points([tuple(at) for _id, at in homes]))
    wide, areas = (east - west + 2) / AREAS, []
    for number in range(AREAS):  # strips of the town, which share no home
        shape = shapely.box(west - 1 + number * wide, south - 1, west - 1 + (number + 1) * wide - 0.5, north + 1)
        made = places.make_area(name=f"Område {number}", kind="drawn", shape=shape, now=timezone.now())
        areas.append(made.area_id)
    rng.shuffle(areas)
    return homes, areas


def _evaluation(areas: Sequence[int], now: datetime) -> None:
    """A fifth of the areas against the others, registered a year ago: every look since then is due."""
    from kokong.effect import api as effect

    start = date(now.year - 1, now.month, 1)
    plan = effect.Plan(
        question="Did visits help?", measures=("cocoon_visit",), treated=tuple(areas[: AREAS // 5]),
        compared=tuple(areas[AREAS // 5 :]), since=date(now.year - YEARS, now.month, 1), start=start,
        until=date(now.year + 1, now.month, 1),
    )  # fmt: skip
    number = effect.draft(plan=plan, user_id=None, now=now)
    effect.register(evaluation_id=number, user_id=None, now=now)


def _burglaries(homes: Sequence[tuple[int, Any]], wanted: int, now: datetime, rng: random.Random) -> None:
    from kokong.incidents.models import Burglary

    moments = [now - timedelta(days=rng.uniform(0, YEARS * 365.25)) for _ in range(wanted)]
    Burglary.objects.bulk_create(
        [
            Burglary(
                dwelling_id=rng.choice(homes)[0], state="confirmed", completed=rng.random() < 0.66,
                earliest=at - timedelta(hours=9), latest=at, dwelling_kind="house", entry_point="window",
                source="import", reported_at=at, confirmed_at=at,
            )
            for at in moments
        ],
        batch_size=1000,
    )  # fmt: skip


def _deliveries(municipality: int, number: int, wanted: int, now: datetime) -> None:
    from django.db import connection

    days = int(YEARS * 365.25)
    said: dict[str, Any] = {
        "municipality": municipality, "measures": list(MEASURES), "first": number * wanted + 1,
        "last": (number + 1) * wanted, "wide": WIDE_M, "days": days,
        "begins": f"{(now - timedelta(days=days)).date()} 12:00+00",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(FILL, said)


def _buildings(homes: Sequence[tuple[int, Any]]) -> None:
    """A building of ten metres a home, as tiles draw them."""
    import shapely

    from kokong.places import layers

    x, y = np.array([(at.x, at.y) for _id, at in homes]).T
    shapes = layers.to_mercator(shapely.box(x - 5, y - 5, x + 5, y + 5), source=3006)
    names = [str(dwelling_id) for dwelling_id, _at in homes]
    layers.replace_buildings("bench", names, ["house"] * len(names), [1] * len(names), shapes)


def _visitors(ids: Sequence[int]) -> list[visiting.Visitor]:
    """A coordinator in each of the first municipalities, who looks at tiles of the homes there, too."""
    from kokong.kernel import tenancy

    found = []
    for municipality, cookie in zip(ids[:PEOPLE], visiting.sessions(), strict=False):
        with tenancy.scope(municipality_id=municipality):
            tiles = _tiles()
        found.append(visiting.Visitor(cookie, {**PAGES, "tile": tiles}))
    return found


def _tiles() -> str:
    """The address of a tile in the middle of the homes."""
    from kokong.places import api as places
    from kokong.places.models import Dwelling

    homes = Dwelling.objects.order_by("id").values_list("location", flat=True)
    at = homes[homes.count() // 2]
    lon, lat = (float(each[0]) for each in places.degrees(x=[at.x], y=[at.y]))
    across = 1 << ZOOM
    column = int((lon + 180) / 360 * across)
    row = int((1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2 * across)
    return f"/places/tiles/{ZOOM}/{column}/{row}.mvt"


def _night(home: Path) -> tuple[float, int, int]:
    """Seconds, jobs and failed jobs of what is done once a day, for every municipality."""
    from procrastinate.contrib.django import app

    for each in app.periodic_registry.periodic_tasks.values():
        if not each.cron.startswith("*/") and each.cron.split()[1] != "*":
            each.task.defer(timestamp=int(time.time()))
    before, began = _ask(home, "SELECT max(id) FROM procrastinate_jobs"), time.monotonic()
    with _workers():
        while _ask(home, "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"):
            time.sleep(2)
    spent = time.monotonic() - began
    jobs = _ask(home, "SELECT last_value FROM procrastinate_jobs_id_seq") - before
    return spent, jobs, _ask(home, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")


def _ask(home: Path, sql: LiteralString) -> int:
    with psycopg.connect(common.superuser(home)) as admin:
        (number,) = admin.execute(sql).fetchone() or (0,)
    return int(number or 0)


@contextmanager
def _workers() -> Iterator[None]:
    processes = [subprocess.Popen([sys.executable, "-m", "kokong", "worker"]) for _each in range(2)]
    try:
        yield
    finally:
        for each in processes:
            each.terminate()
            each.wait(60)


def _figure(name: str, taken: list[float], limit: int) -> common.Figure:
    middle, high = np.percentile(taken, [50, 95])
    said = f"p50 {middle:.0f}, p95 {high:.0f} ms (n={len(taken)})"
    return common.Figure(f"{PEOPLE} people of {PEOPLE} municipalities: {name}", f"p95 ≤ {limit} ms", said,
                         bool(high <= limit))  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
