"""Mailings as pages show them: how far, and what became of them. Nobody's address is read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count as Counted
from django.db.models import QuerySet, Sum

from kokong.kernel import installation

from .. import kinds
from .. import models as rows
from ..values import Count, Mailing

SHOWN = 500


def mailing(mailing_id: int) -> Mailing | None:
    """One mailing with its counts by way and state; None for a stranger's number."""
    found = rows.Mailing.objects.filter(pk=mailing_id)
    return next(iter(_values(found)), None)


def mailings(*, because: tuple[str, int] | None = None, limit: int = SHOWN) -> tuple[Mailing, ...]:
    """Mailings, the newest first; those about one thing where that is named."""
    found = rows.Mailing.objects.order_by("-made", "-pk")
    if because is not None:
        found = found.filter(subject=because[0], subject_id=because[1])
    return _values(found[:limit])


def reasons(*, mailing_id: int) -> dict[tuple[str, str], int]:
    """How many messages of a mailing have which state and answer; only those that did not go out."""
    found = rows.Message.objects.filter(mailing_id=mailing_id, state__in=("withheld", "failed"))
    grouped = found.values("state", "answer").annotate(n=Counted("pk")).order_by("-n", "state", "answer")
    return {(each["state"], each["answer"]): each["n"] for each in grouped[:12]}


def _values(found: QuerySet[rows.Mailing]) -> tuple[Mailing, ...]:
    mine = list(found)
    counts: dict[int, list[Count]] = defaultdict(list)
    grouped = rows.Message.objects.filter(mailing_id__in=[row.pk for row in mine])
    for number, way, state, count in (
        grouped.values_list("mailing_id", "way", "state").annotate(n=Counted("pk")).order_by("way", "state")
    ):
        counts[number].append(Count(way, state, count))
    parts = dict(_sms(grouped))
    later = _in_digests(mine)
    return tuple(_value(row, tuple(counts[row.pk]), parts.get(row.pk, 0), later.get(row.pk, 0)) for row in mine)


def _in_digests(mine: Sequence[rows.Mailing]) -> dict[int, int]:
    """How many of each are told in their digest."""
    found = rows.Collected.objects.filter(mailing__in=mine).values_list("mailing_id")
    return dict(found.annotate(n=Counted("pk")))


def _sms(messages: QuerySet[rows.Message]) -> Iterable[tuple[int, int]]:
    sent = messages.filter(way="sms", state__in=("sent", "perhaps"))
    return ((number, parts) for number, parts in sent.values_list("mailing_id").annotate(n=Sum("parts")))


def _value(row: rows.Mailing, counts: tuple[Count, ...], parts: int, later: int) -> Mailing:
    price = installation.current().mail.sms_price
    return Mailing(
        id=row.pk, kind=row.kind, words=kinds.words(row.kind), because=(row.subject, row.subject_id),
        turn=row.turn, title=row.title, state=row.state, why=row.why, made=row.made, expanded=row.expanded,
        ended=row.ended, started_by=row.started_by, counts=counts, sms_parts=parts,
        sms_cost=None if price is None else parts * price, in_digests=later,
    )  # fmt: skip
