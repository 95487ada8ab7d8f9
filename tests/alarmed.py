"""A home with an alarm, for `everything`: its panel's burglary, a zone in test, a shift that is handed over."""

from datetime import datetime, timedelta

from kokong.kernel import tenancy
from kokong.measures.alarms import api as alarms
from kokong.measures.alarms import models as alarm_rows
from kokong.measures.alarms.handing import desks, notes, taking
from tests.cast import Cast


def pause(cast: Cast, account_id: int, *, now: datetime) -> int:
    """The id of a zone's test."""
    with cast.acting(cast.coordinator):
        return alarms.pause(account_id=account_id, what="test", zone="9", begins=now, ends=now + timedelta(days=1),
                            now=now).id  # fmt: skip


def shift(cast: Cast, *, now: datetime) -> dict[str, int]:
    """Ids of a note for the next shift, and of a hand-over."""
    with cast.acting(cast.alarm_operator):
        desk = desks.desk()
        note = notes.write_note(desk=desk, text="The dog at number 3 is in the garden.", now=now)
        return {"note_id": note, "hand_over_id": taking.take_shift(desk=desk, now=now)}


def raised(cast: Cast, dwelling_id: int, number: str, *, now: datetime) -> tuple[int, int, int]:
    """A home whose panel has reported a burglary; ids of its account, of the alarm and of whom to call."""
    with cast.acting(cast.coordinator):
        account = alarms.enrol(account=number, dwelling_id=dwelling_id, now=now)
        contact = alarms.add_contact(
            account_id=account.id, name="Tove Nyckel", phone="070-174 06 05", what="owner", consent=True, now=now
        )
    with tenancy.scope(municipality_id=None, authority="receiver"):
        event = alarm_rows.Event.objects.create(
            municipality_id=account.municipality_id, account_id=account.id, kind="burglary", zone="3", code="BA",
            link="https://picture.example/1", received=now, occurred=now,
        )  # fmt: skip
        alarm_rows.Pending.objects.create(event=event)
    alarms.raise_pending(now=now)
    with cast.acting(cast.alarm_operator):
        (alarm,) = alarms.queue()
    return account.id, alarm.id, contact.id
