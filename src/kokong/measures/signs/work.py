"""What is done to signs."""

from collections.abc import Set
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.events import emit
from kokong.kernel.fields import Point
from kokong.kernel.moves import Move, history, move
from kokong.people import api as people
from kokong.pictures import api as pictures

from . import barring, reading, rules, words
from . import models as rows
from .events import SignMoved
from .values import Draft, Refused, SignMissing

GOES_UP: Final = ("install", "replace")
ENDS: Final = ("remove", "cancel")


@transaction.atomic
def plan(*, draft: Draft, now: datetime) -> int:
    """Write down that a sign shall stand somewhere; its number."""
    row = rows.Sign.objects.create(**vars(draft), planned=now)
    audit.record(action="sign.planned", subject="sign", subject_id=row.pk, detail={"kind": draft.kind})
    return row.pk


@transaction.atomic
def found(*, draft: Draft, installed: datetime, condition: str, agreed: bool | None, now: datetime) -> int:
    """Take in a sign that stands already, whoever agreed to it; its number. Raises Refused for a day to come."""
    if installed > now:
        raise Refused(_("That day is in the future, or before what happened last. Nothing was changed."))
    sign_id = plan(draft=draft, now=installed)
    if agreed:
        agree(sign_id=sign_id, answer=True, channel="paper", now=installed)
    row = _row(sign_id)
    for action in ("order", "install"):
        _move(row, action, installed, roles=rules.DESK, **_facts(row, action, installed))
    check(sign_id=sign_id, condition=condition, at=now, user_id=None, roles=rules.DESK)
    return sign_id


@transaction.atomic
def change(*, sign_id: int, draft: Draft) -> None:
    """Correct what was written. Raises SignMissing, and Refused once the sign is gone."""
    row = _row(sign_id)
    if row.state in rules.SIGN.ends():
        raise Refused(_("This sign is gone. Plan a new one. Nothing was changed."))
    if row.state == "ordered" and (draft.kind, draft.point) != (row.kind, row.point):
        _may_be_ordered(draft.kind, draft.point)
    row.kind = draft.kind
    due = _next(row, row.condition, row.seen) if row.state in rules.STANDING and row.seen else None
    _update(row, **vars(draft), next_check=due)
    emit(SignMoved(sign_id=sign_id))  # the ledger has its kind and place
    audit.record(action="sign.changed", subject="sign", subject_id=sign_id, detail={"kind": draft.kind})


@transaction.atomic
def act(*, sign_id: int, action: str, at: datetime, now: datetime, reason: str = "") -> Move:
    """Order, install, replace, remove or cancel a sign, as it happened at a moment.

    Raises SignMissing; MoveRefused and NotYours as `kernel.moves` does; Refused while something keeps it from
    being ordered or put up, and for a moment in the future or before what happened last.
    """
    if action in rules.BY_CHECK:
        raise Refused(_("Say in which condition the sign is. Nothing was changed."))
    row = _row(sign_id)
    before = [each.at for each in history(subject="sign", subject_id=sign_id)] + ([row.seen] if row.seen else [])
    if at > now or at < max(before, default=at):
        raise Refused(_("That day is in the future, or before what happened last. Nothing was changed."))
    if action == "order":
        _may_be_ordered(row.kind, row.point)
    if action in GOES_UP:
        _may_go_up(row)
    if action in ENDS:
        pictures.end(subject=("sign", sign_id), now=at)
    return _move(row, action, at, reason=reason, **_facts(row, action, at))


def agree(*, sign_id: int, answer: bool, channel: people.consent.Channel, now: datetime) -> None:
    """Write that the owner agrees to the sign, or doesn't. Raises SignMissing."""
    row = _row(sign_id)
    if answer:
        text = _("A sign (%(kind)s) may stand here: %(place)s.") % {
            "kind": words.KINDS[row.kind], "place": row.place,
        }  # fmt: skip
        people.consent.given(subject=("sign", sign_id), purpose=reading.OWNER, text=text, channel=channel, now=now)
    else:
        people.consent.refuse(subject=("sign", sign_id), purpose=reading.OWNER, channel=channel, now=now)


@transaction.atomic
def check(
    *,
    sign_id: int,
    condition: str,
    at: datetime,
    user_id: int | None,
    client_id: UUID | None = None,
    roles: Set[str] | None = None,
) -> bool:
    """Take down in which condition somebody saw a sign; False where this record was taken before.

    An older look than the last is kept, and decides nothing. Raises SignMissing, and Refused where no sign stands.
    """
    row = _row(sign_id)
    key = client_id or uuid4()
    if rows.Check.objects.filter(client_id=key).exists():
        return False
    if row.state not in rules.STANDING or row.installed is None:
        raise Refused(_("No sign stands here now, so nothing was stored."))
    rows.Check.objects.create(client_id=key, sign=row, condition=condition, at=at, user_id=user_id)
    audit.record(action="sign.checked", subject="sign", subject_id=sign_id, detail={"condition": condition})
    if row.seen is None or at >= row.seen:
        _decide(row, condition, at, roles)
    return True


def _decide(row: rows.Sign, condition: str, at: datetime, roles: Set[str] | None) -> None:
    facts = {"condition": condition, "seen": at, "next_check": _next(row, condition, at)}
    action = rules.decided(row.state, condition, row.condition)
    if action:
        _move(row, action, at, reason=condition, roles=roles, **facts)
    else:
        _update(row, **facts)


def _facts(row: rows.Sign, action: str, at: datetime) -> dict[str, Any]:
    if action in GOES_UP:
        row.installed = at
        return {"installed": at, "seen": at, "condition": "good", "next_check": _next(row, "good", at)}
    return {"ended": at, "next_check": None} if action in ENDS else {}


def _next(row: rows.Sign, condition: str, at: datetime) -> Any:
    installed = timezone.localdate(row.installed or at)
    return rules.next_check(row.kind, seen=timezone.localdate(at), condition=condition, installed=installed)


def _may_be_ordered(kind: str, point: Point) -> None:
    why = barring.barred(kind=kind, point=point)
    if why:
        raise Refused(_("%(why)s Nothing was changed.") % {"why": why})


def _may_go_up(row: rows.Sign) -> None:
    (found,) = reading.values(rows.Sign.objects.filter(pk=row.pk))
    if found.blocks:
        said = " ".join(str(words.BLOCKS[code]) for code in found.blocks)
        raise Refused(_("%(why)s Nothing was changed.") % {"why": said})


def _move(
    row: rows.Sign, action: str, at: datetime, *, reason: str = "", roles: Set[str] | None = None, **changes: Any
) -> Move:
    return move(
        row, action, states=rules.SIGN, now=at, reason=reason, changes=changes, words=words.STATES, roles=roles,
        tell=lambda done: SignMoved(sign_id=done.subject_id),
    )  # fmt: skip


def _row(sign_id: int) -> rows.Sign:
    row = rows.Sign.objects.select_for_update(no_key=True).filter(pk=sign_id).first()
    if row is None:
        raise SignMissing("")
    return row


def _update(row: rows.Sign, **values: Any) -> None:
    rows.Sign.objects.filter(pk=row.pk).update(**values)
