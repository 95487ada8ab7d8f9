"""A release to the press list, with a box of facts that may be told."""

from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kokong.sending import api as sending

from .. import wording
from ..press import facts, letters
from . import newsletter
from .values import Came, Channel, Outgoing, mailing

NAME: Final = "press"


def carry(out: Outgoing) -> Came:
    """Hand it to the sending engine, once for each campaign, with the facts of this moment."""
    with translation.override(out.language):
        told = [_("Facts"), *(f"– {line}" for line in facts.box(now=out.now, zone=ZoneInfo(settings.TIME_ZONE)))]
    plain = wording.plain("\n\n".join(each for each in (out.words.lead, out.text) if each))
    text = wording.with_link("\n\n".join((plain, "\n".join(told))), out.link)
    number = sending.start_mailing(
        kind=letters.RELEASE, because=("campaign", out.campaign_id), title=out.name, now=out.now,
        context={"title": out.words.title, "text": text},
    )  # fmt: skip
    return Came(move="pass_on", reference=str(number))


CHANNEL: Final = Channel(
    name=NAME,
    title=pgettext_lazy("channel", "Press release"),
    says=gettext_lazy("By e-mail to the press list, with a box of facts: how many burglaries, in steps of five."),
    form="whole",
    adapt=lambda words: words.body,
    carry=carry,
    inside=True,
    end=newsletter.end,
    look=mailing,
    reach=letters.count,
)
