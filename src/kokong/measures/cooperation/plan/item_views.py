"""The pages of a plan's lines."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.effect import api as effect
from kokong.kernel import pages
from kokong.kernel.moves import history
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from ..best import accepted
from ..rules import DESK
from . import lines, reading, rules, words
from .forms import GiveForm, ItemForm, LinkForm, ResultForm


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, plan_id: int) -> HttpResponse:
    """Add a line."""
    found = pages.known_or_404(reading.plan, plan_id=plan_id, now=timezone.now())
    usual = {"by": "both", "due": found.ends, "owner": request.actor.user_id}
    form = ItemForm(pages.sent(request), initial=usual | accepted.line(request.GET.get("answer", "")))
    return pages.form_page(
        request, "cooperation/plan/item_form.html", form,
        keep=lambda: lines.add(plan_id=plan_id, draft=form.draft()),
        to=("cooperation:plan", plan_id), done=_("The line is in the plan."), shown={"plan": found},
        blame="problem",
    )  # fmt: skip


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, item_id: int) -> HttpResponse:
    """Change a line of a draft."""
    plan, found = pages.known_or_404(reading.item, item_id=item_id, now=timezone.now())
    form = ItemForm(pages.sent(request), initial=ItemForm.known(found), here=found)
    return pages.form_page(
        request, "cooperation/plan/item_form.html", form,
        keep=lambda: lines.write(item_id=item_id, draft=form.draft()),
        to=("cooperation:plan", plan.id), done=_("Saved."), shown={"plan": plan, "item": found}, blame="problem",
    )  # fmt: skip


@may("cooperation.see")
@require_GET
def item(request: ActorRequest, item_id: int) -> HttpResponse:
    """A line: problem, cause, measure, who, proof, result."""
    plan, found = pages.known_or_404(reading.item, item_id=item_id, now=timezone.now())
    moves = history(subject="plan_item", subject_id=item_id)
    names = people.names(user_ids=frozenset(each.by for each in moves if each.by))
    seen = _evaluation(found.evaluation_id)
    shown: dict[str, Any] = {
        "plan": plan, "item": found, "state": words.ITEM_STATES[found.state],
        "tone": words.ITEM_TONES.get(found.state, "neutral"), "by": words.BYS[found.by],
        "writable": plan.state == "draft", "holds": plan.state in rules.HOLDS,
        "open": found.state in rules.OPEN,
        "actions": [(name, words.ITEM_ACTIONS[name]) for name in rules.ITEM.actions(found.state, DESK)],
        "says": rules.SAYS, "evaluation": seen, "answer": _answer(seen),
        "result": ResultForm(), "give": GiveForm(auto_id="give_%s"),
        "link": LinkForm(auto_id="link_%s", initial={"evaluation": found.evaluation_id}),
        "moves": [(each.at, words.ITEM_ACTIONS[each.action], names.get(each.by or 0, "")) for each in moves],
    }  # fmt: skip
    return render(request, "cooperation/plan/item.html", shown)


@pages.post("cooperation:plan-item", "item_id")
@may("cooperation.do")
def act(request: ActorRequest, item_id: int, action: str) -> HttpResponse:
    """Begin a line, or say how it ended."""
    pages.known_or_404(reading.item, item_id=item_id, now=timezone.now())
    form = ResultForm(pages.sent(request))
    return pages.act(
        request,
        lambda: lines.act(
            item_id=item_id, action=action, result=form.cleaned_data["result"], now=timezone.now()
        ),
        to=("cooperation:plan-item", item_id), done=_("Done."), form=form,
    )  # fmt: skip


@pages.post("cooperation:plan-item", "item_id")
@may("cooperation.do")
def give(request: ActorRequest, item_id: int) -> HttpResponse:
    """Give a line to somebody."""
    pages.known_or_404(reading.item, item_id=item_id, now=timezone.now())
    form = GiveForm(pages.sent(request))
    return pages.act(
        request,
        lambda: lines.give(item_id=item_id, owner_id=form.cleaned_data["owner"], now=timezone.now()),
        to=("cooperation:plan-item", item_id), done=_("It is on their list now."), form=form,
    )  # fmt: skip


@pages.post("cooperation:plan-item", "item_id")
@may("cooperation.do")
def link(request: ActorRequest, item_id: int) -> HttpResponse:
    """Say which evaluation looks at what came of it."""
    pages.known_or_404(reading.item, item_id=item_id, now=timezone.now())
    form = LinkForm(pages.sent(request))
    return pages.act(
        request,
        lambda: lines.link(item_id=item_id, evaluation_id=form.cleaned_data["evaluation"]),
        to=("cooperation:plan-item", item_id), done=_("Kept."), form=form,
    )  # fmt: skip


@pages.post("cooperation:plan-item", "item_id")
@may("cooperation.do")
def remove(request: ActorRequest, item_id: int) -> HttpResponse:
    """Take a line out of a draft."""
    return pages.act(
        request, lambda: lines.remove(item_id=item_id),
        to=lambda plan_id: ("cooperation:plan", plan_id), back=("cooperation:plan-item", item_id),
        done=_("The line is gone."),
    )  # fmt: skip


def _evaluation(number: int | None) -> effect.Evaluation | None:
    """The evaluation of a line; None where there is none."""
    if number is None:
        return None
    return next((each for each in effect.evaluations() if each.id == number), None)


def _answer(found: effect.Evaluation | None) -> str:
    """What its last look says, in this language; why it says nothing yet."""
    if found is None or not found.looks:
        return _("Nobody has looked at the outcome yet.") if found else ""
    by_language = found.looks[0].result
    said: Mapping[str, Any] = by_language.get(get_language() or "", next(iter(by_language.values()), {}))
    verdict = said.get("verdict")
    return str(verdict["sentence"]) if verdict else str(said.get("refused", ""))
