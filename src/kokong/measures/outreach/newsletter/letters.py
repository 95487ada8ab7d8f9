"""What is sent to subscribers: the letter with a link, and the newsletter itself."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import installation
from kokong.kernel.models import Municipality
from kokong.sending import api as sending
from kokong.texts import api as texts

from .. import models as rows
from ..replies import letters as replies
from ..values import Audience
from . import links

LINK: Final = "outreach.newsletter_link"
NEWS: Final = "outreach.newsletter"
PURPOSE: Final = "newsletter"
CONSENT: Final = "outreach.newsletter"
SUBJECT: Final = "subscriber"


def words(place: Municipality) -> str:
    """What a subscriber agrees to."""
    return _(
        "%(place)s may send its newsletter about protection against burglary to my address, until I leave it."
    ) % {"place": place.signed}


def to(row: rows.Subscriber) -> sending.To:
    """A subscriber as the sending engine knows them."""
    return sending.To(email=row.email, known_as=f"{SUBJECT} {row.pk}", language=row.language)


def meant(audience: Audience) -> Q:
    """Those subscribers whom a campaign is for: who chose one of its areas and of its kinds of home, or none."""
    return _among("areas", audience.areas) & _among("homes", audience.homes)


def _among(column: str, chosen: Iterable[int | str]) -> Q:
    every = Q(**{column: []})
    wanted = [Q(**{f"{column}__contains": [each]}) for each in chosen]
    for each in wanted:
        every |= each
    return every if wanted else Q()


def confirmed(audience: Audience) -> int:
    """How many have the newsletter now, of those whom a campaign is for."""
    return rows.Subscriber.objects.exclude(confirmed=None).filter(meant(audience)).count()


def _audience(asked: sending.Asked, after: str, limit: int) -> sending.Page:
    whom = Audience(tuple(asked.audience["areas"]), tuple(asked.audience["homes"]))
    listed = rows.Subscriber.objects.exclude(confirmed=None).filter(meant(whom), pk__gt=int(after or 0))
    found = list(listed.order_by("pk")[:limit])
    return sending.Page([to(row) for row in found], str(found[-1].pk) if len(found) == limit else "")


def _news(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """As it was approved; what became of a withdrawn campaign's letters is the mailing's to know."""
    said: dict[str, Any] = dict(due.context)
    page = installation.current().url + reverse("outreach:newsletter-link", args=[said["code"]])
    foot = _("You get this since you have asked for it. See, change or leave it: %(page)s") % {"page": page}
    return sending.Said(said["title"], f"{said['text']}\n\n-- \n{foot}", html=_html(said, page))


def _html(said: Mapping[str, Any], page: str) -> str:
    """The same for programs that show it with headings and links."""
    more, own = _("Read more"), _("See, change or leave your newsletter")
    parts = [said.get("marked", said["text"]), f"[{more}]({said['link']})" if said.get("link") else "", "---"]
    return str(_marked("\n\n".join(each for each in (*parts, f"[{own}]({page})") if each)))


@lru_cache(maxsize=8)
def _marked(text: str) -> SafeString:
    """Written once for all letters of a mailing."""
    return texts.html(text)


def _link(due: sending.Due, now: datetime) -> sending.Said | None:
    """While the link is the last one that was asked for, and holds."""
    row = rows.Subscriber.objects.select_related("municipality").filter(pk=due.because[1]).first()
    if row is None or row.asked.isoformat() != due.turn:
        return None
    purpose = links.purpose_of(row)
    if row.asked + links.LASTS[purpose] < now:
        return None
    said = _confirm(row) if purpose == "confirm" else _own(row)
    return sending.Said(said[0], "\n\n".join((*said[1:], links.address_of(row))))


def _confirm(row: rows.Subscriber) -> tuple[str, ...]:
    return (
        _("Confirm that you want our newsletter"),
        _("Somebody, we hope you, has asked %(place)s to send its newsletter to this address.")
        % {"place": row.municipality.signed},
        _("Nothing is sent unless you press the button on this page within 14 days. It works once."),
        _("If it was not you, do nothing: what was written down is removed after 30 days."),
    )


def _own(row: rows.Subscriber) -> tuple[str, ...]:
    return (
        _("Your newsletter"),
        _("You have the newsletter of %(place)s.") % {"place": row.municipality.signed},
        _("This link leads to what is kept of you: to see it, change it, or leave. It holds for 24 hours."),
    )


TOLD: Final = sending.Kind(LINK, gettext_lazy("Link to a newsletter"), _link, offers=("email",), usual=("email",))
NEWSLETTER: Final = sending.Kind(
    NEWS, gettext_lazy("Newsletter"), _news, offers=("email",), usual=("email",), audience=_audience,
    purpose=PURPOSE, consent=CONSENT, lasts=timedelta(days=7), heard=replies.heard,
)  # fmt: skip
