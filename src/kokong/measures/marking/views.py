"""The pages of kits: what there is, and handing them out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.moves import history
from kokong.kernel.widgets import number
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from . import information, lists, reading, rules, starting, stock, words
from .forms import HandOutForm, PayForm
from .reach.forms import UseForm
from .values import Handing


@may("marking.see")
@require_GET
def start(request: ActorRequest) -> HttpResponse:
    """What lies on the shelf, and what is out."""
    now = timezone.now()
    due = reading.loans_due(by=timezone.localdate(now))
    shown = {"lots": reading.lots(), "due": due, "events": information.events(now=now), "used": reading.used()}
    return render(request, "marking/start.html", shown)


@may("marking.see")
def handed(request: ActorRequest) -> HttpResponse:
    """All that was handed out."""
    return lists.HANDED.answer(request, lists.find, template="marking/handed.html")


@may("marking.hand")
@require_GET
def scan(_request: ActorRequest, label: str) -> HttpResponse:
    """What the code on a box leads to: hand out of it."""
    lot = pages.known_or_404(reading.labelled, label=label)
    return redirect(f"{reverse('marking:hand-out')}?lot={lot.id}")


@may("marking.hand")
@require_http_methods(["GET", "POST"])
def hand_out(request: ActorRequest) -> HttpResponse:
    """Hand kits out; what was chosen is chosen again for the next household, so that it takes one press."""
    task_id, now = number(request.GET.get("task")), timezone.now()
    form = HandOutForm(pages.sent(request), today=timezone.localdate(now), initial=_chosen(request, task_id))
    return pages.form_page(
        request,
        "marking/hand_out.html",
        form,
        keep=lambda: starting.hand_out(
            given=form.given(), client_id=form.client(), task_id=task_id, actor=request.actor, now=now
        ),
        to=lambda _number: f"{reverse('marking:hand-out')}?{_again(form)}",
        done=_("Handed out. The page is ready for the next household."),
        shown=lambda: _shown(task_id),
    )


def _chosen(request: ActorRequest, task_id: int | None) -> dict[str, Any]:
    asked = {name: request.GET.get(name) for name in ("way", "occasion")}
    area_id = starting.area_of_wish(task_id=task_id) if task_id else number(request.GET.get("area"))
    meeting = number(request.GET.get("meeting"))
    return {"lot": number(request.GET.get("lot")), "area": area_id, "meeting": meeting, **asked}


def _again(form: HandOutForm) -> str:
    chosen = {name: form.cleaned_data[name] for name in ("lot", "way", "occasion", "area", "meeting")}
    return "&".join(f"{name}={value}" for name, value in chosen.items() if value is not None)


def _shown(task_id: int | None) -> dict[str, Any]:
    return {"wished": bool(task_id) and starting.waits(task_id=task_id), "any": bool(reading.lots())}


@may("marking.see")
@require_GET
def handing_page(request: ActorRequest, handing_id: int) -> HttpResponse:
    """One handing-out: what there is to do with it, and what was."""
    found = pages.known_or_404(reading.handing, handing_id=handing_id)
    return render(request, "marking/handing.html", _told(request, found))


def _told(request: ActorRequest, found: Handing) -> dict[str, Any]:
    moves = history(subject=rules.HANDING.subject, subject_id=found.id)
    names = people.names(user_ids=frozenset(filter(None, (found.by, *(each.by for each in moves)))))
    return {
        "handing": found,
        "said": {
            "way": words.WAYS[found.way], "state": words.STATES[found.state], "tone": words.TONES[found.state],
            "occasion": words.OCCASIONS[found.occasion],
        },
        "borrower": reading.borrower(handing_id=found.id) if found.way == "lent" else None,
        "money": {name: rules.kronor(getattr(found.money, name)) for name in ("price", "subsidy", "paid", "owed")},
        "pays": PayForm() if found.money.owed and found.state == "out" else None,
        "use": UseForm(initial={"used": found.used}) if found.state != "undone" else None,
        "actions": [
            (code, words.ACTIONS[code]) for code in rules.actions(found.way, found.state, request.actor.roles)
        ],
        "past": [(each.at, words.STATES[each.after], names.get(each.by or 0, "")) for each in reversed(moves)],
        "by": names.get(found.by or 0, ""),
        "late": found.state == "out" and bool(found.due and found.due < timezone.localdate()),
    }  # fmt: skip


@pages.post("marking:handing", "handing_id")
@may("marking.do")
def act(request: ActorRequest, handing_id: int, action: str) -> HttpResponse:
    """It is back, lost, or was a mistake."""
    return pages.act(
        request,
        lambda: stock.act(handing_id=handing_id, action=action, now=timezone.now()),
        to=("marking:handing", handing_id),
        done=lambda done: _("Noted: %s.") % words.STATES[done.after],
    )
