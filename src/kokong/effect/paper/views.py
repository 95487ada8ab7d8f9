"""An evaluation as a PDF."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import work


@may("effect.see")
@require_GET
def report(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """The report."""
    return pages.pdf(
        request,
        lambda: work.report(evaluation_id=evaluation_id),
        name=f"evaluation-{evaluation_id}",
        back=("effect:evaluation", evaluation_id),
    )
