"""Left by one press in a letter, and taken back there: the sending engine proves who pressed, and tells."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel import audit
from kokong.people import api as people
from kokong.sending import api as sending

from .. import models as rows
from . import asking, letters, links, texting


def left(reader: sending.Reader, now: datetime) -> None:
    """Consent is taken back; the address is removed after 30 days, so that a slip can be mended until then."""
    row = _of(reader)
    if row is None or row.confirmed is None:
        return
    subject = (letters.SUBJECT, row.pk)
    people.consent.withdraw(subject=subject, purpose=letters.CONSENT, channel="email", now=now)
    rows.Subscriber.objects.filter(pk=row.pk).update(confirmed=None, asked=now)
    texting.end(row, channel="email", now=now)
    audit.record(action="newsletter.left", subject=letters.SUBJECT, subject_id=row.pk)
    links.as_nobody()


def came_back(reader: sending.Reader, now: datetime) -> bool:
    """They have it again; False where their address is removed by now."""
    row = _of(reader)
    if row is not None and row.confirmed is None:
        asking.begin(row, words=letters.words(row.municipality), now=now)
    links.as_nobody()
    return row is not None


def _of(reader: sending.Reader) -> rows.Subscriber | None:
    """The row of whoever pressed, who is that one subscriber to the database from here on."""
    kind, _space, number = reader.whom.partition(" ")
    if kind != letters.SUBJECT or not number.isdigit():
        return None
    links.as_subscriber(int(number))
    locked = rows.Subscriber.objects.select_for_update(of=("self",), no_key=True).select_related("municipality")
    found: rows.Subscriber | None = locked.filter(pk=int(number)).first()
    return found


PURPOSE: Final = sending.Purpose(
    letters.PURPOSE, _("The newsletter of the municipality"), left=left, came_back=came_back
)


def listen() -> None:
    """Make it known to the sending engine."""
    sending.declare_purpose(PURPOSE)
