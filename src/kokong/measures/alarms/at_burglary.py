"""What the page of a burglary tells of the alarm that it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kokong.incidents import api as incidents
from kokong.kernel.shown import Part
from kokong.kernel.today import Panel
from kokong.people import api as people

from . import api, words
from .calls.lines import line
from .values import Alarm, Step


@dataclass(frozen=True)
class Heard:
    """One thing that somebody did or said about the alarm."""

    at: datetime
    what: str
    note: str


@dataclass(frozen=True)
class Summary:
    """An alarm in a few words: what it was, how it was verified, which detectors, what the operator heard."""

    alarm: Alarm
    kind: str
    verification: str
    ended: str
    heard: Sequence[Heard]

    @property
    def zones(self) -> str:
        """The detectors that reported, in the order they did."""
        return ", ".join(self.alarm.zones)


def part(*, burglary: incidents.Burglary, actor: people.Actor, now: datetime) -> Part:  # noqa: ARG001
    """Each alarm that was drafted as this burglary, for whoever may see that."""
    found = api.alarms_of_burglary(burglary_id=burglary.id) if actor.may("burglary.see") else ()
    panels = [
        Panel("alarms/at_burglary.html", {"told": _summary(alarm), "state": burglary.state}) for alarm in found
    ]
    calls = api.calls_of_burglary(burglary_id=burglary.id) if actor.may("burglary.see") else ()
    told = [Panel("alarms/calls/at_burglary.html", {"told": [line(one) for one in calls]})] if calls else []
    return Part(above=[*panels, *told])


def _summary(alarm: Alarm) -> Summary:
    """An alarm as the officer needs it; its calls and its verification out of the log."""
    log = api.steps(alarm_id=alarm.id)
    ended = words.CLOSE_REASONS.get(alarm.close_reason, alarm.close_reason) if alarm.state == "closed" else ""
    return Summary(
        alarm=alarm,
        kind=str(words.KINDS.get(alarm.kind, alarm.kind)),
        verification=str(words.VERIFICATIONS.get(alarm.verification, alarm.verification)),
        ended=str(ended),
        heard=[_heard(step) for step in log if step.what in {"called", "verified", "note"}],
    )


def _heard(step: Step) -> Heard:
    result = words.CALL_RESULTS.get(step.result, step.result) if step.what == "called" else ""
    parts = (str(words.STEPS.get(step.what, step.what)), str(result))
    return Heard(step.at, ": ".join(part for part in parts if part), step.note)
