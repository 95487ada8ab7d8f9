"""Public pages, and the staff's page on which they are looked at and published."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from kokong.kernel import pages
from kokong.kernel.models import Municipality
from kokong.people.api import ActorRequest, may

from . import feeds, serving, work


@require_safe
def site(request: HttpRequest, code: str) -> HttpResponseBase:
    """What a municipality has published."""
    return serving.site(request, code=code)


@require_safe
def page(request: HttpRequest, code: str, page: str) -> HttpResponseBase:
    """One published page."""
    return serving.page(request, code=code, name=page, now=timezone.now())


@require_safe
def below(request: HttpRequest, code: str, section: str, slug: str) -> HttpResponseBase:
    """One page below a published page."""
    return serving.below(request, code=code, name=section, slug=slug, now=timezone.now())


@require_safe
def feed(request: HttpRequest, code: str, section: str, form: str) -> HttpResponseBase:
    """What is new on a published page, for programs."""
    if form not in feeds.FORMS:
        raise Http404
    return serving.feed(request, code=code, name=section, form=form, now=timezone.now())


@may("public.see")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """Which pages there are, and which of them everybody sees."""
    return render(request, "public/list.html", {"pages": work.everything()})


@may("public.see")
@require_GET
def preview(request: ActorRequest, page: str) -> HttpResponse:
    """A page as the public would see it now."""
    found = pages.known_or_404(work.known, page)
    place = Municipality.objects.get(pk=request.actor.municipality_id)
    shown = {"municipality": place, "page": found, "preview": True, **found.show(timezone.now())}
    return render(request, found.template, shown)


@pages.post("public:list")
@may("public.publish")
def publish(request: ActorRequest, page: str) -> HttpResponse:
    """Show it to everybody."""
    return pages.act(
        request,
        lambda: work.publish(name=page, user_id=request.actor.user_id, now=timezone.now()),
        to="public:list",
        done=_("Everybody can read it now."),
    )


@pages.post("public:list")
@may("public.publish")
def withdraw(request: ActorRequest, page: str) -> HttpResponse:
    """Show it no more."""
    return pages.act(
        request,
        lambda: work.withdraw(name=page),
        to="public:list",
        done=_("It is taken back. Copies on the way to readers are gone within five minutes."),
    )
