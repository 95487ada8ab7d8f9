"""What one is told, and what did not go out."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import built, installation, live, pages, ways
from kokong.kernel.widgets import number
from kokong.people import api as people
from kokong.people.api import ActorRequest, may, signed_in

from . import choices, devices, mending, reading, words
from . import live as own
from .channels import push
from .forms import ChoicesForm, DeviceForm
from .values import Refused


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What I am told, by which ways and when not, and the devices that show it."""
    actor = _actor(request)
    quiet = choices.quiet_hours(user_id=actor.user_id)
    initial = {"begins": quiet.begins, "ends": quiet.ends} if quiet else {}
    form = ChoicesForm(pages.sent(request), choices=choices.choices(actor=actor), initial=initial)
    return pages.form_page(
        request,
        "sending/mine.html",
        form,
        keep=lambda: choices.choose(
            actor=actor, on=form.on, quiet=(form.cleaned_data["begins"], form.cleaned_data["ends"])
        ),
        to="sending:mine",
        done=_("Saved."),
        shown=lambda: {
            "devices": devices.mine(user_id=actor.user_id),
            "ways": [words.WAYS[way] for way in ("page", "email", "push")],
            "key": _key(),
        },
        blame="ends",
    )


def _key() -> str:
    """The installation's public key; empty where notices on devices are not set up."""
    try:
        return push.public_key()
    except installation.InstallationError:
        return ""


@pages.post("sending:mine")
@signed_in
def add_device(request: HttpRequest) -> JsonResponse:
    """A browser's script says that its person wants notices there."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": _("The browser did not say all that is needed.")}, status=422)
    try:
        devices.subscribe(user_id=_actor(request).user_id, now=timezone.now(), **form.cleaned_data)
    except Refused as error:
        return JsonResponse({"error": error.message}, status=422)
    return JsonResponse({}, status=201)


@pages.post("sending:mine")
@signed_in
def remove_device(request: HttpRequest, device_id: int) -> HttpResponse:
    """This browser shows no more notices."""
    return pages.act(
        request,
        lambda: pages.known_or_404(devices.remove, user_id=_actor(request).user_id, device_id=device_id),
        to="sending:mine",
        done=_("That device shows no more notices."),
    )


@require_GET
def service_worker(_request: HttpRequest) -> HttpResponseBase:
    """What shows a notice while no page is open."""
    return built.service_worker(built.built("push.js").read_text(encoding="utf-8"))


@signed_in
@never_cache
@require_GET
def news(request: HttpRequest) -> HttpResponse:
    """What I am told and haven't put away: a part of a page."""
    found = reading.notices(user_id=_actor(request).user_id, now=timezone.now())
    return render(request, "sending/notices.html", {"notices": found})


@signed_in
@require_GET
def stream(request: HttpRequest) -> HttpResponseBase:
    """That there is something new for me, and nothing of what it is."""
    actor = _actor(request)
    interest = own.Interest(actor.municipality_id, actor.user_id)
    still = own.allowed(str(request.session.session_key), interest)
    return live.answer(interest, hub=own.hub, allowed=still)


@pages.post("sending:mine")
@signed_in
def put_away(request: HttpRequest) -> HttpResponse:
    """I have seen a notice, or all."""
    asked = request.POST.get("notice")
    wanted = number(asked)
    if asked and wanted is None:
        raise Http404
    user_id, now = _actor(request).user_id, timezone.now()
    pages.known_or_404(reading.put_away, user_id=user_id, message_id=wanted, now=now)
    return redirect("sending:news") if "HX-Request" in request.headers else redirect(ways.page_before(request))


@may("message.mend")
@require_GET
def undelivered(request: ActorRequest) -> HttpResponse:
    """Messages that failed, or of which nobody knows whether they arrived."""
    found = reading.undelivered()
    names = reading.titles(messages=found)
    lines = [
        {
            "message": each,
            "who": names[each.id] or _("Somebody outside"),
            "way": words.WAYS[each.way],
            "state": words.STATES[each.state],
            "why": words.why(each.state, each.answer),
        }
        for each in found
    ]
    return render(request, "sending/undelivered.html", {"lines": lines})


@pages.post("sending:undelivered")
@may("message.mend")
def send_again(request: ActorRequest, message_id: int) -> HttpResponse:
    """Send it once more."""
    return pages.act(
        request,
        lambda: mending.send_again(message_id=message_id, now=timezone.now()),
        to="sending:undelivered",
        done=_("It is on its way."),
    )


@pages.post("sending:undelivered")
@may("message.mend")
def leave(request: ActorRequest, message_id: int) -> HttpResponse:
    """Leave it at that."""
    return pages.act(
        request,
        lambda: mending.leave(message_id=message_id, now=timezone.now()),
        to="sending:undelivered",
        done=_("Left at that."),
    )


def _actor(request: HttpRequest) -> people.Actor:
    found: Any = getattr(request, "actor", None)
    if found is None:
        raise PermissionDenied
    return cast(people.Actor, found)
