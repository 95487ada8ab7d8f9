"""The alarm receiver under load: events a second, time to the acknowledgement, nothing lost, nothing doubled.

The whole receiver with its database (fsync on) and the panels share the machine's cores. `--peer pysiaalarm`
measures that receiver in the same run; it acknowledges without storing. Prints one JSON document last.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil

from . import alarm_rig as rig

TARGETS = {  # connections, encrypted: events a second; p50 and p99 in milliseconds
    (1, False): (0, 0.8, 2.0),
    (50, False): (15_000, None, 8.0),
    (50, True): (8_000, None, None),
    (500, False): (15_000, None, 60.0),
}
PEER = """
import asyncio, sys
from pysiaalarm import SIAAccount
from pysiaalarm.aio import SIAClient

async def main():
    async def taken(event):
        pass
    port, key = int(sys.argv[1]), sys.argv[2] or None
    accounts = [SIAAccount(account, key) for account in sys.stdin.readline().split()]
    async with SIAClient("127.0.0.1", port, accounts, taken):
        print("ready", flush=True)
        await asyncio.sleep(3600)

asyncio.run(main())
"""


def ours(connections: int, events: int, key: str) -> dict[str, Any]:
    """Our receiver: a short run to warm up, then the measured one; every acknowledged event looked for."""
    accounts = rig.enrol(2 * connections, key=key)
    with rig.receiving() as receiver:
        processor = rig.Processor(psutil.Process(receiver.process.pid), psutil.Process(rig.postmaster_pid()))
        warm = _sent(accounts[:connections], max(events // 10, connections), key)
        found = processor.during(lambda: _sent(accounts[connections:], events, key), per="events")
    return {**_public(found), **rig.compare({**warm["acknowledged"], **found["acknowledged"]})}


def theirs(connections: int, events: int, key: str) -> dict[str, Any]:
    """The peer, with the same frames from the same panels."""
    accounts = [f"B{number:05X}" for number in range(2 * connections)]
    with peer(accounts, key):
        _sent(accounts[:connections], max(events // 10, connections), key)
        return _public(_sent(accounts[connections:], events, key))


def _sent(accounts: list[str], events: int, key: str) -> dict[str, Any]:
    with rig.panels(accounts=accounts, events=events, key=key) as panels:
        panels.begin()
        return panels.figures()


def _public(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != "acknowledged"}


@contextmanager
def peer(accounts: list[str], key: str) -> Iterator[None]:
    """pysiaalarm's asyncio receiver on the same port."""
    command = [sys.executable, "-c", PEER, str(rig.port()), key]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(" ".join(accounts) + "\n")
        process.stdin.flush()
        if process.stdout.readline() != "ready\n":
            sys.exit("The peer did not start; is pysiaalarm installed (extra dev)?")
        time.sleep(0.2)
        yield
    finally:
        process.kill()
        process.wait(timeout=10)


def held(found: dict[str, Any], connections: int, encrypted: bool) -> bool:
    """Whether the figures reach the targets, where there are some; nothing may be lost or doubled anyway."""
    rate, p50, p99 = TARGETS.get((connections, encrypted), (0, None, None))
    return bool(
        found["missing"] == found["doubled"] == found["wrong_replies"] == 0
        and found["per_second"] >= rate
        and (p50 is None or found["p50_ms"] <= p50)
        and (p99 is None or found["p99_ms"] <= p99)
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--events", type=int, default=40_000)
    parser.add_argument("--aes", action="store_true", help="encrypted with AES-128")
    parser.add_argument("--peer", choices=["pysiaalarm"])
    wanted = parser.parse_args()
    key = rig.KEY if wanted.aes else ""
    result: dict[str, Any] = {"connections": wanted.connections, "aes": wanted.aes}
    with rig.home():
        result["kokong"] = ours(wanted.connections, wanted.events, key)
        if wanted.peer:
            result[wanted.peer] = theirs(wanted.connections, wanted.events, key)
            result["ratio"] = round(result["kokong"]["per_second"] / result[wanted.peer]["per_second"], 2)
    result["held"] = held(result["kokong"], wanted.connections, wanted.aes)
    print(json.dumps(result, indent=2))
    return 0 if result["held"] else 1


if __name__ == "__main__":
    sys.exit(main())
