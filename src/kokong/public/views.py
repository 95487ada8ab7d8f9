"""Pages of a site, for everybody."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kokong.kernel.public import START

from . import feeds, serving
from .serving import Show


def _served(request: HttpRequest, site: str, show: Show) -> HttpResponseBase:
    return serving.serve(request, show, key=site, now=timezone.now())


@require_safe
def home(request: HttpRequest, site: str) -> HttpResponseBase:
    """The first page of a site."""
    return _served(request, site, serving.home)


@require_safe
def colours(request: HttpRequest, site: str, look: str) -> HttpResponseBase:
    """Its colours; `look` only says which ones, so that they may be kept."""
    del look
    return _served(request, site, serving.colours)


@require_safe
def crest(request: HttpRequest, site: str, picture: int) -> HttpResponseBase:
    """Its crest; `picture` only says which one."""
    del picture
    return _served(request, site, serving.crest)


@require_safe
def page(request: HttpRequest, site: str, page: str) -> HttpResponseBase:
    """One published page."""
    return _served(request, site, partial(serving.page, name=page))


@require_safe
def below(request: HttpRequest, site: str, section: str, slug: str) -> HttpResponseBase:
    """One page below a published page."""
    return _served(request, site, partial(serving.below, name=section, slug=slug))


@require_safe
def feed(request: HttpRequest, site: str, section: str, form: str) -> HttpResponseBase:
    """What is new on a published page, for programs."""
    if form not in feeds.FORMS:
        raise Http404
    return _served(request, site, partial(serving.feed, name=section, form=form))


@require_safe
def moved(request: HttpRequest, code: str, rest: str = "") -> HttpResponseBase:
    """Where the site was before: its pages are at its own address now."""
    query = request.META.get("QUERY_STRING", "")
    site = serving.named(code)
    return HttpResponsePermanentRedirect(f"{START}{site}/{rest}" + (f"?{query}" if query else ""))
