"""Who came, what was said, and speakers: pages for the evening itself and the day after."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import api, attending, forms, guards, messages, minutes, paper, reading, speaking
from .guards import about


@about("meeting.hold")
@require_GET
def attendance(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Big buttons, one line for each who is invited; and those who came without."""
    meeting = pages.known_or_404(guards.seen, meeting_id, request)
    shown = {
        "meeting": meeting, "when": messages.when(meeting), "guests": reading.guests(meeting_id=meeting_id),
        "walk_ins": attending.walk_ins(meeting_id=meeting_id), "form": forms.WalkInForm(),
    }  # fmt: skip
    return render(request, "meetings/attendance.html", shown)


@pages.post("meetings:attendance", "meeting_id")
@about("meeting.hold")
def came(request: ActorRequest, meeting_id: int, guest_id: int) -> HttpResponse:
    """So many of one invitation came."""
    form = forms.CameForm(request.POST)
    return _at_door(
        request, meeting_id, form,
        lambda: api.attend(
            meeting_id=meeting_id, invitation_id=guest_id, came=form.cleaned_data["came"], actor=request.actor,
            now=timezone.now(),
        ),
    )  # fmt: skip


@pages.post("meetings:attendance", "meeting_id")
@about("meeting.hold")
def walk_in(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Somebody came without being invited."""
    form, now = forms.WalkInForm(request.POST), timezone.now()
    return _at_door(
        request, meeting_id, form,
        lambda: api.walk_in(meeting_id=meeting_id, actor=request.actor, now=now, **form.cleaned_data),
    )  # fmt: skip


@pages.post("meetings:attendance", "meeting_id")
@about("meeting.hold")
def walk_out(request: ActorRequest, meeting_id: int, walk_in_id: int) -> HttpResponse:
    """It was a mistake."""
    now = timezone.now()
    return _at_door(
        request, meeting_id, None,
        lambda: api.walk_out(meeting_id=meeting_id, walk_in_id=walk_in_id, actor=request.actor, now=now),
    )  # fmt: skip


def _at_door(request: ActorRequest, meeting_id: int, form: Any, work: Any) -> HttpResponse:
    return pages.act(request, work, to=("meetings:attendance", meeting_id), form=form)


@about("meeting.see")
@require_GET
def poster(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The invitation on paper, which names nobody who is invited."""
    meeting = pages.known_or_404(guards.seen, meeting_id, request)
    return pages.pdf(
        request, lambda: paper.poster(meeting), name=f"meeting-{meeting_id}", back=("meetings:meeting", meeting_id)
    )


@about("meeting.hold")
@require_GET
def paper_list(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Who came, to be crossed off on paper."""
    meeting = pages.known_or_404(guards.seen, meeting_id, request)
    back = ("meetings:attendance", meeting_id)
    return pages.pdf(request, lambda: paper.attendance(meeting), name=f"attendance-{meeting_id}", back=back)


@about("meeting.hold")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The minutes: what was said; below it decisions and who does what."""
    meeting = pages.known_or_404(guards.seen, meeting_id, request)
    known = minutes.minutes(meeting_id=meeting_id)
    initial = {"body": known.body if known else "", "based_on": known.version if known else 0}
    form = forms.MinutesForm(pages.sent(request), initial=initial)
    return pages.form_page(
        request,
        "meetings/minutes.html",
        form,
        keep=lambda: minutes.write(
            meeting_id=meeting_id, actor=request.actor, now=timezone.now(), **form.cleaned_data
        ),
        to=("meetings:minutes", meeting_id),
        done=_("Saved. Send them when they are whole."),
        shown={
            "meeting": meeting, "when": messages.when(meeting), "known": known, "more": forms.AgreedForm(),
            "agreed": minutes.agreed(meeting_id=meeting_id),
        },
    )  # fmt: skip


@pages.post("meetings:minutes", "meeting_id")
@about("meeting.hold")
def agree(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """A decision, or what somebody does."""
    form = forms.AgreedForm(request.POST)
    return pages.act(
        request,
        lambda: minutes.agree(meeting_id=meeting_id, what=form.what(), actor=request.actor, now=timezone.now()),
        to=("meetings:minutes", meeting_id),
        form=form,
    )


@pages.post("meetings:minutes", "meeting_id")
@about("meeting.hold")
def drop(request: ActorRequest, meeting_id: int, agreed_id: int) -> HttpResponse:
    """It was not agreed."""
    return pages.act(
        request,
        lambda: minutes.drop(meeting_id=meeting_id, agreed_id=agreed_id, actor=request.actor),
        to=("meetings:minutes", meeting_id),
    )


@pages.post("meetings:minutes", "meeting_id")
@about("meeting.hold")
def send(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """To everybody who was invited."""
    return pages.act(
        request,
        lambda: minutes.send(meeting_id=meeting_id, actor=request.actor, now=timezone.now()),
        to=("meetings:meeting", meeting_id),
        done=_("The minutes are on their way."),
        back=("meetings:minutes", meeting_id),
    )


@may("meeting.speak")
@require_http_methods(["GET", "POST"])
def speakers(request: ActorRequest) -> HttpResponse:
    """Offer a time; one's own that are to come."""
    form, me = forms.OfferForm(pages.sent(request), initial={"lasts": 120}), request.actor
    return pages.form_page(
        request,
        "meetings/speakers.html",
        form,
        keep=lambda: speaking.offer(
            topic=form.cleaned_data["topic"], begins=form.when()["begins"], fold=form.when()["fold"],
            lasts=form.cleaned_data["lasts"], actor=me, now=timezone.now(),
        ),
        to="meetings:speakers",
        done=_("Whoever plans a meeting within that time may book you."),
        shown=lambda: {
            "mine": speaking.to_come(now=timezone.now(), user_id=me.user_id),
            "free": [each for each in speaking.to_come(now=timezone.now()) if each.user_id != me.user_id],
        },
        blame="day",
    )  # fmt: skip


@pages.post("meetings:speakers")
@may("meeting.speak")
def withdraw(request: ActorRequest, offer_id: int) -> HttpResponse:
    """Not then after all."""
    return pages.act(
        request,
        lambda: speaking.withdraw(offer_id=offer_id, actor=request.actor),
        to="meetings:speakers",
        done=_("Taken back."),
    )


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def book(request: ActorRequest, meeting_id: int, offer_id: int) -> HttpResponse:
    """This one speaks."""
    return pages.act(
        request,
        lambda: speaking.book(meeting_id=meeting_id, offer_id=offer_id, actor=request.actor, now=timezone.now()),
        to=("meetings:meeting", meeting_id),
        done=_("Booked. They are told."),
    )


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def free(request: ActorRequest, meeting_id: int, offer_id: int) -> HttpResponse:
    """Without them after all."""
    return pages.act(
        request,
        lambda: speaking.free(meeting_id=meeting_id, offer_id=offer_id, actor=request.actor, now=timezone.now()),
        to=("meetings:meeting", meeting_id),
        done=_("They are told that they are free."),
    )
