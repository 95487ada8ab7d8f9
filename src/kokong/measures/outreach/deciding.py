"""What a person decides of one channel: it was posted, it shall be tried again, it is left."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.events import emit

from . import costs, going, jobs, reading, rules
from . import models as rows
from .events import PartCame
from .values import Missing, Part, Refused


@transaction.atomic
def decide(
    *,
    campaign_id: int,
    channel: str,
    action: str,
    where: str = "",
    copies: int | None = None,
    hours: Decimal | None = None,
    now: datetime,
) -> Part:
    """Do one of "posted", "again", "drop" with a channel; `where` is the address at which it was posted.

    `copies` is how many sheets were printed and handed out, `hours` how long it took people.

    Raises Missing, and Refused where it stands otherwise by now, or the campaign is over.
    """
    found = rows.Part.objects.select_for_update(no_key=True).select_related("campaign")
    part = found.filter(campaign_id=campaign_id, channel=channel).first()
    if part is None:
        raise Missing
    if action not in rules.PART.who or (action == "again" and part.campaign.state not in {"going", "out"}):
        raise Refused(_("This can't be done now. Nothing was changed."))
    fields = _posted(where, copies, hours, now) if action == "posted" else {"next_try": None}
    if not going.step(part, action, **fields):
        raise Refused(_("Somebody has decided it meanwhile. See how it stands now. Nothing was changed."))
    if action == "again":
        jobs.carry(part.pk)
    audit.record(
        action=f"campaign_part.{action}", subject="campaign", subject_id=campaign_id, detail={"channel": channel}
    )
    emit(PartCame(part_id=part.pk))
    return reading.part(campaign_id=campaign_id, channel=channel)


def _posted(where: str, copies: int | None, hours: Decimal | None, now: datetime) -> dict[str, Any]:
    told = {"where": _address(where), "done": now, "hours": hours}
    if copies is None:
        return told
    return {**told, "delivered": copies, "cost": costs.printed(copies, costs.prices())}


def _address(where: str) -> str:
    text = where.strip()
    if text and (urlsplit(text).scheme not in {"https", "http"} or len(text) > rules.LONGEST["link"]):
        raise Refused(_("Write the address with https:// before it. Nothing was changed."), field="where")
    return text
