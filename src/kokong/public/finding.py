"""The site's search: what is published, by Swedish and English words, with a forgiving eye for spelling."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from kokong import tables
from kokong.kernel import public
from kokong.kernel.public import Document, Page

from .models import Finding, Publication

LONGEST: Final = 200
"""Letters of what is asked for; what is longer is cut, and the page says so."""
MOST: Final = 20
ENOUGH: Final = 3
"""With fewer findings by words, spelling is forgiven."""
ALIKE: Final = 0.45
Values = dict[str, str | int | float | datetime | None]
_CONFIGS: Final = {"sv": "swedish", "en": "english"}

_KEEP: Final = """
INSERT INTO public_finding (page, slug, language, title, lead, plain, words, until)
VALUES (%(page)s, %(slug)s, %(language)s, %(title)s, %(lead)s,
  left(lower(unaccent(%(title)s || ' ' || %(lead)s)), 300),
  setweight(to_tsvector(%(config)s::regconfig, %(title)s), 'A')
  || setweight(to_tsvector(%(config)s::regconfig, %(lead)s), 'B')
  || setweight(to_tsvector(%(config)s::regconfig, %(body)s), 'C')
  || setweight(to_tsvector(%(config)s::regconfig, unaccent(%(title)s || ' ' || %(lead)s || ' ' || %(body)s)), 'D'),
  %(until)s)
ON CONFLICT (municipality_id, page, slug, language) DO UPDATE SET title = excluded.title, lead = excluded.lead,
  plain = excluded.plain, words = excluded.words, until = excluded.until
"""
# What is asked for is read once, not for each row; the pages that are published are looked up once.
_THERE: Final = """
  FROM public_finding CROSS JOIN asked
  WHERE page = ANY (ARRAY(SELECT page FROM public_publication)) AND (until IS NULL OR until > %(now)s)
"""
# The columns of either kind of finding; row-level security says of which site.
_BY_WORDS: Final = (
    """
WITH asked AS MATERIALIZED (SELECT websearch_to_tsquery('swedish', %(q)s) || websearch_to_tsquery('english', %(q)s)
  || websearch_to_tsquery('swedish', unaccent(%(q)s)) AS query)
SELECT page, slug, language, title, lead, ts_rank(words, query) + (language = %(language)s)::int * 0.05 AS rank
"""
    + _THERE
    + " AND words @@ query ORDER BY rank DESC, page, slug LIMIT %(most)s"
)
_BY_SPELLING: Final = (
    """
WITH asked AS MATERIALIZED (SELECT lower(unaccent(%(q)s)) AS said)
SELECT page, slug, language, title, lead,
  word_similarity(said, plain) + (language = %(language)s)::int * 0.01 AS rank
"""
    + _THERE
    + " AND word_similarity(said, plain) >= %(alike)s ORDER BY rank DESC, page, slug LIMIT %(most)s"
)


@dataclass(frozen=True)
class Found:
    """One finding; `slug` is empty for a page itself."""

    page: str
    slug: str
    language: str
    title: str
    lead: str


def search(asked: str, *, language: str, now: datetime, most: int = MOST) -> tuple[Found, ...]:
    """What fits the words, the best first; each text once, in the reader's language where there is one."""
    wanted = cut(asked)
    if not wanted:
        return ()
    values: Values = {"q": wanted, "language": language, "now": now, "most": most * 3, "alike": ALIKE}
    found = _once(_rows(_BY_WORDS, values))
    if len(found) < ENOUGH:
        found = _once([*found, *_rows(_BY_SPELLING, values)])
    return tuple(found[:most])


def cut(asked: str) -> str:
    """What is looked for, as one line."""
    return " ".join(tables.clean(asked[: LONGEST * 2]).split())[:LONGEST]


def _rows(statement: str, values: Values) -> list[Found]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Found(*row[:5]) for row in cursor.fetchall()]


def _once(found: Iterable[Found]) -> list[Found]:
    first: dict[tuple[str, str], Found] = {}
    for each in found:
        first.setdefault((each.page, each.slug), each)
    return list(first.values())


@transaction.atomic
def learn(*, name: str, slug: str = "", now: datetime) -> int:
    """Have the search find what a page shows now: all of it, or what one slug ends with. How many findings."""
    page, published = public.page(name), Publication.objects.filter(page=name).exists()
    known = Finding.objects.filter(page=name, slug=slug) if slug else Finding.objects.filter(page=name)
    if page is None or not published:
        known.delete()
        return 0
    documents = _documents(page, slug, now)
    there = {(each.slug, each.language) for each in documents}
    gone = [row.pk for row in known.only("pk", "slug", "language") if (row.slug, row.language) not in there]
    Finding.objects.filter(pk__in=gone).delete()
    with connection.cursor() as cursor:
        cursor.executemany(_KEEP, [_values(name, each) for each in documents])
    return len(documents)


def _documents(page: Page, slug: str, now: datetime) -> Sequence[Document]:
    from django.conf import settings
    from django.utils import translation

    found = list(page.searchable(now, slug)) if page.searchable else []
    if slug:
        return found
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(Document("", code, str(page.title), "", ""))
    return found


def _values(name: str, each: Document) -> Values:
    return {
        "page": name, "slug": each.slug, "language": each.language, "title": each.title[:200],
        "lead": each.lead[:400], "body": _plain(each.body), "until": each.until,
        "config": _CONFIGS.get(each.language[:2], "simple"),
    }  # fmt: skip


_LINK: Final = re.compile(r"\]\([^)\s]*\)")
_SIGNS: Final = re.compile(r"[#*_`>\[\]<|]+")


def _plain(body: str) -> str:
    """Words without the signs of CommonMark and where links lead."""
    return _SIGNS.sub(" ", _LINK.sub(" ", body))[:100_000]
