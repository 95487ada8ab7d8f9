"""The page that says where the next signs do most."""

from typing import Any

from django.forms import CharField, Form, HiddenInput
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import proving, siting, words
from .forms import SitingForm
from .models import Siting
from .siting import Place, Proposal


class ProposalForm(Form):
    """A proposal as the page was given it."""

    sealed = CharField(widget=HiddenInput, max_length=40_000)


@may("sign.do")
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest) -> HttpResponse:
    """Ask how many signs of what shall stand where they do most."""
    form = SitingForm(pages.sent(request), actor=request.actor)
    return pages.form_page(
        request,
        "signs/next.html",
        form,
        keep=lambda: proving.ask(asked=form.question(), now=timezone.now()),
        to=lambda number: ("signs:siting", number),
    )


@may("sign.do")
@require_GET
def found(request: ActorRequest, siting_id: int) -> HttpResponse:
    """The spots: in turn while the best are looked for, then the best with their proof."""
    proposal, row = _found(request, siting_id)
    asked = {**vars(proposal.asked), "area": proposal.asked.area_id}
    form = SitingForm(None, actor=request.actor, initial=asked)
    return render(request, "signs/next.html", {"form": form, "siting": row, **_shown(proposal), **_state(row)})


@may("sign.do")
@require_GET
def progress(request: ActorRequest, siting_id: int) -> HttpResponse:
    """What is said of the search, asked for again while it goes on; once it has ended the page comes anew."""
    proposal, row = _found(request, siting_id)
    answer = render(request, "signs/sure.html", {"siting": row, "sure": _sure(proposal), **_state(row)})
    if row.state == "ended":
        answer["HX-Refresh"] = "true"
    return answer


def _found(request: ActorRequest, siting_id: int) -> tuple[Proposal, Siting]:
    """What was found; a question about burglaries is for those alone who may see the map of risk."""
    proposal, row = pages.known_or_404(proving.found, siting_id=siting_id)
    if row.weight == "burglaries" and not request.actor.may("risk.see"):
        raise Http404
    return proposal, row


def _state(row: Siting) -> dict[str, bool]:
    waits = proving.waits(row, now=timezone.now())
    return {"waits": waits, "late": row.state == "asked" and not waits}


@pages.post("signs:next")
@may("sign.do")
def take_over(request: ActorRequest) -> HttpResponse:
    """Plan the signs that were proposed."""
    form = ProposalForm(request.POST)
    return pages.act(
        request,
        lambda: siting.take_over(sealed=form.cleaned_data["sealed"], now=timezone.now()),
        to="signs:several",
        done=lambda found: _planned(*found),
        back="signs:next",
        form=form,
    )


def _planned(new: int, before: int) -> str:
    said = ngettext("%(n)d sign is planned.", "%(n)d signs are planned.", new) % {"n": new}
    also = ngettext("%(n)d was planned before.", "%(n)d were planned before.", before) % {"n": before}
    return f"{said} {also}" if before else said


def _shown(found: Proposal) -> dict[str, Any]:
    total = found.best.total
    return {
        "found": found,
        "what": words.COVERED[found.asked.weight],
        "share": _percent(found.best.covered, total),
        "before": _percent(found.best.before, total),
        "covered": _amount(found, found.best.covered),
        "total": _amount(found, total),
        "next_adds": _amount(found, found.next_adds),
        "sure": _sure(found),
        "rows": [(each.words, _amount(found, each.adds)) for each in found.places],
        "spots": {
            "best": [_mark(found, each) for each in found.places],
            "turns": [_mark(found, each) for each in found.turns],
            "shares": [_percent(found.best.before + so_far, total) for so_far in _so_far(found.turns)],
        },
        "bounds": _bounds(found.places or found.turns),
        "sealed": ProposalForm(initial={"sealed": siting.sealed(found)}),
    }  # fmt: skip


def _sure(found: Proposal) -> str:
    if found.best.proven:
        return _("No other choice of as many spots covers more: that is proven.")
    gap = number_format(100 * found.best.gap, 2, use_l10n=True)
    return _("A better choice could cover at most %(gap)s per cent more.") % {"gap": gap}


def _mark(found: Proposal, place: Place) -> dict[str, Any]:
    return {
        "lon": round(place.lon, 6), "lat": round(place.lat, 6), "label": place.words,
        "detail": _("adds %(amount)s") % {"amount": _amount(found, place.adds)},
    }  # fmt: skip


def _bounds(spots: tuple[Place, ...]) -> str:
    """West, south, east, north around some spots; "" without any."""
    lon, lat = [each.lon for each in spots], [each.lat for each in spots]
    return f"{min(lon):.6f},{min(lat):.6f},{max(lon):.6f},{max(lat):.6f}" if spots else ""


def _so_far(turns: tuple[Place, ...]) -> list[float]:
    sums, so_far = [], 0.0
    for each in turns:
        so_far += each.adds
        sums.append(so_far)
    return sums


def _amount(found: Proposal, value: float) -> str:
    return number_format(value, 2 if found.asked.weight == "burglaries" else 0, use_l10n=True, force_grouping=True)


def _percent(part: float, whole: float) -> str:
    return number_format(100 * part / whole, 1, use_l10n=True)
