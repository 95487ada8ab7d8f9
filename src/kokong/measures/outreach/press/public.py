"""Press releases as everybody reads them: once they have gone to the press list, for two years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kokong.kernel.public import Page
from kokong.texts import api as texts

from .. import adapting, reading
from .. import models as rows
from ..channels import find

NAME: Final = "press"
SHOWN: Final = timedelta(days=730)
MOST: Final = 30


@dataclass(frozen=True)
class Release:
    """One release, as it was approved."""

    title: str
    lead: str
    on: date
    language: str
    text: SafeString


def show(now: datetime) -> Mapping[str, Any]:
    """The newest first."""
    return {"releases": [_one(row) for row in _rows(now)]}


def _rows(now: datetime) -> list[rows.Part]:
    there = rows.Part.objects.filter(channel=NAME, state__in=("running", "delivered"))
    newest = there.exclude(campaign__state="withdrawn").filter(campaign__at__gt=now - SHOWN)
    return list(newest.order_by("-campaign__at", "-pk").select_related("campaign")[:MOST])


def _one(row: rows.Part) -> Release:
    found, links = reading.campaign(campaign_id=row.campaign_id), reading.links(campaign_id=row.campaign_id)
    channel = find(NAME)
    text = adapting.text_of(channel, found.words, links.get(NAME, "")) if channel else ""
    on = timezone.localdate(found.at or found.changed)
    return Release(found.words.title, found.words.lead, on, found.plan.language, texts.html(text))


RELEASES: Final = Page(
    name="releases",
    title=_("Press releases"),
    says=_("Shows press releases once they have gone to the press list. Never who is on that list."),
    template="outreach/releases.html",
    show=show,
    at_foot=True,
)
