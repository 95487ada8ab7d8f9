"""Five hundred residents answer one dialogue: within a minute, as at a meeting, and all in the same moment.

Each opens the questions over a connection of its own, with a cookie of its own, and sends a choice, a place on the
map and some words to the web server as `kokong up` starts it. One in ten sends from two tabs at once.
"""

import argparse
import asyncio
import gzip
import os
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final
from urllib.parse import urlencode

import numpy as np

from . import common, web_load

RESIDENTS, TWICE, MINUTE_S, POST_MS = 500, 10, 60.0, 500
HEAD: Final = (
    "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n"
)
FORM: Final = (
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nCookie: {cookies}\r\n"
)


@dataclass(frozen=True)
class Asked:
    """A dialogue: where it is answered, and the fields of a choice, a place and free words."""

    dialogue_id: int
    path: str
    choice: str
    pin: str
    text: str


@dataclass(frozen=True)
class Resident:
    """Somebody before the open questions: the cookies and the secret of the form."""

    cookies: str
    secret: str
    opened_ms: float


@dataclass(frozen=True)
class Sent:
    """How long an answer took from the click to the thanks, and whether it was thanked for."""

    ms: float
    kept: bool


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=RESIDENTS)
    wanted = parser.parse_args().residents
    os.environ["KOKONG_PORT"] = str(port := web_load.free_port())
    with common.database() as home:
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        common.fill(home, common.HOMES_PER_STREET)
        asked = [_dialogue(title) for title in ("Inom en minut", "Alla på en gång")]
        spots = _spots(wanted)
        with web_load.server(port):
            asyncio.run(_all(port, asked[0].path, wanted=40, within_s=2.0))  # its processes are warm
            figures = []
            for each, within_s in zip(asked, (MINUTE_S, 0.0), strict=True):
                opened, sent = asyncio.run(_answered(port, each, spots, within_s))
                figures += _figures(each, opened, sent, within_s)
    return common.report(figures)


def _dialogue(title: str) -> Asked:
    """A dialogue that is open, in a municipality of 40,000 homes."""
    from django.urls import reverse
    from django.utils import timezone

    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.measures.promises.dialogue import work
    from kokong.measures.promises.dialogue.values import Draft

    now = timezone.now()
    with tenancy.scope(municipality_id=Municipality.objects.get(code=common.ONE).pk):
        number = work.begin(draft=Draft(title, timezone.localdate(now) + timedelta(days=9)), now=now)
        choice = work.ask(dialogue_id=number, kind="choice", question="Är du trygg?", choices=["Ja", "Nej"])
        pin = work.ask(dialogue_id=number, kind="pin", question="Var är det mörkt?")
        text = work.ask(dialogue_id=number, kind="text", question="Vad ska vi göra?")
        work.act(dialogue_id=number, action="open", now=now)
    return Asked(
        number, reverse("dialogue:answer", args=[common.ONE, number]), f"q{choice}", f"q{pin}", f"q{text}"
    )


def _spots(wanted: int) -> list[str]:
    """Places beside homes, as the map sends them."""
    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.places import api as places
    from kokong.places.models import Dwelling

    with tenancy.scope(municipality_id=Municipality.objects.get(code=common.ONE).pk):
        homes = list(Dwelling.objects.order_by("pk").values_list("location", flat=True)[: wanted * 40 : 40])
        lon, lat = places.degrees(x=[each[0] for each in homes], y=[each[1] for each in homes])
    return [f"{x:.6f},{y:.6f}" for x, y in zip(lon, lat, strict=True)]


async def _answered(
    port: int, asked: Asked, spots: Sequence[str], within_s: float
) -> tuple[list[Resident], list[Sent]]:
    """All open the questions within that time (or a minute), and send then; those with two tabs send twice."""
    opened = await _all(port, asked.path, wanted=len(spots), within_s=within_s or MINUTE_S)
    rng = Random(3)

    async def send(number: int, after_s: float) -> Sent:
        await asyncio.sleep(after_s)
        form = {
            "csrfmiddlewaretoken": opened[number].secret, asked.choice: str(number % 2), asked.pin: "Vid bron",
            f"{asked.pin}_spot": spots[number], asked.text: f"Lampa {number} är trasig",
        }  # fmt: skip
        began = time.perf_counter()
        status, body, _cookies = await _ask(port, asked.path, opened[number].cookies, urlencode(form))
        return Sent((time.perf_counter() - began) * 1000, status == 200 and b'role="status"' in body)

    tabs = []
    for number in range(len(spots)):
        after = rng.uniform(0, within_s)
        tabs += [send(number, after) for _tab in range(1 + (number % TWICE == 0))]
    return opened, list(await asyncio.gather(*tabs))


async def _all(port: int, path: str, *, wanted: int, within_s: float) -> list[Resident]:
    rng = Random(1)

    async def one(after_s: float) -> Resident:
        await asyncio.sleep(after_s)
        began = time.perf_counter()
        _status, body, cookies = await _ask(port, path)
        took = (time.perf_counter() - began) * 1000
        secret = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', body)
        assert secret, body[:300]
        return Resident(cookies, secret[1].decode(), took)

    return list(await asyncio.gather(*(one(rng.uniform(0, within_s)) for _n in range(wanted))))


async def _ask(port: int, path: str, cookies: str = "", form: str | None = None) -> tuple[int, bytes, str]:
    """One request over a connection of its own: status, plain body, and the cookies that it gave."""
    head = HEAD.format(method="GET" if form is None else "POST", path=path, port=port)
    if form is not None:
        head += FORM.format(length=len(form), cookies=cookies)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{head}\r\n{form or ''}".encode())
    got = await reader.read()
    writer.close()
    top, _end, body = got.partition(b"\r\n\r\n")
    lines = top.decode("latin-1").split("\r\n")
    fields = [line.partition(": ")[::2] for line in lines[1:]]
    packed = any(name.lower() == "content-encoding" and value == "gzip" for name, value in fields)
    given = "; ".join(value.partition(";")[0] for name, value in fields if name.lower() == "set-cookie")
    return int(lines[0].split()[1]), gzip.decompress(body) if packed else body, given


def _figures(asked: Asked, opened: list[Resident], sent: list[Sent], within_s: float) -> list[common.Figure]:
    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.measures.promises.models import Reply, Saying

    with tenancy.scope(municipality_id=Municipality.objects.get(code=common.ONE).pk):
        replies = Reply.objects.filter(dialogue_id=asked.dialogue_id)
        each_once, all_kept = replies.filter(replaced=None).count(), replies.count()
        said = Saying.objects.filter(reply__dialogue_id=asked.dialogue_id).count()
    how = f"within {within_s:.0f} s" if within_s else "in one moment"
    lost = sum(not each.kept for each in sent) + len(sent) - all_kept + 3 * len(sent) - said
    return [
        _shown(f"{len(opened)} residents open the questions", [each.opened_ms for each in opened], limit=None),
        _shown(f"and send their answers {how}", [e.ms for e in sent], limit=POST_MS),
        common.Figure("answers lost", "0", str(lost), lost == 0),
        common.Figure("people counted", str(len(opened)), str(each_once), each_once == len(opened)),
    ]


def _shown(what: str, taken: Sequence[float], *, limit: float | None) -> common.Figure:
    middle, high, last = (float(each) for each in np.percentile(taken, [50, 95, 100]))
    said = f"p50 {middle:.0f}, p95 {high:.0f}, last {last:.0f} ms (n={len(taken)})"
    return common.Figure(what, f"p95 ≤ {limit} ms" if limit else "no limit", said, limit is None or high <= limit)


if __name__ == "__main__":
    sys.exit(main())
