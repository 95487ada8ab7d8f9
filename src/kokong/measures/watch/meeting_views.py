"""The page on which a group's start meeting is booked."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.meetings import api as meetings
from kokong.people.api import ActorRequest, may

from . import api, booking
from .forms import StartForm


@may("watch.do")
@require_http_methods(["GET", "POST"])
def start_meeting(request: ActorRequest, group_id: int) -> HttpResponse:
    """Choose one of the times that speakers offer; the group is told, and the speaker booked."""
    found, now = pages.known_or_404(api.group, group_id=group_id), timezone.now()
    offers = meetings.offers(now=now)
    form = StartForm(pages.sent(request), offers=[(each.id, _said(each)) for each in offers])

    def keep() -> int:
        given = form.cleaned_data
        start = booking.Start(given["offer"], given["speaker"], given["place"])
        return booking.book(group_id=group_id, start=start, actor=request.actor, now=now)

    return pages.form_page(
        request, "watch/start_meeting.html", form, keep=keep, to=lambda number: ("meetings:meeting", number),
        done=_("Booked. The speaker and whoever has joined are told."),
        shown={"group": found, "offers": offers, "booked": booking.coming(group_id=group_id, now=now)},
        blame="offer",
    )  # fmt: skip


def _said(offer: meetings.Offer) -> str:
    when = date_format(offer.local, "l j F Y H:i")
    return f"{when}–{date_format(offer.local_end, 'H:i')} · {offer.name} · {offer.topic}"
