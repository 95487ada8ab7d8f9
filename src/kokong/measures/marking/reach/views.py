"""The pages of reach: areas, and households that say that they mark."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from .. import areas
from ..forms import AreaForm
from . import counting
from .forms import SayForm, UseForm


@may("marking.see")
@require_GET
def reach(request: ActorRequest) -> HttpResponse:
    """All areas in which marking is counted, on the map and in a table."""
    return render(request, "marking/reach.html", {"areas": counting.all_areas(now=timezone.now())})


@may("marking.do")
@require_http_methods(["GET", "POST"])
def count_in(request: ActorRequest) -> HttpResponse:
    """Begin to count in an area."""
    form = AreaForm(pages.sent(request))
    return pages.form_page(
        request,
        "marking/area_form.html",
        form,
        keep=lambda: areas.begin(
            area_id=form.cleaned_data["area"], share=form.cleaned_data["share"], now=timezone.now()
        ),
        to=lambda number: ("marking:area", number),
        done=_("Marking is counted here from now on."),
        shown=lambda: {"any": bool(areas.offered())},
    )


@may("marking.see")
@require_GET
def area(request: ActorRequest, counted_id: int) -> HttpResponse:
    """One area: how far marking reaches, and counting one more household."""
    found = pages.known_or_404(counting.one, counted_id=counted_id, now=timezone.now())
    return render(request, "marking/area.html", {"reach": found, "form": SayForm()})


@pages.post("marking:area", "counted_id")
@may("marking.do")
def say(request: ActorRequest, counted_id: int) -> HttpResponse:
    """A household says that it marks."""
    form, me = SayForm(request.POST), request.actor.user_id
    return pages.act(
        request,
        lambda: counting.say(counted_id=counted_id, user_id=me, now=timezone.now(), **form.cleaned_data),
        to=("marking:area", counted_id),
        done=_("Counted. Which household it is stands nowhere."),
        form=form,
    )


@pages.post("marking:area", "counted_id")
@may("marking.do")
def take_back(request: ActorRequest, counted_id: int) -> HttpResponse:
    """The last count was a mistake."""
    return pages.act(
        request,
        lambda: counting.take_back(counted_id=counted_id, now=timezone.now()),
        to=("marking:area", counted_id),
        done=_("The last count is taken back."),
    )


@pages.post("marking:area", "counted_id")
@may("marking.do")
def end(request: ActorRequest, counted_id: int) -> HttpResponse:
    """Count here no more."""
    return pages.act(
        request,
        lambda: areas.end(area_id=counted_id, now=timezone.now()),
        to="marking:reach",
        done=_("Marking is counted here no more."),
    )


@pages.post("marking:handing", "handing_id")
@may("marking.do")
def use(request: ActorRequest, handing_id: int) -> HttpResponse:
    """The household says whether it used its kit."""
    form = UseForm(request.POST)
    return pages.act(
        request,
        lambda: counting.use(handing_id=handing_id, used=form.cleaned_data["used"], now=timezone.now()),
        to=("marking:handing", handing_id),
        done=_("Noted."),
        form=form,
    )
