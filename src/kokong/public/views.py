"""Pages of a site, for everybody."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kokong.kernel.public import START

from . import aids, feeds, pieces, serving
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
    return serving.serve(
        request, partial(serving.colours, look=look), key=site, now=timezone.now(), unpublished=True
    )


@require_safe
def crest(request: HttpRequest, site: str, picture: int) -> HttpResponseBase:
    """Its crest; `picture` only says which one."""
    return serving.serve(
        request, partial(serving.crest, number=picture), key=site, now=timezone.now(), unpublished=True
    )


@require_safe
def search(request: HttpRequest, site: str) -> HttpResponseBase:
    """What it says of some words."""
    return _served(request, site, serving.search)


@csrf_exempt  # nobody is signed in here: there is nothing that another page could do in somebody's name
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, site: str) -> HttpResponseBase:
    """A form for what does not work."""
    return _served(request, site, serving.report)


@require_safe
def calendar(request: HttpRequest, site: str) -> HttpResponseBase:
    """What everybody may come to, for calendars."""
    return _served(request, site, serving.calendar)


@require_safe
def offline(request: HttpRequest, site: str) -> HttpResponseBase:
    """What a browser shows of it where there is no network."""
    return _served(request, site, serving.offline)


@require_safe
def offline_worker(request: HttpRequest, site: str) -> HttpResponseBase:
    """What shows that page: a worker for the addresses of this site alone."""
    return _served(request, site, serving.offline_worker)


@require_safe
def sitemap(request: HttpRequest, site: str) -> HttpResponseBase:
    """Its pages, for search engines."""
    return _served(request, site, serving.sitemap)


@require_safe
def robots(request: HttpRequest, site: str) -> HttpResponseBase:
    """What search engines shall leave, on its own host name."""
    return _served(request, site, serving.robots)


@require_safe
def robots_here(request: HttpRequest) -> HttpResponseBase:
    """The same on the installation's."""
    del request
    return HttpResponse(aids.robots(), content_type="text/plain; charset=utf-8")


@require_safe
def card(request: HttpRequest, site: str, look: str, page: str) -> HttpResponseBase:
    """The picture of a page that is shared; `look` only says in which colours."""
    return _served(request, site, partial(serving.card, name=page, look=look))


@require_safe
def piece(request: HttpRequest, site: str, piece: str) -> HttpResponseBase:
    """A piece of a published page, for a frame on the municipality's own website."""
    return _served(request, site, partial(pieces.show, name=piece))


@require_safe
def nothing(request: HttpRequest, site: str, rest: str) -> HttpResponseBase:
    """An address that no page has, answered by the site where there is one."""
    return _served(request, site, partial(serving.nothing, rest=rest))


@require_safe
def page(request: HttpRequest, site: str, page: str) -> HttpResponseBase:
    """One published page."""
    return _served(request, site, partial(serving.page, name=page))


@require_safe
def below(request: HttpRequest, site: str, section: str, slug: str) -> HttpResponseBase:
    """One page below a published page."""
    return _served(request, site, partial(serving.below, name=section, slug=slug))


@require_safe
def picture(request: HttpRequest, site: str, section: str, picture: int) -> HttpResponseBase:
    """A picture that a published page shows."""
    return _served(request, site, partial(serving.picture, name=section, number=picture))


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
