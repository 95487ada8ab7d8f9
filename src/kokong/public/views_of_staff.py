"""The staff's pages: how the site looks, and which of its pages everybody reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import installation, pages, tenancy
from kokong.kernel.bodies import takes_file
from kokong.kernel.models import Municipality
from kokong.kernel.public import START
from kokong.people.api import ActorRequest, may
from kokong.pictures import api as pictures

from . import directory, forms, menus, reports, serving, sites, work
from . import pieces as parts


@may("public.see")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """Which pages there are, and which of them everybody sees."""
    found = work.everything()
    return render(
        request,
        "public/list.html",
        {"pages": found, "address": _address() if any(each.since for each in found) else ""},
    )


def _address() -> str:
    return f"{START}{directory.known().key(tenancy.municipality_id())}/"


@takes_file(pictures.MOST_BYTES, action="public.site")
@may("public.site")
@require_http_methods(["GET", "POST"])
def settings(request: ActorRequest) -> HttpResponse:
    """How the site looks, and how to reach those who answer for it."""
    place = Municipality.objects.get(pk=request.actor.municipality_id)
    found = sites.settings(place=place)
    known = forms.SiteForm.known(found, slug=sites.name(), named=found.name != place.signed)
    form = forms.SiteForm(pages.sent(request), pages.files(request), initial=known)
    return pages.form_page(
        request, "public/settings.html", form, keep=lambda: _change(form), to="public:settings", done=_("Saved."),
        shown={"found": found},
    )  # fmt: skip


def _change(form: forms.SiteForm) -> None:
    file = form.cleaned_data["crest"]
    sites.change(
        wanted=form.settings(), name=form.cleaned_data["slug"], crest=file.read() if file else None,
        file=file.name if file else "", now=timezone.now(),
    )  # fmt: skip


@may("public.site")
@require_http_methods(["GET", "POST"])
def pieces(request: ActorRequest) -> HttpResponse:
    """What of the site can be shown on other websites, on which, and what is pasted there."""
    place = Municipality.objects.get(pk=request.actor.municipality_id)
    site = serving.of(place, base=_address().removesuffix("/"))
    found = site.settings.parents
    form = forms.PiecesForm(pages.sent(request), initial={"parents": "\n".join(found)})
    plain = not installation.current().https
    return pages.form_page(
        request, "public/pieces.html", form,
        keep=lambda: parts.allow(written=form.cleaned_data["parents"], plain=plain),
        to="public:pieces", done=_("Saved."), shown=lambda: {"pieces": parts.offered(site), "parents": found},
    )  # fmt: skip


@may("public.see")
@require_GET
def preview(request: ActorRequest, page: str) -> HttpResponse:
    """A page as the public would see it now."""
    found = pages.known_or_404(work.known, page)
    place = Municipality.objects.get(pk=request.actor.municipality_id)
    site = serving.of(place, base=_address().removesuffix("/"))
    language = translation.get_language() or site.own
    shown = {
        "municipality": place, "site": site, "page": found, "preview": True, "language": language,
        "site_menu": menus.menu(site, work.published(), language=language, here=(page,)),
        **found.show(timezone.now()),
    }  # fmt: skip
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
        done=_("It is taken back: nobody reads it any longer."),
    )


@may("public.site")
@require_GET
def listed_reports(request: ActorRequest) -> HttpResponse:
    """What readers say does not work on the site."""
    return render(request, "public/reports.html", {"reports": reports.reports()})


@pages.post("public:reports")
@may("public.site")
def see_to(request: ActorRequest, report_id: int) -> HttpResponse:
    """A report is seen to."""
    pages.known_or_404(reports.see_to, report_id=report_id, actor=request.actor, now=timezone.now())
    return pages.act(request, lambda: None, to="public:reports", done=_("It is seen to."))
