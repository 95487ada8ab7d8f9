"""What the page of a home shows of this room: that nobody should knock there."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel.today import Line
from kokong.people import api as people

from . import quiet, words


def lines(*, dwelling_id: int, actor: people.Actor, now: datetime) -> list[Line]:
    """The entry of the do-not-visit list that holds today. Logged."""
    if not actor.may("cocoon.see"):
        return []
    listed = quiet.do_not_visit(dwelling_id=dwelling_id)
    found = next((each for each in listed if each.expires is None or each.expires >= now.date()), None)
    if found is None:
        return []
    until = _("Until %(day)s.") % {"day": date_format(found.expires, "j F Y")} if found.expires else ""
    reason = f"{words.DO_NOT_VISIT_REASONS.get(found.reason, found.reason)}."
    return [Line(_("Do not visit:"), f"{reason} {until}".strip(), url="", warning=True)]
