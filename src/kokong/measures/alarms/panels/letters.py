"""An e-mail to the owner of a home about its false alarms, written by a person from a draft."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.sending import api as sending

from .. import models as rows
from .. import words
from ..access import municipality_of
from ..console.words import said
from . import accounts, contacts, fields

KIND: Final = "alarm.letter"
ADVICE: Final[dict[str, Promise]] = {
    "user_error": gettext_lazy(
        "Go through with everybody at home, and with those who have a code, how the alarm is used."
    ),
    "pet": gettext_lazy(
        "Ask the installer for a detector that leaves animals alone, or to move the one that sees them."
    ),
    "environment": gettext_lazy(
        "Close windows before you switch on, and keep curtains and balloons away from detectors."
    ),
    "fault": gettext_lazy("Let the installer look at the detector; batteries and contacts wear out."),
}


class LetterNotSent(UserError):
    """The letter didn't go out."""


def recipients(*, account_id: int) -> tuple[str, ...]:
    """E-mail addresses of the home's owners and residents in the chain. Logged."""
    chain = rows.Contact.objects.filter(account_id=account_id, what__in=("owner", "resident")).exclude(email="")
    found = tuple(chain.order_by("position"))
    contacts.log_reading(found)
    return tuple(row.email for row in found)


def draft(*, address: str, false: int, causes: list[str], place: str) -> tuple[str, str]:
    """Subject and text to begin with; `causes` are close reasons, the most frequent first."""
    subject = _("Your alarm at %(address)s") % {"address": address}
    many = ngettext(
        "Your alarm has gone off without cause %(n)d time in a year.",
        "Your alarm has gone off without cause %(n)d times in a year.",
        false,
    ) % {"n": false}
    lines = [_("Hello,"), many + " " + _("Each time somebody has to find out whether you need help.")]
    if causes:
        lines.append(_("As far as we know: %(causes)s.") % {"causes": ", ".join(
            str(said(words.CLOSE_REASONS, one)).lower() for one in causes)})  # fmt: skip
    lines += [str(ADVICE[one]) for one in causes if one in ADVICE]
    lines.append(_("Write or call us, and we go through it together."))
    lines.append(_("Kind regards,") + "\n" + place)
    return subject, "\n\n".join(lines)


def send(*, account_id: int, subject: str, text: str, again: date, now: datetime) -> int:
    """Send the letter; how many got it. It is written down, and the home is looked at `again` unless a day is set.

    Raises AccountMissing, LetterNotSent.
    """
    home = accounts.account(account_id=account_id)
    to = recipients(account_id=account_id)
    if not to:
        raise LetterNotSent(_("No owner or resident in the chain has an e-mail address. Nothing was sent."))
    with transaction.atomic():
        day = date_format(timezone.localtime(now), "j F Y")
        said_so = _("%(day)s: wrote to the household about false alarms.") % {"day": day}
        notes = "\n".join(part for part in (home.notes, said_so) if part)[-fields.LONGEST_NOTES :]
        accounts.change(account_id=account_id, notes=notes, follow_up=home.follow_up or again)
        with municipality_of(rows.Account.objects.get(pk=account_id)):
            for address in to:
                sending.send(
                    kind=KIND, to=sending.To(email=address), because=("alarm_account", account_id),
                    turn=now.isoformat(), context={"subject": subject, "text": text}, now=now,
                )  # fmt: skip
            audit.record(action="alarm_account.letter", subject="alarm_account", subject_id=account_id)
    return len(to)


def _said(due: sending.Due, _now: datetime) -> sending.Said | None:
    """Nothing once its words are forgotten."""
    subject, text = due.context.get("subject", ""), due.context.get("text", "")
    return sending.Said(subject, text) if subject and text else None


TOLD: Final = sending.Kind(
    KIND, gettext_lazy("A letter about false alarms"), _said, offers=("email",), usual=("email",)
)
