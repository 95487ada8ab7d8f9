"""A verified burglary alarm is told to owner and chain, waits as a draft for the officer, and is in the ledger.

The officer confirms the draft; the cocoon then opens by `burglary_to_cocoon`. Nothing here replaces 112.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.kernel import installation
from kokong.kernel.events import subscribe
from kokong.ledger import api as ledger
from kokong.measures.alarms import api as alarms
from kokong.measures.watch import api as watch
from kokong.sending import api as sending

MEASURE = "alarm"


@subscribe(alarms.AlarmVerified)
def tell_owner_and_chain(event: alarms.AlarmVerified) -> None:
    """At once, each in a job of its own, so that one address that doesn't answer holds nobody up."""
    alarms.tell_chain(alarm_id=event.alarm_id)


@subscribe(alarms.AlarmVerified)
def tell_contact_persons(event: alarms.AlarmVerified) -> None:
    """Those of the home's own group, where the installation has chosen so, and never with the address."""
    if installation.current().alarm_watch:
        found = (
            watch.contact_persons(dwelling_id=event.dwelling_id, now=timezone.now()) if event.dwelling_id else ()
        )
        alarms.tell_contact_persons(alarm_id=event.alarm_id, to=found)


def _say_to_watch(due: sending.Due, now: datetime) -> sending.Said | None:
    """Nothing to somebody who looks after the home's group no more."""
    home = alarms.home_of(alarm_id=due.because[1])
    if home is None or not watch.is_contact(to=due, dwelling_id=home, now=now):
        return None
    return alarms.said_to_watch(alarm_id=due.because[1])


sending.declare(alarms.watch_kind(_say_to_watch))


@subscribe(alarms.AlarmVerified)
def draft_burglary(event: alarms.AlarmVerified) -> None:
    """Write a draft for the officer, or join the burglary of this home that is there already."""
    alarm_id, dwelling_id = event.alarm_id, event.dwelling_id
    window, now = alarms.window(alarm_id=alarm_id), timezone.now()
    burglary_id, result = _report(dwelling_id, window, now=now) if dwelling_id else (None, "no_dwelling")
    alarms.link_burglary(alarm_id=alarm_id, burglary_id=burglary_id, result=result, now=now)
    ledger.deliver(
        measure=MEASURE, source=MEASURE, source_id=str(alarm_id), on=window[0],
        dwelling_id=dwelling_id, burglary_id=burglary_id, outcome="verified",
    )  # fmt: skip


@subscribe(alarms.AlarmClosed)
def take_back_false_alarm(event: alarms.AlarmClosed) -> None:
    """A verified alarm that proved false is no delivery; its draft is the officer's, who is told there."""
    if event.false:
        ledger.retract(source=MEASURE, source_id=str(event.alarm_id))


def _report(dwelling_id: int, window: tuple[datetime, datetime], *, now: datetime) -> tuple[int, str]:
    earliest, latest = window
    try:
        with transaction.atomic():
            burglary = incidents.report(
                dwelling_id=dwelling_id, earliest=earliest, latest=latest, source="alarm", now=now
            )
    except incidents.Duplicate as known:
        return known.burglary_id, "joined"
    return burglary.id, "drafted"
