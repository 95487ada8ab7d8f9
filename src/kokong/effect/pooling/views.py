"""Pages of reading it together: who takes part, whose counts have come, and what they say."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes_file
from kokong.kernel.errors import UserError
from kokong.people.api import ActorRequest, may

from .. import reading
from ..values import Evaluation
from . import files, showing, work
from .forms import CountsForm, PartnersForm

_PAGE = "effect:pool"


@may("effect.see")
@require_GET
def shown(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Who takes part, and what all say together."""
    found = pages.known_or_404(reading.evaluation, evaluation_id=evaluation_id)
    return render(request, "effect/pooling/shown.html", showing.page(found))


@may("effect.do")
@require_http_methods(["GET", "POST"])
def declare(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Write down who takes part."""
    found = pages.known_or_404(reading.evaluation, evaluation_id=evaluation_id)
    form = PartnersForm(pages.sent(request))
    return pages.form_page(
        request,
        "effect/pooling/write.html",
        form,
        keep=lambda: work.declare(
            evaluation_id=evaluation_id, partners=form.cleaned_data["partners"],
            user_id=request.actor.user_id, now=timezone.now(),
        ),
        to=(_PAGE, evaluation_id),
        done=_("Written down. It stays, so that nobody is added or left out when the outcome is known."),
        shown=_about(found, _("Who takes part"), _("Write down")),
    )  # fmt: skip


@takes_file(files.MOST_BYTES, action="effect.do")
@may("effect.do")
@require_http_methods(["GET", "POST"])
def take(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Take another municipality's counts."""
    found = pages.known_or_404(reading.evaluation, evaluation_id=evaluation_id)
    form = CountsForm(pages.sent(request), pages.files(request))
    return pages.form_page(
        request,
        "effect/pooling/write.html",
        form,
        keep=lambda: work.take(
            evaluation_id=evaluation_id, content=form.cleaned_data["file"].read(),
            user_id=request.actor.user_id, now=timezone.now(),
        ),
        to=(_PAGE, evaluation_id),
        done=_("The counts are kept. Compare the fingerprint with the sender, by telephone."),
        shown=_about(found, _("Take another municipality’s counts"), _("Take the counts")),
    )  # fmt: skip


@may("effect.do")
@require_GET
def give(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """This municipality's counts as a file."""
    found = pages.known_or_404(reading.evaluation, evaluation_id=evaluation_id)
    try:
        content = work.give(evaluation_id=evaluation_id)
    except UserError as error:
        shown = {**showing.page(found), "refused": str(error)}
        return render(request, "effect/pooling/shown.html", shown, status=error.status)
    return pages.file(content, name=f"counts-{evaluation_id}.json", kind="application/json")


def _about(found: Evaluation, title: str, button: str) -> dict[str, object]:
    return {"evaluation": found, "title": title, "button": button}
