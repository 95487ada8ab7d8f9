"""One page of one municipality, for everybody: in its scope alone, in one language, the same for all who ask."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response

from kokong.kernel import public, tenancy
from kokong.kernel.models import Municipality

from . import feeds, work


def site(request: HttpRequest, *, code: str) -> HttpResponseBase:
    """What is published of a municipality; Http404 where that is nothing."""
    place = _place(code)
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        shown = [each.page for each in work.everything() if each.since]
        if not shown:
            raise Http404
        return _answer(request, place, "public/site.html", {"pages": shown})


def page(request: HttpRequest, *, code: str, name: str, now: datetime) -> HttpResponseBase:
    """A published page; Http404 for any other."""
    place, found = _place(code), public.page(name)
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        if found is None or not work.is_published(name=name):
            raise Http404
        return _answer(request, place, found.template, {"page": found}, show=lambda: found.show(now))


def below(request: HttpRequest, *, code: str, name: str, slug: str, now: datetime) -> HttpResponseBase:
    """A page below a published page; Http404 for any other."""
    place, found = _place(code), public.page(name)
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        if found is None or found.below is None or not work.is_published(name=name):
            raise Http404
        with translation.override(_language(request, place)):
            shown = found.below.show(slug, request.GET.get("language", ""), now)
        if shown is None:
            raise Http404
        return _answer(request, place, found.below.template, {"page": found, **shown})


def feed(request: HttpRequest, *, code: str, name: str, form: str, now: datetime) -> HttpResponseBase:
    """What is new on a published page, in one of `feeds.FORMS`; Http404 for any other."""
    place, found = _place(code), public.page(name)
    with tenancy.scope(municipality_id=place.pk, authority="municipality"), translation.override(place.language):
        if found is None or found.feed is None or not work.is_published(name=name):
            raise Http404
        write, kind = feeds.FORMS[form]
        return _tagged(request, write(request, place, found, found.feed(now)), {"Content-Type": kind})


def _place(code: str) -> Municipality:
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _answer(
    request: HttpRequest, place: Municipality, template: str, shown: dict[str, Any], show: Any = dict
) -> HttpResponseBase:
    language = _language(request, place)
    with translation.override(language):
        other = next((code for code, _name in settings.LANGUAGES if code != language), language)
        context = {"municipality": place, "other": other, "own": place.language, **shown, **show()}
        content = render_to_string(template, context, request).encode()
    return _tagged(request, content, {"Content-Language": language})


def _tagged(request: HttpRequest, content: bytes, headers: dict[str, str]) -> HttpResponseBase:
    """An answer that whoever has it already need not fetch again."""
    answer = HttpResponse(content, headers=headers)
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    answer["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=answer) or answer


def _language(request: HttpRequest, place: Municipality) -> str:
    asked = request.GET.get("language", "").partition("-")[0]  # easy Swedish has the pages of Swedish
    return asked if asked in dict(settings.LANGUAGES) else place.language
