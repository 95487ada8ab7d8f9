"""The alarm plan's pages: the household's by its link, those who are asked by theirs, and taking one over."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import links, paper, planning, taking, words
from .forms import ContactForm, PlanForm, TakeForm
from .kept_views import over
from .values import PlanShown, Refused


@never_cache
@require_GET
def plan(request: HttpRequest, letter: str) -> HttpResponse:
    """The household's plan."""
    found = planning.shown(secret=letter, now=timezone.now())
    if found is None:
        return over(request, letter)
    return render(request, "homecheck/plan/plan.html", _shown(found, letter))


def _shown(found: PlanShown, letter: str) -> dict[str, Any]:
    known = {"called": found.called, "home": found.home, "routine": found.routine, "guard": list(found.guard)}
    contacts = [
        {"who": each, "what": words.CONTACTS[each.what], "said": words.STANDINGS[each.standing],
         "tone": words.TONES[each.standing]}
        for each in found.contacts
    ]  # fmt: skip
    return {
        "plan": found, "letter": letter, "contacts": contacts,
        "form": PlanForm(initial=known if found.begun else None),
        "add": ContactForm(auto_id="contact-%s"),
    }  # fmt: skip


@pages.post("homecheck:plan", "letter")
def settle(request: HttpRequest, letter: str) -> HttpResponse:
    """Begin it, or change what it says."""
    form = PlanForm(request.POST)
    return _did(
        request, letter, lambda: planning.settle(secret=letter, settled=form.settled(), now=timezone.now()), form
    )


@pages.post("homecheck:plan", "letter")
def add(request: HttpRequest, letter: str) -> HttpResponse:
    """Name somebody; they are asked."""
    form = ContactForm(request.POST)
    return _did(
        request, letter, lambda: planning.add(secret=letter, now=timezone.now(), **form.cleaned_data), form,
        said=_("A letter asks them."),
    )  # fmt: skip


@pages.post("homecheck:plan", "letter")
def first(request: HttpRequest, letter: str, contact_id: int) -> HttpResponse:
    """Call them first."""
    return _did(request, letter, lambda: planning.first(secret=letter, contact_id=contact_id, now=timezone.now()))


@pages.post("homecheck:plan", "letter")
def remove(request: HttpRequest, letter: str, contact_id: int) -> HttpResponse:
    """Don't call them."""
    return _did(request, letter, lambda: planning.remove(secret=letter, contact_id=contact_id, now=timezone.now()))


@pages.post("homecheck:plan", "letter")
def tested(request: HttpRequest, letter: str) -> HttpResponse:
    """The alarm was tested today."""
    return _did(request, letter, lambda: planning.tested(secret=letter, now=timezone.now()))


def _did(request: HttpRequest, letter: str, work: Any, form: Any = None, said: str = "") -> HttpResponse:
    def held() -> None:
        if not work():
            raise Refused(_("This link leads nowhere any more. Ask for a new one. Nothing was changed."))

    return pages.act(request, held, to=("homecheck:plan", letter), done=said or _("Saved."), form=form)


@never_cache
@require_GET
def card(request: HttpRequest, letter: str) -> HttpResponse:
    """The plan on a card, to keep by the alarm's panel."""
    found = planning.shown(secret=letter, now=timezone.now())
    if found is None or not found.begun:
        return over(request, letter)
    return pages.pdf(request, lambda: paper.card(found), name="larmplan", back=("homecheck:plan", letter))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def holder(request: HttpRequest, letter: str) -> HttpResponse:
    """Somebody is asked whether they may be called; looked at it changes nothing."""
    now, said = timezone.now(), request.POST.get("answer", "")
    if said in {"yes", "no"} and planning.answer(secret=letter, yes=said == "yes", now=now):
        messages.success(
            request, _("Thank you. You may be called.") if said == "yes" else _("Noted: you are not called.")
        )
        return redirect("homecheck:holder", letter)
    found = planning.asked(secret=letter, now=now)
    if found is None:
        nothing = {"place": links.place_of(letter), "asked": True}
        return render(request, "homecheck/kept/over.html", nothing, status=HTTPStatus.NOT_FOUND)
    who, asked_by = found
    shown = {"who": who, "plan": asked_by, "what": words.CONTACTS[who.what]}
    return render(request, "homecheck/plan/holder.html", shown)


@may("homecheck.take")
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: ActorRequest) -> HttpResponse:
    """An alarm's account takes a plan over, by the number that its household reads out."""
    form = TakeForm(pages.sent(request))
    return pages.form_page(
        request, "homecheck/plan/take.html", form,
        keep=lambda: taking.take(
            ticket=form.cleaned_data["ticket"], account=form.cleaned_data["account"], now=timezone.now()
        ),
        to="homecheck:take", blame="ticket",
        done=lambda count: ngettext(
            "The plan is taken over, with %(n)d to call.", "The plan is taken over, with %(n)d to call.", count
        ) % {"n": count},
    )  # fmt: skip
