"""Messages about a verified alarm: one job for each person and way, tried again, each attempt a step of the alarm.

None of them replaces 112, and each says so. A worker that is killed between sending and writing it down leaves an
attempt without a step: the next one says so, and sends again, since twice is better than never. An e-mail keeps
its Message-ID, so that mail programs show it once.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from procrastinate import JobContext
from procrastinate.contrib.django import app

from kokong.kernel import installation, tenancy
from kokong.kernel.retrying import Growing
from kokong.people import api as people

from . import models as rows
from .console import steps

Channel = Literal["email", "sms"]
ATTEMPTS: Final = 9  # over some twenty minutes, the first of them soon
AGAIN: Final = Growing(attempts=ATTEMPTS, first=timedelta(seconds=5))


@dataclass(frozen=True)
class Letter:
    """One message to one person by one way. `whom` is written in the alarm's log, and tells letters apart."""

    channel: Channel
    address: str
    subject: str
    text: str
    whom: dict[str, Any]


class NotSent(Exception):
    """A message didn't go out; it is tried again."""


def tell_chain(*, alarm_id: int) -> int:
    """Defer a message to each contact by each way there is; how many. Somebody without one is a step, too."""
    alarm = rows.Alarm.objects.get(pk=alarm_id)
    sms = installation.current().message_url is not None
    count = 0
    for contact in rows.Contact.objects.filter(account_id=alarm.account_id).order_by("position"):
        ways = _ways(contact, sms=sms)
        for channel in ways:
            send_to_contact.defer(
                municipality_id=alarm.municipality_id, alarm_id=alarm_id, contact_id=contact.pk, channel=channel
            )
        if not ways:
            steps.begin()
            steps.write(alarm, "message", at=timezone.now(), result="not_set_up", detail=_whom(contact, "sms"))
        count += len(ways)
    return count


def tell_contact_persons(*, alarm_id: int) -> int:
    """Defer a short message, without address, to the municipality's contact persons; how many."""
    alarm = rows.Alarm.objects.get(pk=alarm_id)
    told = people.people(roles=frozenset({"contact_person"}))
    for person in told:
        send_to_watch.defer(municipality_id=alarm.municipality_id, alarm_id=alarm_id, user_id=person.user_id)
    return len(told)


def _ways(contact: rows.Contact, *, sms: bool) -> list[Channel]:
    known: dict[Channel, bool] = {"email": bool(contact.email), "sms": bool(contact.phone) and sms}
    return [channel for channel, there in known.items() if there]


@app.task(name="kokong.alarms.tell_contact", queue="messages", retry=AGAIN, pass_context=True)
def send_to_contact(
    context: JobContext, *, municipality_id: int, alarm_id: int, contact_id: int, channel: Channel
) -> None:
    """Tell one contact that the alarm is verified. Once sent, never again."""
    with tenancy.scope(municipality_id=municipality_id):
        alarm = rows.Alarm.objects.select_related("account", "municipality").get(pk=alarm_id)
        contact = rows.Contact.objects.filter(pk=contact_id).first()
        if contact is None or _sent(alarm, contact=contact_id, channel=channel):
            return
        address = contact.email if channel == "email" else contact.phone
        letter = Letter(channel, address, *_to_contact(alarm), whom=_whom(contact, channel))
    _attempt(alarm, letter, context)


@app.task(name="kokong.alarms.tell_watch", queue="messages", retry=AGAIN, pass_context=True)
def send_to_watch(context: JobContext, *, municipality_id: int, alarm_id: int, user_id: int) -> None:
    """Tell one contact person that something has happened near by."""
    with tenancy.scope(municipality_id=municipality_id):
        alarm = rows.Alarm.objects.select_related("municipality").get(pk=alarm_id)
        person = next(
            (one for one in people.people(roles=frozenset({"contact_person"})) if one.user_id == user_id), None
        )
        if person is None or _sent(alarm, contact_person=user_id):
            return
        whom = {"contact_person": user_id, "channel": "email"}
        letter = Letter("email", person.email, *_to_watch(alarm), whom=whom)
    _attempt(alarm, letter, context)


def _attempt(alarm: rows.Alarm, letter: Letter, context: JobContext) -> None:
    """Send outside of any transaction, and write down what came of it in one of its own."""
    attempt = (context.job.attempts if context.job else 0) + 1
    if _interrupted(alarm, letter, attempt):
        _write(alarm, letter, "perhaps_sent", attempt - 1)
    try:
        _send(alarm, letter)
        result, problem = "sent", None
    except Exception as error:  # whatever a mail server or a gateway raises, the attempt is written down
        result, problem = ("failed" if attempt < ATTEMPTS else "given_up"), error
    _write(alarm, letter, result, attempt)
    if problem is not None:
        raise NotSent(f"Alarm {alarm.pk}: {letter.channel} {result}, {type(problem).__name__}")


def _interrupted(alarm: rows.Alarm, letter: Letter, attempt: int) -> bool:
    """Whether an attempt before this one was begun and never written down: its worker was killed."""
    with tenancy.scope(municipality_id=alarm.municipality_id):
        last = _told(alarm, letter.whom).order_by("pk").last()
    if last is None:
        return attempt > 1
    return last.result == "failed" and last.detail.get("attempt", attempt) < attempt - 1


def _write(alarm: rows.Alarm, letter: Letter, result: str, attempt: int) -> None:
    with tenancy.scope(municipality_id=alarm.municipality_id):
        steps.begin()
        detail = {**letter.whom, "attempt": attempt}
        steps.write(alarm, "message", at=timezone.now(), result=result, detail=detail)


def _send(alarm: rows.Alarm, letter: Letter) -> None:
    if letter.channel == "email":
        headers = {"Message-ID": _message_id(alarm, letter)}
        EmailMessage(letter.subject, letter.text, None, [letter.address], headers=headers).send()
        return
    import apprise

    url = installation.current().message_url
    if url is None:
        raise NotSent("Text messages are not set up.")
    digits = "".join(sign for sign in letter.address if sign in "+0123456789")
    gateway = apprise.Apprise()
    if not gateway.add(url.replace("{phone}", digits)) or not gateway.notify(body=letter.text):
        raise NotSent("The gateway for text messages did not take it.")


def _message_id(alarm: rows.Alarm, letter: Letter) -> str:
    """The same however often this letter is sent."""
    who = next(f"{name}-{letter.whom[name]}" for name in ("contact", "contact_person") if name in letter.whom)
    return f"<alarm-{alarm.pk}-{who.replace('_', '-')}@{urlsplit(installation.current().url).hostname}>"


def _to_contact(alarm: rows.Alarm) -> tuple[str, str]:
    with translation.override(alarm.municipality.language):
        where = alarm.account.address or _("account %(number)s") % {"number": alarm.account.written}
        subject = _("Verified burglary alarm: %(where)s") % {"where": where}
        lines = (
            _("A burglary alarm is verified: %(where)s, %(when)s.") % {"where": where, "when": _clock(alarm)},
            _("Don't go in. See or hear somebody there? Call 112."),
            _("This message comes from Kokong and does not replace 112: nobody has called for you."),
        )
        return subject, "\n\n".join(lines)


def _to_watch(alarm: rows.Alarm) -> tuple[str, str]:
    with translation.override(alarm.municipality.language):
        subject = _("A burglary alarm in your municipality")
        lines = (
            _("A burglary alarm in %(place)s was verified at %(when)s. We don't give the address.")
            % {"place": alarm.municipality.name, "when": _clock(alarm)},
            _("Look out of the window, note what you see, and don't go there. See a burglary? Call 112."),
            _("This message comes from Kokong and does not replace 112: nobody has called for you."),
        )
        return subject, "\n\n".join(lines)


def _clock(alarm: rows.Alarm) -> str:
    return date_format(timezone.localtime(alarm.opened), "H:i")


def _whom(contact: rows.Contact, channel: str) -> dict[str, object]:
    return {"contact": contact.pk, "position": contact.position, "what": contact.what, "channel": channel}


def _sent(alarm: rows.Alarm, **whom: object) -> bool:
    return _told(alarm, whom).filter(result="sent").exists()


def _told(alarm: rows.Alarm, whom: dict[str, Any]) -> QuerySet[rows.Step]:
    return rows.Step.objects.filter(alarm=alarm, what="message", detail__contains=whom)
