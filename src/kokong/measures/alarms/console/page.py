"""What the console shows: the queue's rows, and everything about the alarm that is open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import api, rules, words
from ..calls import recording, routines
from ..calls import words as call_words
from ..holding import Hold
from ..shifts import moments, reminding
from ..values import Account, Alarm, Contact, Event, Operator, Step
from . import words as script
from .parts import URGENT_EVENTS, Call, Earlier, Fired, Line, Report, Row, Zone, where
from .words import said

EVENTS_SHOWN: Final = 60
EARLIER_SHOWN: Final = 5
YEAR: Final = timedelta(days=365)
REDIAL: Final = frozenset({"no_answer", "voicemail"})

RESULTS: Final[dict[str, words.Words]] = {
    "called": words.CALL_RESULTS,
    "closed": words.CLOSE_REASONS,
    "verified": words.VERIFICATIONS,
    "message": words.MESSAGE_RESULTS,
    "draft": words.DRAFT_RESULTS,
    "late": words.LATE_RESULTS,
    "released": words.RELEASED_RESULTS,
    "called_in": call_words.WANTED,
}
Choice = tuple[str, str | Promise]


def queue(*, operator: Operator, now: datetime) -> tuple[Row, ...]:
    """The queue: what whoever looks is reminded of, then the most urgent first."""
    called = reminding.queued(api.queue(), now=now)
    found = (Row(alarm, operator, reminder=reminder) for alarm, reminder in called)
    return tuple(sorted(found, key=lambda row: not row.reminded))


@dataclass(frozen=True)
class Page(Row):
    """Everything about one alarm, for one operator."""

    account: Account
    contacts: Sequence[Contact]
    events: Sequence[Event]
    steps: Sequence[Step]
    others: Sequence[Alarm]
    names: dict[int, str]
    now: datetime

    @property
    def may_take(self) -> bool:
        """Whether it can be taken by whoever looks."""
        return self.alarm.state == "waiting" and self.ours and self.operator.may("alarm.handle")

    @property
    def may_see(self) -> bool:
        """Whether it went away by itself, or was confirmed meanwhile, and whoever looks can say they saw it."""
        new = self.alarm.unseen or (self.mine and self.alarm.calls)
        return new and self.ours and self.operator.may("alarm.handle")

    @property
    def others_hold(self) -> Hold | None:
        """Whose it is and whether they are there, where it is a colleague's and whoever looks handles alarms."""
        return self.alarm.hold if self.ours and not self.mine and self.operator.may("alarm.handle") else None

    @property
    def may_take_over(self) -> bool:
        """Whether it can be taken from the colleague who has it."""
        hold = self.others_hold
        return hold is not None and (hold.free(self.now) or self.operator.may("alarm.supervise"))

    @property
    def may_direct(self) -> bool:
        """Whether it can be handed over and closed: by who has it, and by a supervisor."""
        supervised = self.ours and self.operator.may("alarm.supervise") and self.alarm.state != "closed"
        return self.mine or supervised

    @property
    def may_note(self) -> bool:
        """Whether a note may be added; a closed alarm takes notes, too."""
        return self.ours and self.operator.may("alarm.handle")

    @property
    def may_verify(self) -> bool:
        """Whether the burglary can be verified by whoever looks."""
        return self.mine and not self.verified and rules.group(self.alarm.kind) == "intrusion"

    @property
    def may_put_away(self) -> bool:
        """Whether its reminder can be put away: by who has it, and by everybody where nobody has."""
        held = self.alarm.state == "taken" and not self.mine and not self.operator.may("alarm.supervise")
        return self.reminder is not None and self.may_note and not held

    @property
    def may_remind(self) -> bool:
        """Whether it can be made to come back later: by who has it, or where it is over and was seen."""
        over = self.alarm.state == "closed" and not self.alarm.unseen
        return (self.mine or over) and self.may_note

    @property
    def remind_in(self) -> tuple[int, ...]:
        """In how many minutes it can be made to come back with one button."""
        return moments.MINUTES

    @property
    def verification(self) -> str:
        """How far it is verified, in words."""
        return said(words.VERIFICATIONS, self.alarm.verification)

    @property
    def state_words(self) -> str:
        """Who has it, or how it ended."""
        alarm = self.alarm
        if alarm.state == "closed":
            return said(words.CLOSE_REASONS, alarm.close_reason) or said(words.STATES, "closed")
        if alarm.state == "waiting":
            return _("nobody has it; goal %(goal)d s, limit %(limit)d s") % {
                "goal": self.goal,
                "limit": self.limit,
            }
        return _("you have it") if self.mine else _("%(name)s has it") % {"name": alarm.taken_name}

    @cached_property
    def silent_homes(self) -> list[tuple[Account, datetime]]:
        """Of many homes those that fell silent, and since when; those that still are first."""
        if not self.many:
            return []
        return api.silent(alarm_id=self.alarm.id)

    @property
    def rescue(self) -> str:
        """When to call 112."""
        return script.rescue("seen" if self.signs else self.alarm.kind)

    @property
    def rescue_now(self) -> bool:
        """Whether to call 112 now."""
        return self.signs or self.tone == "danger"

    @cached_property
    def signs(self) -> bool:
        """Whether somebody who was called sees signs of a burglary: then 112 is the largest thing on the page."""
        return any(step.what == "called" and step.result == "burglary_seen" for step in self.steps)

    @property
    def opening(self) -> str:
        """What to say first on the telephone."""
        who = {"name": self.operator.name, "place": self.operator.place}
        return _("“This is %(name)s, alarms in %(place)s. Your alarm has gone off. Are you safe?”") % who

    @cached_property
    def routine(self) -> routines.Routine | None:
        """How the household proves that all is well, for whoever has the alarm and calls."""
        return routines.routine(account_id=self.account.id) if self.mine else None

    @property
    def colleagues(self) -> list[tuple[int, str]]:
        """To whom it can be handed over."""
        return [(key, name) for key, name in self.names.items() if key != self.operator.user_id]

    @property
    def do_not_call(self) -> bool:
        """Whether a call could harm somebody: whoever is in a hold-up may be watched."""
        return self.alarm.kind == "hold_up"

    @cached_property
    def calls(self) -> list[Call]:
        """The chain, with what came of each call, and whose turn it is."""
        latest = {step.detail.get("contact"): step.result for step in self.steps if step.what == "called"}
        if self.do_not_call:
            return [Call(c, False, said(words.CALL_RESULTS, latest.get(c.id, ""))) for c in self.contacts]
        turn = next((c for c in self.contacts if c.id not in latest), None)
        turn = turn or next((c for c in self.contacts if latest[c.id] in REDIAL), None)
        return [Call(c, c == turn, said(words.CALL_RESULTS, latest.get(c.id, ""))) for c in self.contacts]

    @property
    def calling(self) -> Contact | None:
        """Whose turn it is."""
        return next((call.contact for call in self.calls if call.current), None)

    @property
    def results(self) -> list[tuple[str, str, str | Promise]]:
        """What can come of a call: its key, its code, its words."""
        return [(str(n), code, words.CALL_RESULTS[code]) for n, code in enumerate(rules.CALL_RESULTS, start=1)]

    @property
    def reasons(self) -> list[Choice]:
        """Why it can be closed; that it was a burglary only once that is verified."""
        allowed = (code for code in rules.OPERATORS_REASONS if code != "burglary" or self.verified)
        return [(code, words.CLOSE_REASONS[code]) for code in allowed]

    @property
    def bases(self) -> list[Choice]:
        """How an operator can know that it is a burglary."""
        return list(script.BASES.items())

    @property
    def log(self) -> list[Line]:
        """What was done, the newest first. What one detector says again and again is one line with its count."""
        lines = []
        for what, run in groupby(reversed(self.steps), key=lambda step: step.what):
            steps = list(run)
            if what == "events":
                count = sum(int(step.detail.get("events", 1)) for step in steps)
                lines.append(replace(self._line(steps[0]), result=f"{count}"))
            else:
                lines += [self._line(step) for step in steps]
        return lines

    def _line(self, step: Step) -> Line:
        result = said(RESULTS.get(step.what, {}), step.result) if step.result else ""
        named = {c.id: c.name for c in self.contacts}.get(step.detail.get("contact", 0))
        what = " ".join(part for part in (said(words.STEPS, step.what), named) if part)
        return Line(step.at, what, result, step.note, step.by)

    @cached_property
    def zones(self) -> list[Zone]:
        """The plan's detectors, and those that reported without being in it."""
        active = {event.zone for event in self.events if event.zone and event.kind in URGENT_EVENTS}
        plan = self.account.detectors
        listed = [Zone(one.zone, one.name, where(one), one.outdoor, one.zone in active) for one in plan]
        unknown = active - {one.zone for one in plan}
        return listed + [Zone(number, "", "", False, True) for number in sorted(unknown)]

    @cached_property
    def fired(self) -> list[Fired]:
        """The detectors that reported danger, in that order."""
        first: dict[str, datetime] = {}
        for event in self.events:
            if event.zone and event.kind in URGENT_EVENTS:
                first.setdefault(event.zone, event.occurred)
        zones = {zone.number: zone for zone in self.zones}
        return [Fired(n, at, zones[number]) for n, (number, at) in enumerate(first.items(), start=1)]

    @cached_property
    def reported(self) -> list[Report]:
        """What the panel said, the newest first; the same again and again is one line with its count."""
        named = {zone.number: zone.name for zone in self.zones}
        runs = [list(run) for _same, run in groupby(reversed(self.events), key=_same_again)]
        return [Report(run[0], self._zone(run[0], named), len(run)) for run in runs[:EVENTS_SHOWN]]

    @staticmethod
    def _zone(event: Event, named: dict[str, str]) -> str:
        if not event.zone:
            return _("user %(number)s") % {"number": event.user_number} if event.user_number else ""
        zone = _("zone %(number)s") % {"number": event.zone}
        return f"{zone}, {named[event.zone]}" if named.get(event.zone) else zone

    @property
    def more_events(self) -> bool:
        """Whether there are more events than are shown."""
        return self.alarm.events > sum(report.times for report in self.reported)

    @property
    def any_link(self) -> bool:
        """Whether there is a picture to look at."""
        return any(report.pictures for report in self.reported)

    @property
    def plan(self) -> str:
        """The alarm plan in the household's words."""
        return str(self.account.plan.get("text", ""))

    @property
    def away_until(self) -> date | None:
        """Until when nobody is at home, as the household said on the telephone."""
        return recording.away_until(account_id=self.account.id, on=timezone.localdate(self.now))

    @property
    def set_state(self) -> str:
        """Whether the alarm is switched on."""
        return said(script.SET_STATES, self.account.set_state)

    @property
    def earlier(self) -> list[Earlier]:
        """The alarms before this one."""
        before = [a for a in self.others if a.id != self.alarm.id][:EARLIER_SHOWN]
        return [
            Earlier(a.opened, said(words.KINDS, a.kind), said(words.CLOSE_REASONS, a.close_reason)) for a in before
        ]

    @property
    def false_words(self) -> str:
        """How many of a year's alarms were false."""
        year = [a for a in self.others if a.opened >= self.now - YEAR and not a.suppressed]
        false = sum(bool(a.false) for a in year)
        return ngettext("%(false)d of %(n)d alarm in a year", "%(false)d of %(n)d alarms in a year", len(year)) % {
            "false": false,
            "n": len(year),
        }

    @property
    def has_place(self) -> bool:
        """Whether there is anything for the map."""
        return not self.many and self.alarm.lon is not None and self.alarm.lat is not None

    @property
    def bounds(self) -> str:
        """Where the map looks: west, south, east, north."""
        lon, lat = self.alarm.lon, self.alarm.lat
        return "" if lon is None or lat is None else f"{lon:.5f},{lat:.5f},{lon:.5f},{lat:.5f}"

    @property
    def tiles(self) -> str:
        """The ground's tiles; a centre's operators get them by the alarm's door."""
        door = "places" if self.operator.municipality_id is not None else f"alarms/{self.alarm.id}"
        return f"/{door}/tiles/{{z}}/{{x}}/{{y}}.mvt"


def _same_again(event: Event) -> tuple[object, ...]:
    """What has a line of its own: pictures, texts and clocks are shown each."""
    own = event.id if event.link or event.text or event.xdata else 0
    return event.kind, event.code, event.label, event.zone, event.area, event.user_number, event.restores, own


def page(*, alarm_id: int, operator: Operator, now: datetime) -> Page:
    """Everything about one alarm. Raises AlarmMissing where this person can't see it."""
    alarm = api.alarm(alarm_id=alarm_id)
    return Page(
        alarm=alarm,
        operator=operator,
        account=api.account(account_id=alarm.account_id),
        contacts=api.contacts(account_id=alarm.account_id) if alarm.homes == 1 else (),
        events=api.events_of(alarm_id=alarm_id),
        steps=api.steps(alarm_id=alarm_id),
        others=api.alarms(account_id=alarm.account_id),
        names=api.colleagues(),
        now=now,
        reminder=reminding.of_alarm(alarm_id=alarm_id, now=now),
    )
