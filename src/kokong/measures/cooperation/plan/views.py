"""The pages of action plans."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.widgets import number
from kokong.people.api import ActorRequest, may

from . import act as the_act
from . import carrying, lists, paper, reading, rules, words, work
from .clock import report_due
from .forms import DecisionForm, FollowForm, PlanForm, ReportForm
from .values import Plan


@may("cooperation.see")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """All plans, as a page or a file."""
    return lists.PLANS.answer(request, lists.find, template="cooperation/plan/list.html")


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Begin a plan."""
    now = timezone.now()
    form = PlanForm(pages.sent(request), initial={"begins": timezone.localdate(now)})
    return pages.form_page(
        request, "cooperation/plan/form.html", form,
        keep=lambda: work.begin(draft=form.draft(), now=now),
        to=lambda number: ("cooperation:plan", number),
        done=_("The plan is begun. Add what is to be done, line by line."),
        shown={"held": reading.current(now=now)}, blame="title",
    )  # fmt: skip


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Change a draft."""
    found = pages.known_or_404(reading.plan, plan_id=plan_id, now=timezone.now())
    form = PlanForm(pages.sent(request), initial=PlanForm.known(found))
    return pages.form_page(
        request, "cooperation/plan/form.html", form,
        keep=lambda: work.write(plan_id=plan_id, draft=form.draft()),
        to=("cooperation:plan", plan_id), done=_("Saved."), shown={"plan": found}, blame="title",
    )  # fmt: skip


@may("cooperation.see")
@require_GET
def plan_page(request: ActorRequest, plan_id: int) -> HttpResponse:
    """A plan with its lines, from the problem to the proof."""
    found = pages.known_or_404(reading.plan, plan_id=plan_id, now=timezone.now())
    return render(request, "cooperation/plan/plan.html", _shown(found))


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Record the board's decision."""
    now = timezone.now()
    found = pages.known_or_404(reading.plan, plan_id=plan_id, now=now)
    form = DecisionForm(pages.sent(request), initial={"decided_on": timezone.localdate(now)})
    return pages.form_page(
        request, "cooperation/plan/decide.html", form,
        keep=lambda: work.decide(
            plan_id=plan_id, on=form.cleaned_data["decided_on"], number=form.cleaned_data["number"],
            body=form.cleaned_data["body"], now=now,
        ),
        to=("cooperation:plan", plan_id),
        done=_("The decision is recorded. The plan is locked, and its lines are on people’s lists."),
        shown={"plan": found, "held": reading.current(now=now)}, blame="number",
    )  # fmt: skip


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Write what the council was told."""
    now = timezone.now()
    found = pages.known_or_404(reading.plan, plan_id=plan_id, now=now)
    first = {"on": timezone.localdate(now), "text": paper.in_short(found)}
    form = ReportForm(pages.sent(request), initial=first)
    return pages.form_page(
        request, "cooperation/plan/note.html", form,
        keep=lambda: work.report(plan_id=plan_id, user_id=request.actor.user_id, now=now, **form.cleaned_data),
        to=("cooperation:plan", plan_id), done=_("Kept."),
        shown={"plan": found, "heading": _("Tell the council")}, blame="text",
    )  # fmt: skip


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def follow_up(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Say what came of the plan."""
    now = timezone.now()
    found = pages.known_or_404(reading.plan, plan_id=plan_id, now=now)
    first = {"on": timezone.localdate(now), "text": paper.in_short(found)}
    form = FollowForm(pages.sent(request), initial=first)
    return pages.form_page(
        request, "cooperation/plan/note.html", form,
        keep=lambda: work.follow_up(plan_id=plan_id, user_id=request.actor.user_id, now=now, **form.cleaned_data),
        to=("cooperation:plan", plan_id), done=_("Followed up. The next plan begins with what is still open."),
        shown={"plan": found, "heading": _("Follow up the plan")}, blame="text",
    )  # fmt: skip


@pages.post("cooperation:plan", "plan_id")
@may("cooperation.do")
def drop(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Drop a draft."""
    return pages.act(
        request, lambda: work.drop(plan_id=plan_id, now=timezone.now()),
        to=("cooperation:plan", plan_id), done=_("Dropped."),
    )  # fmt: skip


@may("cooperation.see")
@require_GET
def pdf(request: ActorRequest, plan_id: int) -> HttpResponse:
    """The plan on paper, for the board."""
    return pages.pdf(
        request, lambda: paper.plan(reading.plan(plan_id=plan_id, now=timezone.now())),
        name=_("action-plan"), back=("cooperation:plan", plan_id),
    )  # fmt: skip


@may("cooperation.see")
@require_GET
def act_page(request: ActorRequest) -> HttpResponse:
    """What the act asks for, and where it is met."""
    duties = the_act.duties(now=timezone.now())
    return render(request, "cooperation/plan/act.html", {"duties": duties, "met": sum(1 for d in duties if d.met)})


@may("cooperation.see")
@require_GET
def now_page(request: ActorRequest) -> HttpResponse:  # noqa: ARG001
    """The plan that holds; the list where none does."""
    found = reading.current(now=timezone.now())
    return redirect("cooperation:plan", found.id) if found else redirect("cooperation:plans")


@may("cooperation.do")
@require_GET
def task(request: ActorRequest) -> HttpResponse:
    """From a task to what it is about."""
    item_id = carrying.item_of(task_id=number(request.GET.get("task")) or 0)
    return redirect("cooperation:plan-item", item_id) if item_id else redirect("cooperation:plan-now")


def _shown(found: Plan) -> dict[str, Any]:
    settled = [each for each in found.items if each.state not in rules.OPEN]
    return {
        "plan": found,
        "state": words.STATES[found.state], "tone": words.TONES.get(found.state, "neutral"),
        "lines": [(each, words.ITEM_STATES[each.state], words.ITEM_TONES.get(each.state, "neutral"),
                   words.BYS[each.by]) for each in found.items],
        "notes": [(words.NOTES[each.kind], each) for each in reversed(found.notes)],
        "settled": len(settled), "late": sum(1 for each in found.items if each.late),
        "orphans": [each for each in found.items if each.orphan],
        "writable": found.state == "draft", "holds": found.state in rules.HOLDS,
        "report_due": report_due(found) if found.state in rules.HOLDS else None,
    }  # fmt: skip
