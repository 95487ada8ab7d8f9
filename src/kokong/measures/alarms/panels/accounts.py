"""Panels enrolled, changed, tested and retired."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokong import dc09
from kokong.kernel import audit, installation, tenancy
from kokong.places import api as places

from .. import models as rows
from .. import words
from ..access import municipality_of
from ..console import steps
from ..console.reading import handled_here
from ..values import Account, AccountMissing, FieldProblem, NumberTaken
from . import fields, prefixes, sealing
from .keys import NO_KEY, NewKey, SealedKey, sealed

LONGEST_ADDRESS: Final = 255
LONGEST_TEST: Final = 24 * 60  # minutes


NO_PLAN: Final[Mapping[str, Any]] = {}


@transaction.atomic
def enrol(
    *,
    account: str,
    receiver: str = "0",
    line: str = "",
    key: NewKey | SealedKey = NO_KEY,
    transport: str = "any",
    interval_s: int | None = None,
    quirks: int = 0,
    dwelling_id: int | None = None,
    address: str = "",
    centre_id: int | None = None,
    plan: Mapping[str, Any] = NO_PLAN,
    now: datetime,
) -> Account:
    """Enrol a panel in the municipality in scope; `plan` as in `fields.plan`. Raises FieldProblem, NumberTaken.

    `line`: left out, or 0, for the municipality's own; another one only for a panel with a key.
    `address`: as written, for a home that is no dwelling here.
    """
    row = rows.Account(enrolled=now, centre_id=fields.centre(centre_id), transport=fields.transport(transport))
    _number(row, account=account, receiver=receiver, line=line)
    _place(row, dwelling_id)
    row.address = row.address or address.strip()[:LONGEST_ADDRESS]
    row.interval_s, row.quirks = fields.interval(interval_s), fields.quirks(quirks)
    row.plan = fields.plan(plan)
    fields.near(row.plan["zones"], row.lon, row.lat)
    _seal(row, key)
    _whose(row)
    _save(row)
    audit.record(action="alarm_account.enrolled", subject="alarm_account", subject_id=row.pk)
    return account_of(row)


@transaction.atomic
def change(*, account_id: int, key: NewKey | SealedKey | None = None, **changes: Any) -> Account:
    """Change what is named: account, receiver, line, transport, interval_s, quirks, dwelling_id, centre_id,
    clock_s, entry_s, exit_s, confirm_minutes, plan, notes, follow_up; `key` replaces the key, `NewKey()` removes
    it.

    Raises AccountMissing, FieldProblem, NumberTaken.
    """
    row = _locked(account_id)
    before = {name: getattr(row, name) for name in _COLUMNS}
    numbers = ("account", "receiver", "line")
    if not changes.keys().isdisjoint(numbers):
        as_is = {"account": row.written, "receiver": row.receiver, "line": row.line}
        _number(row, **{name: str(changes.get(name, as_is[name])) for name in as_is})
    if "dwelling_id" in changes:
        _move(row, changes["dwelling_id"])
    for name, check in _CHECKS.items():
        if name in changes:
            setattr(row, name, check(changes[name]))
    fields.near(row.plan.get("zones", ()), row.lon, row.lat)
    if key is not None:
        _seal(row, key)
    if any(getattr(row, name) != before[name] for name in (*numbers, "key_notation")):
        _whose(row)
    changed = sorted(name for name in _COLUMNS if getattr(row, name) != before[name])
    if changed:
        _save(row, only=changed)
        detail = {"fields": [name for name in changed if name in words.FIELDS] + ["key"] * (key is not None)}
        with municipality_of(row):
            audit.record(action="alarm_account.changed", subject="alarm_account", subject_id=row.pk, detail=detail)
    return account_of(row)


@transaction.atomic
def retire(*, account_id: int, now: datetime) -> Account:
    """Take a panel out of service: it is not answered any more, and its key is gone at once. Again: nothing.

    What is open of it is closed: nobody can do anything about it any more.
    """
    steps.begin()
    row = _locked(account_id, live=False)
    if row.retired is None:
        row.retired = now
        _seal(row, NO_KEY)
        _save(row, only=["retired", "key_sealed", "key_notation", "key_mark", "key_unseen"])
        audit.record(action="alarm_account.retired", subject="alarm_account", subject_id=row.pk)
        _close_all(row, now=now)
    return account_of(row)


def _close_all(row: rows.Account, *, now: datetime) -> None:
    found = rows.Alarm.objects.filter(account=row)
    for alarm in found.exclude(state="closed"):
        steps.write(alarm, "closed", at=now, user_id=tenancy.current().user_id, result="retired")
    found.exclude(state="closed").update(
        state="closed", closed_at=now, closed_by=tenancy.current().user_id, close_reason="retired", false=None
    )
    found.filter(unseen=True).update(unseen=False)


@transaction.atomic
def set_test(*, account_id: int, minutes: int, now: datetime) -> Account:
    """Let nothing go out for so many minutes from now; 0 ends the test. Events are kept all the same."""
    if not 0 <= minutes <= LONGEST_TEST:
        message = _("A test lasts from 1 to %(most)d minutes; 0 ends it.") % {"most": LONGEST_TEST}
        raise FieldProblem(message, field="minutes")
    row = _locked(account_id)
    row.test_until = now + timedelta(minutes=minutes) if minutes else None
    row.save(update_fields=["test_until"])
    steps.look(row)
    with municipality_of(row):
        audit.record(
            action="alarm_account.test",
            subject="alarm_account",
            subject_id=row.pk,
            detail={"minutes": minutes},
        )
    return account_of(row)


def reseal_all() -> int:
    """Seal every key of the scope anew with the installation's first secret; returns how many.

    Raises SealBroken where a key doesn't open; nothing is changed then.
    """
    sealer = sealing.sealer(installation.current())
    keyed = list(rows.Account.objects.select_for_update().exclude(key_sealed=None).only("pk", "key_sealed"))
    with transaction.atomic():
        for row in keyed:
            assert row.key_sealed is not None
            material = sealer.unseal(bytes(row.key_sealed))
            fresh = {"key_sealed": sealer.seal(material), "key_mark": sealer.mark(material)}
            rows.Account.objects.filter(pk=row.pk).update(**fresh)
    return len(keyed)


def account(*, account_id: int) -> Account:
    """One account. Raises AccountMissing."""
    row = rows.Account.objects.filter(pk=account_id).first()
    if row is None:
        raise AccountMissing(_missing(account_id))
    return account_of(row)


def accounts(*, retired: bool = False) -> tuple[Account, ...]:
    """The accounts of the scope by number; with `retired` those out of service, too."""
    found = rows.Account.objects.order_by("account", "receiver", "line", "pk")
    return _accounts_of(list(found if retired else found.filter(retired=None)))


def some(*, ids: Collection[int]) -> dict[int, Account]:
    """The accounts with these ids that there are in the scope."""
    return {one.id: one for one in _accounts_of(list(rows.Account.objects.filter(pk__in=ids)))}


def testing(*, now: datetime) -> tuple[Account, ...]:
    """The accounts in test mode that people in this scope handle, the one that ends first first."""
    found = rows.Account.objects.filter(handled_here(), retired=None, test_until__gt=now)
    return _accounts_of(list(found.order_by("test_until", "pk")))


def silent(*, alarm_id: int) -> list[tuple[Account, datetime]]:
    """The homes of an alarm about many, and since when each was silent; those that still are first."""
    row = rows.Alarm.objects.get(pk=alarm_id)
    since = {int(who): datetime.fromisoformat(when) for who, when in row.zones.items()}
    found = _accounts_of(list(rows.Account.objects.filter(pk__in=since).order_by("address", "pk")))
    return sorted(((one, since[one.id]) for one in found), key=lambda pair: str(pair[0].id) not in row.conditions)


def find_accounts(
    *, account: str, receiver: str | None = None, line: str | None = None, retired: bool = False
) -> tuple[Account, ...]:
    """Accounts of this number, whichever receiver and line where they aren't named. Raises FieldProblem."""
    fields.account(account)
    known = dc09.context(account, receiver, line)
    found = rows.Account.objects.filter(account=known.account).order_by("receiver", "line", "pk")
    if receiver is not None:
        found = found.filter(receiver=known.receiver)
    if line is not None:
        found = found.filter(line=known.line)
    return _accounts_of(list(found if retired else found.filter(retired=None)))


def centres() -> tuple[tuple[int, str], ...]:
    """The alarm centres that serve from this installation: id and name."""
    return tuple(rows.Centre.objects.order_by("name").values_list("pk", "name"))


def account_of(row: rows.Account) -> Account:
    """A row as it crosses the door."""
    return _accounts_of([row])[0]


def _accounts_of(found: list[rows.Account]) -> tuple[Account, ...]:
    alive = {one.account_id: one for one in rows.Liveness.objects.filter(account_id__in=[row.pk for row in found])}
    return tuple(_value(row, alive.get(row.pk)) for row in found)


_SAME: Final = (
    "id", "municipality_id", "centre_id", "account", "receiver", "line", "written", "dwelling_id", "address",
    "prefixed", "lon", "lat", "key_notation", "transport", "interval_s", "quirks", "clock_s", "entry_s", "exit_s",
    "confirm_minutes",
    "enrolled", "retired", "test_until", "set_state", "set_since", "plan", "notes",
    "follow_up",
)  # fmt: skip


def _value(row: rows.Account, alive: rows.Liveness | None) -> Account:
    return Account(
        **{name: getattr(row, name) for name in _SAME},
        keyed=row.key_sealed is not None,
        heard=alive.heard if alive else None,
        fault_since=alive.fault_since if alive else None,
    )


def _locked(account_id: int, *, live: bool = True) -> rows.Account:
    row = rows.Account.objects.select_for_update().filter(pk=account_id).first()
    if row is None or (live and row.retired is not None):
        raise AccountMissing(_missing(account_id))
    return row


def _missing(account_id: int) -> str:
    return _("There is no account %(id)s in service. Nothing was changed.") % {"id": account_id}


def _save(row: rows.Account, *, only: Iterable[str] | None = None) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=only, force_insert=only is None)
            row.refresh_from_db(fields=["municipality_id"] if only is None else [])
    except IntegrityError as error:
        if "alarms_account_once_here" not in str(error):
            raise
        raise _taken(row) from None


def _taken(row: rows.Account) -> NumberTaken:
    message = _(
        "Account %(account)s is in use in this municipality. Nothing was changed. Choose another number, or "
        "retire the other account first."
    )
    return NumberTaken(message % {"account": row.written})


def _number(row: rows.Account, *, account: str, receiver: str, line: str) -> None:
    """A panel that was enrolled without a line number stays so until its numbers change."""
    numbers = {"account": account.strip(), "receiver": receiver.strip() or "0", "line": line.strip() or "0"}
    fields.account(numbers["account"])
    for name in ("receiver", "line"):
        fields.hexadecimal(name, numbers[name])
    known, own = dc09.context(**numbers), prefixes.own()
    as_enrolled = dc09.Context(row.account, row.receiver, row.line)
    row.line = own if known.line == "0" and known != as_enrolled else known.line
    row.account, row.receiver, row.prefixed = known.account, known.receiver, row.line == own
    row.written = numbers["account"].upper()


def _whose(row: rows.Account) -> None:
    """A panel is told from others by its municipality's line number, or by its key; never by luck.

    Asks nothing about other municipalities, so that no answer tells of them.
    """
    if not row.prefixed and row.line != "0" and row.key_sealed is None:
        message = _(
            "Without a key, a panel must send this municipality's own line number, %(own)s. Nothing was changed. "
            "Program that in the panel, or give it a key."
        )
        raise FieldProblem(message % {"own": prefixes.own()}, field="line")
    if row.line in {"0", prefixes.own()}:
        same = rows.Account.objects.filter(account=row.account, receiver=row.receiver, retired=None)
        if same.filter(line__in=("0", prefixes.own())).exclude(pk=row.pk).exists():
            raise _taken(row)


def _place(row: rows.Account, dwelling_id: int | None) -> None:
    if dwelling_id is None:
        row.dwelling_id, row.address, row.lon, row.lat = None, "", None, None
        return
    home = places.dwelling(dwelling_id=dwelling_id)
    if home is None:
        message = _("There is no such dwelling in this municipality. Nothing was changed.")
        raise FieldProblem(message, field="dwelling_id")
    row.dwelling_id, row.address, row.lon, row.lat = home.id, home.full_address, home.lon, home.lat


def _move(row: rows.Account, dwelling_id: int | None) -> None:
    """To another home a panel takes its zones along, but not where they were on the map."""
    if dwelling_id != row.dwelling_id:
        zones = [{k: v for k, v in one.items() if k not in {"lon", "lat"}} for one in row.plan.get("zones", ())]
        row.plan = {**row.plan, "zones": zones}
    _place(row, dwelling_id)


def _seal(row: rows.Account, key: NewKey | SealedKey) -> None:
    fresh = key if isinstance(key, SealedKey) else sealed(key)
    row.key_sealed, row.key_notation = fresh.sealed, fresh.notation
    row.key_mark, row.key_unseen = fresh.mark, fresh.made


_CHECKS: Final[dict[str, Any]] = {
    "transport": fields.transport,
    "interval_s": fields.interval,
    "quirks": fields.quirks,
    "centre_id": fields.centre,
    "clock_s": fields.within("clock_s", 0, fields.CLOCK_S),
    "entry_s": fields.within("entry_s", 0, 600),
    "exit_s": fields.within("exit_s", 0, 600),
    "confirm_minutes": fields.within("confirm_minutes", 1, 60),
    "plan": fields.plan,
    "notes": lambda text: str(text).strip()[: fields.LONGEST_NOTES],
    "follow_up": lambda day: day,
}
_COLUMNS: Final = (
    "account", "receiver", "line", "prefixed", "written", "dwelling_id", "address", "lon", "lat", "key_sealed",
    "key_notation", "key_mark", "key_unseen", *_CHECKS,
)  # fmt: skip
