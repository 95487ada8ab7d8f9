"""Messages about a verified alarm, by `sending`: each attempt is a step of the alarm.

None of them replaces 112, and each says so. A worker that is killed between sending and writing it down leaves an
attempt without a step: then that is written, and it is sent again, since twice is better than never. An e-mail
keeps its Message-ID, so that mail programs show it once.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from procrastinate.contrib.django import app

from kokong.kernel import installation, tenancy
from kokong.kernel.retrying import AGAIN as ORDINARY
from kokong.kernel.retrying import Growing
from kokong.people import api as people
from kokong.sending import api as sending

from . import holding
from . import models as rows
from .console import steps

Channel = Literal["email", "sms"]
ATTEMPTS: Final = 9  # over some twenty minutes, the first of them soon
AGAIN: Final = Growing(attempts=ATTEMPTS, first=timedelta(seconds=5))
CHAIN: Final = "alarm.chain"
WATCH: Final = "alarm.watch"
LATE: Final = "alarm.late"
CENTRE_LATE: Final = "alarm.late_at_centre"
AT_CENTRE: Final = "centre_operator "  # and the number of somebody who works at one
LET_GO: Final = ("taken", "taken_over", "released", "handed_over")
SUPERVISORS: Final = frozenset({"alarm_supervisor"})
HANDLERS: Final = SUPERVISORS | {"alarm_operator"}


def tell_chain(*, alarm_id: int) -> int:
    """Tell each contact by each way there is; how many. Somebody without one is a step, too."""
    alarm = rows.Alarm.objects.get(pk=alarm_id)
    sms = installation.current().message_url is not None
    count = 0
    for contact in rows.Contact.objects.filter(account_id=alarm.account_id).order_by("position"):
        count += _tell_contact(alarm, contact, _ways(contact, sms=sms))
    return count


def tell_contact_persons(*, alarm_id: int, to: Sequence[sending.To]) -> int:
    """A short message, without address, to the contact persons that there are at the home; how many.

    Where there are none the log says so. The kind is declared by whoever knows who they are (`said_to_watch`).
    """
    for each in to:
        sending.send(
            kind=WATCH, to=each, because=("alarm", alarm_id), context={"whom": {"contact_person": each.whom}},
            now=timezone.now(),
        )  # fmt: skip
    if not to:
        steps.begin()
        alarm = rows.Alarm.objects.get(pk=alarm_id)
        steps.write(alarm, "message", at=timezone.now(), result="no_contact_person", detail={"contact_person": ""})
    return len(to)


def tell_operators(*, alarm_id: int, level: holding.Level) -> int:
    """Tell supervisors, or everybody who handles it, that an alarm waits; how many. Without supervisors everybody.

    Of an alarm that a centre handles, that centre's people, and nobody else's. Told once for each level, and anew
    once somebody has had it since.
    """
    alarm = rows.Alarm.objects.get(pk=alarm_id)
    hands = rows.Step.objects.filter(alarm=alarm, what__in=LET_GO).count()
    kind, told = (LATE, _here(level)) if alarm.centre_id is None else (CENTRE_LATE, _at_centre(alarm, level))
    for to in told:
        sending.send(kind=kind, to=to, because=("alarm", alarm_id), turn=f"{level} {hands}".removesuffix(" 0"),
                     now=timezone.now())  # fmt: skip
    return len(told)


def _here(level: holding.Level) -> list[sending.To]:
    leading = people.people(roles=SUPERVISORS) if level == holding.SUPERVISORS else ()
    return [sending.To(user_id=one.user_id) for one in leading or people.people(roles=HANDLERS)]


def _at_centre(alarm: rows.Alarm, level: holding.Level) -> list[sending.To]:
    """They work in no municipality, so that a message knows no more of them than their number at the centre."""
    there = rows.CentreOperator.objects.filter(centre_id=alarm.centre_id or 0).order_by("pk")
    leading = there.filter(supervisor=True) if level == holding.SUPERVISORS else there.none()
    return [sending.To(known_as=f"{AT_CENTRE}{one.pk}") for one in leading or there]


def _works_there(due: sending.Due) -> rows.CentreOperator | None:
    """Who is told, while they still work at the centre that handles the alarm."""
    number = int(due.whom.removeprefix(AT_CENTRE))
    return rows.CentreOperator.objects.filter(pk=number, centre_id=_alarm(due).centre_id or 0).first()


def _reach(due: sending.Due) -> str:
    found = _works_there(due)
    return found.email if found is not None else ""


def _late_at_centre(due: sending.Due, now: datetime) -> sending.Said | None:
    return _late(due, now) if _works_there(due) is not None else None


def _late(due: sending.Due, now: datetime) -> sending.Said | None:
    """While nobody has it, or whoever has it does not answer."""
    alarm = _alarm(due)
    answered = alarm.acted_at is not None and (alarm.verified_at is None or alarm.acted_at >= alarm.verified_at)
    if alarm.state == "closed" or (alarm.state == "taken" and answered):
        return None
    minutes = max(1, int((now - alarm.raised_at).total_seconds() // 60))
    title = _("An alarm waits, and nobody sees to it")
    text = ngettext(
        "It came in %(n)d minute ago. Take it in the console.",
        "It came in %(n)d minutes ago. Take it in the console.",
        minutes,
    ) % {"n": minutes}
    return sending.Said(title, text, reverse("alarms:alarm", args=[alarm.pk]))


def _tell_contact(alarm: rows.Alarm, contact: rows.Contact, ways: list[Channel]) -> int:
    for channel in ways:
        whom = _whom(contact, channel)
        to = sending.To(
            email=contact.email if channel == "email" else "", phone=contact.phone if channel == "sms" else "",
            known_as=f"contact {contact.pk}",
        )  # fmt: skip
        sending.send(kind=CHAIN, to=to, because=("alarm", alarm.pk), context={"whom": whom}, now=timezone.now())
    if not ways:
        steps.begin()
        steps.write(alarm, "message", at=timezone.now(), result="not_set_up", detail=_whom(contact, "sms"))
    return len(ways)


def _ways(contact: rows.Contact, *, sms: bool) -> list[Channel]:
    known: dict[Channel, bool] = {"email": bool(contact.email), "sms": bool(contact.phone) and sms}
    return [channel for channel, there in known.items() if there]


def _write(due: sending.Due, result: str, attempt: int) -> None:
    """Each attempt, and what came of it, in the alarm's log."""
    alarm = rows.Alarm.objects.filter(pk=due.because[1]).first()
    if alarm is None:
        return
    steps.begin()
    detail = {**due.context.get("whom", {}), "channel": due.way, "attempt": attempt}
    steps.write(alarm, "message", at=timezone.now(), result=result, detail=detail)


def _heard(due: sending.Due, result: str, attempt: int) -> None:
    _write(due, result, attempt)


def _alarm(due: sending.Due) -> rows.Alarm:
    return rows.Alarm.objects.select_related("account", "municipality").get(pk=due.because[1])


def _to_contact(due: sending.Due, _now: datetime) -> sending.Said | None:
    """Nothing to somebody who is in no chain any more."""
    if not rows.Contact.objects.filter(pk=int(due.whom.removeprefix("contact "))).exists():
        return None
    alarm = _alarm(due)
    where = alarm.account.address or _("account %(number)s") % {"number": alarm.account.written}
    lines = (
        _("A burglary alarm is verified: %(where)s, %(when)s.") % {"where": where, "when": _clock(alarm)},
        _("Don't go in. See or hear somebody there? Call 112."),
        _("This message comes from Kokong and does not replace 112: nobody has called for you."),
    )
    return sending.Said(_("Verified burglary alarm: %(where)s") % {"where": where}, "\n\n".join(lines))


def said_to_watch(*, alarm_id: int) -> sending.Said:
    """What contact persons are told of an alarm."""
    alarm = rows.Alarm.objects.select_related("municipality").get(pk=alarm_id)
    lines = (
        _("A burglary alarm in %(place)s was verified at %(when)s. We don't give the address.")
        % {"place": alarm.municipality.name, "when": _clock(alarm)},
        _("Look out of the window, note what you see, and don't go there. See a burglary? Call 112."),
        _("This message comes from Kokong and does not replace 112: nobody has called for you."),
    )
    return sending.Said(_("A burglary alarm in your municipality"), "\n\n".join(lines))


def watch_kind(compose: Callable[[sending.Due, datetime], sending.Said | None]) -> sending.Kind:
    """The kind of message to contact persons, once somebody says who they are: each attempt is a step."""
    return sending.Kind(
        WATCH, gettext_lazy("A burglary alarm in your municipality"), compose, offers=("email", "sms"),
        usual=("email", "sms"), **_SHARED,
    )  # fmt: skip


def _clock(alarm: rows.Alarm) -> str:
    return date_format(timezone.localtime(alarm.opened), "H:i")


def _whom(contact: rows.Contact, channel: str) -> dict[str, object]:
    return {"contact": contact.pk, "position": contact.position, "what": contact.what, "channel": channel}


_SHARED: Final[dict[str, Any]] = {"urgent": True, "twice": True, "tell": _heard, "again": AGAIN}
CHAIN_TOLD: Final = sending.Kind(
    CHAIN, gettext_lazy("Verified burglary alarm"), _to_contact, offers=("email", "sms"), usual=("email", "sms"),
    **_SHARED,
)  # fmt: skip


LATE_TOLD: Final = sending.Kind(
    LATE, gettext_lazy("An alarm waits"), _late, roles=HANDLERS, urgent=True, twice=True, again=AGAIN,
    lasts=timedelta(hours=1), may_turn_off=False,
)  # fmt: skip
CENTRE_TOLD: Final = sending.Kind(
    CENTRE_LATE, gettext_lazy("An alarm waits"), _late_at_centre, offers=("email",), usual=("email",),
    reach=_reach, urgent=True, twice=True, again=AGAIN, lasts=timedelta(hours=1),
)  # fmt: skip


# Jobs of the edition before, which may still wait when this one starts.


@app.task(name="kokong.alarms.tell_contact", queue="messages", retry=ORDINARY, pass_context=False)
def send_to_contact(*, municipality_id: int, alarm_id: int, contact_id: int, channel: Channel) -> None:
    """What one contact is still to be told goes the way of all messages."""
    with tenancy.scope(municipality_id=municipality_id):
        alarm, contact = rows.Alarm.objects.get(pk=alarm_id), rows.Contact.objects.filter(pk=contact_id).first()
        if contact is not None and not _sent(alarm_id, contact=contact_id, channel=channel):
            _tell_contact(alarm, contact, [channel])


@app.task(name="kokong.alarms.tell_watch", queue="messages", retry=ORDINARY, pass_context=False)
def send_to_watch(*, municipality_id: int, alarm_id: int, user_id: int) -> None:
    """And so does what one contact person is."""
    with tenancy.scope(municipality_id=municipality_id):
        if not _sent(alarm_id, contact_person=user_id):
            sending.send(
                kind=WATCH, to=sending.To(user_id=user_id), because=("alarm", alarm_id),
                context={"whom": {"contact_person": user_id, "channel": "email"}}, now=timezone.now(),
            )  # fmt: skip


def _sent(alarm_id: int, **whom: object) -> bool:
    told = rows.Step.objects.filter(alarm_id=alarm_id, what="message", detail__contains=whom)
    return told.filter(result="sent").exists()
