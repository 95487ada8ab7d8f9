"""A period declared, not written out: which columns of a table go, how long after which moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

DELETE: Final = "delete"


@dataclass(frozen=True)
class Kept:
    """What a page says of one record: `on` is when it goes, None while nothing has ended; `gone`: it went."""

    what: str
    on: date | None
    gone: bool


@dataclass(frozen=True, eq=False)
class Keep:
    """Clears columns of a model, or deletes its rows, `days` after the moment in its column `by`.

    `clear` names the columns, apart by spaces; each becomes NULL where it may be, else empty. DELETE takes the
    whole row. `told` names the columns that say something of somebody, where these are others than `clear`.
    `among` narrows which rows are meant; a function of the moment before which they are old where that is asked
    of other tables. `by` may be of a row that this one belongs to ("account__retired"); of several, apart by
    spaces, the one that comes first counts; where it is empty, all rows `among` have had their time.
    `also` are the values that the other columns then have, and `mark` the column that says when it went. `what`
    goes, as a record's page says it ("Contact details"), if it says nothing. `of` names the columns, apart by
    spaces, that say whom a row is about, by address or by account: to them it is shown (`holdings`).
    """

    model: type[models.Model]
    by: str
    days: int
    clear: str
    purpose: str
    name: str
    told: str = ""
    what: str = ""
    among: Q | Callable[[datetime], Q] = field(default_factory=Q)
    also: Mapping[str, Any] = field(default_factory=dict)
    mark: str = ""
    of: str = ""
    everywhere: bool = False

    @property
    def period(self) -> timedelta:
        """How long it is kept."""
        return timedelta(days=self.days)

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns that it answers for."""
        named = self.told or ("" if self.clear == DELETE else self.clear)
        return {self.model._meta.label: named} if named else {}

    def apply(self, before: datetime, dry_run: bool) -> int:
        """Clear what is older than a moment, or only count it; how many rows."""
        among = self.among(before) if callable(self.among) else self.among
        old: Q = reduce(or_, (self._older(column, before) for column in self.by.split()), Q())
        found = self.model._base_manager.filter(among, old)
        if self.clear == DELETE:
            return found.count() if dry_run else _deleted(found)
        found = found.filter(reduce(or_, (_filled(name, empty) for name, empty in self._empty.items())))
        if dry_run:
            return found.count()
        marked = {self.mark: before + self.period} if self.mark else {}
        return found.update(**self._empty, **self.also, **marked)

    def kept(self, record: models.Model) -> Kept:
        """What there is to say of one record."""
        moments: list[Any] = [reduce(getattr, column.split("__"), record) for column in self.by.split()]
        moment = min((each for each in moments if each is not None), default=None)
        ends = moment + self.period if moment is not None else None
        on = timezone.localdate(ends) if isinstance(ends, datetime) else ends
        gone = self.clear != DELETE and all(getattr(record, name) == empty for name, empty in self._attributes)
        return Kept(self.what, on, gone=gone)

    def _older(self, by: str, before: datetime) -> Q:
        return Q(**{f"{by}__lt": timezone.localdate(before) if self._is_day(by) else before})

    def _is_day(self, by: str) -> bool:
        *path, column = by.split("__")
        model: Any = self.model
        for name in path:
            model = model._meta.get_field(name).related_model
        return not isinstance(model._meta.get_field(column), models.DateTimeField)

    @property
    def _empty(self) -> dict[str, Any]:
        return {name: _emptied(self.model._meta.get_field(name)) for name in self.clear.split()}

    @property
    def _attributes(self) -> Sequence[tuple[str, Any]]:
        columns: Any = self.model._meta
        return [(columns.get_field(name).attname, empty) for name, empty in self._empty.items()]


def _filled(name: str, empty: Any) -> Q:
    """Whether a column holds anything. A JSON column that is NULL equals no value of its own."""
    return Q(**{f"{name}__isnull": False}) if empty is None else ~Q(**{name: empty})


def _emptied(field: Any) -> Any:
    if field.null:
        return None
    return b"" if isinstance(field, models.BinaryField) else field.get_default()


def _deleted(found: models.QuerySet[models.Model]) -> int:
    count = found.count()
    found.delete()
    return count
