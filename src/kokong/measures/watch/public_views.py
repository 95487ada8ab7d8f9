"""Pages without a sign-in: to find, join or start a group, and a member's own by a link. GET changes nothing."""

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
from kokong.kernel.errors import UserError
from kokong.kernel.models import Municipality

from . import joining, links, own, words
from .public_forms import AlertsForm, FindForm, JoinForm, LinkForm, MineForm, OwnAwayForm, WantsForm
from .values import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """Find, join or start a group; the code on a group's poster leads to its own page, which says its name."""
    place = _place(code)
    group = joining.named(place=place, group_id=number) if number is not None else ""
    if "find" in request.POST:
        return _find(request, place, group)
    form = JoinForm(pages.sent(request))
    return pages.form_page(
        request,
        "watch/public/join.html",
        form,
        keep=lambda: joining.ask(place=place, asked=form.asked(), now=timezone.now()),
        to=lambda _kept: render(request, "watch/public/sent.html", {"place": place}),
        shown={"place": place, "group": group},
        blame="address",
    )


def _find(request: HttpRequest, place: Municipality, group: str) -> HttpResponse:
    asked, form = FindForm(request.POST), JoinForm(initial=request.POST.dict())
    shown = {"place": place, "form": form, "found": None, "why": "", "group": group}
    try:
        if asked.is_valid():
            shown["found"] = joining.find(place=place, address=asked.cleaned_data["address"])
        else:
            shown["why"] = _("Write your address first.")
    except UserError as error:
        shown["why"] = error.message
    return render(request, "watch/public/join.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, code: str) -> HttpResponse:
    """A fresh link to what is one's own; it says the same whether or not the address is known."""
    place, form = _place(code), LinkForm(pages.sent(request))
    return pages.form_page(
        request,
        "watch/public/link.html",
        form,
        keep=lambda: joining.ask_again(place=place, email=form.cleaned_data["email"], now=timezone.now()),
        to=lambda _kept: render(request, "watch/public/sent.html", {"place": place}),
        shown={"place": place},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, letter: str) -> HttpResponse:
    """The link of a letter: looked at it changes nothing, pressed the membership begins."""
    now = timezone.now()
    found = (
        joining.accept(secret=letter, now=now)
        if request.method == "POST"
        else joining.look(secret=letter, now=now)
    )
    if found is None:
        return _over(request, letter)
    done = request.method == "POST" and not found.used
    return render(request, "watch/public/accept.html", {"found": found, "done": done})


@never_cache
@require_GET
def mine(request: HttpRequest, letter: str) -> HttpResponse:
    """What is kept of whoever has the link."""
    found = own.mine(secret=letter, now=timezone.now())
    if found is None:
        return _over(request, letter)
    wants = [code for code, agreed in found.agreed.items() if agreed]
    shown = {
        "mine": found,
        "letter": letter,
        "wants": WantsForm(initial={"wants": wants}),
        "alerts": AlertsForm(initial={"least": found.least, "digest_at": found.digest_at}),
        "goes": OwnAwayForm(auto_id="away-%s"),
        "away": [(each, words.SEEN_BY[each.seen_by]) for each in found.gone],
        "form": MineForm(initial={"name": found.called, "phone": found.number}),
    }
    return render(request, "watch/public/mine.html", shown)


@pages.post("watch:mine", "letter")
def agree(request: HttpRequest, letter: str) -> HttpResponse:
    """What the member agrees to from now on."""
    form = WantsForm(request.POST)
    if not form.is_valid() or not own.agree(
        secret=letter, wants=frozenset(form.cleaned_data["wants"]), now=timezone.now()
    ):
        return _over(request, letter)
    messages.success(request, _("Saved."))
    return redirect("watch:mine", letter)


@pages.post("watch:mine", "letter")
def choose(request: HttpRequest, letter: str) -> HttpResponse:
    """Which alerts the member wants, and when."""
    form = AlertsForm(request.POST)
    if not form.is_valid() or not own.choose(secret=letter, now=timezone.now(), **form.cleaned_data):
        return _over(request, letter)
    messages.success(request, _("Saved."))
    return redirect("watch:mine", letter)


@pages.post("watch:mine", "letter")
def go_away(request: HttpRequest, letter: str) -> HttpResponse:
    """The member's own home is away."""
    form, now = OwnAwayForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: _held(own.go_away(secret=letter, now=now, **form.cleaned_data)),
        to=("watch:mine", letter),
        done=_("Saved."),
        form=form,
    )


@pages.post("watch:mine", "letter")
def come_back(request: HttpRequest, letter: str, away_id: int) -> HttpResponse:
    """It is there after all."""
    return pages.act(
        request,
        lambda: _held(own.come_back(secret=letter, away_id=away_id, now=timezone.now())),
        to=("watch:mine", letter),
        done=_("Removed."),
    )


def _held(holds: bool) -> None:
    """Raises Refused where the link didn't hold; the page it leads back to says how to get another."""
    if not holds:
        raise Refused(_("This link does not hold any more. Nothing was changed."))


@pages.post("watch:mine", "letter")
def correct(request: HttpRequest, letter: str) -> HttpResponse:
    """The member's name and number."""
    form = MineForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what you are called. Nothing was changed."))
        return redirect("watch:mine", letter)
    if not own.correct(secret=letter, now=timezone.now(), **form.cleaned_data):
        return _over(request, letter)
    messages.success(request, _("Saved."))
    return redirect("watch:mine", letter)


@pages.post("watch:mine", "letter")
def leave(request: HttpRequest, letter: str) -> HttpResponse:
    """The member leaves, and what is written of them goes."""
    if not own.leave(secret=letter, now=timezone.now()):
        return _over(request, letter)
    return render(request, "watch/public/left.html")


@never_cache
@require_GET
def take_along(request: HttpRequest, letter: str) -> HttpResponse:
    """All that is kept of the member, as a file."""
    found = own.everything(secret=letter, now=timezone.now())
    if found is None:
        return _over(request, letter)
    content = json.dumps(found, ensure_ascii=False, indent=2).encode()
    return pages.file(content, name="grannsamverkan.json", kind="application/json")


def _place(code: str) -> Municipality:
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _over(request: HttpRequest, letter: str) -> HttpResponse:
    return render(
        request, "watch/public/over.html", {"place": links.place_of(letter)}, status=HTTPStatus.NOT_FOUND
    )
