"""One page of one municipality, for everybody: in its scope alone, in one language, the same for all who ask."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

from allauth.account.adapter import get_adapter as get_account_adapter
from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from kokong.kernel import built, public, tenancy
from kokong.kernel.models import Municipality
from kokong.meetings import api as meetings

from . import aids, directory, feeds, finding, forms, hosting, kept, leading, looks, menus, reports, sites, work
from .hosting import Asked
from .values import LANGUAGES, Site

FOR_GOOD: Final = "public, max-age=31536000, immutable"
"""What has its contents in its address."""

FEWEST_LETTERS: Final = 2
"""Words of an address that are shorter say nothing of what was meant."""

Show = Callable[["Visit"], HttpResponseBase]


@dataclass(frozen=True)
class Visit:
    """A request for a page of a site, in that site's scope: `language` is that of the page."""

    request: HttpRequest
    place: Municipality
    site: Site
    language: str
    now: datetime

    def page(
        self, template: str, shown: Mapping[str, Any], *, parts: tuple[str, ...] = (), status: int = 200
    ) -> HttpResponseBase:
        """A page of the site; `parts` are the end of its address."""
        others = [code for code in self.site.settings.languages if code != self.language]
        context = {
            "site": self.site,
            "municipality": self.place,
            "language": self.language,
            "others": [(code, LANGUAGES[code], self.site.address(*parts, language=code)) for code in others],
            "canonical": self.site.whole(*parts, language=self.language),
            "alternates": self._alternates(parts),
            "what": aids.what(self.site),
            "card": f"{self.site.root}/card-{self.site.look}-{parts[0] if parts else 'home'}.png",
            "site_menu": menus.menu(self.site, work.published(), language=self.language, here=parts),
            **shown,
        }
        content = render_to_string(template, context, self.request).encode()
        if status != HTTPStatus.OK:
            return HttpResponse(content, status=status, headers={"Content-Language": self.language})
        return self.tagged(content, {"Content-Language": self.language})

    def _alternates(self, parts: tuple[str, ...]) -> list[tuple[str, str]]:
        languages = self.site.settings.languages
        if len(languages) == 1:
            return []
        each = [(code, self.site.whole(*parts, language=code)) for code in languages]
        return [*each, ("x-default", self.site.whole(*parts))]

    def tagged(self, content: bytes, headers: Mapping[str, str]) -> HttpResponseBase:
        """An answer that whoever has it already need not fetch again."""
        answer = HttpResponse(content, headers=dict(headers))
        tag = f'"{sha256(content).hexdigest()[:32]}"'
        answer["ETag"] = tag
        return get_conditional_response(self.request, etag=tag, response=answer) or answer


def serve(
    request: HttpRequest, show: Show, *, key: str, now: datetime, unpublished: bool = False
) -> HttpResponseBase:
    """What `show` answers within the site that an address names; an earlier name leads to the current one.

    Raises Http404 where nothing is published there, whatever the reason; but for what is `unpublished` too, as the
    site's colours, in which a coordinator sees a page before it is published.
    """
    known = directory.known()
    whose = known.whose(key)
    place = Municipality.objects.filter(pk=whose).first() if whose is not None else None
    if place is None:
        raise Http404
    asked: Asked = getattr(request, "kokong_site", None) or Asked(place.pk, key, f"{public.START}{key}", "/")
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        if not (unpublished or work.published()):
            raise Http404
        if asked.base and key != known.key(place.pk):
            return HttpResponsePermanentRedirect(_moved(request, asked, known.key(place.pk)))
        with _visit(request, place, asked, now) as visit:
            try:
                return show(visit)
            except Http404:
                return missing(visit, asked.rest)


def _moved(request: HttpRequest, asked: Asked, name: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{public.START}{name}{asked.rest}" + (f"?{query}" if query else "")


@contextmanager
def _visit(request: HttpRequest, place: Municipality, asked: Asked, now: datetime) -> Iterator[Visit]:
    with translation.override(place.language):
        site = of(place, base=asked.base)
    language = _language(request, site)
    with translation.override(language):
        yield Visit(request, place, site, language, now)


def of(place: Municipality, *, base: str) -> Site:
    """The site of the municipality in scope, at the beginning of its addresses."""
    decided = sites.settings(place=place)
    root = hosting.root(directory.known(), place.pk)
    return Site(place.pk, place.code, base, root, place.language, decided, looks.version(decided))


def _language(request: HttpRequest, site: Site) -> str:
    asked = request.GET.get("language", "").partition("-")[0]  # easy Swedish has the pages of Swedish
    return asked if asked in site.settings.languages and asked in dict(settings.LANGUAGES) else site.own


def home(visit: Visit) -> HttpResponseBase:
    """The first page: what published pages have to tell now, then which others there are."""
    published = work.published()
    answer = visit.page("public/home.html", {"blocks": menus.blocks(published, visit.now), "at_home": True})
    telling = [each for each in public.pages() if each.teaser and each.name in published]
    return told(answer, *telling)


def told(answer: HttpResponseBase, *of: public.Page) -> HttpResponseBase:
    """The answer, which shows what these pages show: kept for longer where all of them say when that changes."""
    setattr(answer, kept.TOLD, all(each.told for each in of))
    return answer


def page(visit: Visit, *, name: str) -> HttpResponseBase:
    """A published page; Http404 for any other."""
    found = _published(name)
    return told(visit.page(found.template, {"page": found, **found.show(visit.now)}, parts=(name,)), found)


def below(visit: Visit, *, name: str, slug: str) -> HttpResponseBase:
    """A page below a published page; Http404 for any other."""
    found = _published(name)
    shown = found.below.show(slug, visit.request.GET.get("language", ""), visit.now) if found.below else None
    if found.below is None or shown is None:
        return _led(visit, name, slug)
    return told(visit.page(found.below.template, {"page": found, **shown}, parts=(name, slug)), found)


def _led(visit: Visit, name: str, slug: str) -> HttpResponseBase:
    """To the address that has taken the place of this one; Http404 where none has."""
    to = leading.leads(name, slug)
    if not to:
        raise Http404
    query = visit.request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(visit.site.address(name, to) + (f"?{query}" if query else ""))


def feed(visit: Visit, *, name: str, form: str) -> HttpResponseBase:
    """What is new on a published page, in one of `feeds.FORMS`; Http404 for any other."""
    found = _published(name)
    if found.feed is None:
        raise Http404
    write, kind = feeds.FORMS[form]
    return visit.tagged(write(visit.site, found, found.feed(visit.now)), {"Content-Type": kind})


def calendar(visit: Visit) -> HttpResponseBase:
    """What everybody may come to, as published pages say it, for calendars; Http404 where none has such."""
    pages = [each for each in public.pages() if each.dates and each.name in work.published()]
    if not pages:
        raise Http404
    dated = {date.meeting_id: visit.site.whole(each.name, date.slug)
             for each in pages if each.dates for date in each.dates(visit.now)}  # fmt: skip
    name = f"{_('Together against burglary')} · {visit.site.name}"
    text = meetings.calendar(list(dated), name=name, links=dated, now=visit.now)
    return visit.tagged(text.encode(), {"Content-Type": "text/calendar; charset=utf-8"})


def search(visit: Visit) -> HttpResponseBase:
    """What the site says of some words."""
    asked = visit.request.GET.get("q", "")
    found = menus.findings(visit.site, finding.search(asked, language=visit.language, now=visit.now))
    cut = finding.cut(asked)
    shown = {"q": cut, "found": found, "longest": finding.LONGEST if len(asked.strip()) > len(cut) + 20 else 0}
    return visit.page("public/search.html", shown, parts=("search",))


def offline(visit: Visit) -> HttpResponseBase:
    """The page that a browser keeps for when there is no network; no search engine shall list it."""
    return visit.page("public/offline.html", {"lost": True}, parts=("offline",))


def offline_worker(visit: Visit) -> HttpResponseBase:
    """The site's service worker. Its own address says which site it is for."""
    answer = built.service_worker(built.built("offline-worker.js").read_text(encoding="utf-8"))
    return visit.tagged(answer.content, dict(answer.items()))


def missing(visit: Visit, rest: str) -> HttpResponseBase:
    """What isn't there, with what may have been meant."""
    words = " ".join(word for word in re.split(r"[\W_]+", rest)[:12] if len(word) > FEWEST_LETTERS)
    near = finding.search(words, language=visit.language, now=visit.now, most=5)
    found = menus.findings(visit.site, near)
    return visit.page("public/missing.html", {"found": found, "lost": True}, status=HTTPStatus.NOT_FOUND)


def report(visit: Visit) -> HttpResponseBase:
    """A form for what does not work on the site: shown, or sent. Nobody keeps it: each has a key of its own."""
    request, problem, status = visit.request, "", HTTPStatus.OK
    form = forms.ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if form.is_valid():
                _sent(visit, form)
                return HttpResponseRedirect(f"{visit.site.address('report')}?sent=1&language={visit.language}")
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        except reports.NotTaken as error:
            problem, status = error.message, HTTPStatus(error.status)
    token = request.POST.get("token") if status == HTTPStatus.UNPROCESSABLE_ENTITY and not problem else None
    shown = {"form": form, "problem": problem, "sent": "sent" in request.GET, "token": token or reports.begun()}
    answer = visit.page("public/report.html", shown, parts=("report",), status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _sent(visit: Visit, form: forms.ReportForm) -> None:
    post, data = visit.request.POST, form.cleaned_data
    if post.get("website"):
        raise reports.NotTaken(_("The last field must be empty. Nothing was sent."))
    reports.send(
        token=post.get("token", ""), said=data["said"], page=data["page"], reply=data["reply"],
        address=get_account_adapter().get_client_ip(visit.request), municipality_id=visit.place.pk, now=visit.now,
    )  # fmt: skip


def nothing(visit: Visit, *, rest: str) -> HttpResponseBase:
    """An address that no page of any site has; one that only lacks its last slash leads on."""
    if rest.endswith("/") or "." in rest.rpartition("/")[2]:
        raise Http404
    return HttpResponsePermanentRedirect(visit.site.address(*rest.split("/"), language=visit.language))


def sitemap(visit: Visit) -> HttpResponseBase:
    """Its pages, for search engines."""
    return visit.tagged(aids.sitemap(visit.site, work.published()), {"Content-Type": "application/xml"})


def robots(visit: Visit) -> HttpResponseBase:
    """What search engines shall leave."""
    return visit.tagged(aids.robots_of(visit.site), {"Content-Type": "text/plain; charset=utf-8"})


def card(visit: Visit, *, name: str, look: str) -> HttpResponseBase:
    """The picture of a published page, or of home, for whoever shares it; Http404 for any other."""
    if name != "home":
        _published(name)
    decided, of_home = visit.site.settings, aids.title_of("")
    content = aids.card(decided.main, decided.second, decided.name, aids.title_of(name), of_home, visit.language)
    headers = {"Content-Type": "image/png", "Cache-Control": "public, max-age=86400"}
    return _by_its_address(visit, content, headers, right=look == visit.site.look)


def picture(visit: Visit, *, name: str, number: int) -> HttpResponseBase:
    """A picture that a published page shows now; Http404 for any other."""
    found = _published(name)
    content = found.picture(number, visit.now) if found.picture and number < 2**63 else None
    if content is None:
        raise Http404
    return visit.tagged(content, {"Content-Type": "image/jpeg"})


def colours(visit: Visit, *, look: str) -> HttpResponseBase:
    """The site's own colours, as a sheet."""
    headers = {"Content-Type": "text/css; charset=utf-8", "Cache-Control": FOR_GOOD}
    sheet = looks.sheet(visit.site.settings).encode()
    return _by_its_address(visit, sheet, headers, right=look == visit.site.look)


def crest(visit: Visit, *, number: int) -> HttpResponseBase:
    """The municipality's crest; Http404 where it has none."""
    content = looks.crest(visit.site.settings)
    if content is None:
        raise Http404
    headers = {"Content-Type": "image/jpeg", "Cache-Control": FOR_GOOD}
    return _by_its_address(visit, content, headers, right=number == visit.site.settings.crest)


def _by_its_address(visit: Visit, content: bytes, headers: Mapping[str, str], *, right: bool) -> HttpResponseBase:
    """What its address names. An earlier or invented one is answered too, and kept by nobody: there are many."""
    if right:
        return visit.tagged(content, headers)
    return HttpResponse(content, headers={**headers, "Cache-Control": "no-store"})


def _published(name: str) -> public.Page:
    found = public.page(name)
    if found is None or name not in work.published():
        raise Http404
    return found


def named(code: str) -> str:
    """What the address of a municipality's site ends with, by its code. Raises Http404."""
    known = directory.known()
    whose = known.codes.get(code)
    if whose is None:
        raise Http404
    return known.key(whose)
