"""A call written down, with what was done about it; and read again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.events import emit

from .. import models as rows
from ..access import municipality_of
from ..console import reading, steps
from ..events import BurglaryTold
from ..panels import accounts
from ..values import AccountMissing, FieldProblem, Refused
from . import routines, rules
from .models import Call as Row

LONGEST_NOTE: Final = 2000
LONGEST_AWAY: Final = timedelta(days=366)


@dataclass(frozen=True)
class Told:
    """What somebody on the telephone says: who they are (`who`, one of WHO, and name and number), what they want
    (one of WANTED) and in which words; `word` is the code word as they say it, `called_back` that they were.
    """

    who: str
    wanted: str
    caller: str = ""
    phone: str = ""
    word: str = ""
    called_back: bool = False
    note: str = ""


@audit.personal
@dataclass(frozen=True)
class Call:
    """A call about a home, and what came of it. `by`: who took it, as far as that may be told here."""

    id: int
    account_id: int
    at: datetime
    by: str
    who: str
    caller: str
    phone: str
    identity: str
    wanted: str
    note: str
    test_minutes: int | None
    away_until: date | None
    alarm_id: int | None
    burglary_id: int | None
    drafted: str


@transaction.atomic
def record_call(
    *, account_id: int, told: Told, test_minutes: int = 0, away_until: date | None = None,
    happened: tuple[datetime, datetime] | None = None, now: datetime,
) -> int:  # fmt: skip
    """Write a call down and do what it asks; its id.

    `test_minutes` puts the panel in test, for a caller who is known. `happened`: between when and when a burglary
    of which they tell; a draft for the police then follows, by the flow. The home's open alarm gets a step.
    Raises AccountMissing, FieldProblem, Refused.
    """
    me = tenancy.current().user_id
    if me is None:
        raise Refused(_("Calls are taken by people who are signed in."))
    steps.begin()
    account = rows.Account.objects.filter(pk=account_id, retired=None).first()
    if account is None:
        raise AccountMissing(_("There is no account %(id)s in service. Nothing was changed.") % {"id": account_id})
    _check(told, away_until, now)
    identity = _identity(account_id, told)
    if test_minutes:
        _put_in_test(account_id, identity, test_minutes, now)
    row = _keep(account, told, me, now, identity=identity, test_minutes=test_minutes or None,
                away_until=away_until)  # fmt: skip
    if happened is not None:
        _tell(row, account, happened, now)
    return row.pk


def calls(*, account_id: int, limit: int = 50) -> tuple[Call, ...]:
    """The calls about a home, the newest first. Logged."""
    return _read(Row.objects.filter(account_id=account_id).order_by("-at", "-pk")[:limit])


def calls_of_burglary(*, burglary_id: int) -> tuple[Call, ...]:
    """The calls that told of a burglary, the first first. Logged."""
    return _read(Row.objects.filter(burglary_id=burglary_id).order_by("at", "pk"))


def away_until(*, account_id: int, on: date) -> date | None:
    """Until when a home is empty, as its household said last; None where it isn't, or nobody said."""
    found = Row.objects.filter(account_id=account_id, wanted="away", identity__in=rules.KNOWN)
    last = found.order_by("-at", "-pk").values_list("away_until", flat=True).first()
    return last if last is not None and last >= on else None


@transaction.atomic
def link_call(*, call_id: int, burglary_id: int, result: str) -> None:
    """Note on a call which burglary came of it. `result`: drafted or joined. Again: nothing."""
    Row.objects.filter(pk=call_id, burglary=None).update(burglary_id=burglary_id, drafted=result)


def _check(told: Told, away: date | None, now: datetime) -> None:
    if told.who not in rules.WHO:
        raise FieldProblem(_("Choose who calls."), field="who")
    if told.wanted not in rules.WANTED:
        raise FieldProblem(_("Choose what they want."), field="wanted")
    today = timezone.localdate(now)
    if away is not None and not today <= away <= today + LONGEST_AWAY:
        raise FieldProblem(_("They are away until a day within a year from now."), field="away_until")


def _identity(account_id: int, told: Told) -> str:
    if told.word.strip():
        return "right" if routines.check_word(account_id=account_id, said=told.word) else "wrong"
    return "called_back" if told.called_back else "not_asked"


def _put_in_test(account_id: int, identity: str, minutes: int, now: datetime) -> None:
    """A panel in test is one that nobody answers: whoever asks for it must be known."""
    if identity not in rules.KNOWN:
        message = _(
            "The panel is put in test only after the right code word, or after calling back on a number of the "
            "list. Nothing was saved."
        )
        raise FieldProblem(message, field="test_minutes")
    if minutes not in rules.TESTS:
        raise FieldProblem(_("Choose for how long the panel is in test."), field="test_minutes")
    accounts.set_test(account_id=account_id, minutes=minutes, now=now)


def _keep(
    account: rows.Account, told: Told, me: int, now: datetime, *, identity: str, test_minutes: int | None,
    away_until: date | None,
) -> Row:  # fmt: skip
    found = rows.Alarm.objects.filter(account=account, suppressed=False, homes=1).exclude(state="closed")
    alarm = found.order_by("priority", "-opened").first()
    row = Row.objects.create(
        municipality_id=account.municipality_id, centre_id=account.centre_id, account=account, at=now, taken_by=me,
        who=told.who, caller=told.caller.strip()[:120], phone=told.phone.strip()[:40], identity=identity,
        wanted=told.wanted, note=told.note.strip()[:LONGEST_NOTE], test_minutes=test_minutes,
        away_until=away_until if told.wanted == "away" else None, alarm=alarm,
    )  # fmt: skip
    if alarm is not None:
        steps.write(alarm, "called_in", at=now, user_id=me, result=told.wanted, note=row.note,
                    detail={"call": row.pk, "identity": identity})  # fmt: skip
    with municipality_of(account):
        audit.record(
            action="alarm_account.call",
            subject="alarm_account",
            subject_id=account.pk,
            detail={"result": identity},
        )
    return row


def _tell(row: Row, account: rows.Account, happened: tuple[datetime, datetime], now: datetime) -> None:
    """Tell the flows of a burglary that somebody told of."""
    earliest, latest = happened
    if row.wanted != "burglary":
        raise FieldProblem(_("A draft for the police is for a burglary that they tell of."), field="wanted")
    if account.dwelling_id is None:
        message = _("This panel has no address here, so no draft can be written. Nothing was saved.")
        raise FieldProblem(message, field="draft")
    if not earliest <= latest <= now:
        raise FieldProblem(_("It happened between an earlier and a later moment, and before now."), field="latest")
    Row.objects.filter(pk=row.pk).update(drafted="asked")
    with municipality_of(account):
        emit(BurglaryTold(row.pk, dwelling_id=account.dwelling_id, earliest=earliest, latest=latest))


def _read(found: QuerySet[Row]) -> tuple[Call, ...]:
    listed = list(found.select_related("account"))
    known = reading.names(row.taken_by for row in listed)
    for account in {row.account_id: row.account for row in listed}.values():
        _log(account, [row.pk for row in listed if row.account_id == account.pk])
    return tuple(_value(row, known.get(row.taken_by or 0, "")) for row in listed)


def _log(account: rows.Account, ids: Iterable[int]) -> None:
    with municipality_of(account):
        audit.read(
            action="alarm_call.seen",
            subject="alarm_account",
            subject_id=account.pk,
            rows=list(ids),
            said={account.pk: account.address} if account.address else None,
        )


_SAME: Final = (
    "id", "account_id", "at", "who", "caller", "phone", "identity", "wanted", "note", "test_minutes", "away_until",
    "alarm_id", "burglary_id", "drafted",
)  # fmt: skip


def _value(row: Row, by: str) -> Call:
    return Call(**{name: getattr(row, name) for name in _SAME}, by=by)
