"""Pages without a sign-in: to ask for the newsletter, and a subscriber's own by a link. GET changes nothing."""

import json
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.errors import UserError
from kokong.kernel.models import Municipality

from . import asking, letters, links, own, texting
from .forms import ChoiceForm, CodeForm, EmailForm, PhoneForm, SubscribeForm


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
    shown = {"mine": found, "letter": letter, "form": form, "phone": PhoneForm(), "code": CodeForm()}
    return render(request, "outreach/newsletter/mine.html", shown)


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


@pages.post("outreach:mine", "letter")
def text_me(request: HttpRequest, letter: str) -> HttpResponse:
    """They want short news on their telephone: a code goes there first."""
    said = _("A code is on its way to your telephone. Write it here within half an hour.")
    phone = request.POST.get("phone", "")
    return _of_texts(request, letter, lambda now: texting.ask(secret=letter, phone=phone, now=now), said)


@pages.post("outreach:mine", "letter")
def text_code(request: HttpRequest, letter: str) -> HttpResponse:
    """They write back the code."""
    code = request.POST.get("code", "")
    done = _("You get short news by text message from now on.")
    return _of_texts(request, letter, lambda now: texting.prove(secret=letter, code=code, now=now), done)


@pages.post("outreach:mine", "letter")
def text_stop(request: HttpRequest, letter: str) -> HttpResponse:
    """They want no text messages any more."""
    done = _("No more text messages. Your number is removed.")
    return _of_texts(request, letter, lambda now: texting.stop(secret=letter, now=now), done)


def _of_texts(request: HttpRequest, letter: str, work: Callable[[datetime], bool], done: str) -> HttpResponse:
    try:
        held = work(timezone.now())
    except UserError as error:
        messages.error(request, error.message)
        return redirect("outreach:mine", letter)
    if not held:
        return _over(request, letter)
    messages.success(request, done)
    return redirect("outreach:mine", letter)


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
