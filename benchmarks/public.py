"""The municipality's public site under load: from memory, over 300 sites, right after a change, and its search.

Served by the web server as `kokong up` starts it. Requests are counted by each second that the server's processes
computed, which is what one core gives; the clock's figure beside it depends on what else the machine does.
"""

import itertools
import os
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from . import common, web_load
from .web_load import Load, Server

SITES, TEXTS, SECONDS = 300, 5_000, 15.0
CHANGES, WATCHED_S = 8, 1.6
PUBLISHED: Final = ("advice", "news", "method", "contact", "privacy", "accessibility")
WORDS: Final = (
    "lås", "fönster", "inbrott", "grannar", "belysning", "altandörr", "semester", "larm", "nycklar", "märkning",
    "cykel", "förråd", "lägenhet", "hyresgäst", "brevlåda", "timer", "dörr", "villa", "vinter", "checklista",
)  # fmt: skip
MISSPELT: Final = ("fönstr", "inbrot", "belysnig", "altandör", "granar", "semster", "förrod", "lägenhett")


def main() -> int:
    """Seed, serve, measure, print."""
    os.environ["KOKONG_PORT"] = str(web_load.free_port())
    with common.database() as home:
        from django.core.management import call_command
        from django.utils import timezone

        call_command("collectstatic", interactive=False, verbosity=0)
        names = _seed(now=timezone.now())
        common.settle(home, "public_publication")
        figures = [*_served(names), *_search(now=timezone.now())]
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


def _search(*, now: datetime) -> Iterator[common.Figure]:
    """Each word as it stands, with others, and misspelt; in the web process's role, one site of 300."""
    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.public import finding

    place = Municipality.objects.get(code="4002")
    with tenancy.scope(municipality_id=place.pk):
        _texts(now=now)
        pairs = [f"{one} {other}" for one, other in zip(WORDS, WORDS[7:], strict=False)]
        for what, asked in (("by words", [*WORDS, *pairs]), ("misspelt", MISSPELT)):
            cases = list(itertools.islice(itertools.cycle(asked), 300))
            taken = common.times(lambda q: finding.search(q, language="sv", now=now), cases)
            yield common.percentiles(f"search in {TEXTS:,} texts, {what}", taken, p99=50)


def _texts(*, now: datetime) -> None:
    """As many texts as are to be searched, of the sentences of the articles, by the way that a page's texts go."""
    from kokong.kernel import public as kernel
    from kokong.public import finding
    from kokong.public.models import Publication
    from kokong.texts import library

    chance = random.Random(13)
    articles = library.articles("sv")
    sentences = [each for article in articles for each in article.words.body.split(". ")]
    titles = [each.words.title for each in articles]

    def document(number: int) -> kernel.Document:
        body = ". ".join(chance.choices(sentences, k=30))
        title = f"{chance.choice(titles)} {number}"
        return kernel.Document(f"text-{number}", "sv", title, chance.choice(sentences)[:200], body)

    documents = [document(number) for number in range(TEXTS)]
    kernel.offer(_page(documents))
    Publication.objects.get_or_create(page="bench", defaults={"since": now})
    finding.learn(name="bench", now=now)


def _page(documents: Sequence[Any]) -> Any:
    from kokong.kernel.public import Page

    return Page(
        name="bench", title="Bench", says="", template="", show=lambda _now: {}, searchable=lambda *_: documents
    )


if __name__ == "__main__":
    sys.exit(main())
