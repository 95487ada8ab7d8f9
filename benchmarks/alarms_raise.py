"""How fast stored events become alarms: a day's mix of many homes, waiting in the table when the raiser begins.

Mostly people setting and unsetting their alarms, some restores and faults, few alarms. Only kinds that a raiser
looks at are laid out; polls leave no row and tests don't wait. Prints one JSON document last.
"""

import argparse
import json
import os
import time
from typing import Any

import numpy as np
import psutil

from . import alarm_rig as rig

MIX = {"open": 0.455, "close": 0.455, "restore": 0.04, "trouble": 0.02, "burglary": 0.02, "tamper": 0.005,
       "verified": 0.005}  # fmt: skip
SPACING_S = 0.05

LAY = """
WITH laid AS (
    INSERT INTO alarms_event (account_id, municipality_id, kind, zone, restores, received, occurred)
    SELECT account, %(municipality)s, kind, zone, CASE kind WHEN 'restore' THEN 'trouble' ELSE '' END, at, at
    FROM (SELECT account, kind, zone, now() - make_interval(secs => %(spacing)s * (%(count)s - place)) AS at, place
          FROM unnest(%(accounts)s::bigint[], %(kinds)s::text[], %(zones)s::text[])
              WITH ORDINALITY AS one(account, kind, zone, place)) AS one
    ORDER BY place RETURNING id
)
INSERT INTO alarms_pending (event_id) SELECT id FROM laid
"""


def lay(accounts: int, events: int, *, seed: int) -> None:
    """Lay out events of these homes, in order, waiting."""
    draw = np.random.default_rng(seed)
    rig.enrol(accounts)
    with rig.database() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM alarms_account ORDER BY id")]
        (municipality,) = connection.execute("SELECT min(municipality_id) FROM alarms_account").fetchone() or (0,)
        values = {
            "accounts": draw.choice(ids, events).tolist(),
            "kinds": draw.choice(list(MIX), events, p=list(MIX.values())).tolist(),
            "zones": [str(zone) for zone in draw.integers(1, 9, events)],
            "count": events, "spacing": SPACING_S, "municipality": municipality,
        }  # fmt: skip
        connection.execute(LAY, values)
        connection.execute("VACUUM ANALYZE")


def clear() -> dict[str, Any]:
    """Raise until nothing waits: events a second, and processor seconds of the raiser and of PostgreSQL."""
    from django.utils import timezone

    from kokong.measures.alarms import raising

    servers = [one for one in psutil.process_iter(["cmdline"]) if _ours(one)]
    before, own = _cpu(servers), time.process_time()
    began, done = time.perf_counter(), 0
    while count := raising.raise_pending(now=timezone.now()):
        done += count
    wall, raiser = time.perf_counter() - began, time.process_time() - own
    server = _cpu([one for one in psutil.process_iter(["cmdline"]) if _ours(one)]) - before
    return {
        "events": done,
        "events_per_second": round(done / wall),
        "raiser_cpu_us_per_event": round(raiser / done * 1e6, 1),
        "postgres_cpu_us_per_event": round(server / done * 1e6, 1),
    }


def _ours(process: psutil.Process) -> bool:
    try:
        folder = process.cwd()
    except psutil.Error:
        return False
    return folder.startswith(os.environ["KOKONG_HOME"])


def _cpu(processes: list[psutil.Process]) -> float:
    return sum(times.user + times.system for one in processes if (times := one.cpu_times()))


def main() -> None:
    """Lay out, raise, count what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=100_000)
    asked = parser.parse_args()
    with rig.home():
        lay(asked.accounts, asked.events, seed=1)
        found = clear()
        with rig.database() as connection:
            for what in ("alarm", "step"):
                (count,) = connection.execute(f"SELECT count(*) FROM alarms_{what}").fetchone() or (0,)
                found[f"{what}s"] = count
    print(json.dumps(found))


if __name__ == "__main__":
    main()
