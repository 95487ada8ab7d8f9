"""The page that says where the next signs do most."""

from typing import Any

from django.forms import CharField, Form, HiddenInput
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.kernel.errors import UserError
from kokong.people.api import ActorRequest, may

from . import siting, words
from .forms import SitingForm
from .siting import Place, Proposal


class ProposalForm(Form):
    """A proposal as the page was given it."""

    sealed = CharField(widget=HiddenInput, max_length=40_000)


@may("sign.do")
@require_GET
def ask(request: ActorRequest) -> HttpResponse:
    """Ask how many signs of what, and see the best spots for them."""
    form = SitingForm(request.GET if "signs" in request.GET else None, actor=request.actor)
    shown: dict[str, Any] = {"form": form}
    status = 200
    if form.is_bound:
        if form.is_valid():
            try:
                shown |= _shown(siting.propose(asked=form.question()))
            except UserError as error:
                pages.refuse(form, error)
        status = 422 if form.errors else 200
    return render(request, "signs/next.html", shown, status=status)


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
    return _("A better choice could cover at most %(gap)s per cent more; time ran out for the proof.") % {
        "gap": gap
    }


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
