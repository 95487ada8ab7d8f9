"""What comes in by mail, and the answer that goes out."""

import hashlib
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.sending import api as sending

from .. import models as rows
from .. import rules

ANSWER: Final = "outreach.answer"
SUBJECT: Final = "campaign_reply"


def heard(due: sending.Due, written: sending.Answer, now: datetime) -> None:
    """Somebody wrote back to a letter of a campaign; told twice it is once."""
    _keep(campaign_id=due.because[1], channel=_channel(due), written=written, now=now)


def heard_again(due: sending.Due, written: sending.Answer, now: datetime) -> None:
    """Somebody wrote back to an answer of ours: it is one more reply of the same campaign."""
    before = rows.Reply.objects.filter(pk=due.because[1]).first()
    if before is not None:
        _keep(campaign_id=before.campaign_id, channel=before.channel, written=written, now=now)


def _keep(*, campaign_id: int, channel: str, written: sending.Answer, now: datetime) -> None:
    rows.Reply.objects.get_or_create(
        key=hashlib.sha256(written.number.encode()).hexdigest(),
        defaults={
            "campaign_id": campaign_id, "channel": channel, "email": written.email, "title": written.title,
            "text": written.text, "got": now,
            "due": rules.reply_due(now, zone=ZoneInfo(settings.TIME_ZONE)),
        },
    )  # fmt: skip


def _channel(due: sending.Due) -> str:
    return "press" if due.whom.startswith("press_office ") else "email"


def _say(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    row = rows.Reply.objects.select_related("municipality", "campaign").filter(pk=due.because[1]).first()
    if row is None or not row.answer:
        return None
    title = (
        row.title if row.title.casefold().startswith(("re:", "sv:")) else _("Re: %(title)s") % {"title": row.title}
    )
    return sending.Said(title, f"{row.answer}\n\n{row.municipality.signed}")


KIND: Final = sending.Kind(
    ANSWER, gettext_lazy("Answer to somebody who wrote back"), _say, offers=("email",), usual=("email",),
    lasts=timedelta(days=7), heard=heard_again,
)  # fmt: skip
