"""What is held of me: for people who are signed in, and for whoever has proven an address by a link."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.models import Municipality

from ..guards import signed_in
from ..values import Actor
from . import asking, cases, leaving, packing, showing
from .forms import LinkForm, RequestForm
from .values import Asked


def _actor(request: HttpRequest) -> Actor:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise PermissionDenied
    return actor


def _me(request: HttpRequest) -> Asked:
    actor = _actor(request)
    return Asked(actor.email, actor.user_id)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What is held of whoever is signed in here, and what they ask for."""
    me, now, form = _me(request), timezone.now(), RequestForm(pages.sent(request))
    return pages.form_page(
        request,
        "people/rights/mine.html",
        form,
        keep=lambda: cases.ask(asked=me, now=now, **form.cleaned_data),
        to="people:rights",
        done=_("Your request is noted. You are answered within a month."),
        shown=lambda: {"parts": showing.parts(me), "requests": cases.own(asked=me), "me": me},
    )


@signed_in
@never_cache
@require_GET
def take(request: HttpRequest) -> HttpResponse:
    """All of it as a file."""
    return _file(_me(request), _actor(request).municipality)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a link; it says the same whether or not the address is known."""
    place, form = Municipality.objects.filter(code=code).first(), LinkForm(pages.sent(request))
    if place is None:
        raise Http404
    return pages.form_page(
        request,
        "people/rights/of.html",
        form,
        keep=lambda: asking.ask(place=place, email=form.cleaned_data["email"], now=timezone.now()),
        to=lambda _kept: render(request, "people/rights/sent.html", {"place": place}),
        shown={"place": place},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """What is held of the address that a link has proven, and what its person asks for."""
    now, form = timezone.now(), RequestForm(pages.sent(request))
    with asking.opened(secret, now) as found:
        if found is None:
            return _over(request, secret)
        me = found.asked
        return pages.form_page(
            request,
            "people/rights/by_link.html",
            form,
            keep=lambda: cases.ask(asked=me, now=now, **form.cleaned_data),
            to=("people:rights-by-link", secret),
            done=_("Your request is noted. You are answered within a month."),
            shown=lambda: {
                "parts": showing.parts(me), "requests": cases.own(asked=me), "me": me, "secret": secret,
                "place": found.place,
            },
        )  # fmt: skip


@never_cache
@require_GET
def take_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """All of it as a file."""
    with asking.opened(secret, timezone.now()) as found:
        return _over(request, secret) if found is None else _file(found.asked, found.place.name)


@pages.post("people:rights-by-link", "secret")
def leave_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Everything that the address itself began ends at once."""
    now = timezone.now()
    with asking.opened(secret, now) as found:
        if found is None:
            return _over(request, secret)
        me = found.asked
        return pages.act(
            request,
            lambda: leaving.leave(asked=me, now=now) or True,
            to=("people:rights-by-link", secret),
            done=_("You are in no watch group and on no list any more."),
        )


def _file(asked: Asked, municipality: str) -> HttpResponse:
    now = timezone.now()
    content = packing.packed(
        asked=asked,
        municipality=municipality,
        parts=showing.parts(asked),
        requests=cases.own(asked=asked),
        now=now,
    )
    return pages.file(content, name="kokong-om-mig.zip", kind="application/zip")


def _over(request: HttpRequest, secret: str) -> HttpResponse:
    shown = {"place": asking.place_of(secret)}
    return render(request, "people/rights/over.html", shown, status=HTTPStatus.NOT_FOUND)
