"""Pages without a sign-in: to ask for the newsletter, and a subscriber's own by a link. GET changes nothing."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.models import Municipality

from . import asking, letters, links, own
from .forms import ChoiceForm, EmailForm, SubscribeForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the newsletter."""
    place = _place(code)
    form = SubscribeForm(pages.sent(request), place=place)
    return pages.form_page(
        request,
        "outreach/newsletter/subscribe.html",
        form,
        keep=lambda: asking.ask(place=place, wish=form.wish(), now=timezone.now()),
        to=lambda _kept: render(request, "outreach/newsletter/sent.html", {"place": place}),
        shown={"place": place, "consent": letters.words(place)},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, code: str) -> HttpResponse:
    """A fresh link to what is one's own; it says the same whether or not the address is known."""
    place, form = _place(code), EmailForm(pages.sent(request))
    return pages.form_page(
        request,
        "outreach/newsletter/link.html",
        form,
        keep=lambda: asking.ask_again(place=place, email=form.cleaned_data["email"], now=timezone.now()),
        to=lambda _kept: render(request, "outreach/newsletter/sent.html", {"place": place}),
        shown={"place": place},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, letter: str) -> HttpResponse:
    """The link of a letter: looked at it changes nothing, pressed the subscription begins."""
    now, pressed = timezone.now(), request.method == "POST"
    found = asking.confirm(secret=letter, now=now) if pressed else asking.look(secret=letter, now=now)
    if found is None:
        return _over(request, letter)
    shown = {"found": found, "done": pressed and not found.used}
    return render(request, "outreach/newsletter/confirm.html", shown)


@never_cache
@require_GET
def mine(request: HttpRequest, letter: str) -> HttpResponse:
    """What is kept of whoever has the link."""
    found = own.mine(secret=letter, now=timezone.now())
    if found is None:
        return _over(request, letter)
    form = ChoiceForm(place=found.place, initial={"areas": found.areas, "homes": found.homes})
    return render(request, "outreach/newsletter/mine.html", {"mine": found, "letter": letter, "form": form})


@pages.post("outreach:mine", "letter")
def choose(request: HttpRequest, letter: str) -> HttpResponse:
    """Of which areas and kinds of home they want to hear from now on."""
    place = links.place_of(letter)
    form = ChoiceForm(request.POST, place=place) if place else None
    if form is None or not form.is_valid():
        return _over(request, letter)
    areas, homes = form.chosen()
    if not own.choose(secret=letter, areas=areas, homes=homes, now=timezone.now()):
        return _over(request, letter)
    messages.success(request, _("Saved."))
    return redirect("outreach:mine", letter)


@pages.post("outreach:mine", "letter")
def leave(request: HttpRequest, letter: str) -> HttpResponse:
    """They leave, and their address goes."""
    place = links.place_of(letter)
    if not own.leave(secret=letter, now=timezone.now()):
        return _over(request, letter)
    return render(request, "outreach/newsletter/left.html", {"place": place})


@never_cache
@require_GET
def take_along(request: HttpRequest, letter: str) -> HttpResponse:
    """All that is kept of the subscriber, as a file."""
    found = own.everything(secret=letter, now=timezone.now())
    if found is None:
        return _over(request, letter)
    content = json.dumps(found, ensure_ascii=False, indent=2).encode()
    return pages.file(content, name="nyhetsbrev.json", kind="application/json")


def _place(code: str) -> Municipality:
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _over(request: HttpRequest, letter: str) -> HttpResponse:
    shown = {"place": links.place_of(letter)}
    return render(request, "outreach/newsletter/over.html", shown, status=HTTPStatus.NOT_FOUND)
