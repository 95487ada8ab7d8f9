"""The pages of promises."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.moves import history
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import api, drawing, lists, rules, words
from .dialogue import reading as dialogues
from .forms import PromiseForm, SaidForm, SignForm
from .lix import level, lix
from .values import Promise

NEXT: Final = {
    "situation": "described", "priorities": "agreed", "text": "worded", "actions": "offer", "running": "look",
    "midterm": "report",
}  # fmt: skip
"""The step that a promise in a state waits for."""


@may("promise.see")
def listed(request: ActorRequest) -> HttpResponse:
    """All promises."""
    return lists.PROMISES.answer(request, lists.find, template="promises/list.html")


@may("promise.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Begin a promise."""
    form = PromiseForm(pages.sent(request), initial={"begins": timezone.localdate()})
    return pages.form_page(
        request,
        "promises/form.html",
        form,
        keep=lambda: api.begin(draft=form.draft(), now=timezone.now()),
        to=lambda number: ("promises:promise", number),
        done=_("The promise is begun. Write what is missing, step by step."),
        blame="title",
    )


@may("promise.do")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, promise_id: int) -> HttpResponse:
    """Write what is promised."""
    found = pages.known_or_404(api.promise, promise_id=promise_id)
    form = PromiseForm(pages.sent(request), initial=PromiseForm.known(found))
    return pages.form_page(
        request,
        "promises/form.html",
        form,
        keep=lambda: api.write(promise_id=promise_id, draft=form.draft()),
        to=("promises:promise", promise_id),
        done=_("Saved."),
        shown={"promise": found},
        blame="title",
    )


@may("promise.see")
@require_GET
def promise_page(request: ActorRequest, promise_id: int) -> HttpResponse:
    """One promise: how it came about, how far its actions have come, and what it waits for."""
    found = pages.known_or_404(api.promise, promise_id=promise_id)
    return render(request, "promises/promise.html", _shown(request, found))


@may("promise.do")
@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, promise_id: int) -> HttpResponse:
    """Sign for one's own authority."""
    found = pages.known_or_404(api.promise, promise_id=promise_id)
    form = SignForm(pages.sent(request))
    return pages.form_page(
        request,
        "promises/sign.html",
        form,
        keep=lambda: api.sign(
            promise_id=promise_id, actor=request.actor, now=timezone.now(), **form.cleaned_data
        ),
        to=("promises:promise", promise_id),
        done=lambda both: _("Both have signed: the promise runs.") if both else _("You have signed."),
        shown={
            "promise": found, "authority": words.AUTHORITIES[request.actor.authority],
            "actions": api.actions(promise_id=promise_id, now=timezone.now()),
        },
        blame="office",
    )  # fmt: skip


@pages.post("promises:promise", "promise_id")
@may("promise.do")
def act(request: ActorRequest, promise_id: int, action: str) -> HttpResponse:
    """Take a promise a step further."""
    form = SaidForm(pages.sent(request))
    return pages.act(
        request,
        lambda: api.act(promise_id=promise_id, action=action, now=timezone.now(), said=form.cleaned_data["said"]),
        to=("promises:promise", promise_id),
        done=_("Done."),
        form=form,
    )


def _shown(request: ActorRequest, found: Promise) -> dict[str, Any]:
    now = timezone.now()
    moves = history(subject="promise", subject_id=found.id)
    signed = {each.authority: each for each in found.signatures}
    names = people.names(
        user_ids=frozenset(filter(None, [*(m.by for m in moves), *(each.user_id for each in found.signatures)]))
    )
    figure = lix(found.text)
    may_sign = found.state == "signing" and request.actor.authority not in signed
    return {
        "promise": found,
        "state": words.STATES[found.state], "tone": words.TONES.get(found.state, "neutral"),
        "writable": found.state in rules.WRITTEN, "runs": found.state in rules.RUNS,
        "written": [(words.STATES[name], getattr(found, name)) for name in ("situation", "priorities")],
        "lix": figure, "level": words.LEVELS[level(figure)] if figure is not None else "",
        "actions": [drawing.of(each) for each in api.actions(promise_id=found.id, now=now)],
        "heard": dialogues.led_to(promise_ids=[found.id]),
        "signatures": [
            (words.AUTHORITIES[a], signed.get(a), names.get(_who(signed.get(a)), "")) for a in rules.AUTHORITIES
        ],
        "may_sign": may_sign and bool(rules.signs_for(request.actor.roles)),
        "next": NEXT.get(found.state, ""), "next_words": words.NEXT.get(NEXT.get(found.state, ""), ""),
        "said": SaidForm(auto_id="next_%s"), "report": SaidForm(auto_id="report_%s"),
        "asks": NEXT.get(found.state) in rules.PROMISE.public,
        "may_drop": rules.PROMISE.after(found.state, "drop") is not None,
        "moves": [(m.at, words.DONE[m.action], names.get(m.by or 0, "")) for m in reversed(moves)],
    }  # fmt: skip


def _who(signed: Any) -> int:
    return (signed.user_id or 0) if signed else 0
