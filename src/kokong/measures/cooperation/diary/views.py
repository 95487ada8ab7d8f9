"""The register of public documents: a page, a table, and a file with the papers."""

from collections.abc import Callable, Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.kernel import audit, diary, pages
from kokong.kernel.errors import UserError
from kokong.people.api import ActorRequest, may

from .forms import TimeForm, last_month

PAGE: Final = "cooperation:diary"


@may("cooperation.see")
@require_GET
def register(request: ActorRequest) -> HttpResponse:
    """What was made in a time, the oldest first."""
    asked = bool(request.GET)
    form = TimeForm(request.GET if asked else last_month(timezone.localdate()))
    if not form.is_valid():
        return render(request, "cooperation/diary/register.html", {"form": form}, status=422)
    since, until = form.between()
    found = diary.records(since=since, until=until)
    about = {
        "form": form, "rows": [(each, diary.given_out(each)) for each in found],
        "query": f"since={form.cleaned_data['since']}&until={form.cleaned_data['until']}",
    }  # fmt: skip
    return render(request, "cooperation/diary/register.html", about)


@may("cooperation.see")
@require_GET
def table(request: ActorRequest) -> HttpResponse:
    """The same as CSV."""
    return _taken(request, lambda found: pages.csv(diary.rows(found), name=_("register-of-documents")))


@may("cooperation.see")
@require_GET
def packed(request: ActorRequest) -> HttpResponse:
    """The same with the papers of what is public."""
    return _taken(
        request,
        lambda found: pages.file(
            diary.packed(found), name=f"{_('register-of-documents')}.zip", kind="application/zip"
        ),
    )


def _taken(request: ActorRequest, make: Callable[[Sequence[diary.Record]], HttpResponse]) -> HttpResponse:
    """A file of the time that is asked for; back to the page with the reason where it can't be made."""
    form = TimeForm(request.GET or last_month(timezone.localdate()))
    if not form.is_valid():
        return render(request, "cooperation/diary/register.html", {"form": form}, status=422)
    since, until = form.between()
    found = diary.records(since=since, until=until)
    try:
        answer = make(found)
    except UserError as error:
        messages.error(request, error.message)
        return redirect(PAGE)
    audit.record(action="diary.taken", detail={"rows": len(found)})
    return answer
