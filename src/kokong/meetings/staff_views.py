"""The pages of those who hold meetings: the list, one meeting, and what is done with it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.moves import history
from kokong.people.api import ActorRequest

from . import (
    api,
    feeds,
    forms,
    gathering,
    guards,
    kinds,
    lists,
    messages,
    minutes,
    reading,
    rules,
    speaking,
    words,
)
from .guards import about, within
from .kinds import Because
from .values import Meeting


@within("meeting.see")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """Coming meetings first; the address of one's own calendar below."""
    actor = request.actor
    shown = {"feed": feeds.address(user_id=actor.user_id), "kinds": kinds.held_by(actor)}
    return lists.MEETINGS.answer(
        request, lambda asked: lists.find(asked, actor=actor), template="meetings/list.html", shown=shown
    )


@within("meeting.hold")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Plan a meeting: of the kind, and because of the record, that the address names."""
    kind, because = _asked(request)
    initial = {"lasts": kind.lasts, "places": kind.places, "audience": kind.audience, "host": request.actor.name}
    form = forms.MeetingForm(pages.sent(request), initial=initial)
    return pages.form_page(
        request,
        "meetings/form.html",
        form,
        keep=lambda: api.plan(
            kind=kind.code, draft=form.draft(), because=because, follows=None, actor=request.actor,
            now=timezone.now(),
        ),
        to=lambda number: ("meetings:meeting", number),
        done=_("Planned. Invite people, and announce it."),
        shown={"kind": kind},
        blame="day",
    )  # fmt: skip


def _asked(request: ActorRequest) -> tuple[kinds.MeetingKind, Because | None]:
    """The kind and the record of the address. Raises Http404 for what there is not, or is not theirs to hold."""
    kind = kinds.find(request.GET.get("kind", "meeting"))
    subject, _dash, number = request.GET.get("about", "").partition("-")
    because = (subject, int(number)) if subject and number.isdecimal() and len(number) < 19 else None
    if kind is None or not kind.may_hold(request.actor, because):
        raise Http404
    return kind, because


@about("meeting.hold")
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Correct what is written."""
    meeting = pages.known_or_404(guards.seen, meeting_id, request)
    form = forms.MeetingForm(pages.sent(request), initial=forms.MeetingForm.known(meeting))
    return pages.form_page(
        request,
        "meetings/form.html",
        form,
        keep=lambda: api.change(
            meeting_id=meeting_id, draft=form.draft(meeting), actor=request.actor, now=timezone.now()
        ),
        to=("meetings:meeting", meeting_id),
        done=_("Saved."),
        shown={"kind": meeting.kind, "meeting": meeting},
        blame="day",
    )


@about("meeting.hold")
@require_http_methods(["GET", "POST"])
def move(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Another time or place, with a sentence for everybody who has not said no."""
    meeting = pages.known_or_404(guards.seen, meeting_id, request)
    initial = forms.WhenForm.known_when(meeting) | {"place": meeting.place}
    form = forms.MoveForm(pages.sent(request), initial=initial)
    return pages.form_page(
        request,
        "meetings/move.html",
        form,
        keep=lambda: api.move(
            meeting_id=meeting_id, **form.when(), place=form.cleaned_data["place"], said=form.cleaned_data["said"],
            actor=request.actor, now=timezone.now(),
        ),
        to=("meetings:meeting", meeting_id),
        done=_("Moved. Everybody who has not said no is told."),
        shown={"meeting": meeting},
        blame="day",
    )  # fmt: skip


@about("meeting.see")
@require_GET
def meeting(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One meeting: what it is about, who is invited and what they say, and what may be done."""
    found = pages.known_or_404(guards.seen, meeting_id, request)
    return render(request, "meetings/meeting.html", _shown(found, request))


def _shown(found: Meeting, request: ActorRequest) -> dict[str, Any]:
    holds = found.kind.may_hold(request.actor, found.because)
    now = timezone.now()
    actions = rules.MEETING.actions(found.state, {rules.HOLDER}) if holds else ()
    title, text = messages.preview(found)
    return {
        "meeting": found, "when": messages.when(found), "state": words.STATES[found.state],
        "tone": words.TONES[found.state], "holds": holds, "actions": actions,
        "begun": rules.may_hold(state=found.state, begins=found.begins, now=now),
        "attends": holds and rules.may_attend(state=found.state, begins=found.begins, now=now),
        "invites": holds and found.state in {"draft", *rules.COMING},
        "guests": [
            (each, words.ANSWERS[each.answer]) for each in reading.guests(meeting_id=found.id)
        ],
        "material": reading.material(meeting_id=found.id), "speakers": speaking.of_meeting(meeting_id=found.id),
        "offers": speaking.that_fit(meeting=found) if holds else (),
        "minutes": minutes.minutes(meeting_id=found.id),
        "invite": forms.InviteForm(), "said": forms.SaidForm(), "more": forms.MaterialForm(),
        "preview": (title, text), "past": _past(found),
    }  # fmt: skip


def _past(found: Meeting) -> list[tuple[Any, Any, str]]:
    done = [
        (each.at, words.STATES[each.after], each.public)
        for each in history(subject="meeting", subject_id=found.id)
    ]
    return sorted(done, key=lambda line: line[0], reverse=True)


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def announce(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Write to everybody who is invited."""
    return _did(
        request, meeting_id,
        lambda: api.announce(meeting_id=meeting_id, actor=request.actor, now=timezone.now()),
        _("Announced. Everybody who is invited is written to."),
    )  # fmt: skip


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def hold(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """It was held."""
    return _did(
        request, meeting_id, lambda: api.hold(meeting_id=meeting_id, actor=request.actor, now=timezone.now())
    )


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def cancel(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """It is not held."""
    form = forms.SaidForm(request.POST)
    return _did(
        request, meeting_id,
        lambda: api.cancel(
            meeting_id=meeting_id, said=form.cleaned_data["said"], actor=request.actor, now=timezone.now()
        ),
        _("Cancelled. Everybody who has not said no is told."), form,
    )  # fmt: skip


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def invite(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """More people."""
    form = forms.InviteForm(request.POST)
    return _did(
        request, meeting_id,
        lambda: api.invite(meeting_id=meeting_id, guests=form.who(), actor=request.actor, now=timezone.now()),
        _("They are on the list."), form,
    )  # fmt: skip


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def leave_out(request: ActorRequest, meeting_id: int, guest_id: int) -> HttpResponse:
    """Off the list, before they were written to."""
    return _did(
        request, meeting_id,
        lambda: api.leave_out(meeting_id=meeting_id, invitation_id=guest_id, actor=request.actor),
    )  # fmt: skip


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def material(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Something to read."""
    form = forms.MaterialForm(request.POST)
    return _did(
        request, meeting_id,
        lambda: gathering.add_material(meeting_id=meeting_id, actor=request.actor, **form.cleaned_data), "", form,
    )  # fmt: skip


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def drop_material(request: ActorRequest, meeting_id: int, material_id: int) -> HttpResponse:
    """Not to be read after all."""
    return _did(
        request, meeting_id,
        lambda: gathering.drop_material(meeting_id=meeting_id, material_id=material_id, actor=request.actor),
    )  # fmt: skip


@pages.post("meetings:meeting", "meeting_id")
@about("meeting.hold")
def again(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The next one: a draft like this meeting, four weeks later, with the same people invited."""
    return pages.act(
        request,
        lambda: api.follow_up(meeting_id=meeting_id, actor=request.actor, now=timezone.now()),
        to=lambda number: ("meetings:change", number),
        done=_("A draft, four weeks after this one. Set its time, and announce it."),
        back=("meetings:meeting", meeting_id),
    )


@within("meeting.see")
@require_GET
def agreed(request: ActorRequest) -> HttpResponse:
    """Who took on what at the meetings of the last year, the latest first."""
    found = minutes.taken_on(actor=request.actor, now=timezone.now())
    return render(request, "meetings/agreed.html", {"found": found})


@pages.post("meetings:list")
@within("meeting.see")
def feed(request: ActorRequest) -> HttpResponse:
    """Another secret address for one's own calendar; or none."""
    user_id = request.actor.user_id
    wants = request.POST.get("feed") != "end"
    return pages.act(
        request,
        lambda: feeds.renew(user_id=user_id, now=timezone.now()) if wants else feeds.end(user_id=user_id),
        to="meetings:list",
        done=_("The address before it shows nothing any more."),
    )


def _did(
    request: ActorRequest, meeting_id: int, work: Callable[[], object], done: str = "", form: Any = None
) -> HttpResponse:
    return pages.act(request, work, to=("meetings:meeting", meeting_id), done=done or _("Noted."), form=form)
