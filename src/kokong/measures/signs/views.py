"""The pages of signs."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.fields import Point
from kokong.kernel.moves import history
from kokong.kernel.widgets import number
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import api, barring, lists, rules, wishes, words
from .forms import AgreeForm, CheckForm, SignForm, WhenForm
from .values import Sign


@may("sign.see")
def listed(request: ActorRequest) -> HttpResponse:
    """All signs that are not gone, on the map and in a list."""
    return lists.SIGNS.answer(request, lists.find, template="signs/list.html")


@may("sign.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Plan a sign."""
    task_id = number(request.GET.get("task"))
    home = wishes.home_of(task_id=task_id)
    form = SignForm(pages.sent(request), initial={"point": Point(home.x, home.y)} if home else None)
    return pages.form_page(
        request,
        "signs/form.html",
        form,
        keep=lambda: wishes.plan(draft=form.draft(), task_id=task_id, actor=request.actor, now=timezone.now()),
        to=lambda number: ("signs:sign", number),
        done=_("The sign is planned."),
        shown={"home": home},
    )


@may("sign.do")
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, sign_id: int) -> HttpResponse:
    """Correct what was written of a sign."""
    sign = pages.known_or_404(api.sign, sign_id=sign_id)
    form = SignForm(pages.sent(request), initial=SignForm.known(sign))
    return pages.form_page(
        request,
        "signs/form.html",
        form,
        keep=lambda: api.change(sign_id=sign_id, draft=form.draft()),
        to=("signs:sign", sign_id),
        done=_("Saved."),
        shown={"sign": sign},
    )


@may("sign.see")
@require_GET
def sign_page(request: ActorRequest, sign_id: int) -> HttpResponse:
    """One sign: what there is to do with it, and what was."""
    return render(request, "signs/sign.html", _shown(request, pages.known_or_404(api.sign, sign_id=sign_id)))


def _shown(request: ActorRequest, sign: Sign) -> dict[str, Any]:
    moves, looks = history(subject="sign", subject_id=sign.id), api.checks(sign_id=sign.id)
    names = people.names(user_ids=frozenset(filter(None, [*(m.by for m in moves), *(by for *_, by in looks)])))
    # Who looked is said beside the look, for as long as that is known.
    past = [
        (m.at, words.ACTIONS[m.action], "" if m.action in rules.BY_CHECK else names.get(m.by or 0, ""))
        for m in moves
    ]
    past += [(at, words.CONDITIONS[condition], names.get(by or 0, "")) for at, condition, by in looks]
    actions = rules.SIGN.actions(sign.state, request.actor.roles)
    return {
        "sign": sign,
        "said": {
            "kind": words.KINDS[sign.kind], "permit": words.PERMITS[sign.permit],
            "ground": words.GROUNDS[sign.ground],
            "ask": "" if sign.permit == "granted" else words.ASK[sign.ground],
            "state": words.STATES[sign.state], "tone": words.TONES.get(sign.state, "neutral"),
        },
        "condition": words.CONDITIONS.get(sign.condition, ""),
        "blocks": [*_barred(sign), *(words.BLOCKS[code] for code in sign.blocks)],
        "actions": [(code, words.BUTTONS[code]) for code in actions if code not in rules.BY_CHECK],
        "standing": sign.state in rules.STANDING,
        "when": WhenForm(initial={"on": timezone.localdate()}),
        "check": CheckForm(), "kept": api.kept(sign_id=sign.id),
        "agree": AgreeForm(),
        "past": sorted(past, key=lambda line: line[0], reverse=True),
    }  # fmt: skip


def _barred(sign: Sign) -> list[str]:
    """What keeps one that is planned from being ordered."""
    why = barring.barred(kind=sign.kind, point=sign.point) if sign.state == "planned" else ""
    return [why] if why else []


@pages.post("signs:sign", "sign_id")
@may("sign.do")
def act(request: ActorRequest, sign_id: int, action: str) -> HttpResponse:
    """Order, put up, replace, take down or cancel."""
    form, now = WhenForm(request.POST), timezone.now()
    return _did(request, sign_id, form, lambda: api.act(sign_id=sign_id, action=action, at=form.at(now), now=now))


@pages.post("signs:sign", "sign_id")
@may("sign.do")
def check(request: ActorRequest, sign_id: int) -> HttpResponse:
    """Somebody has looked at it."""
    form, me, now = CheckForm(request.POST), request.actor.user_id, timezone.now()
    return _did(
        request, sign_id, form, lambda: api.check(sign_id=sign_id, at=now, user_id=me, **form.cleaned_data)
    )


@pages.post("signs:sign", "sign_id")
@may("sign.do")
def agree(request: ActorRequest, sign_id: int) -> HttpResponse:
    """The owner agrees, or no longer does."""
    form = AgreeForm(request.POST)
    return _did(
        request, sign_id, form,
        lambda: api.agree(sign_id=sign_id, now=timezone.now(), **form.cleaned_data),
    )  # fmt: skip


def _did(request: ActorRequest, sign_id: int, form: Form, work: Callable[[], object]) -> HttpResponse:
    return pages.act(request, work, to=("signs:sign", sign_id), done=_("Noted."), form=form)
