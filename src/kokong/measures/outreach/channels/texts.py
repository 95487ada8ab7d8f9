"""By text message to whoever has proven their number and wants it."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kokong.kernel import installation
from kokong.kernel.pages import Words as Said
from kokong.sending import api as sending

from .. import wording, words
from ..newsletter import texting
from . import newsletter
from .values import Came, Channel, Outgoing, mailing, place

NAME: Final = "sms"
LONGEST: Final = 459  # three parts


def carry(out: Outgoing) -> Came:
    """Hand it to the sending engine, once for each campaign."""
    number = sending.start_mailing(
        kind=texting.TEXT, because=("campaign", out.campaign_id), title=out.name, now=out.now,
        audience={"areas": list(out.audience.areas), "homes": list(out.audience.homes)},
        context={"title": out.words.title, "text": out.text},
    )  # fmt: skip
    return Came(move="pass_on", reference=str(number))


def foot() -> str:
    """Where its reader ends it."""
    page = installation.current().url + reverse("outreach:newsletter-link", args=[place().code])
    return _("End: %(page)s") % {"page": page}


def ready() -> Said:
    """Why none can be sent here, "" where they can."""
    return "" if sending.texts_go(place().code) else words.NO_GATEWAY


CHANNEL: Final = Channel(
    name=NAME,
    title=pgettext_lazy("channel", "Text message"),
    says=gettext_lazy("To whoever has the newsletter and has asked for short news on their telephone, too."),
    form="message",
    adapt=wording.briefest,
    carry=carry,
    longest=LONGEST,
    inside=True,
    end=newsletter.end,
    ready=ready,
    look=mailing,
    reach=texting.confirmed,
    foot=foot,
)
