"""The site's search: what is published, by Swedish and English words, with a forgiving eye for spelling."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from kokong import tables

from . import learning

LONGEST: Final = 200
"""Letters of what is asked for; what is longer is cut, and the page says so."""
MOST: Final = 20
MOST_TERMS: Final = 12
ENOUGH: Final = 3
"""A word that fewer texts have is looked for as it may have been meant, too; the last one as it may go on."""
COUNTED: Final = 1000
"""A stem that so many findings have is as common as any."""
LOOKED_AT: Final = 400
"""So many findings are compared, shared out among the stems."""
NEAR: Final = 0.5
"""What such a word counts, beside one that stands there as it was asked for."""
OWN_LANGUAGE: Final = 1.25
SHORT: Final = 4
"""A word of so few letters may have one of them wrong, a longer one two."""

Rows = list[tuple[int, str, int]]
_CONFIGS: Final = {"sv": "swedish", "en": "english"}

# The stems of words, and how many findings have each. A word that the reader's language leaves out has none.
_STEMS: Final = """
SELECT asked.nth, stem,
  (SELECT count(*) FROM (SELECT FROM public_findingword w WHERE w.lexeme = stem LIMIT %(counted)s) AS w)
FROM unnest(%(words)s::text[]) WITH ORDINALITY AS asked (word, nth),
  unnest(tsvector_to_array(to_tsvector('swedish', word) || to_tsvector('english', word)
    || to_tsvector('swedish', unaccent(word)))) AS stem
WHERE length(to_tsvector(%(config)s::regconfig, word)) > 0
"""
# A word that begins a longer one is near to it by its ending, which is no mistake.
_NEAR: Final = """
WITH known AS (SELECT unnest(string_to_array(words, ' ')) AS word FROM public_vocabulary),
near AS (
  SELECT DISTINCT nth, known.word, wrong, CASE WHEN goes_on AND starts_with(known.word, asked.word) THEN 0
    WHEN starts_with(asked.word, known.word) THEN 1
    ELSE levenshtein_less_equal(known.word, asked.word, wrong) END AS far
  FROM unnest(%(words)s::text[], %(wrong)s::int[], %(goes_on)s::bool[]) WITH ORDINALITY
    AS asked (word, wrong, goes_on, nth) JOIN known ON known.word <> asked.word
    AND (length(known.word) BETWEEN length(asked.word) - wrong AND length(asked.word) + wrong
      OR goes_on AND starts_with(known.word, asked.word)
      OR length(known.word) BETWEEN greatest(5, length(asked.word) - 3) AND length(asked.word)
      AND starts_with(asked.word, known.word))),
nearest AS (SELECT *, rank() OVER (PARTITION BY nth ORDER BY far) AS by_far,
    row_number() OVER (PARTITION BY nth ORDER BY far, length(word), word) AS place FROM near WHERE far <= wrong)
SELECT nth::int, word FROM nearest WHERE by_far = 1 AND place <= 8
"""
# Of each stem the findings in which it weighs most are looked at, and in those all stems. Row-level security says
# of which site; the pages that are published are looked up once.
_FIND: Final = """
WITH asked AS MATERIALIZED (
  SELECT * FROM unnest(%(terms)s::int[], %(stems)s::text[], %(worth)s::float8[]) AS a (term, stem, worth)),
looked AS MATERIALIZED (SELECT DISTINCT finding_id FROM asked, LATERAL (
  SELECT finding_id FROM public_findingword w WHERE w.lexeme = stem ORDER BY weight DESC LIMIT %(each)s) AS w),
by_term AS (SELECT looked.finding_id, term, max(w.weight * worth) AS score
  FROM looked CROSS JOIN asked, LATERAL (SELECT weight FROM public_findingword WHERE finding_id = looked.finding_id
    AND lexeme = stem OFFSET 0) AS w
  GROUP BY looked.finding_id, term),
found AS (SELECT finding_id, count(*) AS terms, sum(score) AS score FROM by_term GROUP BY finding_id)
SELECT terms, page, slug, language, title, lead
FROM found, LATERAL (SELECT * FROM public_finding WHERE id = finding_id OFFSET 0) AS f
WHERE page = ANY (ARRAY(SELECT page FROM public_publication)) AND (until IS NULL OR until > %(now)s)
ORDER BY terms DESC, score * CASE WHEN language = %(language)s THEN %(own)s ELSE 1 END DESC, page, slug, language
LIMIT %(most)s
"""


@dataclass(frozen=True)
class Found:
    """One finding; `slug` is empty for a page itself."""

    page: str
    slug: str
    language: str
    title: str
    lead: str


@dataclass(frozen=True)
class Stem:
    """A stem that is looked for: for which of the words that were asked, in how many findings it is, its worth."""

    term: int
    lexeme: str
    many: int
    worth: float


def search(asked: str, *, language: str, now: datetime, most: int = MOST) -> tuple[Found, ...]:
    """What fits the words, the best first; each text once, in the reader's language where there is one.

    What has more of the words comes before what has fewer, and stands alone where there is enough of it.
    """
    words = _words(cut(asked))
    stems = _stems(words, language)
    stems += _meant(words, stems, language)
    if not any(stem.many for stem in stems):
        return ()
    rows = _find(stems, language, now, most * 3)
    full = _once(found for terms, found in rows if terms == rows[0][0])
    return tuple((full if len(full) >= ENOUGH else _once(found for _terms, found in rows))[:most])


def cut(asked: str) -> str:
    """What is looked for, as one line."""
    return " ".join(tables.clean(asked[: LONGEST * 2]).split())[:LONGEST]


_WORD: Final = re.compile(r"\w+(?:[.@-]\w+)*")


def _words(asked: str) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(asked.lower())))[:MOST_TERMS]


def _stems(words: Sequence[str], language: str) -> list[Stem]:
    """The stems of words; `term` is the place of the word among them."""
    if not words:
        return []
    with connection.cursor() as cursor:
        asked: dict[str, list[str] | str | int] = {
            "words": list(words),
            "config": _CONFIGS.get(language[:2], "simple"),
            "counted": COUNTED,
        }
        cursor.execute(_STEMS, asked)
        return [Stem(nth - 1, lexeme, many, 1.0) for nth, lexeme, many in cursor.fetchall()]


def _meant(words: Sequence[str], stems: Sequence[Stem], language: str) -> list[Stem]:
    """The stems of what rare words may have been meant to be."""
    many = {term: max(stem.many for stem in stems if stem.term == term) for term in {stem.term for stem in stems}}
    rare = [(term, word) for term, found in many.items() if found < ENOUGH and (word := _spelling(words[term]))]
    near = _near([(word, _wrong(word, known=many[term] > 0), term == len(words) - 1) for term, word in rare])
    terms = [rare[nth][0] for nth, _word in near]
    meant = _stems([word for _nth, word in near], language)
    return [Stem(terms[stem.term], stem.lexeme, stem.many, NEAR) for stem in meant]


def _spelling(word: str) -> str:
    """A word as the vocabulary has it; nothing for what is no word."""
    spelt = learning.spelt(word)
    return spelt.pop() if len(spelt) == 1 else ""


def _wrong(word: str, *, known: bool) -> int:
    """How many of its letters may be wrong: fewer of a short one, and of one that stands somewhere."""
    return (0 if len(word) <= SHORT else 1) if known else (1 if len(word) <= SHORT else 2)


def _near(asked: Sequence[tuple[str, int, bool]]) -> list[tuple[int, str]]:
    """Words of the site that are nearest to each of these, with its place; of the last also how it may go on."""
    if not asked:
        return []
    words, wrong, goes_on = (list(each) for each in zip(*asked, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, {"words": words, "wrong": wrong, "goes_on": goes_on})
        return [(nth - 1, word) for nth, word in cursor.fetchall()]


def _find(stems: Sequence[Stem], language: str, now: datetime, most: int) -> list[tuple[int, Found]]:
    there = [stem for stem in stems if stem.many]
    values: dict[str, list[int] | list[str] | list[float] | str | float | datetime] = {
        "terms": [stem.term for stem in there],
        "stems": [stem.lexeme for stem in there],
        "worth": [stem.worth * _says(stem.many) for stem in there],
        "language": language, "own": OWN_LANGUAGE, "now": now, "most": most,
        "each": max(LOOKED_AT // len(there), most),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        return [(terms, Found(*row)) for terms, *row in cursor.fetchall()]


def _says(many: int) -> float:
    """What a stem tells of a text: the less, the more texts have it."""
    return 1.0 / (1.0 + math.log(many))


def _once(found: Iterable[Found]) -> list[Found]:
    return list(_first(found))


def _first(found: Iterable[Found]) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for each in found:
        if (each.page, each.slug) not in seen:
            seen.add((each.page, each.slug))
            yield each
