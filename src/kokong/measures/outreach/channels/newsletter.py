"""By e-mail to whoever has asked for the newsletter and proven their address."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.sending import api as sending

from .. import wording
from ..newsletter import letters
from .values import Came, Channel, Outgoing, place
from .values import mailing as looked_at

NAME: Final = "email"


def carry(out: Outgoing) -> Came:
    """Hand it to the sending engine, once for each campaign."""
    whole = "\n\n".join(each for each in (out.words.lead, out.text) if each)
    link = "" if out.link in whole else out.link  # its writer has placed it
    text = wording.with_link(wording.plain(whole), link)
    number = sending.start_mailing(
        kind=letters.NEWS, because=("campaign", out.campaign_id), title=out.name, now=out.now,
        audience={"areas": list(out.audience.areas), "homes": list(out.audience.homes)},
        context={"title": out.words.title, "text": text, "marked": whole, "link": link, "code": place().code},
    )  # fmt: skip
    return Came(move="pass_on", reference=str(number))


def end(reference: str, now: datetime) -> None:
    """What has not left never leaves."""
    found = sending.mailing(int(reference))
    if found is not None and found.ended is None:
        sending.stop(mailing_id=found.id, now=now)


CHANNEL: Final = Channel(
    name=NAME,
    title=pgettext_lazy("channel", "Newsletter by e-mail"),
    says=_("To whoever has asked for the newsletter, of these areas and kinds of home."),
    form="whole",
    adapt=lambda words: words.body,
    carry=carry,
    inside=True,
    end=end,
    look=looked_at,
    reach=letters.confirmed,
)
