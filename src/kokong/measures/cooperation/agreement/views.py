"""The pages of the agreement: its lines, what is shared, the register and the assessment."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import assessment, naming, register, words, work
from .forms import LineForm, ShareForm


@may("cooperation.see")
@require_http_methods(["GET"])
def agreement(request: ActorRequest) -> HttpResponse:
    """Who shares what on what ground, and what is shared now."""
    now = timezone.now()
    shared = work.sharings(now=now)
    where = naming.named(burglary_ids=[each.burglary_id for each in shared])
    who = people.names(user_ids=frozenset(each.decided_by for each in shared if each.decided_by))
    about = {
        "lines": [(each, words.AUTHORITIES[each.giver], words.GROUNDS[each.ground]) for each in work.lines()],
        "shared": [
            (
                each,
                words.FACTS[each.fact],
                who.get(each.decided_by or 0, ""),
                each.ends > now,
                where.get(each.burglary_id, ""),
            )
            for each in shared
        ],
        "police": request.actor.authority == "police",
    }
    return render(request, "cooperation/agreement/agreement.html", about)


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def new_line(request: ActorRequest) -> HttpResponse:
    """Say what one's own authority shares."""
    form = LineForm(pages.sent(request))
    return pages.form_page(
        request, "cooperation/agreement/form.html", form,
        keep=lambda: work.agree(actor=request.actor, now=timezone.now(), **form.cleaned_data),
        to="cooperation:agreement", done=_("The line is in force."), blame="what",
        shown={"title": _("What we share"), "authority": words.AUTHORITIES[request.actor.authority]},
    )  # fmt: skip


@pages.post("cooperation:agreement")
@may("cooperation.do")
def end_line(request: ActorRequest, line_id: int) -> HttpResponse:
    """End a line of one's own authority."""
    return pages.act(
        request, lambda: work.end(line_id=line_id, actor=request.actor, now=timezone.now()),
        to="cooperation:agreement", done=_("The line has ended."),
    )  # fmt: skip


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def share(request: ActorRequest) -> HttpResponse:
    """Decide to share a fact that only the police see."""
    lines = [each for each in work.lines() if each.giver == "police" and each.ended_at is None]
    form = ShareForm(pages.sent(request), lines=lines, burglaries=naming.recent(now=timezone.now()))
    return pages.form_page(
        request, "cooperation/agreement/form.html", form,
        keep=lambda: work.share(
            line_id=form.cleaned_data["line"], burglary_id=form.cleaned_data["burglary"],
            fact=form.cleaned_data["fact"], text=form.cleaned_data["text"], purpose=form.cleaned_data["purpose"],
            days=form.cleaned_data["days"], actor=request.actor, now=timezone.now(),
        ),
        to="cooperation:agreement", done=_("Shared. The decision is yours, and is in the log."), blame="text",
        shown={
            "title": _("Share a fact"), "authority": "",
            "none": request.actor.authority == "police" and not lines,
        },
    )  # fmt: skip


@pages.post("cooperation:agreement")
@may("cooperation.do")
def take_back(request: ActorRequest, sharing_id: int) -> HttpResponse:
    """End a sharing at once."""
    return pages.act(
        request, lambda: work.take_back(sharing_id=sharing_id, actor=request.actor, now=timezone.now()),
        to="cooperation:agreement", done=_("Taken back. Only the police see it now."),
    )  # fmt: skip


@may("cooperation.see")
@require_GET
def the_register(request: ActorRequest) -> HttpResponse:
    """The register of processing."""
    return render(request, "cooperation/agreement/register.html", {"rooms": register.register()})


@may("cooperation.see")
@require_GET
def register_pdf(request: ActorRequest) -> HttpResponse:
    """The same as PDF."""
    return pages.pdf(
        request, assessment.register_pdf, name=_("register-of-processing"), back="cooperation:register"
    )


@may("cooperation.see")
@require_GET
def the_assessment(request: ActorRequest) -> HttpResponse:
    """The draft of the impact assessment."""
    about = {"sections": assessment.sections(), "risks": assessment.risks()}
    return render(request, "cooperation/agreement/assessment.html", about)


@may("cooperation.see")
@require_GET
def assessment_pdf(request: ActorRequest) -> HttpResponse:
    """The same as PDF."""
    return pages.pdf(
        request, assessment.assessment_pdf, name=_("impact-assessment"), back="cooperation:assessment"
    )
