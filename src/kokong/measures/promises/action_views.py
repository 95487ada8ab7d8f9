"""The pages of actions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import api, drawing, progressing, rules, splitting, words
from .forms import ActionForm, ChangeForm, ReasonForm


@may("promise.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, promise_id: int) -> HttpResponse:
    """Add an action, with the rule by which it is counted."""
    promise = pages.known_or_404(api.promise, promise_id=promise_id)
    form = ActionForm(pages.sent(request))
    return pages.form_page(
        request,
        "promises/action_form.html",
        form,
        keep=lambda: api.add(
            promise_id=promise_id, draft=form.draft(), user_id=request.actor.user_id, now=timezone.now()
        ),
        to=("promises:promise", promise_id),
        done=lambda _number: _would_have(form),
        shown={"promise": promise},
        blame="title",
    )


@may("promise.see")
@require_GET
def action_page(request: ActorRequest, action_id: int) -> HttpResponse:
    """One action: its periods, the counts behind them by month, and what it was before."""
    found = pages.known_or_404(api.action, action_id=action_id, now=timezone.now())
    promise = api.promise(promise_id=found.promise_id)
    shown = {
        "promise": promise,
        "each": drawing.of(found),
        "months": drawing.months(found.months, found.rule, splitting.by_area(action_id=action_id)),
        "runs": promise.state in rules.RUNS, "writable": promise.state in rules.WRITTEN,
        "by": words.AUTHORITIES[found.by], "form": ReasonForm(initial={"reason": found.reason}),
    }  # fmt: skip
    return render(request, "promises/action.html", shown)


@may("promise.do")
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, action_id: int) -> HttpResponse:
    """Count an action otherwise; what was signed stays readable."""
    found = pages.known_or_404(api.action, action_id=action_id, now=timezone.now())
    promise = api.promise(promise_id=found.promise_id)
    kind = ChangeForm if promise.state in rules.RUNS else ActionForm
    form = kind(pages.sent(request), initial=ActionForm.known(found), here=found)
    return pages.form_page(
        request,
        "promises/action_form.html",
        form,
        keep=lambda: api.change(
            action_id=action_id, draft=form.draft(), why=form.cleaned_data.get("why", ""),
            user_id=request.actor.user_id, now=timezone.now(),
        ),
        to=("promises:action", action_id),
        done=lambda _kept: _would_have(form),
        shown={"promise": promise, "action": found},
        blame="title",
    )  # fmt: skip


@pages.post("promises:action", "action_id")
@may("promise.do")
def drop(request: ActorRequest, action_id: int) -> HttpResponse:
    """Take an action away before it is signed."""
    found = pages.known_or_404(api.action, action_id=action_id, now=timezone.now())
    return pages.act(
        request,
        lambda: api.drop(action_id=action_id),
        to=("promises:promise", found.promise_id),
        back=("promises:action", action_id),
        done=_("The action is taken away."),
    )


@pages.post("promises:action", "action_id")
@may("promise.do")
def explain(request: ActorRequest, action_id: int) -> HttpResponse:
    """Say for everybody why an action lags or wasn't kept."""
    form = ReasonForm(pages.sent(request))
    return pages.act(
        request,
        lambda: api.explain(action_id=action_id, reason=form.cleaned_data["reason"]),
        to=("promises:action", action_id),
        done=_("Saved. Everybody can read it."),
        form=form,
    )


def _would_have(form: ActionForm) -> str:
    """What the rule would have counted last year, said when it is made."""
    rule = form.draft().rule
    counted = words.figure(progressing.would_have(rule, now=timezone.now()))
    if rule.how == "share":
        return _("Saved. In the last twelve months there were %(n)s to take a share of.") % {"n": counted}
    return _("Saved. In the last twelve months this rule would have counted %(n)s.") % {"n": counted}
