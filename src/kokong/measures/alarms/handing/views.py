"""The shift: its notes, the list that is handed over, and those that were."""

from datetime import timedelta
from typing import Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kokong.kernel import pages

from ..access import OperatorRequest, may
from . import desks, listing, notes, taking

DONE_SHOWN: Final = timedelta(hours=24)


class NoteForm(forms.Form):
    """Something for the next shift."""

    text = forms.CharField(
        label=gettext_lazy("For the next shift"),
        max_length=notes.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@may("alarm.see")
@require_GET
@never_cache
def shift(request: OperatorRequest) -> HttpResponse:
    """What there is to hand over now, the notes, and who took over last."""
    desk, now = _desk(request), timezone.now()
    found = listing.sections(desk=desk, now=now)
    shown = {
        "desk": desk,
        "desks": desks.desks(),
        "operator": request.operator,
        "now": now,
        "sections": [one for one in found if one.name != "notes"],
        "notes": notes.notes(desk=desk),
        "done": notes.notes_done(desk=desk, since=now - DONE_SHOWN),
        "form": NoteForm(),
        "before": taking.hand_overs(desk=desk),
        "may": request.operator.may("alarm.handle"),
    }
    return render(request, "alarms/handing/shift.html", shown)


@pages.post("alarms:shift")
@may("alarm.handle")
def write(request: OperatorRequest) -> HttpResponse:
    """Write a note for the next shift."""
    form, desk = NoteForm(request.POST), _desk(request)
    return pages.act(
        request,
        lambda: notes.write_note(desk=desk, now=timezone.now(), **form.cleaned_data),
        to=_back(desk),
        form=form,
    )


@pages.post("alarms:shift")
@may("alarm.handle")
def done(request: OperatorRequest, note_id: int) -> HttpResponse:
    """A note is done."""
    desk = _desk(request)
    return pages.act(
        request,
        lambda: notes.end_note(desk=desk, note_id=note_id, now=timezone.now()),
        to=_back(desk),
        done=_("The note is done."),
    )


@pages.post("alarms:shift")
@may("alarm.handle")
def take(request: OperatorRequest) -> HttpResponse:
    """Take over."""
    desk = _desk(request)
    return pages.act(
        request,
        lambda: taking.take_shift(desk=desk, now=timezone.now()),
        to=lambda made: ("alarms:hand-over", made),
        done=_("You have taken over. The list as it was is kept."),
    )


@may("alarm.see")
@require_GET
@never_cache
def kept(request: OperatorRequest, hand_over_id: int) -> HttpResponse:
    """A hand-over as it was."""
    found = pages.known_or_404(taking.hand_over, hand_over_id=hand_over_id)
    return render(request, "alarms/handing/kept.html", {"found": found, "operator": request.operator})


def _desk(request: OperatorRequest) -> desks.Desk:
    asked = request.POST.get("desk") or request.GET.get("desk") or ""
    return desks.desk(int(asked) if asked.isdecimal() and len(asked) < 19 else None)


def _back(desk: desks.Desk) -> str:
    page = reverse("alarms:shift")
    return f"{page}?desk={desk.centre_id}" if desk.centre_id is not None else page
