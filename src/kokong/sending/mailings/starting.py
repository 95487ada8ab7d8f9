"""A mailing is accepted at once, whatever its size; whom it is for is written down by a worker, page by page.

Each page is one transaction together with the key up to which it reaches: killed half-way, the next worker goes on
there. A person who stands in the audience twice has one message, since the database holds each address once.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from kokong.kernel import audit, moves, tenancy
from kokong.kernel.retrying import AGAIN
from kokong.people import api as people

from .. import addresses, kinds, rules, words
from .. import models as rows
from ..digests import collecting
from ..rules import Way
from ..values import Asked, Page, Recipient, To
from . import jobs

PAGE: Final = 5000
Line = dict[str, Any]
"""One message by the names of its columns, as JSON has them."""


def start_mailing(
    *,
    kind: str,
    because: tuple[str, int],
    now: datetime,
    title: str,
    turn: str = "",
    audience: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None,
) -> int:
    """Tell many, once for each (kind, because, turn); its number. In the caller's transaction, and quick.

    `audience` is what the kind's `audience` is asked with (JSON), `context` what each message is written with.
    `title` is what staff call it. Started again with the same it is the same mailing.
    Raises KeyError for a kind that nobody has declared, and ValueError for one that has no audience.
    """
    sort = kinds.kind(kind)
    if sort.audience is None:
        raise ValueError(f"{kind!r} has no audience.")
    row, fresh = rows.Mailing.objects.get_or_create(
        kind=kind, subject=because[0], subject_id=because[1], turn=turn,
        defaults={
            "title": " ".join(title.split())[:200], "audience": dict(audience or {}), "made": now,
            "context": dict(context or {}), "started_by": tenancy.current().user_id,
        },
    )  # fmt: skip
    if fresh:
        jobs.expand(row.pk)
        audit.record(action="mailing.start", subject="mailing", subject_id=row.pk)
    return int(row.pk)


@app.task(name=jobs.EXPAND, queue=jobs.QUEUE, retry=AGAIN, pass_context=False)
def expand_job(*, municipality_id: int, mailing_id: int) -> None:
    """Write down whom a mailing is for, from where it was left, and let it begin."""
    expand(municipality_id=municipality_id, mailing_id=mailing_id)


def expand(*, municipality_id: int, mailing_id: int, limit: int = PAGE) -> None:
    """Page by page until the audience ends, or somebody pauses or stops it. Opens the scopes that it needs."""
    going = True
    while going:
        with tenancy.scope(municipality_id=municipality_id):
            going = _page(mailing_id, limit)


def _page(mailing_id: int, limit: int) -> bool:
    """One page in one transaction; whether another follows."""
    row = rows.Mailing.objects.select_for_update(of=("self",)).filter(pk=mailing_id, state="expanding").first()
    sort = kinds.find(row.kind) if row is not None else None
    if row is None or sort is None or sort.audience is None:
        return False
    found = sort.audience(_asked(row), row.reached, limit)
    if found.after == row.reached != "":
        raise ValueError(f"The audience of {row.kind!r} does not go on after {row.reached!r}.")
    _write(row, sort, found)
    if found.after:
        rows.Mailing.objects.filter(pk=row.pk).update(reached=found.after)
        return True
    _begin(row, sort, timezone.now())
    return False


def _begin(row: rows.Mailing, sort: kinds.Kind, now: datetime) -> None:
    moves.move(row, "begin", states=rules.MAILING, now=now, words=words.MAILING, changes={"expanded": now})
    jobs.hand_out(row.pk, urgent=sort.urgent, lanes=tuple(range(jobs.LANES)))


def _asked(row: rows.Mailing) -> Asked:
    return Asked(row.pk, (row.subject, row.subject_id), row.turn, row.audience, row.made)


def _write(row: rows.Mailing, sort: kinds.Kind, page: Page) -> None:
    told = [each if isinstance(each, Recipient) else Recipient(each) for each in page.recipients]
    known = people.mailboxes(user_ids=frozenset(each.to.user_id for each in told if each.to.user_id is not None))
    kept = collecting.keep(row, sort, told, known)
    lines = [
        _line(each, way, known.get(each.to.user_id or 0, ""))
        for number, each in enumerate(told)
        if number not in kept
        for way in (sort.offers if sort.reach else each.to.ways(sort.offers))
    ]
    if lines:
        _insert(row, lines)


def _line(one: Recipient, way: Way, mailbox: str) -> Line:
    """One message as the database takes it; what can't be sent anywhere is written down as that."""
    to, sms = one.to, way == "sms"
    email, phone = to.email.strip(), to.phone.strip()
    address = mailbox or (phone if sms else email)
    nowhere = to.user_id is None and address and not (addresses.is_phone if sms else addresses.is_email)(address)
    state, answer = ("withheld", "address") if nowhere else ("waiting", "")
    return {
        "whom": _fit(to.whom), "way": way, "user_id": to.user_id, "email": "" if nowhere or sms else email,
        "phone": phone if sms and not nowhere else "", "context": dict(one.context), "language": to.language[:5],
        "state": state, "answer": answer, "digest": addresses.digest(address or to.whom),
        "domain": addresses.domain(address) if way == "email" else "", **_quiet(to),
    }  # fmt: skip


def _quiet(to: To) -> Line:
    quiet = to.quiet
    return {"quiet_begins": quiet and quiet.begins.isoformat(), "quiet_ends": quiet and quiet.ends.isoformat()}


def _fit(whom: str) -> str:
    if len(whom) > 64:
        raise ValueError(f"{whom[:20]!r}… is longer than what tells people apart may be.")
    return whom


_INSERT: Final = """
INSERT INTO sending_message (mailing_id, kind, subject, subject_id, turn, made, attempts, parts,
    whom, way, user_id, email, phone, context, language, state, answer, message_id, digest, domain,
    quiet_begins, quiet_ends)
SELECT %s, %s, %s, %s, %s, %s, 0, 0,
    whom, way, user_id, email, phone, context, language, state, answer, '', digest, domain,
    quiet_begins, quiet_ends
FROM json_to_recordset(%s::json)
    AS one (whom text, way text, user_id bigint, email text, phone text, context jsonb, language text, state text,
        answer text, digest text, domain text, quiet_begins time, quiet_ends time)
ON CONFLICT DO NOTHING
"""


def _insert(row: rows.Mailing, lines: Sequence[Line]) -> None:
    with connection.cursor() as cursor:
        own = (row.pk, row.kind, row.subject, row.subject_id, row.turn, row.made)
        cursor.execute(_INSERT, [*own, json.dumps(lines, separators=(",", ":"))])
