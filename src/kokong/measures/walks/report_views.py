"""The pages of reports to the fault-report system."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.kernel.widgets import number
from kokong.people.api import ActorRequest, may

from . import reading
from .forms import ReportForm
from .reporting import line


@may("walk.do")
@require_GET
def reported(request: ActorRequest) -> HttpResponse:
    """Where a task to find out what was done leads: to the finding."""
    finding_id = pages.known_or_404(line.finding_of, task_id=number(request.GET.get("task")))
    return redirect("walks:finding", finding_id)


@pages.post("walks:finding", "finding_id")
@may("walk.do")
def settle(request: ActorRequest, finding_id: int) -> HttpResponse:
    """Say that it is there, under which number, or that it isn't."""
    pages.known_or_404(reading.finding, finding_id=finding_id)
    form, now = ReportForm(request.POST), timezone.now()
    return pages.act(
        request,
        lambda: line.settle(finding_id=finding_id, number=form.cleaned_data["number"], now=now),
        to=("walks:finding", finding_id),
        done=_("Noted."),
        form=form,
    )
