"""The pages of the rhythm: its meetings, and the year wheel."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.widgets import number
from kokong.people.api import ActorRequest, may
from kokong.tasks import api as tasks

from . import drawing, feeds, reading, wheel, words
from .forms import ItemForm, TurnForm
from .template import BY_CODE
from .values import Adopted


@may("cooperation.see")
@require_GET
def wheel_page(request: ActorRequest) -> HttpResponse:
    """The year wheel: the ring, and every item with its turns."""
    today = timezone.localdate()
    asked = number(request.GET.get("year"))
    year = asked if asked is not None and today.year - 5 <= asked <= today.year + 1 else today.year
    found = reading.items(year=year, today=today)
    shown: dict[str, Any] = {
        "year": year, "items": [(each, _turns(each)) for each in found], "here": today.year,
        "ring": drawing.ring(found, year=year, today=today),
        "hours": sum((each.hours or 0) * len(each.months) for each in found),
        "late": sum(turn.state == "late" for each in found for turn in each.turns),
        "whole": set(BY_CODE) <= {each.code for each in found},
        "feed": feeds.address(user_id=request.actor.user_id),
    }  # fmt: skip
    return render(request, "cooperation/rhythm/wheel.html", shown)


@pages.post("cooperation:wheel")
@may("cooperation.do")
def adopt(request: ActorRequest) -> HttpResponse:
    """Take over the method's recurring work."""
    return pages.act(request, lambda: wheel.adopt(now=timezone.now()), to=("cooperation:wheel",), done=_adopted)


@pages.post("cooperation:wheel")
@may("cooperation.do")
def renew_feed(request: ActorRequest) -> HttpResponse:
    """Make a secret address for one's calendar."""
    me = request.actor.user_id
    return pages.act(
        request, lambda: feeds.renew(user_id=me, now=timezone.now()), to=("cooperation:wheel",),
        done=_("The address is new. What you had before shows nothing more."),
    )  # fmt: skip


@pages.post("cooperation:wheel")
@may("cooperation.see")
def end_feed(request: ActorRequest) -> HttpResponse:
    """End the secret address for one's calendar."""
    me = request.actor.user_id
    return pages.act(
        request, lambda: feeds.end(user_id=me), to=("cooperation:wheel",),
        done=_("The address has ended. Whoever had it sees nothing more."),
    )  # fmt: skip


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def new_item(request: ActorRequest) -> HttpResponse:
    """Add an item of one's own."""
    form = ItemForm(pages.sent(request))
    return pages.form_page(
        request, "cooperation/rhythm/item_form.html", form,
        keep=lambda: wheel.add(draft=form.draft(), now=timezone.now()),
        to=lambda item_id: ("cooperation:wheel-item", item_id), done=_("It is in the year wheel."), blame="title",
    )  # fmt: skip


@may("cooperation.do")
@require_http_methods(["GET", "POST"])
def change_item(request: ActorRequest, wheel_id: int) -> HttpResponse:
    """Change an item."""
    found = pages.known_or_404(reading.item, item_id=wheel_id, **_this_year())
    form = ItemForm(pages.sent(request), initial=ItemForm.known(found))
    return pages.form_page(
        request, "cooperation/rhythm/item_form.html", form,
        keep=lambda: wheel.change(item_id=wheel_id, draft=form.draft(), now=timezone.now()),
        to=("cooperation:wheel-item", wheel_id), done=_("Saved."), shown={"item": found}, blame="title",
    )  # fmt: skip


@may("cooperation.see")
@require_GET
def item(request: ActorRequest, wheel_id: int) -> HttpResponse:
    """An item: who, hours, material, what it is for, and its turns."""
    found = pages.known_or_404(reading.item, item_id=wheel_id, **_this_year())
    return render(request, "cooperation/rhythm/item.html", {"item": found, "turns": _turns(found)})


@pages.post("cooperation:wheel-item", "wheel_id")
@may("cooperation.do")
def turn(request: ActorRequest, wheel_id: int) -> HttpResponse:
    """Say that it was done, or is skipped."""
    form = TurnForm(pages.sent(request))
    return pages.act(
        request,
        lambda: wheel.turn(item_id=wheel_id, actor=request.actor, now=timezone.now(), **form.cleaned_data),
        to=("cooperation:wheel-item", wheel_id), done=_("Kept."), form=form,
    )  # fmt: skip


@pages.post("cooperation:wheel-item", "wheel_id")
@may("cooperation.do")
def end_item(request: ActorRequest, wheel_id: int) -> HttpResponse:
    """Take an item out."""
    return pages.act(
        request, lambda: wheel.end(item_id=wheel_id, now=timezone.now()), to=("cooperation:wheel",),
        done=_("It is out of the year wheel."),
    )  # fmt: skip


@may("cooperation.do")
@require_GET
def task(request: ActorRequest) -> HttpResponse:
    """From a task to the item that it is about."""
    asked = number(request.GET.get("task")) or 0
    key = next((each for each, pk in tasks.waiting(source=wheel.TASK).items() if pk == asked), "")
    if not key:
        return redirect("cooperation:wheel")
    return redirect("cooperation:wheel-item", int(key.partition("-")[0]))


@require_GET
def feed(request: HttpRequest, wheel_secret: str) -> HttpResponse:  # noqa: ARG001
    """The wheel for a calendar."""
    found = feeds.open_feed(secret=wheel_secret, now=timezone.now())
    if found is None:
        raise Http404
    return pages.file(found.encode(), name="wheel.ics", kind="text/calendar; charset=utf-8", inline=True)


def _adopted(found: Adopted) -> str:
    if not found.fresh:
        return _("All of the method’s work was in the year wheel already. Nothing was changed.")
    return ngettext(
        "%(n)d item of the method’s work is in the year wheel.",
        "%(n)d items of the method’s work are in the year wheel.", found.fresh,
    ) % {"n": found.fresh}  # fmt: skip


def _this_year() -> dict[str, Any]:
    today: date = timezone.localdate()
    return {"year": today.year, "today": today}


def _turns(found: Any) -> list[tuple[Any, Any, str]]:
    return [(each, words.STATES[each.state], words.TONES.get(each.state, "neutral")) for each in found.turns]
