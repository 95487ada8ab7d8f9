"""A digest as its reader gets it: what still holds of what was collected, the newest first."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from kokong.kernel import installation
from kokong.people import api as people

from .. import choices, kinds, preparing, suppression
from .. import models as rows
from . import gathering


def digest(code: str, title: str | Promise, *, purpose: str = "") -> kinds.Kind:
    """The kind of a digest, to be declared: `title` is its subject line, `purpose` what readers unsubscribe from.

    Other kinds name it as theirs (`Kind.digest`); `later` says how it is used.
    """
    return kinds.Kind(
        code, title, compose=_compose, offers=("email",), usual=("email",), purpose=purpose, tell=_tell,
        audience=partial(gathering.audience, into=code),
    )  # fmt: skip


def _compose(due: kinds.Due, now: datetime) -> kinds.Said | None:
    """None where nothing of it holds any more."""
    said = [(row, each) for row in _standing(due, now) if (each := _say(row, now)) is not None]
    if not said:
        return None
    title = str(kinds.words(said[0][0].into))
    return kinds.Said(title, "\n\n".join(_section(row, each) for row, each in said))


def _say(row: rows.Collected, now: datetime) -> kinds.Said | None:
    return kinds.kind(row.kind).compose(_due(row), now)


def _section(row: rows.Collected, said: kinds.Said) -> str:
    day = date_format(timezone.localtime(row.made, timezone.get_default_timezone()), "DATETIME_FORMAT")
    url = installation.current().url + said.url if said.url else ""
    return "\n".join(part for part in (f"{said.title} ({day})", said.text, url) if part)


def _rows(due: kinds.Due) -> list[rows.Collected]:
    mine = rows.Collected.objects.filter(pk__in=due.context.get("collected", []))
    return list(mine.select_related("mailing").order_by("-made", "-pk"))


def _standing(due: kinds.Due, now: datetime) -> list[rows.Collected]:
    """What the reader still wants, and nobody has stopped."""
    by_kind: dict[str, list[rows.Collected]] = defaultdict(list)
    for row in _rows(due):
        if row.mailing is None or row.mailing.state != "stopped":
            by_kind[row.kind].append(row)
    stay = {row.pk for code, mine in by_kind.items() for row in _wanted(kinds.find(code), mine, now)}
    return [row for mine in by_kind.values() for row in mine if row.pk in stay]


def _wanted(kind: kinds.Kind | None, mine: Sequence[rows.Collected], now: datetime) -> Sequence[rows.Collected]:
    if kind is None:
        return ()
    fresh = [row for row in mine if now <= row.made + kind.lasts and _holds(kind, row)]
    if kind.agree is None or not fresh:
        return fresh
    agreed = frozenset(kind.agree([_due(row) for row in fresh], now))
    return [row for row in fresh if row.pk in agreed]


def _holds(kind: kinds.Kind, row: rows.Collected) -> bool:
    """Whether they have neither switched it off nor unsubscribed, and agreed where that is asked."""
    if row.user_id is not None and not choices.wants(kind, "email", user_id=row.user_id):
        return False
    if kind.purpose and suppression.holds_back(digest=row.address, purpose=kind.purpose):
        return False
    subject = preparing.subject_of(row.user_id, row.whom)
    return not kind.consent or people.consent.holds(subject=subject, purpose=kind.consent)


def _due(row: rows.Collected) -> kinds.Due:
    return kinds.Due(
        id=row.pk, because=(row.subject, row.subject_id), turn=row.turn, user_id=row.user_id, whom=row.whom,
        way="email", context=row.context, made=row.made, attempts=0,
    )  # fmt: skip


def _tell(due: kinds.Due, result: str, attempt: int) -> None:
    """Each kind hears of its own what became of the letter."""
    for row in _rows(due):
        kind = kinds.find(row.kind)
        if kind is not None and kind.tell is not None:
            kind.tell(_due(row), result, attempt)
