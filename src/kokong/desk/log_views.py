"""The log, for auditors: the municipality's lines for its own, those about the police part for the police's."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.kernel import sealed
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import log
from .log_form import LogForm


@may("audit.read")
@require_GET
def show(request: ActorRequest) -> HttpResponse:
    """Who did and read what, newest first."""
    form = LogForm(request.GET or None, people=people.everyone())
    before = request.GET.get("before", "")
    found = log.page(form.wanted(), before=int(before) if before.isdecimal() and len(before) < 19 else None)
    shown = {"form": form, "log": found, "query": form.query(), "head": sealed.head_now()}
    return render(request, "desk/log.html", shown)


@may("audit.read")
@require_GET
def export(request: ActorRequest) -> HttpResponseBase:
    """The lines of a filter as CSV. That is a line of the log itself."""
    form = LogForm(request.GET or None, people=people.everyone())
    text = log.as_csv(form.wanted())
    if text is None:
        messages.error(request, _("That is more than one file holds. Choose a shorter period."))
        return redirect(f"{request.path.removesuffix('export/')}?{form.query()}")
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    name = f"{_('log')}-{timezone.localdate():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
