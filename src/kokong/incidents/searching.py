"""Burglaries by what somebody remembers: words of the address, the kind or the way in, or a case number."""

import re
from collections.abc import Iterator
from typing import Final

from django.db.models import QuerySet

from kokong.places import api as places

from . import checks, models, reading, rules, values, words

FOUND_BY_CASE: Final = values.Purpose("search")
_WORD: Final = re.compile(r"\w+")


def sought(rows: QuerySet[models.Burglary], text: str) -> QuerySet[models.Burglary]:
    """Those of the burglaries that hold each word of `text`, or whose case number it is.

    A case number is looked for by the police alone: nobody else sees their part, and what it finds is logged.
    """
    number = rules.told_case(text)
    if rules.is_case_number(number) and (found := _of_case(number)):
        return rows.filter(pk__in=found)
    wanted = _WORD.findall(text.casefold())
    if text and not wanted:
        return rows.none()
    return rows.filter(pk__in=[key for key, said in _lines(rows) if holds(said, wanted)])


def holds(said: str, wanted: list[str]) -> bool:
    """Whether each word begins one that was said. A number is meant whole: 2 is 2 and 2A, and not 20."""
    there = _WORD.findall(said.casefold())
    return all(any(_begins(word, each) for each in there) for word in wanted)


def _begins(word: str, whole: str) -> bool:
    return whole.startswith(word) and not (word[-1].isdigit() and whole[len(word) :][:1].isdigit())


def _of_case(number: str) -> list[int]:
    parts = models.PolicePart.objects.filter(checks.same_case(number)).values_list("burglary_id", flat=True)
    return list(reading.police_parts(burglary_ids=parts, purpose=FOUND_BY_CASE))


def _lines(rows: QuerySet[models.Burglary]) -> Iterator[tuple[int, str]]:
    """Each burglary's key, and all that can be said of it to the desk, in the reader's language."""
    found = list(rows.values_list("pk", "dwelling_id", "dwelling_kind", "completed", "entry_point").order_by())
    homes = places.dwellings(ids={home for _, home, *_ in found if home})
    for key, home, kind, completed, way in found:
        at = f"{homes[home].address} {homes[home].locality}" if home in homes else ""
        yield key, f"{at} {words.KINDS[kind]} {words.COMPLETED[completed]} {words.ENTRY_POINTS[way]}"
