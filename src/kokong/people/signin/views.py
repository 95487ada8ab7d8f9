"""One's sessions, the way to a second step, and what a municipality asks of its people's sign-in."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kokong.people import tokens
from kokong.people.api import ActorRequest, may, signed_in

from . import second, sessions


@signed_in
@require_GET
def shown(request: HttpRequest) -> HttpResponseBase:
    """Where one is signed in."""
    return render(request, "people/sessions.html", {"sessions": sessions.mine(request)})


@signed_in
@require_POST
def end(request: HttpRequest, session: int) -> HttpResponseBase:
    """End one session, perhaps this one."""
    current = sessions.end(request, session=session)
    if current is None:
        raise Http404
    if current:
        return _out(request)
    messages.success(request, _("That device is signed out."))
    return redirect("people:sessions")


@signed_in
@require_POST
def end_all(request: HttpRequest) -> HttpResponseBase:
    """End every other session, and this one where `here` is asked for, too."""
    ended = sessions.end_others(request)
    if request.POST.get("here"):
        sessions.leave(request)
        return _out(request)
    told = ngettext("%(n)d other device is signed out.", "%(n)d other devices are signed out.", ended)
    messages.success(request, told % {"n": ended})
    return redirect("people:sessions")


def _out(request: HttpRequest) -> HttpResponseBase:
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("account_login")


@signed_in
@require_GET
def second_step(request: HttpRequest) -> HttpResponseBase:
    """Why a second step is asked for, and the ways to one; whoever has one goes on."""
    if second.has_one(request):
        return redirect("/")
    return render(request, "people/second_step.html")


@may("people.security")
@require_http_methods(["GET", "POST"])
def security(request: ActorRequest) -> HttpResponseBase:
    """What the municipality asks of sign-in, and all access tokens of its people."""
    if request.method == "POST":
        second.ask(second_step=request.POST.get("second_step") == "on")
        messages.success(request, _("Saved."))
        return redirect("people:security")
    shown = {"second_step": second.is_asked(), "tokens": tokens.everybodys(now=timezone.now())}
    return render(request, "people/security.html", shown)


@may("people.security")
@require_POST
def end_token(request: ActorRequest, token_id: int) -> HttpResponseBase:
    """End anybody's token."""
    if not tokens.revoke_anybodys(token_id=token_id, now=timezone.now()):
        raise Http404
    messages.success(request, _("The token no longer opens anything."))
    return redirect("people:security")
