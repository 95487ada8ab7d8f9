"""A notice on the screens of those who are signed in here and have switched it on among their messages."""

from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.people import api as people
from kokong.sending import api as sending

from ..values import Audience
from . import newsletter
from .values import Came, Channel, Outgoing, mailing

NAME: Final = "push"
KIND: Final = "outreach.push"
LONGEST: Final = 120
EVERYBODY: Final = 1_000_000


def carry(out: Outgoing) -> Came:
    """Hand it to the sending engine, once for each campaign."""
    number = sending.start_mailing(
        kind=KIND, because=("campaign", out.campaign_id), title=out.name, now=out.now,
        context={"title": out.text.replace(out.link, "").strip(), "page": urlsplit(out.link).path},
    )  # fmt: skip
    return Came(move="pass_on", reference=str(number))


def count(_audience: Audience) -> int:
    """How many have switched it on."""
    return len(sending.switched_on(kind=KIND, way="push", after=0, limit=EVERYBODY))


def _willing(asked: sending.Asked, after: str, limit: int) -> sending.Page:  # noqa: ARG001
    found = sending.switched_on(kind=KIND, way="push", after=int(after or 0), limit=limit)
    return sending.Page(
        [sending.To(user_id=each) for each in found], str(found[-1]) if len(found) == limit else ""
    )


def _say(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """As it was approved: it is for everybody, so a locked screen may show it."""
    told: dict[str, Any] = dict(due.context)
    return sending.Said(told["title"], url=told["page"])


TOLD: Final = sending.Kind(
    KIND, _("News for everybody from the municipality"), _say, offers=("push",), usual=(), may_turn_off=True,
    roles=frozenset(people.ROLES), audience=_willing, lasts=timedelta(days=2), for_everybody=True,
)  # fmt: skip
CHANNEL: Final = Channel(
    name=NAME,
    title=pgettext_lazy("channel", "Notice on screens"),
    says=_("The title alone, to whoever is signed in here and has switched it on among their messages."),
    form="short",
    adapt=lambda words: words.title,
    carry=carry,
    longest=LONGEST,
    inside=True,
    end=newsletter.end,
    look=mailing,
    reach=count,
)
