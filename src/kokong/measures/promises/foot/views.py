"""The page of hours on foot."""

from datetime import date, datetime, time

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from .. import words
from . import noting
from .forms import FootForm, RecordForm


@may("promise.foot")
@require_http_methods(["GET", "HEAD", "POST"])
def on_foot(request: ActorRequest) -> HttpResponse:
    """Note hours, and see those of the last two months."""
    now = timezone.now()
    form = FootForm(pages.sent(request), areas=noting.areas(), initial={"authority": request.actor.authority})
    return pages.form_page(
        request, "promises/foot.html", form,
        keep=lambda: noting.note(
            record=form.cleaned_data["record"], area_id=form.cleaned_data["area"],
            at=_at(form.cleaned_data["on"], now), minutes=form.minutes, authority=form.cleaned_data["authority"],
            now=now,
        ),
        to="promises:foot", done=_("Noted. It is in the list in a moment."),
        shown=lambda: {"shifts": [(one, words.AUTHORITIES.get(one.authority)) for one in noting.shifts(now=now)]},
    )  # fmt: skip


def _at(on: date, now: datetime) -> datetime:
    """Noon of an earlier day; of today, now."""
    return now if on == timezone.localdate(now) else timezone.make_aware(datetime.combine(on, time(12)))


@pages.post("promises:foot")
@may("promise.foot")
def take_back(request: ActorRequest) -> HttpResponse:
    """What was noted by mistake counts no more."""
    form = RecordForm(request.POST)
    return pages.act(
        request,
        lambda: noting.take_back(record=form.cleaned_data["record"]),
        to="promises:foot",
        done=_("Taken back. It is gone from the list in a moment."),
        form=form,
    )
