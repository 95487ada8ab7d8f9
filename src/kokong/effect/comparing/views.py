"""The page that proposes areas to compare with, for a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.kernel.errors import UserError
from kokong.people.api import ActorRequest, may

from .. import reading
from ..values import Evaluation
from . import words, work


@may("effect.do")
@require_http_methods(["GET", "POST"])
def areas(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Areas with how well they fit; sent, those that were ticked are compared with."""
    found = pages.known_or_404(reading.evaluation, evaluation_id=evaluation_id)
    if request.method == "POST":
        return pages.act(
            request,
            lambda: work.take(evaluation_id=evaluation_id, compared=_ticked(request)),
            to=("effect:evaluation", evaluation_id),
            back=("effect:areas", evaluation_id),
            done=_("The draft compares with these areas."),
        )
    try:
        return _shown(request, found)
    except UserError as error:
        messages.error(request, error.message)
        return redirect("effect:evaluation", evaluation_id)


def _shown(request: HttpRequest, found: Evaluation) -> HttpResponse:
    if found.state != "draft":
        messages.info(request, _("The plan is locked. Change it openly, with the reason."))
        return redirect("effect:evaluation", found.id)
    years = work.years(found.plan)
    rows = [
        (each, words.GRADES[each.fit.grade], words.fit(each.fit, years=years),
         words.why_not(each.why_not, delivered=each.delivered))
        for each in work.proposals(found.plan)
    ]  # fmt: skip
    shown = {
        "evaluation": found, "lead": words.LEAD, "usable": [row for row in rows if not row[0].why_not],
        "others": [row for row in rows if row[0].why_not],
    }  # fmt: skip
    return render(request, "effect/comparing/areas.html", shown)


def _ticked(request: HttpRequest) -> list[int]:
    return [int(each) for each in request.POST.getlist("compared") if each.isdecimal() and len(each) < 18]
