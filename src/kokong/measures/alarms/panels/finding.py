"""Homes with an alarm found: by what somebody remembers, by how they fare, in the order asked for, page by page.

The database does it, since a municipality may have 20,000 of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, overload

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.places import api as places

from .. import rules
from ..access import municipality_of
from ..values import Account
from . import accounts, sought

YEAR: Final = timedelta(days=365)
OFTEN: Final = 3  # false alarms in a year from which something should be agreed
RESEMBLING: Final = 500  # homes that a misspelt address may mean
_FAULTS: Final = ", ".join(f"'{kind}'" for kind in sorted(rules.RAISES) if rules.group(kind) == "upkeep")
_PAUSED: Final = "SELECT account_id FROM alarms_pause WHERE begins <= %(now)s AND ends > %(now)s"
_TESTING: Final = f"(a.test_until > %(now)s OR a.id IN ({_PAUSED}))"
WHICH: Final[Mapping[str, str]] = {
    "": "",
    "due": "a.follow_up <= %(today)s",
    "planned": "a.follow_up IS NOT NULL",
    "often": f"y.wrong >= {OFTEN} AND a.notes = ''",
    "silent": "l.fault_since IS NOT NULL",
    "never": "l.heard IS NULL",
    "trouble": "a.id IN (SELECT account_id FROM alarms_alarm WHERE state <> 'closed' AND NOT suppressed"  # noqa: S608
    f" AND kind IN ({_FAULTS}))",
    "testing": _TESTING,
    "nobody": "NOT EXISTS (SELECT FROM alarms_contact c WHERE c.account_id = a.id)",
    "retired": "",
}
SORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "home": ('a.place COLLATE "C"',),
    "account": ("length(a.account)", 'a.account COLLATE "C"', "a.id"),
    "false": ("coalesce(y.wrong, 0)", "coalesce(y.alarms, 0)"),
    "follow_up": ("a.follow_up",),
    "panel": (
        f"CASE WHEN {_TESTING} THEN 1 WHEN l.fault_since IS NOT NULL THEN 2 WHEN l.heard IS NULL THEN 3 END",
        "l.heard",
    ),
}
USUAL: Final = "a.follow_up <= %(today)s IS TRUE DESC, coalesce(y.wrong, 0) DESC, a.account, a.id"
_YEAR: Final = """
LEFT JOIN (SELECT account_id, count(*) AS alarms, count(*) FILTER (WHERE "false") AS wrong, max(opened) AS latest
    FROM alarms_alarm WHERE opened >= %(year)s AND NOT suppressed GROUP BY account_id) y ON y.account_id = a.id
"""
_FROM: Final = "FROM alarms_account a LEFT JOIN alarms_liveness l ON l.account_id = a.id"


@dataclass(frozen=True)
class Wanted:
    """Which homes, and in which order: those at which somebody should look again first where none is asked for.

    `text`: see `sought`; `which` is one of WHICH, `sort` one of SORTS.
    """

    now: datetime
    text: str = ""
    which: str = ""
    area_id: int | None = None
    sort: str = ""
    down: bool = False


@audit.personal
@dataclass(frozen=True)
class Home:
    """An account with its year of alarms; `contact` is whose name or number it was found by."""

    account: Account
    alarms: int
    false: int
    today: date
    testing: bool
    contact: str = ""

    @property
    def often(self) -> bool:
        """Whether false alarms are so many that something should be agreed, and nothing is yet."""
        return self.false >= OFTEN and not self.account.notes

    @property
    def due(self) -> bool:
        """Whether the day has come on which somebody shall look again."""
        return self.account.follow_up is not None and self.account.follow_up <= self.today

    @property
    def name(self) -> str:
        """Where it is; else its number."""
        return self.account.address or self.account.number

    @property
    def panel(self) -> str:
        """How its panel is, in words."""
        if self.account.retired:
            return _("Out of service")
        if self.testing:
            return _("Test mode")
        if self.account.fault_since:
            return _("Not heard")
        return _("Heard") if self.account.heard else _("Not heard yet")


def find(*, wanted: Wanted) -> Sequence[Home]:
    """The homes that are wanted. An address that no home has as it is written is looked for as it may be meant.

    That a home was found by a contact is logged where it is read. Raises AreaNotFound.
    """
    found = Found(wanted, _conditions(wanted), _values(wanted))
    if len(found) or not wanted.text or tenancy.current().municipality_id is None:
        return found
    hits = places.search(text=wanted.text, limit=RESEMBLING)
    homes = [hit.dwelling_id for hit in hits if sought.same_numbers(wanted.text, hit.full)]
    meant = replace(wanted, text="")
    return Found(
        meant, [*_conditions(meant), "a.dwelling_id = ANY(%(meant)s)"], {**_values(meant), "meant": homes}
    )


def _conditions(wanted: Wanted) -> list[str]:
    out = "a.retired IS NOT NULL" if wanted.which == "retired" else "a.retired IS NULL"
    said = sought.condition(wanted.text)
    area = "a.dwelling_id = ANY(%(homes)s)" if wanted.area_id is not None else ""
    return [each for each in (out, WHICH[wanted.which], said.sql, area) if each]


def _values(wanted: Wanted) -> dict[str, Any]:
    known: dict[str, Any] = {"now": wanted.now, "today": timezone.localdate(wanted.now), "year": wanted.now - YEAR}
    if wanted.area_id is not None:
        known["homes"] = list(places.homes_in(area_id=wanted.area_id))
    return {**known, **sought.condition(wanted.text).values}


@dataclass(frozen=True)
class Found(Sequence[Home]):
    """The homes of a query, read as they are asked for."""

    wanted: Wanted
    conditions: Sequence[str]
    values: Mapping[str, Any] = field(repr=False)

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        year = _YEAR if self.wanted.which == "often" else ""
        ((count,),) = _asked(f"SELECT count(*) {_FROM} {year} WHERE {self._where}", self.values)
        return int(count)

    @overload
    def __getitem__(self, index: int) -> Home: ...

    @overload
    def __getitem__(self, index: slice) -> list[Home]: ...

    def __getitem__(self, index: int | slice) -> Home | list[Home]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        begin, end, _step = index.indices(len(self))
        return self._read(begin, max(0, end - begin))

    @property
    def _where(self) -> str:
        return " AND ".join(f"({each})" for each in self.conditions)

    def _read(self, offset: int, limit: int) -> list[Home]:
        lines = _asked(
            f"SELECT a.id, coalesce(y.alarms, 0), coalesce(y.wrong, 0), {_TESTING} IS TRUE"
            f" {_FROM} {_YEAR} WHERE {self._where} ORDER BY {self._order} LIMIT %(limit)s OFFSET %(offset)s",
            {**self.values, "limit": limit, "offset": offset},
        )
        known = accounts.some(ids=[line[0] for line in lines])
        named = self._named([known[line[0]] for line in lines])
        today = self.values["today"]
        return [
            Home(known[key], alarms, wrong, today, testing, named.get(key, ""))
            for key, alarms, wrong, testing in lines
        ]

    @property
    def _order(self) -> str:
        if not self.wanted.sort:
            exact = sought.condition(self.wanted.text).exact
            return f"{exact} DESC, {USUAL}" if exact else USUAL
        way = "DESC" if self.wanted.down else "ASC"
        return ", ".join([*(f"{each} {way} NULLS LAST" for each in SORTS[self.wanted.sort]), "a.id"])

    def _named(self, page: Sequence[Account]) -> dict[int, str]:
        """Whom homes were found by; that they were read is logged in the municipality of each."""
        which = sought.condition(self.wanted.text)
        if not which.caller or not page:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.account_id, c.name FROM alarms_contact c"  # noqa: S608 - ours
                f" WHERE c.account_id = ANY(%(page)s) AND ({which.caller}) ORDER BY c.position DESC",
                {**self.values, "page": [one.id for one in page]},
            )
            named = dict(cursor.fetchall())
        _log([one for one in page if one.id in named])
        return named


def _asked(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement, its tables joined by hash: whoever guesses that a policy shows a hundred of 20,000
    homes would look at every alarm for each of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_nestloop', 'off', true)")
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute("SELECT set_config('enable_nestloop', 'on', true)")
    return found


def _log(found: Sequence[Account]) -> None:
    for place in sorted({one.municipality_id for one in found}):
        theirs = [one for one in found if one.municipality_id == place]
        with municipality_of(theirs[0]):
            audit.read(
                action="alarm_contact.sought",
                subject="alarm_account",
                rows=[one.id for one in theirs],
                said={one.id: one.address for one in theirs if one.address},
            )


def area_named(name: str) -> int:
    """The area in use with this name. Raises AreaNotFound."""
    found = {one.name.casefold(): one.id for one in places.areas()}
    if name.casefold() not in found:
        raise places.AreaNotFound
    return found[name.casefold()]
