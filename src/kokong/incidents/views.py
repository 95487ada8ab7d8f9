"""Pages about burglaries: the list, reporting, and changing one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kokong.kernel.errors import UserError
from kokong.people.api import ActorRequest, may

from . import api, exporting, lists, values
from .forms import CorrectForm, FilterForm, ReasonForm, ReportForm, posted
from .news import reading as news

PER_PAGE = 25
CORRECTING = values.Purpose("correct")


@may("burglary.see")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """Burglaries by period, state, kind and outcome, a page at a time; and the news from the police."""
    form = FilterForm(request.GET)
    page = Paginator(lists.rows(form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "page": page,
        "lines": lists.lines(page.object_list),
        "query": _without_page(request),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "news": news.newest(limit=5),
    }
    return render(request, "incidents/list.html", shown)


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


@may("burglary.see")
@require_GET
def export(request: ActorRequest) -> HttpResponseBase:
    """The list as CSV; addresses and the police part only when asked for. Logged."""
    personal = request.GET.get("personal") == "1"
    return exporting.response(FilterForm(request.GET).wanted(), personal=personal)


@may("burglary.report")
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest) -> HttpResponse:
    """Report a burglary; one that seems to be there already is shown before anything is saved."""
    form = ReportForm(posted(request)[0], actor=request.actor)
    known = None
    if request.method == "POST" and form.is_valid():
        try:
            return _to_burglary(_report(request, form))
        except values.Duplicate as duplicate:
            known = duplicate
        except UserError as error:
            form.refuse(error)
    shown = {"form": form, "known": known, "line": lists.line(known.burglary_id) if known else None}
    return render(request, "incidents/report.html", shown, status=422 if known or form.errors else 200)


def _report(request: ActorRequest, form: ReportForm) -> values.Burglary:
    now = timezone.now()
    burglary = api.report(**form.report(), source="form", now=now)
    if "confirm" in request.POST and request.actor.may("burglary.confirm"):
        burglary, _event = api.confirm(burglary_id=burglary.id, now=now)
        messages.success(request, _("The burglary is confirmed. Its cocoon opens now."))
    else:
        messages.success(request, _("The burglary is saved as a draft. The police confirm it."))
    return burglary


@may("burglary.confirm")
@require_POST
def confirm(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """Confirm a draft; a second press changes nothing."""
    _known(burglary_id)
    try:
        burglary, event = api.confirm(burglary_id=burglary_id, now=timezone.now())
    except UserError as error:
        messages.error(request, error.message)
        return redirect("incidents:list")
    if event:
        messages.success(request, _("The burglary is confirmed. Its cocoon opens now."))
    return _to_burglary(burglary)


@may("burglary.withdraw")
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """Withdraw what was no burglary, with a sentence."""
    _known(burglary_id)
    form = ReasonForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            burglary, _event = api.withdraw(burglary_id=burglary_id, reason=reason, now=timezone.now())
        except UserError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The burglary is withdrawn. The visits already made stay."))
            return _to_burglary(burglary)
    return _change_page(request, "incidents/withdraw.html", form, burglary_id)


@may("burglary.correct")
@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """Correct a burglary; the earlier values stay in its history."""
    burglary = _known(burglary_id)
    known = CorrectForm.known(burglary, api.police_part(burglary_id=burglary_id, purpose=CORRECTING))
    form = CorrectForm(posted(request)[0], actor=request.actor, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            burglary, _event = api.correct(burglary_id=burglary_id, now=timezone.now(), **form.report())
        except UserError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The burglary is corrected."))
            return _to_burglary(burglary)
    return _change_page(request, "incidents/correct.html", form, burglary_id)


def _change_page(request: HttpRequest, template: str, form: Any, burglary_id: int) -> HttpResponse:
    shown = {"form": form, "line": lists.line(burglary_id)}
    return render(request, template, shown, status=422 if form.errors else 200)


def _known(burglary_id: int) -> values.Burglary:
    burglary = api.burglary(burglary_id=burglary_id)
    if burglary is None:
        raise Http404
    return burglary


def burglary_page(burglary_id: int) -> str:
    """The address of a burglary's page; the list's where the installation has no such page."""
    try:
        return reverse("desk:burglary", args=[burglary_id])
    except NoReverseMatch:
        return reverse("incidents:list")


def _to_burglary(burglary: values.Burglary) -> HttpResponse:
    return redirect(burglary_page(burglary.id))
