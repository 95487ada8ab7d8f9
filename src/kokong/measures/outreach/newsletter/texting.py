"""Short news by text message: a number is a reader's once they have written back the code that was sent to it.

The code is computed and never kept. Whoever leaves the newsletter leaves its text messages, too.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import audit
from kokong.kernel.models import Municipality
from kokong.people import api as people
from kokong.sending import api as sending

from .. import models as rows
from ..values import Audience, Refused
from . import asking, letters, links

CODE: Final = "outreach.text_code"
TEXT: Final = "outreach.text"
CONSENT: Final = "outreach.texts"
PURPOSE: Final = "newsletter_texts"
HOLDS: Final = timedelta(minutes=30)
TRIES: Final = 5
_HOME: Final = "+46"


def words(place: Municipality) -> str:
    """What a reader agrees to."""
    return _(
        "%(place)s may send short news about protection against burglary to my telephone, until I end it."
    ) % {"place": place.signed}


def number(written: str) -> str:
    """A telephone number as gateways take it, a Swedish one where it says no country; "" for none. Pure."""
    digits = "".join(each for each in written if each in "+0123456789")
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = _HOME + digits[1:]
    fits = digits.startswith("+") and digits[1:].isdigit() and 8 <= len(digits) - 1 <= 15
    return digits if fits and sending.is_phone(written) else ""


def ask(*, secret: str, phone: str, now: datetime) -> bool:
    """Send a code to a number; False where the link doesn't hold. Raises Refused for no number, and too soon."""
    to = number(phone)
    if not to:
        raise Refused(_("Write a telephone number, as 070-123 45 67. Nothing was sent."), field="phone")
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        row = found.row
        if row.phone_asked is not None and row.phone_asked + asking.AGAIN > now:
            raise Refused(_("A code went out a moment ago. Ask for another in ten minutes."), field="phone")
        asking.not_too_many(now)
        end(row, channel="page", now=now)
        asked = {"phone": to, "phone_asked": now, "phone_tries": 0}
        rows.Subscriber.objects.filter(pk=row.pk).update(**asked)
        whom = sending.To(phone=to, known_as=f"{letters.SUBJECT} {row.pk}", language=row.language)
        because = (letters.SUBJECT, row.pk)
        sending.send(kind=CODE, to=whom, because=because, turn=now.isoformat(), now=now)
        return True


def prove(*, secret: str, code: str, now: datetime) -> bool:
    """The number is theirs from now on; False where the link doesn't hold. Raises Refused for another code."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        row, told = found.row, "".join(code.split())
        rows.Subscriber.objects.filter(pk=row.pk).update(phone_tries=F("phone_tries") + 1)
        right = _holds(row, now) and constant_time_compare(told, _code(row))
        if right and row.phone_confirmed is None:
            _begin(row, found.place, now)
    if not right:
        raise Refused(_("That is not the code, or it is too old. Ask for another."), field="code")
    return True


def stop(*, secret: str, now: datetime) -> bool:
    """No text messages any more, and the number is removed; False where the link doesn't hold."""
    with links.opened(secret, "own", now) as found:
        if found is None or not found.used:
            return False
        end(found.row, channel="page", now=now)
        return True


def end(row: rows.Subscriber, *, channel: people.consent.Channel, now: datetime) -> None:
    """Consent is taken back, where it was given, and the number goes."""
    if row.phone_confirmed is not None:
        subject = (letters.SUBJECT, row.pk)
        people.consent.withdraw(subject=subject, purpose=CONSENT, channel=channel, now=now)
        audit.record(action="newsletter.texts_ended", subject=letters.SUBJECT, subject_id=row.pk)
    rows.Subscriber.objects.filter(pk=row.pk).update(phone="", phone_confirmed=None)


def confirmed(audience: Audience) -> int:
    """How many get text messages now, of those whom a campaign is for."""
    return int(_readers(audience).count())


def _begin(row: rows.Subscriber, place: Municipality, now: datetime) -> None:
    rows.Subscriber.objects.filter(pk=row.pk).update(phone_confirmed=now)
    subject = (letters.SUBJECT, row.pk)
    people.consent.given(subject=subject, purpose=CONSENT, text=words(place), channel="page", now=now)
    audit.record(action="newsletter.texts_begun", subject=letters.SUBJECT, subject_id=row.pk)
    sending.opted_in(address=row.phone, purpose=PURPOSE)


def _holds(row: rows.Subscriber, now: datetime) -> bool:
    asked = row.phone_asked
    return bool(row.phone) and asked is not None and asked + HOLDS >= now and row.phone_tries < TRIES


def _code(row: rows.Subscriber) -> str:
    said = f"{row.municipality_id} {row.pk} {row.phone} {row.phone_asked.isoformat() if row.phone_asked else ''}"
    drawn = int(salted_hmac("kokong.outreach.texts", said, algorithm="sha256").hexdigest(), 16)
    return f"{drawn % 1_000_000:06}"


def _say_code(due: sending.Due, now: datetime) -> sending.Said | None:
    """While it is the last code that was asked for, and holds."""
    row = rows.Subscriber.objects.select_related("municipality").filter(pk=due.because[1]).first()
    if row is None or row.phone_asked is None or row.phone_asked.isoformat() != due.turn or not _holds(row, now):
        return None
    told = {"code": _code(row), "place": row.municipality.signed}
    return sending.Said(_("Your code"), _("Your code for text messages from %(place)s: %(code)s") % told)


def _readers(audience: Audience) -> Any:
    return rows.Subscriber.objects.exclude(phone_confirmed=None).filter(letters.meant(audience))


def _audience(asked: sending.Asked, after: str, limit: int) -> sending.Page:
    whom = Audience(tuple(asked.audience["areas"]), tuple(asked.audience["homes"]))
    found = list(_readers(whom).filter(pk__gt=int(after or 0)).order_by("pk")[:limit])
    return sending.Page(_to(found), str(found[-1].pk) if len(found) == limit else "")


def _to(found: Iterable[rows.Subscriber]) -> list[sending.To]:
    known = letters.SUBJECT
    return [sending.To(phone=row.phone, known_as=f"{known} {row.pk}", language=row.language) for row in found]


def _say(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """As it was approved."""
    told: dict[str, Any] = dict(due.context)
    return sending.Said(told["title"], told["text"])


CODES: Final = sending.Kind(
    CODE, gettext_lazy("Code to a telephone"), _say_code, offers=("sms",), usual=("sms",), urgent=True,
    lasts=HOLDS,
)  # fmt: skip
TEXTS: Final = sending.Kind(
    TEXT, gettext_lazy("Short news by text message"), _say, offers=("sms",), usual=("sms",), audience=_audience,
    purpose=PURPOSE, consent=CONSENT, lasts=timedelta(days=2), quiet=sending.Quiet(time(20), time(8)),
)  # fmt: skip
