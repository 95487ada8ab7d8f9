"""The municipality's public site under load: from memory, over 300 sites, right after a change.

Served by the web server as `kokong up` starts it. Requests are counted by each second that the server's processes
computed, which is what one core gives; the clock's figure beside it depends on what else the machine does.
"""

import itertools
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from . import common, web_load
from .web_load import Load, Server

SITES, SECONDS = 300, 15.0
CHANGES, WATCHED_S = 8, 1.6
PUBLISHED: Final = ("advice", "news", "method", "contact", "privacy", "accessibility")


def main() -> int:
    """Seed, serve, measure, print."""
    os.environ["KOKONG_PORT"] = str(web_load.free_port())
    with common.database() as home:
        from django.core.management import call_command
        from django.utils import timezone

        call_command("collectstatic", interactive=False, verbosity=0)
        names = _seed(now=timezone.now())
        common.settle(home, "public_publication")
        figures = list(_served(names))
    return common.report(figures)


def _seed(*, now: datetime) -> list[str]:
    """The names of 300 sites, each with its published pages."""
    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.places import api as places
    from kokong.public import api as public

    print(f"Making {SITES} sites …", flush=True)
    known = set(Municipality.objects.values_list("code", flat=True))
    for number in range(SITES):
        code = str(4000 + number)
        if code not in known:
            place = places.create_municipality(code=code, name=f"Kommun {_letters(number)}", crs=3006)
            with tenancy.scope(municipality_id=place.pk):
                for page in PUBLISHED:
                    public.publish(name=page, user_id=None, now=now)
    return [f"kommun-{_letters(number)}" for number in range(SITES)]


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in (1, 0))


def _served(names: Sequence[str]) -> Iterator[common.Figure]:
    one = [f"/k/{names[0]}/{page}" for page in ("", "?language=en", *(f"{page}/" for page in PUBLISHED))]
    many = [f"/k/{name}/{page}" for name in names for page in ("", "advice/")]
    with web_load.server(int(os.environ["KOKONG_PORT"])) as first:
        _warm(first, [*one, *many])
        static = _static(first, one[0])
        file = web_load.load(first, [static], seconds=SECONDS)
        of_one = web_load.load(first, one, seconds=SECONDS)
        of_many = web_load.load(first, many, seconds=SECONDS * 3)  # what is kept for half a minute is made anew
        with web_load.server(web_load.free_port()) as second:
            late = _late((first, second), names[1])
    yield common.Figure("a static file, for comparison", "", _said(file), held=True)
    for what, load in (("pages of one site", of_one), (f"pages of {SITES} sites", of_many)):
        yield common.Figure(what, "≥ 1,000/s a core", _said(load), load.per_core >= 1_000)
        part = load.per_core / file.per_core
        yield common.Figure(f"{what}, beside the file", "≥ 0.5 ×", f"{part:.2f} ×", part >= 0.5)
    said = f"the last old answer after {max(late) * 1000:.0f} ms (n={len(late)}, 2 servers)"
    yield common.Figure("right after a publish", "≤ 1 s", said, max(late) <= 1.0)


def _warm(running: Server, paths: Sequence[str]) -> None:
    """Ask so often, each time over another connection, that each of the server's processes has made each page."""
    for path in paths:
        for _again in range(4):
            web_load.ask(running.port, path)


def _static(running: Server, page: str) -> str:
    """The address of a file of ours that is about as long as a page."""
    found = re.search(rb'"(/static/kokong/site\.[^"]+)"', web_load.ask(running.port, page)[1])
    assert found, "the front end has not been built"
    return found[1].decode()


def _said(load: Load) -> str:
    return f"{load.per_core:,.0f}/s a core, {load.requests / load.passed:,.0f}/s by the clock"


def _late(running: Sequence[Server], name: str) -> list[float]:
    """Seconds from the end of each change until the last answer, of either server, that didn't know of it."""
    from django.utils import timezone

    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.public import api as public

    place, found = Municipality.objects.get(code="4001"), []
    link = f'"/k/{name}/press/"'.encode()
    for shown in itertools.islice(itertools.cycle((True, False)), CHANGES):
        with tenancy.scope(municipality_id=place.pk):
            if shown:
                public.publish(name="press", user_id=None, now=timezone.now())
            else:
                public.withdraw(name="press")
        found.append(_last_wrong(running, f"/k/{name}/", link, shown=shown))
    return found


def _last_wrong(running: Sequence[Server], path: str, link: bytes, *, shown: bool) -> float:
    began, last = time.monotonic(), 0.0
    while time.monotonic() < began + WATCHED_S:
        for each in running:
            asked = time.monotonic()
            if (link in web_load.ask(each.port, path)[1]) is not shown:
                last = asked - began
    return last


if __name__ == "__main__":
    sys.exit(main())
