"""The police's pages of found property."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from .. import suppliers
from . import reading, words, work
from .forms import AnswerForm, AskForm, SeenForm
from .reading import Found


@may("marking.found")
@require_http_methods(["GET", "POST"])
def finds(request: ActorRequest) -> HttpResponse:
    """Say what is seen on a found thing; and the finds so far."""
    form, me = SeenForm(pages.sent(request)), request.actor.user_id
    return pages.form_page(
        request,
        "marking/found/finds.html",
        form,
        keep=lambda: work.note(seen=form.seen(), user_id=me, now=timezone.now()),
        to=lambda number: ("marking:find", number),
        done=_("Kept. These are the registers to ask."),
        shown=lambda: {"finds": [(each, _said(each)) for each in reading.finds()]},
    )


@may("marking.found")
@require_GET
def find(request: ActorRequest, find_id: int) -> HttpResponse:
    """One find: whose registers to ask, who asked, and what they answered."""
    found = pages.known_or_404(reading.find, find_id=find_id)
    return render(request, "marking/found/find.html", _shown(found))


def _shown(found: Found) -> dict[str, Any]:
    asked = found.asked.values()
    names = people.names(user_ids=frozenset(filter(None, (found.user_id, *(each.user_id for each in asked)))))
    registers, language = [], get_language() or "sv"
    for each in found.asks:
        question = found.asked.get(each.supplier.code)
        registers.append({
            "supplier": each.supplier, "source": each.supplier.source(language),
            "reasons": [words.REASONS[code] for code in each.reasons],
            "question": question, "why": words.WHY[question.why] if question else "",
            "by": names.get(question.user_id or 0, "") if question else "",
            "answer": words.ANSWERS[question.answer] if question else "",
            "ask": AskForm(initial={"supplier": each.supplier.code}, auto_id=f"{each.supplier.code}_%s"),
            "reply": AnswerForm(initial={"on": timezone.localdate()}, auto_id=f"{each.supplier.code}_%s"),
        })  # fmt: skip
    return {"find": found, "said": _said(found), "registers": registers, "by": names.get(found.user_id or 0, "")}


def _said(found: Found) -> dict[str, Any]:
    supplier = suppliers.known(found.seen.decal)
    decal = supplier.name if supplier else _("Another name") if found.seen.decal else _("There is no decal")
    return {"colour": words.COLOURS[found.seen.colour], "form": words.FORMS[found.seen.form], "decal": decal}


@pages.post("marking:find", "find_id")
@may("marking.found")
def ask(request: ActorRequest, find_id: int) -> HttpResponse:
    """Write down that a register is asked."""
    form, me = AskForm(request.POST), request.actor.user_id
    return pages.act(
        request,
        lambda: work.ask(find_id=find_id, user_id=me, now=timezone.now(), **form.cleaned_data),
        to=("marking:find", find_id),
        done=_("Noted in the log. Ask the register in the way that your authority does."),
        form=form,
    )


@pages.post("marking:finds")
@may("marking.found")
def answer(request: ActorRequest, question_id: int) -> HttpResponse:
    """Write down what it answered."""
    form = AnswerForm(request.POST)
    return pages.act(
        request,
        lambda: work.answer(question_id=question_id, now=timezone.now(), **form.cleaned_data),
        to=lambda number: ("marking:find", number),
        done=_("Noted."),
        back="marking:finds",
        form=form,
    )
