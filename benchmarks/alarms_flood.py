"""One panel that sends as fast as it can, and how long the others wait for their acknowledgement meanwhile.

The flooding panel keeps thousands of frames on its one connection, numbered one after the other or all 0001; fifty
others have one frame outstanding each, every tenth of a second. Prints one JSON document last.
"""

import argparse
import asyncio
import contextlib
import json
import sys
import time
from typing import Any

import numpy as np
import uvloop

from kokong.dc09 import compose

from . import alarm_rig as rig

TARGET_P99_MS = 30.0
PAUSE_S = 0.1
CHUNK = 2_000


def flood_chunk(account: str, first: int, *, alike: bool) -> bytes:
    """Frames of one panel, run together."""
    return b"".join(
        compose("SIA-DCS", b"%04dR0L0#%b" % (1 if alike else at % 9999 + 1, account.encode()),
                b"#%b|Nri1/BA%X" % (account.encode(), at))
        for at in range(first, first + CHUNK)
    )  # fmt: skip


async def flood(account: str, *, alike: bool, until: float) -> dict[str, int]:
    """Send without waiting; what was sent and acknowledged."""
    made = [flood_chunk(account, at, alike=alike) for at in (1, 1 + CHUNK)]
    reader, writer = await asyncio.open_connection("127.0.0.1", rig.port())
    counted = {"sent": 0, "acknowledged": 0}

    async def read() -> None:
        while data := await reader.read(65536):
            counted["acknowledged"] += data.count(b"\r")

    reading = asyncio.create_task(read())
    with contextlib.suppress(TimeoutError):
        while time.perf_counter() < until:
            writer.write(made[counted["sent"] // CHUNK % 2])
            counted["sent"] += CHUNK
            async with asyncio.timeout(max(until - time.perf_counter(), 0)):
                await writer.drain()
    reading.cancel()
    writer.transport.abort()
    return counted


async def calm(account: str, taken: list[float], *, until: float) -> int:
    """One frame after the other, each waited for; how many were acknowledged."""
    reader, writer = await asyncio.open_connection("127.0.0.1", rig.port())
    number = 0
    while time.perf_counter() < until:
        number += 1
        echo, data = b"%04dR0L0#%b" % (number, account.encode()), b"#%b|Nri1/BA%X" % (account.encode(), number)
        began = time.perf_counter()
        writer.write(compose("SIA-DCS", echo, data))
        await reader.readuntil(b"\r")
        taken.append(time.perf_counter() - began)
        await asyncio.sleep(PAUSE_S)
    writer.close()
    return number


async def measure(accounts: list[str], *, seconds: float, alike: bool | None) -> dict[str, Any]:
    """`alike`: how the flooding panel numbers, None for none."""
    until, taken = time.perf_counter() + seconds, list[float]()
    flooding = asyncio.create_task(flood(accounts[0], alike=alike, until=until)) if alike is not None else None
    counts = await asyncio.gather(*(calm(one, taken, until=until) for one in accounts[1:]))
    ms = np.array(taken) * 1000
    found = {
        "others": dict(zip(accounts[1:], counts, strict=True)),
        "p50_ms": round(float(np.percentile(ms, 50)), 2),
        "p99_ms": round(float(np.percentile(ms, 99)), 2),
        "max_ms": round(float(ms.max()), 2),
    }
    return found | {"flood": await flooding} if flooding else found


def main() -> int:
    """Measure without and beside a flood, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--others", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=10.0)
    wanted = parser.parse_args()
    result: dict[str, Any] = {}
    held = True
    with rig.home():
        for name, alike in (("calm", None), ("flood", False), ("flood_numbered_alike", True)):
            accounts = rig.enrol(wanted.others + 1, first=len(result) * (wanted.others + 1))
            with rig.receiving():
                found = uvloop.run(measure(accounts, seconds=wanted.seconds, alike=alike))
            lost = rig.compare(found.pop("others"))
            result[name] = {**found, "missing": lost["missing"], "doubled": lost["doubled"]}
            held &= found["p99_ms"] <= TARGET_P99_MS and lost["missing"] == lost["doubled"] == 0
    result["held"] = held
    print(json.dumps(result, indent=2))
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
