"""News on the municipality's public site, and so in its Atom and JSON feeds."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel import installation
from kokong.texts import api as texts

from .. import wording
from .values import Came, Channel, Outgoing, place

NAME: Final = "site"


def carry(out: Outgoing) -> Came:
    """Publish it as news, until the campaign is over."""
    shown = texts.show_approved(
        language=out.language, words=texts.Words(out.words.title, out.words.lead, out.text), both=out.both,
        said=out.name, until=out.until, now=out.now,
    )  # fmt: skip
    page = reverse("public:below", args=[place().code, "news", shown.slug])
    where = f"{installation.current().url}{page}?language={shown.language}"
    return Came(where=where, reference=str(shown.id))


def end(reference: str, now: datetime) -> None:
    """Show it no more."""
    texts.end_shown(text_id=int(reference), now=now)


def body(words: wording.Words) -> str:
    """The text below its lead, which news shows by itself."""
    return words.body or words.lead


CHANNEL: Final = Channel(
    name=NAME,
    title=pgettext_lazy("channel", "News on the site, and its feeds"),
    says=_("Under “What is new” on the public pages from when it goes out until the campaign is over."),
    form="whole",
    adapt=body,
    carry=carry,
    inside=True,
    end=end,
)
