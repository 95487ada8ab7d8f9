"""The page on which somebody writes down what a measure took."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from .. import reading
from . import work
from .forms import SpendingForm


@may("effect.do")
@require_http_methods(["GET", "POST"])
def write(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Hours and kronor of an evaluation's measure."""
    found = pages.known_or_404(reading.evaluation, evaluation_id=evaluation_id)
    known = work.known(found.plan)
    before = work.spent(evaluation_id=evaluation_id)
    form = SpendingForm(pages.sent(request), initial=SpendingForm.usual(before, known=known))
    return pages.form_page(
        request,
        "effect/costs/write.html",
        form,
        keep=lambda: work.note(
            evaluation_id=evaluation_id, spent=form.spent(), user_id=request.actor.user_id, now=timezone.now()
        ),
        to=("effect:evaluation", evaluation_id),
        done=_("The costs are kept."),
        shown={"evaluation": found, "known": known},
    )
