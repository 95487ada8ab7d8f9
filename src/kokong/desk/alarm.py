"""What the page of a burglary tells of the alarm that it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kokong.measures.alarms import api as alarms

from . import words


@dataclass(frozen=True)
class Heard:
    """One thing that somebody did or said about the alarm."""

    at: datetime
    what: str
    note: str


@dataclass(frozen=True)
class Summary:
    """An alarm in a few words: what it was, how it was verified, which detectors, what the operator heard."""

    alarm: alarms.Alarm
    kind: str
    verification: str
    ended: str
    heard: Sequence[Heard]

    @property
    def zones(self) -> str:
        """The detectors that reported, in the order they did."""
        return ", ".join(self.alarm.zones)


def summary(alarm: alarms.Alarm) -> Summary:
    """An alarm as the officer needs it; its calls and its verification out of the log."""
    said = words.said
    log = alarms.steps(alarm_id=alarm.id)
    return Summary(
        alarm=alarm,
        kind=said(alarms.words.KINDS, alarm.kind),
        verification=said(alarms.words.VERIFICATIONS, alarm.verification),
        ended=said(alarms.words.CLOSE_REASONS, alarm.close_reason) if alarm.state == "closed" else "",
        heard=[_heard(step) for step in log if step.what in {"called", "verified", "note"}],
    )


def _heard(step: alarms.Step) -> Heard:
    codes = alarms.words.CALL_RESULTS if step.what == "called" else {}
    parts = (words.said(alarms.words.STEPS, step.what), words.said(codes, step.result) if codes else "")
    return Heard(step.at, ": ".join(part for part in parts if part), step.note)
