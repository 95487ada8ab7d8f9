"""Pages of lots: what was announced, the drawing, the order, and what came of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from .. import reading as known
from .. import showing
from ..rules import first_of_month
from . import reading, rules, words, work
from .forms import LotForm, SeedForm
from .values import Lot


@may("effect.see")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """Every lot."""
    return render(request, "effect/lots.html", {"lots": reading.lots(today=timezone.localdate())})


@may("effect.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Announce a lot."""
    now = timezone.now()
    form = LotForm(pages.sent(request), initial=LotForm.usual(today=timezone.localdate(now)))
    return pages.form_page(
        request,
        "effect/lot_write.html",
        form,
        keep=lambda: work.announce(asked=form.asked(), user_id=request.actor.user_id, now=now),
        to=lambda number: ("effect:lot", number),
        done=_("The lot is announced and stays as it is. Draw it when the seed is known."),
    )


@may("effect.see")
@require_GET
def lot(request: ActorRequest, lot_id: int) -> HttpResponse:
    """A lot, its order, and what was seen."""
    found = pages.known_or_404(reading.lot, lot_id=lot_id, today=timezone.localdate())
    return render(request, "effect/lot.html", {"form": SeedForm(), **_shown(found)})


@may("effect.do")
@require_http_methods(["GET", "POST"])
def draw(request: ActorRequest, lot_id: int) -> HttpResponse:
    """Draw the order by its seed."""
    found = pages.known_or_404(reading.lot, lot_id=lot_id, today=timezone.localdate())
    form = SeedForm(pages.sent(request))
    return pages.form_page(
        request,
        "effect/lot.html",
        form,
        keep=lambda: work.draw(
            lot_id=lot_id, seed=form.cleaned_data["seed"], user_id=request.actor.user_id, now=timezone.now()
        ),
        to=("effect:lot", lot_id),
        done=_("The lot is drawn. The order stays, and anybody can draw it again."),
        shown=lambda: _shown(found),
        blame="seed",
    )


@pages.post("effect:lot", "lot_id")
@may("effect.do")
def look(request: ActorRequest, lot_id: int) -> HttpResponse:
    """Look at the outcome and keep what was seen."""
    me, now = request.actor.user_id, timezone.now()
    return pages.act(request, lambda: work.look(lot_id=lot_id, user_id=me, now=now), to=("effect:lot", lot_id))


def _shown(found: Lot) -> dict[str, object]:
    kinds, today = known.delivered_kinds(), timezone.localdate()
    ends = rules.ends(found.asked)
    looks = [showing.seen(found, each) for each in found.looks]
    return {
        "lot": found,
        "measures": ", ".join(str(kinds.get(each, each)) for each in found.asked.measures),
        "turns": [(turn, words.WENT[turn.went]) for turn in found.turns],
        "otherwise": [turn for turn in found.turns if turn.went in {"early", "late", "missing"}],
        "ends": ends,
        "is_time": today >= ends,
        "may_look": found.seed is not None and first_of_month(today) > found.asked.start,
        "seen": looks[0] if looks else None,
    }
