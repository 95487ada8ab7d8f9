"""The page of a check that was gone through together, for whoever has no phone of ours with them."""

from datetime import date, datetime, time

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages, public
from kokong.people.api import ActorRequest, may_somewhere

from . import together
from .forms import TogetherForm
from .rules import PAGE


@may_somewhere("homecheck.together")
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: ActorRequest) -> HttpResponse:
    """That it was done, in which area, on which day. Its form counts once, however often it is sent."""
    form = TogetherForm(pages.sent(request), areas=together.areas())
    return pages.form_page(
        request, "homecheck/together.html", form,
        keep=lambda: together.done(
            record=form.cleaned_data["record"], area_id=form.cleaned_data["area"],
            at=_at(form.cleaned_data["on"]), now=timezone.now(),
        ),
        to="homecheck:together", blame="on", done=_("It is counted."),
        shown=lambda: {"check": f"{public.START}{request.actor.code}/{PAGE}/" if together.offered() else ""},
    )  # fmt: skip


def _at(on: date) -> datetime:
    """Noon of an earlier day; of today, now."""
    noon = timezone.make_aware(datetime.combine(on, time(12)))
    return timezone.now() if on == timezone.localdate() else noon
