"""What the page of a home shows of the do-not-visit list."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel.today import Line
from kokong.people import api as people

from . import rules, words, work


def quiet_lines(*, dwelling_id: int, actor: people.Actor, now: datetime) -> list[Line]:
    """The entry that holds today, with the way to change it for whoever may. Logged."""
    listed = work.do_not_visit_list(dwelling_id=dwelling_id)
    found = next((each for each in listed if rules.holds(each.expires, timezone.localdate(now))), None)
    if found is None:
        return []
    until = _("Until %(day)s.") % {"day": date_format(found.expires, "j F Y")} if found.expires else ""
    reason = f"{words.REASONS.get(found.reason, found.reason)}."
    url = reverse("places:quiet-home", args=[dwelling_id]) if actor.may("do_not_visit.edit") else ""
    return [Line(_("Do not visit:"), f"{reason} {until}".strip(), url=url, warning=True)]
