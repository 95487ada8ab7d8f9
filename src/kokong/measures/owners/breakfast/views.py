"""The page of breakfasts: those that were, and the next one, proposed by the season."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.meetings import api as meetings
from kokong.people.api import ActorRequest, may

from .. import words
from . import rules, work


class BreakfastForm(forms.Form):
    """When and where, and who is invited."""

    title = forms.CharField(label=pgettext_lazy("meeting", "Name"), max_length=120)
    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(
        label=gettext_lazy("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Who is invited"), choices=list(words.KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def draft(self) -> meetings.Draft:
        """What was filled in."""
        told = self.cleaned_data
        begins = datetime.combine(told["day"], told["at"])
        return meetings.Draft(told["title"], begins, rules.LASTS_MIN, told["place"])


@may("owner.do")
@require_http_methods(["GET", "POST"])
def breakfast(request: ActorRequest) -> HttpResponse:
    """Plan the next one."""
    now = timezone.now()
    initial = {
        "title": _("Breakfast with property owners"), "day": work.proposed(now=now), "at": rules.BEGINS,
        "kinds": list(words.KINDS),
    }  # fmt: skip
    form = BreakfastForm(pages.sent(request), initial=initial)
    return pages.form_page(
        request,
        "owners/breakfast.html",
        form,
        keep=lambda: work.plan(
            draft=form.draft(), kinds=form.cleaned_data["kinds"], actor=request.actor, now=timezone.now()
        ),
        to=lambda number: ("meetings:meeting", number),
        done=_("The breakfast is planned. Look at who is invited, then announce it."),
        shown=lambda: _shown(now),
        blame="day",
    )


def _shown(now: datetime) -> dict[str, Any]:
    reached = work.reached()
    return {
        "found": work.breakfasts(now=now),
        "reached": ngettext("%d address", "%d addresses", reached) % reached,
    }
