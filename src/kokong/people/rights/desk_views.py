"""Requests at the desk: what is due, and the answer."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages

from ..guards import ActorRequest, may
from . import cases, words
from .forms import AnswerForm, ExtendForm
from .values import Case


@may("rights.answer")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """What waits, what is due first at the front; or what is answered."""
    done, now = request.GET.get("done") == "1", timezone.now()
    lines = [_line(each, now) for each in cases.cases(done=done)]
    shown = {"lines": lines, "done": done, "code": request.actor.code}
    return render(request, "people/rights/cases.html", shown)


@may("rights.answer")
@require_http_methods(["GET", "POST"])
def one(request: ActorRequest, rights_id: int) -> HttpResponse:
    """One request, and its answer."""
    now, found = timezone.now(), pages.known_or_404(cases.case, rights_id=rights_id)
    form, user_id = AnswerForm(pages.sent(request)), request.actor.user_id
    return pages.form_page(
        request,
        "people/rights/case.html",
        form,
        keep=lambda: cases.answer(rights_id=rights_id, user_id=user_id, now=now, **form.cleaned_data),
        to="people:rights-cases",
        done=_("Your answer is on its way."),
        shown={**_line(found, now), "extend": ExtendForm(), "extendable": found.can_be_extended(now)},
    )


@pages.post("people:rights-case", "rights_id")
@may("rights.answer")
def extend(request: ActorRequest, rights_id: int) -> HttpResponse:
    """Take two months more, with the reason."""
    pages.known_or_404(cases.case, rights_id=rights_id)
    form = ExtendForm(request.POST)
    return pages.act(
        request,
        lambda: cases.extend(rights_id=rights_id, now=timezone.now(), **form.cleaned_data),
        to=("people:rights-case", rights_id),
        done=_("Two months more. They are told why."),
        form=form,
    )


def _line(case: Case, now: datetime) -> dict[str, object]:
    return {
        "case": case, "kind": words.KINDS[case.kind], "outcome": words.OUTCOMES.get(case.outcome, ""),
        "late": case.late(now), "soon": case.soon(now),
    }  # fmt: skip
