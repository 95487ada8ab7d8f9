"""The contact person's pages, phone first: an overview, and one page for each thing they do."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest

from .. import api, gathering, reminding, words
from ..values import Group
from . import away, decals, guards, newcomers, notes, questions
from .forms import AwayForm, NoteForm, QuestionForm
from .guards import within


@within
@require_GET
def own(request: ActorRequest) -> HttpResponse:
    """On to one's group; a choice where one looks after several."""
    found = api.groups(ids=guards.own(request.actor))
    if len(found) == 1:
        return redirect("watch:care", found[0].id)
    shown = [(each, words.STATES[each.state]) for each in found]
    return render(request, "watch/caring/own.html", {"groups": shown})


@within
@require_GET
def care(request: ActorRequest, group_id: int) -> HttpResponse:
    """How the group stands, and what waits."""
    found, now = _group(group_id), timezone.now()
    asked = questions.questions(group_id=group_id)
    meeting = gathering.next_meeting(group_id=group_id, now=now)
    shown = {
        "group": found,
        "state": words.STATES[found.state], "tone": words.TONES.get(found.state, "neutral"),
        "said": _("%(joined)d of %(homes)d homes have joined") % {"joined": found.joined, "homes": found.homes},
        "meets": reminding.meets(found, now=now),
        "newcomers": newcomers.newcomers(group_id=group_id),
        "meeting": meeting,
        "opens": meeting is not None and meeting.kind.may_see(request.actor, meeting.because),
        "away": len(away.away(group_id=group_id, now=now)),
        "notes": len(notes.notes(group_id=group_id)),
        "waiting": sum(1 for each in asked if each.answered is None), "asked": len(asked),
        "decals": decals.decals(group_id=group_id),
    }  # fmt: skip
    return render(request, "watch/caring/care.html", shown)


@within
@require_GET
def roster(request: ActorRequest, group_id: int) -> HttpResponse:
    """Every home of the group, what it answered, and who of it is in."""
    found = _group(group_id)
    lines = [(each, words.HOMES[each.state]) for each in api.roster(group_id=group_id)]
    return render(request, "watch/caring/roster.html", {"group": found, "lines": lines})


@pages.post("watch:care-roster", "group_id")
@within
def checked(request: ActorRequest, group_id: int) -> HttpResponse:
    """A contact person has gone through the roster."""
    return pages.act(
        request,
        lambda: api.checked(group_id=group_id, now=timezone.now()),
        to=("watch:care", group_id),
        done=_("Noted: the roster has been gone through today."),
        back=("watch:care-roster", group_id),
    )


@pages.post("watch:care", "group_id")
@within
def confirm(request: ActorRequest, group_id: int, member_id: int) -> HttpResponse:
    """A newcomer is known to live there."""
    return pages.act(
        request,
        lambda: newcomers.confirm(member_id=member_id, group_id=group_id, now=timezone.now()),
        to=("watch:care", group_id),
        done=_("Noted."),
    )


@pages.post("watch:care", "group_id")
@within
def turn_away(request: ActorRequest, group_id: int, member_id: int) -> HttpResponse:
    """Nobody of that name lives there."""
    return pages.act(
        request,
        lambda: newcomers.turn_away(member_id=member_id, group_id=group_id, now=timezone.now()),
        to=("watch:care", group_id),
        done=_("They are not in the group any more, and what was written of them is gone."),
    )


@pages.post("watch:care", "group_id")
@within
def order_decals(request: ActorRequest, group_id: int) -> HttpResponse:
    """Order decals for the homes that have none."""
    return pages.act(
        request,
        lambda: decals.order(group_id=group_id, now=timezone.now()),
        to=("watch:care", group_id),
        done=_("Ordered. The municipality sends them."),
    )


@within
@require_http_methods(["GET", "POST"])
def away_list(request: ActorRequest, group_id: int) -> HttpResponse:
    """Who is away, and one more."""
    found, now = _group(group_id), timezone.now()
    lines = api.roster(group_id=group_id)
    homes = [(each.dwelling_id, each.address) for each in lines if each.state == "joined"]
    form = AwayForm(pages.sent(request), homes=homes)

    def keep() -> int:
        given = form.cleaned_data
        return away.say(
            group_id=group_id, dwelling_id=given["home"], since=given["since"], until=given["until"],
            seen_by=given["seen_by"], now=now,
        )  # fmt: skip

    return pages.form_page(
        request, "watch/caring/away.html", form, keep=keep, to=("watch:away", group_id), done=_("Saved."),
        shown=lambda: {
            "group": found,
            "away": [(each, words.SEEN_BY[each.seen_by]) for each in away.away(group_id=group_id, now=now)],
        },
        blame="home",
    )  # fmt: skip


@pages.post("watch:away", "group_id")
@within
def come_back(request: ActorRequest, group_id: int, away_id: int) -> HttpResponse:
    """The home is there after all."""
    return pages.act(
        request,
        lambda: away.take_back(group_id=group_id, away_id=away_id),
        to=("watch:away", group_id),
        done=_("Removed."),
    )


@within
@require_http_methods(["GET", "POST"])
def note_list(request: ActorRequest, group_id: int) -> HttpResponse:
    """What was seen, and one note more."""
    found, now, me = _group(group_id), timezone.now(), request.actor.user_id
    form = NoteForm(pages.sent(request), initial={"at": timezone.localtime(now)})
    return pages.form_page(
        request, "watch/caring/notes.html", form,
        keep=lambda: notes.write(group_id=group_id, user_id=me, now=now, **form.cleaned_data),
        to=("watch:notes", group_id), done=_("Saved. Contact persons, the municipality and the police see it."),
        shown=lambda: {"group": found, "notes": notes.notes(group_id=group_id, user_id=me)}, blame="what",
    )  # fmt: skip


@pages.post("watch:notes", "group_id")
@within
def remove_note(request: ActorRequest, group_id: int, seen_id: int) -> HttpResponse:
    """Take a note away."""
    return pages.act(
        request,
        lambda: notes.remove(group_id=group_id, note_id=seen_id),
        to=("watch:notes", group_id),
        done=_("Removed."),
    )


@within
@require_http_methods(["GET", "POST"])
def question_list(request: ActorRequest, group_id: int) -> HttpResponse:
    """What was asked and answered, and one question more."""
    found, now = _group(group_id), timezone.now()
    form = QuestionForm(pages.sent(request))
    return pages.form_page(
        request, "watch/caring/questions.html", form,
        keep=lambda: questions.ask(
            group_id=group_id, user_id=request.actor.user_id, now=now, **form.cleaned_data
        ),
        to=("watch:questions", group_id), done=_("Sent. You are told when it is answered."),
        shown=lambda: {"group": found, "questions": _said(questions.questions(group_id=group_id), now)},
        blame="text",
    )  # fmt: skip


def _said(found: tuple[questions.Question, ...], now: Any) -> list[tuple[Any, ...]]:
    return [(each, words.ASKED[each.whom], each.late(now)) for each in found]


def _group(group_id: int) -> Group:
    return pages.known_or_404(api.group, group_id=group_id)
