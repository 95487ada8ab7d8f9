"""The pages of those who hold ground."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import holders, reading
from .forms import HolderForm
from .values import Holder


@may("walk.do")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """Whom one may ask."""
    return render(request, "walks/holders.html", {"holders": reading.holders()})


@may("walk.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Know one more."""
    form = HolderForm(pages.sent(request))
    return pages.form_page(
        request,
        "walks/holder.html",
        form,
        keep=lambda: holders.add(now=timezone.now(), **form.cleaned_data),
        to="walks:holders",
        done=_("Saved."),
    )


@may("walk.do")
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, holder_id: int) -> HttpResponse:
    """Correct one."""
    found = pages.known_or_404(_one, holder_id)
    form = HolderForm(pages.sent(request), initial=vars(found))
    return pages.form_page(
        request,
        "walks/holder.html",
        form,
        keep=lambda: holders.change(holder_id=holder_id, **form.cleaned_data),
        to="walks:holders",
        done=_("Saved."),
        shown={"holder": found},
    )


@pages.post("walks:holders")
@may("walk.do")
def end(request: ActorRequest, holder_id: int) -> HttpResponse:
    """Ask them no more."""
    pages.known_or_404(_one, holder_id)
    return pages.act(
        request,
        lambda: holders.end(holder_id=holder_id, now=timezone.now()),
        to="walks:holders",
        done=_("They are asked no more."),
    )


def _one(holder_id: int) -> Holder | None:
    return next((each for each in reading.holders() if each.id == holder_id), None)
