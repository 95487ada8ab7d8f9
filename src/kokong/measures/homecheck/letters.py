"""Letters to whoever keeps checks: the link they asked for, and a year later one reminder."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.sending import api as sending

from . import links
from .models import Keeper

LINK: Final = "homecheck.link"
AGAIN: Final = "homecheck.again"


def _row(due: sending.Due, now: datetime) -> Keeper | None:
    """While the link is the last one, and holds."""
    row = Keeper.objects.select_related("municipality").filter(pk=due.because[1]).first()
    return None if row is None or row.asked.isoformat() != due.turn or row.lasts < now else row


def _link(due: sending.Due, now: datetime) -> sending.Said | None:
    row = _row(due, now)
    if row is None:
        return None
    text = (
        _("Somebody, we hope you, wants to keep a home check under this address in %(place)s.")
        % {"place": row.municipality.signed},
        _("Nothing is kept unless you say so on this page. The link holds for 24 hours."),
        _("If it was not you, do nothing: what was written down is removed after 14 days."),
        links.address_of(row),
    )
    return sending.Said(_("Your home check"), "\n\n".join(text))


def _again(due: sending.Due, now: datetime) -> sending.Said | None:
    row = _row(due, now)
    if row is None or not row.reminds:
        return None
    text = (
        _("A year ago you went through your home with the home check of %(place)s.")
        % {"place": row.municipality.signed},
        _("Go through it again and see what has become better. This is the only reminder."),
        _("By this link you see what you answered then. It holds for 30 days."),
        links.address_of(row),
    )
    return sending.Said(_("Time to go through your home again"), "\n\n".join(text))


TOLD: Final = sending.Kind(
    LINK, gettext_lazy("Link to a home check that somebody keeps"), _link, offers=("email",), usual=("email",)
)
AGAIN_TOLD: Final = sending.Kind(
    AGAIN, gettext_lazy("Reminder to go through one’s home again"), _again, offers=("email",), usual=("email",)
)
