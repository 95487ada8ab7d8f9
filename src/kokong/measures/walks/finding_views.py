"""The pages of what was found."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.moves import history
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import asking, reading, rules, showing, words
from . import finding as work
from .forms import ActForm, AnswerForm, AskForm, CorrectForm, FindingForm, JoinForm, LookForm, ReportForm
from .reporting import line
from .reporting import words as report_words
from .values import Finding, Noted


@may("walk.note")
@require_http_methods(["GET", "POST"])
def note(request: ActorRequest, walk_id: int) -> HttpResponse:
    """Note a finding at the desk. What lies near it is shown first: it may be the same."""
    walk = pages.known_or_404(reading.walk, walk_id=walk_id)
    form = FindingForm(pages.sent(request))
    near = _near(form) if request.method == "POST" and form.is_valid() and "sure" not in request.POST else ()
    if near:
        return render(request, "walks/note.html", {"form": form, "walk": walk, "near": near})
    return pages.form_page(
        request,
        "walks/note.html",
        form,
        keep=lambda: _kept(request, walk_id, form.noted()),
        to=("walks:walk", walk_id) if request.actor.may("walk.see") else ("walks:note", walk_id),
        done=_("Noted."),
        shown={"walk": walk},
        blame="feels",
    )


def _kept(request: ActorRequest, walk_id: int, noted: Noted) -> object:
    return work.note(walk_id=walk_id, noted=noted, at=timezone.now(), user_id=request.actor.user_id)


def _near(form: FindingForm) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"finding": each, "metres": round(metres), "about": words.CATEGORIES[each.category]}
        for metres, each in reading.near(point=form.cleaned_data["point"])
    )


@may("walk.see")
@require_GET
def finding(request: ActorRequest, finding_id: int) -> HttpResponse:
    """One finding: what was noted, who is asked, what was answered."""
    found = pages.known_or_404(reading.finding, finding_id=finding_id)
    return render(request, "walks/finding.html", _shown(request, found))


@may("walk.do")
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, finding_id: int) -> HttpResponse:
    """Correct it, and say what everybody reads."""
    found = pages.known_or_404(reading.finding, finding_id=finding_id)
    form = CorrectForm(pages.sent(request), initial=CorrectForm.known(found))
    return pages.form_page(
        request,
        "walks/correct.html",
        form,
        keep=lambda: work.change(finding_id=finding_id, noted=form.noted(), shown=form.cleaned_data["shown"]),
        to=("walks:finding", finding_id),
        done=_("Saved."),
        shown={"finding": found},
        blame="feels",
    )


@pages.post("walks:finding", "finding_id")
@may("walk.do")
def ask(request: ActorRequest, finding_id: int) -> HttpResponse:
    """Say whose ground it is; the letter goes once all of a walk's are said."""
    pages.known_or_404(reading.finding, finding_id=finding_id)
    form, now = AskForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: asking.ask(finding_id=finding_id, holder_id=form.cleaned_data["holder"], now=now),
        to=("walks:finding", finding_id),
        done=_("Noted. Write to the owners from the page of the walk."),
        form=form,
    )


@pages.post("walks:finding", "finding_id")
@may("walk.do")
def join(request: ActorRequest, finding_id: int) -> HttpResponse:
    """Say that it is one with another."""
    form, now = JoinForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: work.join(finding_id=finding_id, other_id=form.cleaned_data["other"], now=now),
        to=("walks:finding", finding_id),
        done=_("They are one now."),
        form=form,
    )


@pages.post("walks:finding", "finding_id")
@may("walk.do")
def answer(request: ActorRequest, finding_id: int) -> HttpResponse:
    """What the owner answered by telephone or letter."""
    form, now = AnswerForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: work.act(finding_id=finding_id, now=now, **form.given()),
        to=("walks:finding", finding_id),
        done=_("Noted."),
        form=form,
    )


@pages.post("walks:finding", "finding_id")
@may("walk.do")
def act(request: ActorRequest, finding_id: int, action: str) -> HttpResponse:
    """It stays as it is; a resident has seen that it is mended, or that it isn't."""
    form, now = ActForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: work.act(finding_id=finding_id, action=action, said=form.cleaned_data["said"], now=now),
        to=("walks:finding", finding_id),
        done=_("Noted."),
        form=form,
    )


@pages.post("walks:walk", "walk_id")
@may("walk.do")
def send(request: ActorRequest, walk_id: int) -> HttpResponse:
    """Write to the owners."""
    pages.known_or_404(reading.walk, walk_id=walk_id)
    now = timezone.now()
    sent, reported = asking.send(walk_id=walk_id, now=now), line.send(walk_id=walk_id, now=now)
    if sent:
        said = ngettext("%(n)d owner is written to.", "%(n)d owners are written to.", sent) % {"n": sent}
        messages.success(request, said)
    if reported:
        said = ngettext("%(n)d finding is reported.", "%(n)d findings are reported.", reported) % {"n": reported}
        messages.success(request, said)
    if not sent and not reported:
        messages.info(request, _("Every owner who has something to answer was written to today."))
    return redirect("walks:walk", walk_id)


@pages.post("walks:walk", "walk_id")
@may("walk.do")
def renew(request: ActorRequest, walk_id: int, holder_id: int) -> HttpResponse:
    """End the link of an owner, and send another."""
    pages.known_or_404(reading.walk, walk_id=walk_id)
    return pages.act(
        request,
        lambda: asking.renew(walk_id=walk_id, holder_id=holder_id, now=timezone.now()),
        to=("walks:walk", walk_id),
        done=_("The old link is over, and a new one is on its way."),
    )


def _shown(request: ActorRequest, found: Finding) -> dict[str, Any]:
    moves = history(subject="finding", subject_id=found.id)
    names = people.names(user_ids=frozenset(filter(None, (m.by for m in moves))))
    steps = rules.FINDING.actions(found.state, request.actor.roles) if request.actor.may("walk.do") else ()
    near = reading.near(point=found.point, without=found.id)
    return {
        "finding": found,
        "about": words.CATEGORIES[found.category],
        "state": words.FOUND[found.state],
        "tone": words.FOUND_TONES.get(found.state, "neutral"),
        "doubts": [words.DOUBTS[code] for code in found.doubts],
        "asks": "ask" in steps and found.category != "good",
        "ask": AskForm(initial={"holder": found.holder_id}),
        "answers": "mend" in steps,
        "answer": AnswerForm(),
        "steps": [code for code in steps if code in {"keep", "confirm", "doubt"}],
        "step": ActForm(),
        "near": [(round(metres), each, words.CATEGORIES[each.category]) for metres, each in near],
        "joins": "join" in steps,
        "reports": _reports(found.id),
        "photos": [
            (each, LookForm(auto_id=f"photo-{each.id}-%s")) for each in showing.photos(finding_id=found.id)
        ],
        "settle": ReportForm(),
        "asks_still": found.state == "asked",
        "past": [
            (m.at, words.FOUND_ACTIONS[m.action], names.get(m.by or 0, ""), m.public) for m in reversed(moves)
        ],
    }


def _reports(finding_id: int) -> list[dict[str, Any]]:
    """The first is the latest, which alone may need a person."""
    return [
        {"report": each, "state": report_words.STATES[each.state], "tone": report_words.TONES[each.state],
         "stuck": each.stuck and number == 0}
        for number, each in enumerate(line.of(finding_id=finding_id))
    ]  # fmt: skip
