"""The public site's search over 5,000 texts, in the web process's role: one word, two, misspelt, nonsense.

The texts are made of the sentences of the articles, so that each common word is in most of them: the worst case.
Each has four compounds of its own, so that there are some ten thousand words to have been meant by a misspelt one.
"""

import itertools
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from . import common

TEXTS, ROUNDS = 5_000, 400
WORDS: Final = (
    "lås", "fönster", "inbrott", "grannar", "belysning", "altandörr", "semester", "larm", "nycklar", "märkning",
    "cykel", "förråd", "lägenhet", "hyresgäst", "brevlåda", "timer", "dörr", "villa", "vinter", "checklista",
)  # fmt: skip
MISSPELT: Final = (
    "fönstr", "inbrot", "belysnig", "altandör", "granar", "semster", "förrod", "lägenhett", "hyresgest",
    "brevloda",
)  # fmt: skip
NONSENSE: Final = ("qxzvwk", "wrtzplöfq", "kkkkkkkkkk", "åäöåäöåäö", "zzz xxx qqq")


def main() -> int:
    """Fill, learn, search, print."""
    with common.database() as home:
        from django.utils import timezone

        from kokong.kernel import tenancy
        from kokong.kernel.models import Municipality
        from kokong.places import api as places

        places.create_municipality(code="4002", name="Sökby", crs=3006)
        with tenancy.scope(municipality_id=Municipality.objects.get(code="4002").pk):
            learnt = _texts(now=timezone.now())
        for table in ("public_finding", "public_findingword", "public_vocabulary"):
            common.settle(home, table)
        with tenancy.scope(municipality_id=Municipality.objects.get(code="4002").pk):
            figures = list(_searched(now=timezone.now()))
    return common.report([*figures, common.Figure("learning all texts anew", "", f"{learnt:.1f} s", held=True)])


def _searched(*, now: datetime) -> Iterator[common.Figure]:
    from kokong.public import finding

    pairs = [f"{one} {other}" for one, other in zip(WORDS, WORDS[7:], strict=False)]
    for what, asked in (("one word", WORDS), ("two words", pairs), ("misspelt", MISSPELT), ("nonsense", NONSENSE)):
        found = [len(finding.search(each, language="sv", now=now)) for each in asked]
        cases = list(itertools.islice(itertools.cycle(asked), ROUNDS))
        taken = common.times(lambda q: finding.search(q, language="sv", now=now), cases)
        if any(found) is (what == "nonsense"):
            raise SystemExit(f"{what}: {dict(zip(asked, found, strict=True))}")
        yield common.percentiles(f"search in {TEXTS:,} texts, {what}", taken, p99=50)


def _texts(*, now: datetime) -> float:
    """As many texts as are to be searched, by the way that a page's texts go. Seconds that learning took."""
    from kokong.kernel import public as kernel
    from kokong.public import learning
    from kokong.public.models import Publication
    from kokong.texts import library

    chance = random.Random(13)
    articles = library.articles("sv")
    sentences = [each for article in articles for each in article.words.body.split(". ")]
    words = sorted({word for each in sentences for word in learning.spelt(each)})
    titles = [each.words.title for each in articles]

    def document(number: int) -> kernel.Document:
        body = ". ".join(chance.choices(sentences, k=30))
        body += ". " + " ".join(chance.choice(WORDS) + chance.choice(words) for _ in range(4))
        title = f"{chance.choice(titles)} {number}"
        return kernel.Document(f"text-{number}", "sv", title, chance.choice(sentences)[:200], body)

    documents = [document(number) for number in range(TEXTS)]
    kernel.offer(_page(documents))
    Publication.objects.get_or_create(page="bench", defaults={"since": now})
    print(f"Learning {TEXTS:,} texts …", flush=True)
    began = time.perf_counter()
    learning.learn(name="bench", now=now)
    return time.perf_counter() - began


def _page(documents: Sequence[Any]) -> Any:
    from kokong.kernel.public import Page

    return Page(
        name="bench", title="Bench", says="", template="", show=lambda _now: {}, searchable=lambda *_: documents
    )


if __name__ == "__main__":
    sys.exit(main())
