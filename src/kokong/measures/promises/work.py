"""What is done to promises: written, taken a step further, signed by both, looked at half-way, reported."""

from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel import audit, public
from kokong.kernel.moves import Move, NotYours, move
from kokong.people import api as people

from . import models as rows
from . import pace, progressing, rules, words
from .values import Draft, PromiseMissing, Refused

SUBJECT: Final = "promise"
PAGE: Final = "promises"
_ASKS: Final = {
    "described": ("situation", "priorities"), "agreed": ("priorities", "text"), "worded": ("text", "actions"),
}  # fmt: skip
"""What must be written before a step is taken: the column, and where it leads."""


def begin(*, draft: Draft, now: datetime) -> int:
    """Begin a promise; its number. Raises Refused for an empty title and a time that can't be."""
    row = rows.Promise.objects.create(**_columns(draft), begun=now)
    audit.record(action="promise.begun", subject=SUBJECT, subject_id=row.pk)
    return row.pk


@transaction.atomic
def write(*, promise_id: int, draft: Draft) -> None:
    """Write what is promised, while nobody can sign it. Raises PromiseMissing, and Refused as `begin` does."""
    row = row_of(promise_id)
    if row.state not in rules.WRITTEN:
        raise Refused(_("This is being signed, or was: take it back to rewrite it. Nothing was changed."))
    rows.Promise.objects.filter(pk=row.pk).update(**_columns(draft))
    audit.record(action="promise.written", subject=SUBJECT, subject_id=row.pk)


@transaction.atomic
def act(*, promise_id: int, action: str, now: datetime, said: str = "") -> Move:
    """Take a promise a step further; `said` is the sentence for the public, at mid-term and in the report.

    Raises PromiseMissing; MoveRefused and NotYours as `kernel.moves`; Refused where something is missing: what was
    to be written, an action, half of the time, the end, or why an action wasn't kept.
    """
    row = row_of(promise_id)
    if action == "begin":
        raise Refused(_("A promise begins when both authorities have signed it. Nothing was changed."))
    if rules.PROMISE.after(row.state, action):
        _check(row, action, now)
    changes: dict[str, Any] = {}
    if action == "look":
        changes = {"midterm": said.strip(), "midterm_at": now}
    if action == "report":
        changes = {"report": said.strip(), "ended": now}
        _settle(row, now)
    if action == "rewrite":
        rows.Signature.objects.filter(promise=row, taken_back=None).update(taken_back=now)
    done = move(row, action, states=rules.PROMISE, now=now, public=said, words=words.STATES, changes=changes)
    public.changed(PAGE)
    return done


@transaction.atomic
def sign(*, promise_id: int, office: str, actor: people.Actor, now: datetime) -> bool:
    """Sign for one's own authority; True where that was the second, and the promise begins.

    Raises PromiseMissing; NotYours for somebody who signs for neither; Refused where it waits for no signature,
    where this authority has signed, and for an account that has signed for the other.
    """
    row = row_of(promise_id)
    authority = _authority(actor)
    if row.state != "signing":
        raise Refused(_("This promise waits for no signature. Nothing was changed."))
    if not office.strip():
        raise Refused(_("Write in which office you sign. Nothing was changed."), field="office")
    there = rows.Signature.objects.filter(promise=row, taken_back=None)
    if there.filter(authority=authority).exists():
        raise Refused(_("Your authority has signed already. Nothing was changed."))
    if there.filter(user_id=actor.user_id).exists():
        raise Refused(_("You have signed for the other authority. Somebody else signs for this one."))
    try:
        with transaction.atomic():
            rows.Signature.objects.create(
                promise=row, authority=authority, office=office.strip(), user_id=actor.user_id, at=now
            )
    except IntegrityError as error:
        raise Refused(_("Your authority has signed already. Nothing was changed.")) from error
    audit.record(action="promise.signed", subject=SUBJECT, subject_id=row.pk, detail={"authority": authority})
    if there.count() < len(rules.AUTHORITIES):
        return False
    move(row, "begin", states=rules.PROMISE, now=now, words=words.STATES, changes={"signed": now})
    progressing.keep(countings(row), now=now)
    public.changed(PAGE)
    return True


def countings(row: rows.Promise) -> list[rows.Counting]:
    """The rules by which a promise is counted now."""
    return list(rows.Counting.objects.filter(action__promise=row, until=None).select_related("action__promise"))


def row_of(promise_id: int) -> rows.Promise:
    """A promise's row, locked. Raises PromiseMissing."""
    row = rows.Promise.objects.select_for_update(no_key=True).filter(pk=promise_id).first()
    if row is None:
        raise PromiseMissing("")
    return row


def _authority(actor: people.Actor) -> rules.Authority:
    """The authority under which somebody works now: whoever has roles of both acts for the police."""
    mine = rules.signs_for(actor.roles)
    if actor.authority not in mine:
        raise NotYours(_("You sign for neither authority. Nothing was changed."))
    return "police" if actor.authority == "police" else "municipality"


def _check(row: rows.Promise, action: str, now: datetime) -> None:
    today = timezone.localdate(now)
    if action in _ASKS and not getattr(row, _ASKS[action][0]).strip():
        raise Refused(_("Write this part before you go on. Nothing was changed."), field=_ASKS[action][0])
    if action == "offer" and not row.actions.exists():
        raise Refused(_("Without an action there is nothing to be held to. Nothing was changed."))
    middle = pace.month_after(row.begins, _months(row) // 2)
    if action == "look" and today < middle:
        raise Refused(
            _("Half of the time has gone by on %(day)s. Nothing was changed.")
            % {"day": date_format(middle, "j F Y")}
        )
    if action == "report" and today < row.ends:
        raise Refused(
            _("The promise runs until %(day)s. Nothing was changed.") % {"day": date_format(row.ends, "j F Y")}
        )


def _months(row: rows.Promise) -> int:
    return sum(1 for _month in pace.months(row.begins, row.ends))


def _settle(row: rows.Promise, now: datetime) -> None:
    """Count once more, and write down what became of each action. Raises Refused where a reason is missing."""
    progressing.keep(countings(row), now=now)
    for each in progressing.counted([row], now=now):
        result = each.progress.result or "not"
        if result != "kept" and not each.reason.strip():
            raise Refused(
                _("Say of “%(action)s” why it wasn’t kept, before you report. Nothing was changed.")
                % {"action": each.title}
            )
        rows.Action.objects.filter(pk=each.id).update(result=result)


def _columns(draft: Draft) -> dict[str, Any]:
    title = " ".join(draft.title.split())
    if not title:
        raise Refused(_("Write what the promise is called. Nothing was changed."), field="title")
    if draft.years not in rules.YEARS:
        raise Refused(_("A promise lasts from one to four years. Nothing was changed."), field="years")
    if not date(2000, 1, 1) <= draft.begins < date(2100, 1, 1):
        raise Refused(_("Write when it begins. Nothing was changed."), field="begins")
    begins = draft.begins.replace(day=1)
    return {
        "title": title, "begins": begins, "ends": pace.month_after(begins, 12 * draft.years),
        **{name: getattr(draft, name).strip() for name in ("situation", "priorities", "text", "hopes")},
    }  # fmt: skip
