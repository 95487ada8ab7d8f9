"""The list with which a shift is handed over; it makes itself of what there is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .. import models as rows
from .. import rules, words
from ..console import reading
from ..shifts import reminding
from ..values import Alarm
from .desks import Desk
from .notes import notes

MOST: Final = 100  # lines of a section


@dataclass(frozen=True)
class Line:
    """One thing: what, where, and what there is to say of it. `url` leads to it."""

    what: str
    where: str
    detail: str
    url: str = ""


@dataclass(frozen=True)
class Section:
    """Things of one kind (`name`: of SECTIONS), and how many more there are than lines."""

    name: str
    lines: tuple[Line, ...]
    more: int = 0

    @property
    def title(self) -> str:
        """What they are."""
        return str(SECTIONS[self.name])

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.lines) + self.more


SECTIONS: Final[dict[str, str | Promise]] = {
    "notes": gettext_lazy("Notes"),
    "open": gettext_lazy("Open alarms"),
    "burglaries": gettext_lazy("Burglary alarms that nobody has answered"),
    "reminders": gettext_lazy("Reminders"),
    "pauses": gettext_lazy("In test or out of service"),
    "silent": pgettext_lazy("panels", "Not heard"),
}


def sections(*, desk: Desk, now: datetime) -> tuple[Section, ...]:
    """What there is to hand over, section by section; those without lines, too."""
    queue = [alarm for alarm in reading.queue() if desk.has(alarm.centre_id)]
    made: dict[str, Callable[[], Iterator[Line]]] = {
        "notes": lambda: _notes(desk),
        "open": lambda: (_alarm(one) for one in queue if one.state != "closed"),
        "burglaries": lambda: (_alarm(one) for one in queue if _unanswered(one)),
        "reminders": lambda: _reminders(desk, now),
        "pauses": lambda: _pauses(desk, now),
        "silent": lambda: _silent(desk),
    }
    return tuple(_section(name, list(made[name]())) for name in SECTIONS)


def as_values(found: Sequence[Section]) -> list[dict[str, Any]]:
    """Sections as they are kept."""
    return [asdict(one) for one in found]


def of_values(kept: Sequence[dict[str, Any]]) -> tuple[Section, ...]:
    """Sections as they were kept."""
    return tuple(
        Section(one["name"], tuple(Line(**line) for line in one["lines"]), one["more"])
        for one in kept
        if one["name"] in SECTIONS
    )


def _section(name: str, lines: list[Line]) -> Section:
    return Section(name, tuple(lines[:MOST]), max(0, len(lines) - MOST))


def _notes(desk: Desk) -> Iterator[Line]:
    for one in notes(desk=desk):
        yield Line(one.text, "", ", ".join(part for part in (_moment(one.written_at), one.by) if part))


def _unanswered(alarm: Alarm) -> bool:
    """A burglary alarm that waits, or that went away by itself and that nobody has seen."""
    return rules.group(alarm.kind) == "intrusion" and (alarm.state == "waiting" or alarm.unseen)


def _alarm(alarm: Alarm) -> Line:
    said = str(words.KINDS.get(alarm.kind, alarm.kind))
    if alarm.homes > 1:
        said = _("%(n)d homes silent") % {"n": alarm.homes}
    return Line(said, _where(alarm), f"{_moment(alarm.opened)}, {_who(alarm)}", _page(alarm.id))


def _where(alarm: Alarm) -> str:
    return "" if alarm.homes > 1 else alarm.address or _("Account %(number)s") % {"number": alarm.account}


def _who(alarm: Alarm) -> str:
    if alarm.state == "closed":
        return str(words.CLOSE_REASONS.get(alarm.close_reason, ""))
    if alarm.state == "taken":
        return _("%(name)s has it") % {"name": alarm.taken_name or _("a colleague")}
    return _("Handed to %(name)s") % {"name": alarm.handed_name} if alarm.handed_to else _("Nobody has it")


def _reminders(desk: Desk, now: datetime) -> Iterator[Line]:
    for one in reminding.reminders(now=now):
        alarm = reading.alarm(alarm_id=one.alarm_id)
        if desk.has(alarm.centre_id):
            said = str(words.KINDS.get(alarm.kind, alarm.kind))
            detail = ", ".join(part for part in (_moment(one.due), one.note, one.by) if part)
            yield Line(said, _where(alarm), detail, _page(alarm.id))


def _pauses(desk: Desk, now: datetime) -> Iterator[Line]:
    """Panels in test mode, and panels and zones that are paused now; the one that ends first first."""
    tests = rows.Account.objects.filter(desk.handles, retired=None, test_until__gt=now)
    paused = rows.Pause.objects.filter(desk.handles, begins__lte=now, ends__gt=now, account__retired=None)
    found = [(account.test_until, _("Test mode"), account, "") for account in tests]
    found += [(one.ends, _paused(one), one.account, one.note) for one in paused.select_related("account")]
    for ends, what, account, note in sorted(found, key=lambda each: each[0] or now):
        until = _("until %(when)s") % {"when": _moment(ends)} if ends else ""
        yield Line(what, _home(account), ", ".join(part for part in (until, note) if part), _panel(account))


def _paused(one: rows.Pause) -> str:
    what = str(words.PAUSES[one.what])
    return f"{what}, {_('zone %(number)s') % {'number': one.zone}}" if one.zone else what


def _silent(desk: Desk) -> Iterator[Line]:
    found = rows.Liveness.objects.filter(desk.handles, fault_since__isnull=False, account__retired=None)
    for one in found.select_related("account").order_by("fault_since"):
        since = _("since %(when)s") % {"when": _moment(one.fault_since)} if one.fault_since else ""
        yield Line(str(words.KINDS["line_fault"]), _home(one.account), since, _panel(one.account))


def _home(account: rows.Account) -> str:
    return account.address or _("Account %(number)s") % {"number": account.written}


def _page(alarm_id: int) -> str:
    return reverse("alarms:alarm", args=[alarm_id])


def _panel(account: rows.Account) -> str:
    return reverse("alarms:account", args=[account.pk])


def _moment(when: datetime) -> str:
    return date_format(timezone.localtime(when), "j F H:i")
