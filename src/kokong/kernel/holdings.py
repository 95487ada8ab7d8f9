"""What is held of one person, found by the number of their account or by an address that they have proven.

Rooms say of their tables whom a row is about (`Keep.of`), and which of its columns tell something; every other
table with the number of an account says only that they did something, and when. The database shows what it shows
to whoever asks: nothing here opens a scope or goes round a policy.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from django.apps import apps
from django.db import connection, models
from django.db.models import Q

from . import grants, retention
from .keep import Keep

Model = type[models.Model]

ACCOUNTS: Final = ("user_id", "by")
HIDDEN: Final = frozenset({
    "auth", "context", "digest", "digits", "endpoint", "message_id", "p256dh", "password_mark", "sought", "user",
    "user_id",
})  # fmt: skip
MOST: Final = 10_000


@dataclass(frozen=True)
class Whom:
    """A person: by the number of their account, by an address that they have proven, or by both."""

    user_id: int | None = None
    address: str = ""


@dataclass(frozen=True)
class Held:
    """What one table holds of somebody: `count` rows, each told in `rows`; `own`: they are about the person.

    Where they aren't, the person has only done something there, and a row says its number and its days. `why` says
    until when it is needed, in the words of the period, and `days` how long that is.
    """

    room: str
    table: str
    what: str
    why: tuple[str, ...]
    days: int | None
    count: int
    rows: tuple[Mapping[str, Any], ...]
    own: bool


def held(whom: Whom) -> tuple[Held, ...]:
    """All that is held of somebody, as far as the scope shows it; nothing of tables without any row of theirs."""
    with as_address(whom.address):
        return tuple(each for model in _catalogue() for each in _held(model, whom))


def tables() -> dict[str, str]:
    """Tables that are looked through, by the model's label, with the columns that say whom a row is about."""
    return {model._meta.label: " ".join(_keys(model)) for model in _catalogue()}


def accounts(model: Model) -> tuple[str, ...]:
    """The columns of a table that hold the number of an account."""
    return tuple(
        each.attname
        for each in model._meta.concrete_fields
        if _is_number(each) and (each.attname in ACCOUNTS or each.attname.endswith("_by"))
    )


def readable(model: Model) -> bool:
    """Whether pages may read a table at all."""
    return "r" in grants.tables().get(model._meta.db_table, {}).get("web", "")


def rules_of(model: Model) -> tuple[Keep, ...]:
    """The periods of a table."""
    return tuple(each for each in retention.rules() if isinstance(each, Keep) and each.model is model)


def _catalogue() -> Iterator[Model]:
    ours = (each for each in apps.get_models() if each.__module__.startswith("kokong."))
    yield from (each for each in ours if readable(each) and _keys(each))


def _is_number(field: Any) -> bool:
    account = field.is_relation and field.related_model._meta.label == "people.User"
    return account or (isinstance(field, models.IntegerField) and not field.primary_key)


def _about(model: Model) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for rule in rules_of(model) for name in rule.of.split()))


def _keys(model: Model) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_about(model), *accounts(model))))


def _held(model: Model, whom: Whom) -> Iterator[Held]:
    about = _about(model)
    done = tuple(name for name in accounts(model) if name not in about)
    for keys, own in ((about, True), (done, False)):
        if rows := _found(model, whom, keys):
            yield _value(model, rows, own=own)


def _value(model: Model, rows: Sequence[models.Model], *, own: bool) -> Held:
    rules = rules_of(model)
    return Held(
        room=model._meta.app_label,
        table=model._meta.label,
        what=next((rule.what for rule in rules if rule.what), "") if own else "",
        why=tuple(dict.fromkeys(rule.purpose for rule in rules)),
        days=max((rule.days for rule in rules), default=None),
        count=len(rows),
        rows=tuple(_told(row, _columns(model) if own else ()) for row in rows),
        own=own,
    )


def _found(model: Model, whom: Whom, keys: Sequence[str]) -> Sequence[models.Model]:
    asked = [each for key in keys if (each := _asked(model, key, whom)) is not None]
    if not asked:
        return ()
    return list(model._base_manager.filter(reduce(or_, asked)).order_by("pk")[:MOST])


def _asked(model: Model, key: str, whom: Whom) -> Q | None:
    if key in accounts(model):
        return Q(**{key: whom.user_id}) if whom.user_id is not None else None
    return Q(**{f"{key}__iexact": whom.address}) if whom.address else None


def _columns(model: Model) -> tuple[str, ...]:
    named = (name for rule in rules_of(model) for names in rule.columns.values() for name in names.split())
    kept = (name for name in named if name not in HIDDEN and not name.endswith("_by"))
    return tuple(dict.fromkeys(kept))


def _told(row: models.Model, columns: Sequence[str]) -> dict[str, Any]:
    fields = [each.attname for each in row._meta.concrete_fields if isinstance(each, models.DateField)]
    names = [row._meta.get_field(name).attname for name in columns]  # type: ignore[union-attr]
    told = {name: getattr(row, name) for name in dict.fromkeys((*names, *fields))}
    return {"number": row.pk} | {name: _plain(value) for name, value in told.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict) else str(value)


@contextmanager
def as_address(address: str) -> Iterator[None]:
    """Be whoever has proven this address to the database, and nobody in particular afterwards."""
    _set(address)
    yield
    _set("")


def _set(address: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kokong.address', %s, true)", [address])
