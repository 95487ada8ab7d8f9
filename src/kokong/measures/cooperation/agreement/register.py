"""The register of processing (GDPR art. 30), from what rooms declare: purposes, data, periods, who may see."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel import retention
from kokong.kernel.measure import everyone
from kokong.kernel.templatetags.kokong import role_names
from kokong.people import api as people

from . import words

# Tables of libraries belong to the room whose work they do.
_OF: Final[Mapping[str, str]] = {
    "procrastinate": "kernel", "account": "people", "socialaccount": "people", "sessions": "people",
    "usersessions": "people", "mfa": "people", "auth": "people", "contenttypes": "kernel",
}  # fmt: skip
ACTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("people.manage",),
    "kernel": ("audit.read",),
    "sending": ("message.mend", "mailing.steer"),
    "places": ("places.search", "do_not_visit.edit"),
    "pictures": ("picture.see",),
    "texts": ("text.see",),
    "meetings": ("meeting.see",),
    "tasks": ("task.see",),
    "intake": ("import.see",),
    "field": ("round.visit",),
    "incidents": ("burglary.see",),
    "ledger": ("desk.see",),
    "risk": ("risk.see",),
    "effect": ("effect.see",),
    "public": ("public.see",),
}
"""By what somebody sees what a room holds; a measure says it of itself."""


@dataclass(frozen=True)
class Data:
    """Data that are kept for a purpose and a time; `columns` as the database names them."""

    purpose: str
    period: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Processing:
    """What one room does with data: its name, who may see it, and each kind of data."""

    room: str
    name: str | Promise
    who: str
    data: tuple[Data, ...]


def register() -> tuple[Processing, ...]:
    """All processing, rooms first and then measures, in the order of their names."""
    found: dict[str, list[Data]] = defaultdict(list)
    for rule in retention.rules():
        by_room: dict[str, list[str]] = defaultdict(list)
        for label, names in rule.columns.items():
            by_room[_room(label)] += [f"{label}.{name}" for name in names.split()]
        for room, columns in by_room.items():
            found[room].append(Data(_(rule.purpose), period(rule.period.days), tuple(columns)))
    return tuple(
        Processing(room, name, who, tuple(found[room])) for room, name, who in _rooms() if found.get(room)
    )


def _rooms() -> Iterator[tuple[str, str | Promise, str]]:
    who = people.who_may()
    for room, name in words.ROOMS.items():
        yield room, name, role_names(frozenset().union(*(who[action] for action in ACTIONS[room])))
    for one in sorted(everyone(), key=lambda each: str(each.title)):
        yield one.name, one.title, role_names(frozenset().union(*one.may.values()))


def _room(label: str) -> str:
    app = label.split(".", 1)[0]
    return _OF.get(app, app)


def period(days: int) -> str:
    """A period in words."""
    if not days:
        return _("until it is over")
    if days % 365 in {0, 1} and days > 365:
        return ngettext("%(n)s year", "%(n)s years", days // 365) % {"n": days // 365}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
