"""Pages about burglaries: the list, reporting, and changing one."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import api, lists, values
from .forms import CorrectForm, ReasonForm, ReportForm
from .news import reading as news

LIST: Final = "incidents:list"
CORRECTING: Final = values.Purpose("correct")
CONFIRMED: Final = gettext_lazy("The burglary is confirmed. Its cocoon opens now.")


@may("burglary.see")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """Burglaries by period, state, kind and outcome, a page at a time or as a file; and the police's news."""
    authority = request.actor.authority
    return lists.of(authority=authority).answer(
        request,
        lambda asked: lists.find(asked, authority=authority),
        template="incidents/list.html",
        shown={"news": news.newest(limit=5)},
    )


@may("burglary.report")
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest) -> HttpResponse:
    """Report a burglary; one that seems to be there already is shown before anything is saved."""
    form = ReportForm(pages.sent(request), actor=request.actor)
    return pages.form_page(
        request,
        "incidents/report.html",
        form,
        keep=lambda: api.report(**form.report(), source="form", now=timezone.now()),
        to=lambda burglary: _reported(request, burglary),
        shown=lambda: {"known": form.duplicate, "line": form.duplicate and lists.line(form.duplicate.burglary_id)},
    )


def _reported(request: ActorRequest, burglary: values.Burglary) -> str:
    """On to its page; the police confirm it at once where they ask for that."""
    if "confirm" in request.POST and request.actor.may("burglary.confirm"):
        api.confirm(burglary_id=burglary.id, now=timezone.now())
        messages.success(request, CONFIRMED)
    else:
        messages.success(request, _("The burglary is saved as a draft. The police confirm it."))
    return burglary_page(burglary.id)


@may("burglary.confirm")
@pages.post(LIST)
def confirm(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """Confirm a draft; a second press changes nothing."""
    _known(burglary_id)
    return pages.act(
        request,
        lambda: api.confirm(burglary_id=burglary_id, now=timezone.now()),
        to=lambda _confirmed: burglary_page(burglary_id),
        done=lambda confirmed: CONFIRMED if confirmed[1] else "",
        back=LIST,
    )


@may("burglary.withdraw")
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """Withdraw what was no burglary, with a sentence."""
    _known(burglary_id)
    form = ReasonForm(pages.sent(request))
    return pages.form_page(
        request,
        "incidents/withdraw.html",
        form,
        keep=lambda: api.withdraw(burglary_id=burglary_id, now=timezone.now(), **form.cleaned_data),
        to=burglary_page(burglary_id),
        done=_("The burglary is withdrawn. The visits already made stay."),
        shown=lambda: {"line": lists.line(burglary_id)},
        blame="reason",
    )


@may("burglary.correct")
@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """Correct a burglary; the earlier values stay in its history."""
    burglary = _known(burglary_id)
    known = CorrectForm.known(burglary, api.police_part(burglary_id=burglary_id, purpose=CORRECTING))
    form = CorrectForm(pages.sent(request), actor=request.actor, initial=known)
    return pages.form_page(
        request,
        "incidents/correct.html",
        form,
        keep=lambda: api.correct(burglary_id=burglary_id, now=timezone.now(), **form.report()),
        to=burglary_page(burglary_id),
        done=_("The burglary is corrected."),
        shown=lambda: {"line": lists.line(burglary_id)},
    )


def _known(burglary_id: int) -> values.Burglary:
    return pages.known_or_404(api.burglary, burglary_id=burglary_id)


def burglary_page(burglary_id: int) -> str:
    """The address of a burglary's page; the list's where the installation has no such page."""
    try:
        return reverse("desk:burglary", args=[burglary_id])
    except NoReverseMatch:
        return reverse("incidents:list")
