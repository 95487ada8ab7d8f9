"""Texts and versions as values, and two pictures side by side. Within the municipality in scope."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max

from . import counting
from .models import PictureText, PictureVersion
from .values import Asked, Changed, Difference, Draft, Said, Text, Version, VersionMissing


def draft() -> Draft:
    """The text as it stands now; empty where nobody has written any."""
    row = PictureText.objects.first()
    if row is None:
        return Draft(Text(), 0)
    return Draft(Text(row.mapping, row.other, row.analysis, row.conclusions), row.edition, row.at, row.user_id)


def last_number() -> int:
    """The number of the newest version; 0 where there is none."""
    return int(PictureVersion.objects.aggregate(last=Max("number"))["last"] or 0)


def versions() -> tuple[Version, ...]:
    """All versions, the newest first, without their parts."""
    rows = PictureVersion.objects.order_by("-number").values(
        "pk", "number", "at", "user_id", "text", "contents__since", "contents__until"
    )
    return tuple(
        Version(
            row["pk"], row["number"], row["at"], row["user_id"],
            Asked(date.fromisoformat(row["contents__since"]), date.fromisoformat(row["contents__until"])),
            Text(**row["text"]),
        )
        for row in rows
    )  # fmt: skip


def version(*, number: int) -> Version:
    """One version, whole. Raises VersionMissing."""
    row = PictureVersion.objects.filter(number=number).first()
    if row is None:
        raise VersionMissing("")
    kept = row.contents
    return Version(
        row.pk, row.number, row.at, row.user_id,
        Asked(date.fromisoformat(kept["since"]), date.fromisoformat(kept["until"])), Text(**row.text),
        kept["numbers"], {language: tuple(map(Said.of, parts)) for language, parts in kept["said"].items()},
    )  # fmt: skip


def beside(first: Sequence[Said], second: Sequence[Said]) -> tuple[Difference, ...]:
    """Two pictures side by side: each part of either, with the lines that say two things."""
    one, other = ({each.code: each for each in parts} for parts in (first, second))
    return tuple(_difference(one.get(code), other.get(code)) for code in dict.fromkeys([*one, *other]))


def since_then(found: Version, language: str) -> tuple[Difference, ...]:
    """What a version's own time would be said to be today, where that is something else; only what can be counted
    anew for a time that is over."""
    numbers = json.loads(json.dumps(counting.numbers(found.asked, standing=False)))
    today = counting.said({code: each for code, each in numbers.items() if each != found.numbers.get(code)})
    known = {each.code for each in today}
    then = [each for each in found.said(language) if each.code in known]
    return tuple(each for each in beside(then, today) if each.first and each.second and each.changed)


def _difference(first: Said | None, second: Said | None) -> Difference:
    title = (first or second).title  # type: ignore[union-attr]  # one of them is there
    if first is None or second is None:
        return Difference(title, first, second, ())
    changed = tuple(_changed(first, second))
    return Difference(title, first, second, changed)


def _changed(first: Said, second: Said) -> Iterable[Changed]:
    one, other = ({row.label: row.said for row in each.body.rows} for each in (first, second))
    for label in dict.fromkeys([*one, *other]):
        if one.get(label) != other.get(label):
            yield Changed(label, one.get(label, "–"), other.get(label, "–"))
    if first.body.heat != second.body.heat and one == other:
        yield Changed("", first.body.sentence, second.body.sentence)
