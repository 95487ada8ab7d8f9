"""Pages without a sign-in: to keep a check, and what is kept by a link. GET changes nothing."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong import questions
from kokong.kernel import installation, pages, public
from kokong.kernel.models import Municipality

from . import links, reading, work
from .forms import KeepForm, LinkForm, SettleForm
from .sheet import sheet
from .values import Kept, Mine


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a check: its answers stand after `#` in the address, and go to the server only with the form."""
    place = _place(code)
    form = KeepForm(pages.sent(request), place=place, initial={"page": request.GET.get("page", "")[:120]})
    return pages.form_page(
        request, "homecheck/kept/keep.html", form,
        keep=lambda: work.ask(
            place=place, email=form.cleaned_data["email"], answers=form.cleaned_data["answers"],
            area_id=form.cleaned_data["area"], page=form.cleaned_data["page"], now=timezone.now(),
        ),
        to=lambda _kept: render(request, "homecheck/kept/sent.html", {"place": place}),
        shown={"place": place}, blame="email",
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, code: str) -> HttpResponse:
    """A fresh link to what one keeps; it says the same whether or not the address is known."""
    place, form = _place(code), LinkForm(pages.sent(request))
    return pages.form_page(
        request, "homecheck/kept/link.html", form,
        keep=lambda: work.ask_again(place=place, email=form.cleaned_data["email"], now=timezone.now()),
        to=lambda _kept: render(request, "homecheck/kept/sent.html", {"place": place}),
        shown={"place": place}, blame="email",
    )  # fmt: skip


@never_cache
@require_GET
def mine(request: HttpRequest, letter: str) -> HttpResponse:
    """What is kept of whoever has the link."""
    found = reading.mine(secret=letter, now=timezone.now())
    if found is None:
        return over(request, letter)
    shown = {
        "mine": found, "letter": letter, **_checks(found.kept), "again": _again(found),
        "settle": SettleForm(place=found.place, initial={"area": found.area_id, "reminds": found.reminds}),
    }  # fmt: skip
    return render(request, "homecheck/kept/mine.html", shown)


@never_cache
@require_GET
def household(request: HttpRequest, letter: str) -> HttpResponse:
    """What is kept, for those who live there: nothing can be changed."""
    kept = reading.household(secret=letter, now=timezone.now())
    if kept is None:
        return over(request, letter)
    return render(request, "homecheck/kept/household.html", _checks(kept))


def _checks(kept: tuple[Kept, ...]) -> dict[str, Any]:
    """The latest check, the one before it, and both side by side."""
    return {
        "compared": reading.side_by_side(kept, get_language() or "sv"), "last": kept[-1] if kept else None,
        "before": kept[-2] if len(kept) > 1 else None,
    }  # fmt: skip


def _again(found: Mine) -> str:
    """Where the check is asked, with the answers of the last one filled in; empty where that is not known.

    On a municipality's own host name the page's address begins there; where it has none any more there is no link.
    """
    here = installation.current().url
    host = "" if found.page.startswith(public.START) else public.host(found.place.pk)
    if not found.page or not found.kept or host == here:
        return ""
    return f"{host}{found.page}#{questions.written(sheet(), found.kept[-1].answers)}"


@pages.post("homecheck:mine", "letter")
def keep_check(request: HttpRequest, letter: str, check_id: int) -> HttpResponse:
    """The check that waits is one's own, and is kept."""
    return _did(request, letter, work.keep(secret=letter, check_id=check_id, now=timezone.now()), _("It is kept."))


@pages.post("homecheck:mine", "letter")
def throw_away(request: HttpRequest, letter: str, check_id: int) -> HttpResponse:
    """One check is removed."""
    done = work.throw_away(secret=letter, check_id=check_id, now=timezone.now())
    return _did(request, letter, done, _("It is removed."))


@pages.post("homecheck:mine", "letter")
def settle(request: HttpRequest, letter: str) -> HttpResponse:
    """Area and reminder."""
    place = links.place_of(letter)
    form = SettleForm(request.POST, place=place) if place is not None else None
    if form is None or not form.is_valid():
        return over(request, letter)
    said = form.cleaned_data
    done = work.settle(secret=letter, area_id=said["area"], reminds=said["reminds"], now=timezone.now())
    return _did(request, letter, done, _("Saved."))


@pages.post("homecheck:mine", "letter")
def share(request: HttpRequest, letter: str) -> HttpResponse:
    """A link for the household, or none any more."""
    on = request.POST.get("on") == "yes"
    done = work.share(secret=letter, on=on, now=timezone.now())
    return _did(request, letter, done, _("The link is there.") if on else _("The link leads nowhere any more."))


@pages.post("homecheck:mine", "letter")
def forget(request: HttpRequest, letter: str) -> HttpResponse:
    """All is removed."""
    if not work.forget(secret=letter, now=timezone.now()):
        return over(request, letter)
    return render(request, "homecheck/kept/gone.html", {})


def _did(request: HttpRequest, letter: str, done: bool, said: str) -> HttpResponse:
    if not done:
        return over(request, letter)
    messages.success(request, said)
    return redirect("homecheck:mine", letter)


def _place(code: str) -> Municipality:
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def over(request: HttpRequest, letter: str) -> HttpResponse:
    """That a link leads nowhere."""
    shown = {"place": links.place_of(letter)}
    return render(request, "homecheck/kept/over.html", shown, status=HTTPStatus.NOT_FOUND)
