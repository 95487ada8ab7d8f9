"""What the site's search knows: each text that is published, word by word, and how its words are spelt.

A text's words are rows, found by equality alone: that is what PostgreSQL looks up by an index under row-level
security (decision 118). A text that has not changed is left as it is.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from kokong.kernel import public
from kokong.kernel.public import Document, Page

from .models import Finding, Publication, Vocabulary

Values = dict[str, str | int | float | datetime | None]
WRITTEN: Final = "1"
"""Part of each digest: another one has every text learnt anew in the night."""
LONGEST_WORD: Final = 40
MOST_WORDS: Final = 60_000
_CONFIGS: Final = {"sv": "swedish", "en": "english"}

_KEEP: Final = """
INSERT INTO public_finding (page, slug, language, title, lead, until, digest)
VALUES (%(page)s, %(slug)s, %(language)s, %(title)s, %(lead)s, %(until)s, %(digest)s)
ON CONFLICT (municipality_id, page, slug, language) DO UPDATE SET title = excluded.title, lead = excluded.lead,
  until = excluded.until, digest = excluded.digest
"""
_FORGET: Final = """
DELETE FROM public_findingword WHERE finding_id IN (SELECT id FROM public_finding
  WHERE page = %(page)s AND slug = %(slug)s AND language = %(language)s)
"""
# A word weighs by where it stands, and a little by how often; without its accents it weighs less.
_WORDS: Final = """
INSERT INTO public_findingword (finding_id, lexeme, weight)
SELECT f.id, w.lexeme,
  CASE WHEN 'A' = ANY (w.weights) THEN 1.0 WHEN 'B' = ANY (w.weights) THEN 0.4
       WHEN 'C' = ANY (w.weights) THEN 0.2 ELSE 0.1 END + 0.02 * least(cardinality(w.weights), 10)
FROM public_finding f, unnest(
  setweight(to_tsvector(%(config)s::regconfig, %(title)s), 'A')
  || setweight(to_tsvector(%(config)s::regconfig, unaccent(%(title)s) || ' ' || %(lead)s), 'B')
  || setweight(to_tsvector(%(config)s::regconfig, %(body)s), 'C')
  || setweight(to_tsvector(%(config)s::regconfig, unaccent(%(lead)s || ' ' || %(body)s)), 'D')
) AS w
WHERE f.page = %(page)s AND f.slug = %(slug)s AND f.language = %(language)s AND length(w.lexeme) <= 100
"""


@transaction.atomic
def learn(*, name: str, slug: str = "", now: datetime) -> int:
    """Have the search find what a page shows now: all of it, or what one slug ends with. How many findings."""
    page, published = public.page(name), Publication.objects.filter(page=name).exists()
    known = Finding.objects.filter(page=name, slug=slug) if slug else Finding.objects.filter(page=name)
    given = _documents(page, slug, now) if page is not None and published else []
    documents = {(each.slug, each.language): each for each in given}
    rows = list(known.values_list("pk", "slug", "language", "digest"))
    Finding.objects.filter(pk__in=[pk for pk, *which, _d in rows if tuple(which) not in documents]).delete()
    _write(name, documents.values(), {(ends, language): digest for _pk, ends, language, digest in rows})
    _spell(name, documents.values(), more=bool(slug))
    return len(documents)


def _documents(page: Page, slug: str, now: datetime) -> Sequence[Document]:
    found = list(page.searchable(now, slug)) if page.searchable else []
    if slug:
        return found
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(Document("", code, str(page.title), "", ""))
    return found


def _write(name: str, documents: Iterable[Document], known: dict[tuple[str, str], str]) -> None:
    values = [_values(name, each) for each in documents]
    new = [each for each in values if known.get((str(each["slug"]), str(each["language"]))) != each["digest"]]
    with connection.cursor() as cursor:
        for statement in (_KEEP, _FORGET, _WORDS):
            cursor.executemany(statement, new)


def _values(name: str, each: Document) -> Values:
    said: Values = {
        "page": name, "slug": each.slug, "language": each.language, "title": each.title[:200],
        "lead": each.lead[:400], "body": _plain(each.body), "until": each.until,
        "config": _CONFIGS.get(each.language[:2], "simple"),
    }  # fmt: skip
    told = json.dumps([WRITTEN, *said.values()], default=str)
    return {**said, "digest": sha256(told.encode()).hexdigest()[:32]}


def _spell(name: str, documents: Iterable[Document], *, more: bool) -> None:
    """Keep how the words of a page are spelt; `more` adds those of one text to what is known."""
    words = {word for each in documents for word in spelt(f"{each.title} {each.lead} {_plain(each.body)}")}
    row = Vocabulary.objects.select_for_update().filter(page=name).first()
    before = row.words if row else ""
    said = " ".join(sorted(words.union(before.split()) if more else words)[:MOST_WORDS])
    if said != before:
        Vocabulary.objects.update_or_create(page=name, defaults={"words": said})


_SPELT: Final = re.compile(r"[^\W\d_]{3,}")
_OTHERS: Final = {ord("ø"): "o", ord("æ"): "ae", ord("ß"): "ss", ord("ł"): "l", ord("đ"): "d"}


def spelt(said: str) -> set[str]:
    """The words of a text that can be misspelt, without accents: letters alone, three at least."""
    return {word for word in _SPELT.findall(plainly(said)) if len(word) <= LONGEST_WORD}


def plainly(said: str) -> str:
    """In small letters without accents."""
    apart = unicodedata.normalize("NFKD", said.lower().translate(_OTHERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


_LINK: Final = re.compile(r"\]\([^)\s]*\)")
_SIGNS: Final = re.compile(r"[#*_`>\[\]<|]+")


def _plain(body: str) -> str:
    """Words without the signs of CommonMark and where links lead."""
    return _SIGNS.sub(" ", _LINK.sub(" ", body))[:100_000]
