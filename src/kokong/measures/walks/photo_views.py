"""Photos of findings shown to everybody, or no longer."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import reading, showing
from .forms import LookForm


@pages.post("walks:finding", "finding_id")
@may("walk.do")
def show(request: ActorRequest, finding_id: int, picture_id: int) -> HttpResponse:
    """Let everybody see it, once somebody has looked."""
    pages.known_or_404(reading.finding, finding_id=finding_id)
    form, now = LookForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: showing.show(
            finding_id=finding_id, picture_id=picture_id, looked=form.cleaned_data["looked"], now=now
        ),
        to=("walks:finding", finding_id),
        done=_("Everybody sees it now, on the page of the walk and in the protocol."),
        form=form,
    )


@pages.post("walks:finding", "finding_id")
@may("walk.do")
def hide(request: ActorRequest, finding_id: int, picture_id: int) -> HttpResponse:
    """Everybody sees it no longer."""
    pages.known_or_404(reading.finding, finding_id=finding_id)
    return pages.act(
        request,
        lambda: showing.hide(finding_id=finding_id, picture_id=picture_id),
        to=("walks:finding", finding_id),
        done=_("Nobody else sees it any more."),
    )
