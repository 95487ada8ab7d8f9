"""The page of several signs at once: ordered, put up, replaced; and their order on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import barring, paper, reading, rules, together, words
from .forms import DoneForm, SettledForm
from .values import Done, Sign


@may("sign.do")
@require_GET
def several(request: ActorRequest) -> HttpResponse:
    """Those that wait for the same step, ticked where nothing is against it."""
    state = _state(request)
    signs = reading.signs(states=[state])
    shown = {
        "state": state, "said": words.STATES[state], "step": rules.STEPS[state],
        "button": words.BUTTONS[rules.STEPS[state]], "signs": [_shown(each) for each in signs[: together.MOST]],
        "more": max(len(signs) - together.MOST, 0), "states": [(code, words.STATES[code]) for code in rules.STEPS],
        "settled": SettledForm(), "when": DoneForm(initial={"on": timezone.localdate()}),
    }  # fmt: skip
    return render(request, "signs/several.html", shown)


def _state(request: HttpRequest) -> str:
    asked = request.GET.get("state", "")
    return asked if asked in rules.STEPS else "planned"


def _shown(sign: Sign) -> dict[str, Any]:
    """A sign with what keeps it from its next step."""
    if sign.state == "planned":
        why = barring.barred(kind=sign.kind, point=sign.point)
    else:
        why = " ".join(str(words.BLOCKS[code]) for code in sign.blocks)
    later = [words.BLOCKS[code] for code in sign.blocks] if sign.state == "planned" else []
    return {"sign": sign, "kind": words.KINDS[sign.kind], "why": why, "later": later}


@pages.post("signs:several")
@may("sign.do")
def act(request: ActorRequest, action: str) -> HttpResponse:
    """Order them, put them up, or replace them, on a day."""
    form, now = DoneForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: together.act(sign_ids=form.cleaned_data["signs"], action=action, at=form.at(now), now=now),
        to=lambda _done: _to("worn" if action == "replace" else "ordered"), done=_said, form=form,
    )  # fmt: skip


@pages.post("signs:several")
@may("sign.do")
def settle(request: ActorRequest) -> HttpResponse:
    """Write down what was settled for them."""
    form = SettledForm(request.POST)
    return pages.act(
        request,
        lambda: together.settle(
            sign_ids=form.cleaned_data["signs"], settled=form.settled(), now=timezone.now()
        ),
        to=lambda _done: _to(request.POST.get("state", "")), done=_said, form=form,
    )  # fmt: skip


def _to(state: str) -> HttpResponse:
    """Back to those that wait for the same step."""
    return redirect(f"{reverse('signs:several')}?state={state if state in rules.STEPS else 'planned'}")


def _said(done: Done) -> str:
    """With how many it was done, and why not with the others: the first few."""
    said = [ngettext("Noted for %(n)d sign.", "Noted for %(n)d signs.", done.signs) % {"n": done.signs}]
    said += [_("Not for %(place)s: %(why)s") % {"place": place, "why": why} for place, why in done.refused[:3]]
    left = len(done.refused) - 3
    if left > 0:
        said.append(ngettext("Nor for %(n)d more.", "Nor for %(n)d more.", left) % {"n": left})
    return " ".join(said)


@may("sign.do")
@require_GET
def order(request: ActorRequest) -> HttpResponse:
    """The order as PDF."""
    state = _state(request)
    return pages.pdf(request, lambda: paper.order(state=state), name=f"skyltar-{state}", back="signs:several")
