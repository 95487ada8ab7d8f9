"""Messages are written down with what they are about, in the transaction of what happened; a job sends each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from kokong.kernel import live, tenancy

from . import choices, jobs, kinds
from . import models as rows
from .values import To


def send(
    *,
    kind: str,
    to: To,
    because: tuple[str, int],
    now: datetime,
    context: Mapping[str, Any] | None = None,
    turn: str = "",
) -> tuple[int, ...]:
    """Tell somebody, once for each (kind, because, turn) and way, by the ways that this kind offers.

    Told again it changes nothing. Whether somebody wants it, agreed to it and may be disturbed is asked when it is
    sent, and in whose language. `context` is what the kind can't look up then, e.g. a text written by hand; it is
    forgotten after a while. `turn` tells apart what is meant to be told again ("2026-11-29"). Gives the numbers of
    the messages that it wrote down.
    Raises KeyError for a kind that nobody has declared.
    """
    sort = kinds.kind(kind)
    fields = {"kind": kind, "subject": because[0], "subject_id": because[1], "turn": turn, "whom": to.whom}
    rest: dict[str, Any] = {
        "user_id": to.user_id,
        "email": to.email.strip(),
        "phone": to.phone.strip(),
        "language": to.language[:5],
        "quiet_begins": to.quiet.begins if to.quiet else None,
        "quiet_ends": to.quiet.ends if to.quiet else None,
        "made": now,
        "context": dict(context or {}),
    }
    made = []
    for way in sort.offers if sort.reach else to.ways(sort.offers):
        row, fresh = rows.Message.objects.get_or_create(**fields, way=way, defaults=rest)
        if not fresh:
            continue
        made.append(row.pk)
        if way == "page":
            _show(row, sort, now)
        else:
            jobs.defer(row.pk, urgent=sort.urgent)
    return tuple(made)


def _show(row: rows.Message, sort: kinds.Kind, now: datetime) -> None:
    """A notice on a page is sent by being written: open pages hear of it when this transaction commits."""
    assert row.user_id is not None
    on = choices.wants(sort, "page", user_id=row.user_id)
    state = "sent" if on else "withheld"
    rows.Message.objects.filter(pk=row.pk).update(
        state=state, answer="" if on else "off", sent=now if on else None, attempts=int(on)
    )
    if on:
        notify(user_id=row.user_id)


def notify(*, user_id: int) -> None:
    """Let this person's open pages look again, once the transaction commits."""
    news = {"municipality": tenancy.municipality_id(), "user": user_id}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [live.NEWS, live.said(news)])
