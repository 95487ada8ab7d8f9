"""Pages of risk: right now, near repeats, forecasts against what came, settings, analyses."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.kernel import features, pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may
from kokong.places import api as places

from . import api, hindsight, rules, showing, stretches, summary, words
from .forms import DeclineForm
from .near_repeats import page as near_repeat_page

RECENT_DAYS: Final = 14
AREAS: Final = 12  # named on the first page; the list has all


@may("risk.see")
@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """Where the risk is highest now."""
    page = showing.overview(now=timezone.now())
    bounds = ",".join(f"{edge:.5f}" for edge in places.bounds() or ())
    shown = {"zones": True, "burglaries": True, "risk-map": False}
    found = [(layer, shown[layer.name]) for layer in features.layers() if layer.name in shown]
    layers = places.layers_offered(found, days=RECENT_DAYS)
    told = {"page": page, "bounds": bounds, "layers": layers, "areas": places.areas()[:AREAS]}
    return render(request, "risk/overview.html", told)


@may("risk.see")
@require_GET
def near_repeats(request: ActorRequest) -> HttpResponse:
    """How much likelier a burglary is near an earlier one."""
    shown = {"page": near_repeat_page(), "missing": showing.missing("near_repeat")}
    return render(request, "risk/near_repeats.html", shown)


@may("risk.see")
@require_GET
def backtest(request: ActorRequest) -> HttpResponse:
    """What forecasts would have held in the past year."""
    shown = {"page": hindsight.page(), "missing": showing.missing("backtest")}
    return render(request, "risk/backtest.html", shown)


@may("risk.see")
@require_GET
def homes(request: ActorRequest) -> HttpResponse:
    """Short stretches of street with the homes whose risk is highest this week."""
    shown = {"stretches": True, "burglaries": True, "zones": False}
    found = [(layer, shown[layer.name]) for layer in features.layers() if layer.name in shown]
    context = {
        "page": stretches.page(now=timezone.now()),
        "missing": showing.missing("homes"),
        "bounds": ",".join(f"{edge:.5f}" for edge in places.bounds() or ()),
        "layers": places.layers_offered(found, days=RECENT_DAYS),
    }
    return render(request, "risk/homes.html", context)


@may("risk.see")
@require_GET
def summed_up(request: ActorRequest) -> HttpResponse:
    """One sheet for a meeting: figures and what they don't say, no places."""
    return render(
        request, "risk/summary.html", {"page": summary.page(now=timezone.now()), "today": timezone.localdate()}
    )


@may("risk.see")
@require_GET
def settings(request: ActorRequest) -> HttpResponse:
    """The settings of cocoons, and what the burglaries speak for."""
    return _settings(request, DeclineForm())


def _settings(request: ActorRequest, form: DeclineForm) -> HttpResponse:
    page = showing.settings(now=timezone.now())
    names = _names(each.decided_by for each in page.history)
    history = [(each, names.get(each.decided_by, "")) for each in page.history]
    shown = {"page": page, "form": form, "history": history}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "risk/settings.html", shown, status=status)


@may("risk.settings")
@pages.post("risk:settings")
def accept(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Use the proposed settings."""
    return pages.act(
        request,
        lambda: api.accept(proposal_id=proposal_id, now=timezone.now(), user_id=request.actor.user_id),
        to="risk:settings",
        done=_("Accepted. Cocoons opened from now on use these settings."),
    )


@may("risk.settings")
@pages.post("risk:settings")
def decline(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Keep the settings in use, with a reason."""
    pages.known_or_404(api.proposal, proposal_id=proposal_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _settings(request, form)
    me, now = request.actor.user_id, timezone.now()
    return pages.act(
        request,
        lambda: api.decline(proposal_id=proposal_id, now=now, user_id=me, **form.cleaned_data),
        to="risk:settings",
        done=_("Declined. The settings in use are kept."),
    )


@may("risk.settings")
@pages.post("risk:settings")
def defaults(request: ActorRequest) -> HttpResponse:
    """Use the published settings again."""
    if api.back_to_defaults(now=timezone.now(), user_id=request.actor.user_id):
        messages.success(request, _("Cocoons opened from now on use the published settings."))
    return redirect("risk:settings")


@may("risk.see")
@require_GET
def runs(request: ActorRequest) -> HttpResponse:
    """The analyses, the newest first. While one is under way the list asks again by itself."""
    found = api.runs(limit=50)
    names = _names(run.asked_by for run in found)
    shown = {
        "rows": [
            (run, words.KINDS[run.kind], words.STATES[run.state], names.get(run.asked_by, "")) for run in found
        ],
        "busy": any(run.state in rules.UNDER_WAY for run in found),
        "slow": showing.slow(found, now=timezone.now()),
    }
    partly = request.headers.get("HX-Request") == "true"
    return render(request, "risk/run_list.html" if partly else "risk/runs.html", shown)


@may("risk.see")
@require_GET
def run(request: ActorRequest, run_id: int) -> HttpResponse:
    """One analysis: what it was asked, what it read, and how to make it again."""
    found = pages.known_or_404(api.run, run_id=run_id)
    shown = {
        "run": found,
        "kind": words.KINDS[found.kind],
        "state": words.STATES[found.state],
        "left_out": words.left_out(found.left_out),
        "parameters": words.parameters(found.kind, found.parameters),
        "asked_by": _names([found.asked_by]).get(found.asked_by, ""),
    }
    return render(request, "risk/run.html", shown)


@may("risk.run")
@pages.post("risk:runs")
def ask(request: ActorRequest) -> HttpResponse:
    """Have every analysis made anew in the background."""
    api.ask(now=timezone.now(), user_id=request.actor.user_id)
    messages.success(request, _("The analyses are on their way. You can leave this page."))
    return redirect("risk:runs")


def _names(user_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Names of those of the people who are somebody: nobody asks at night."""
    found = people.names(user_ids=frozenset(each for each in user_ids if each is not None))
    return dict(found.items())
