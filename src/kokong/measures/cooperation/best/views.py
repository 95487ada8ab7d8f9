"""The pages of suggestions: all areas and a budget, one area, an answer, and what it rests on."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from ..plan import reading as plan
from . import answering, reading, showing
from .forms import AnswerForm, BudgetForm
from .values import Area, Suggested


@may("cooperation.see")
@require_GET
def best(request: ActorRequest) -> HttpResponse:
    """What comes next in each area, and what to take within so many hours."""
    found = answering.suggest(now=timezone.now())
    names = reading.measure_words()
    asked = "hours" in request.GET
    form = BudgetForm(request.GET if asked else None)
    more = _chosen(found, float(form.cleaned_data["hours"]), names) if asked and form.is_valid() else {}
    shown = [showing.shown(each, names) for each in found.areas]
    about = {"found": found, "areas": shown, "form": form, **more}
    return render(request, "cooperation/best/best.html", about, status=422 if asked and form.errors else 200)


def _chosen(found: Suggested, hours: float, names: dict[str, str]) -> dict[str, Any]:
    choice = answering.choose(found, hours=hours)
    return {
        "choice": choice,
        "chosen": showing.chosen(choice, found.areas, names),
        "together": showing.amount(choice.prevented, choice.low, choice.high),
        "proof": showing.proof(choice),
        "more": showing.more(choice),
    }


@may("cooperation.see")
@require_GET
def area(request: ActorRequest, area_id: int) -> HttpResponse:
    """One area: what comes next, what else could, what is left out and why, and what was answered."""
    names = reading.measure_words()
    said = showing.answers(area_id, names)
    who = people.names(user_ids=frozenset(each.user_id for each, _name in said if each.user_id))
    drafts = [each.id for each in plan.plans() if each.state == "draft"]
    about = {
        "shown": showing.shown(_area(area_id), names),
        "draft": drafts[0] if drafts else None,
        "answers": [(each, name, who.get(each.user_id or 0, "")) for each, name in said],
    }
    return render(request, "cooperation/best/area.html", about)


def _area(area_id: int) -> Area:
    for each in answering.suggest(now=timezone.now()).areas:
        if each.picture.area_id == area_id:
            return each
    raise Http404


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, area_id: int, measure: str) -> HttpResponse:
    """Say yes or no to a suggestion."""
    found, names = _area(area_id), reading.measure_words()
    option = next((each for each in found.options if each.measure == measure), None)
    if measure not in names:
        raise Http404
    form = AnswerForm(pages.sent(request))
    return pages.form_page(
        request, "cooperation/best/answer.html", form,
        keep=lambda: answering.answer(
            area_id=area_id, measure=measure, user_id=request.actor.user_id, now=timezone.now(),
            **form.cleaned_data,
        ),
        to=("cooperation:best-area", area_id),
        done=lambda _number: (
            _("Accepted, and kept with its figures. Plan it now.")
            if form.cleaned_data["accepted"]
            else _("Kept, with the reason.")
        ),
        shown={
            "area": found, "name": names[measure],
            "line": showing.line(option, found, names) if option and not found.wait else None,
        },
        blame="reason",
    )  # fmt: skip


@may("cooperation.see")
@require_GET
def evidence(request: ActorRequest) -> HttpResponse:
    """What suggestions rest on."""
    return render(request, "cooperation/best/evidence.html", {"rows": showing.evidence(reading.measure_words())})
