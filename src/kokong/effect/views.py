"""Pages of effect: the list, a plan, and what came of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import api, counting, lists, rules, showing, words
from . import kalmar as claim
from .costs import showing as costs_shown
from .costs import work as costs
from .forms import ChangeForm, PlanForm
from .monitors import showing as monitoring
from .statistics import beside
from .telling import work as telling
from .values import Evaluation, Look


@may("effect.see")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """Every evaluation; as a page or a file."""
    return lists.EVALUATIONS.answer(request, lists.find, template="effect/list.html")


@may("effect.see")
@require_GET
def kalmar(request: ActorRequest) -> HttpResponse:
    """The Kalmar claim, judged as everything else is."""
    return render(request, "effect/kalmar.html", {"case": claim.shown()})


@may("effect.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Write a question and its plan down."""
    now = timezone.now()
    form = PlanForm(pages.sent(request), initial=PlanForm.usual(today=timezone.localdate(now)))
    return pages.form_page(
        request,
        "effect/write.html",
        form,
        keep=lambda: api.draft(plan=form.plan(), user_id=request.actor.user_id, now=now),
        to=lambda number: ("effect:evaluation", number),
        done=_("The draft is kept. Register it before anybody looks at the outcome."),
    )


@may("effect.do")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Change a draft."""
    found = pages.known_or_404(api.evaluation, evaluation_id=evaluation_id)
    form = PlanForm(pages.sent(request), initial=PlanForm.known(found.plan))
    return pages.form_page(
        request,
        "effect/write.html",
        form,
        keep=lambda: api.rewrite(evaluation_id=evaluation_id, plan=form.plan()),
        to=("effect:evaluation", evaluation_id),
        done=_("The draft is changed."),
        shown={"evaluation": found},
    )


@may("effect.do")
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Change a registered plan, with the reason."""
    found = pages.known_or_404(api.evaluation, evaluation_id=evaluation_id)
    form = ChangeForm(pages.sent(request), initial=PlanForm.known(found.plan))
    return pages.form_page(
        request,
        "effect/write.html",
        form,
        keep=lambda: api.change(
            evaluation_id=evaluation_id,
            plan=form.plan(),
            why=form.cleaned_data["why"],
            user_id=request.actor.user_id,
            now=timezone.now(),
        ),
        to=("effect:evaluation", evaluation_id),
        done=_("The plan is changed. The first one stays beside it."),
        shown={"evaluation": found},
    )


@may("effect.see")
@require_GET
def evaluation(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """A plan, and what was seen."""
    found = pages.known_or_404(api.evaluation, evaluation_id=evaluation_id)
    looks = [showing.seen(found, each, now=_now(found, each)) for each in found.looks]
    today = timezone.localdate()
    spent = costs.spent(evaluation_id=evaluation_id)
    shown = {
        "evaluation": found,
        "state": words.STATES[found.state],
        "plan": showing.lines(found.plan, found.names),
        "changes": showing.differences(found),
        "known_before": showing.known_before(found),
        "smallest": showing.smallest(found),
        "seen": looks[0] if looks else None,
        "earlier": looks[1:],
        "monitor": monitoring.shown(found),
        "registered_by": _name(found.registered_by),
        "may_look": rules.counted_until(found.plan, today) > found.plan.start,
        "is_time": today >= found.plan.until,
        "is_public": telling.is_public(evaluation_id=evaluation_id),
        "lines": beside.choices() if looks else [],
        "line_code": request.GET.get("beside", ""),
        "line": beside.shown(found, request.GET.get("beside", "")),
        "cost": costs_shown.told(spent, found.looks[0] if found.looks else None) if spent else None,
    }
    return render(request, "effect/evaluation.html", shown)


@pages.post("effect:evaluation", "evaluation_id")
@may("effect.do")
def register(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Lock the plan."""
    me, now = request.actor.user_id, timezone.now()
    return pages.act(
        request,
        lambda: api.register(evaluation_id=evaluation_id, user_id=me, now=now),
        to=("effect:evaluation", evaluation_id),
        done=_("Registered. The plan is locked; what is changed later is shown as changed."),
    )


@pages.post("effect:evaluation", "evaluation_id")
@may("effect.do")
def look(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Look at the outcome and keep what was seen."""
    me, now = request.actor.user_id, timezone.now()
    return pages.act(
        request,
        lambda: api.look(evaluation_id=evaluation_id, user_id=me, now=now),
        to=("effect:evaluation", evaluation_id),
    )


def _now(found: Evaluation, look: Look) -> showing.Told | None:
    """What the ledger says today of the deliveries that the newest look counted."""
    if look is not found.looks[0] or any(each.at > look.at for each in found.changes):
        return None
    rings = {ring: tuple(map(int, areas)) for ring, areas in look.dose.items()}
    return counting.dose(measures=found.plan.measures, rings=rings, since=found.plan.start, until=look.until)


def _name(user_id: int | None) -> str:
    return "" if user_id is None else people.names(user_ids=frozenset({user_id})).get(user_id, "")
