"""The work list: what waits, who has it, and how it ended."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages
from kokong.kernel.ways import page_before
from kokong.people.api import ActorRequest, may

from . import api, lists
from .forms import EndForm, RemindForm
from .values import Refused


@may("task.see")
@require_http_methods(["GET", "POST"])
def listed(request: ActorRequest) -> HttpResponse:
    """What waits, or what has ended; as a page or a file."""
    actor, now = request.actor, timezone.now()
    return lists.of(actor).answer(request, lambda asked: lists.find(asked, actor=actor, now=now))


@pages.post("tasks:list")
@may("task.do")
def take(request: ActorRequest, task_id: int) -> HttpResponse:
    """Take it upon oneself."""
    return pages.act(
        request,
        lambda: api.take(task_id=task_id, actor=request.actor, now=timezone.now()),
        to=page_before(request),
        done=_("It is yours now."),
    )


@pages.post("tasks:list")
@may("task.do")
def give_back(request: ActorRequest, task_id: int) -> HttpResponse:
    """Let somebody else have it."""
    return pages.act(
        request,
        lambda: api.give_back(task_id=task_id, actor=request.actor),
        to=page_before(request),
        done=_("Anybody may take it now."),
    )


@pages.post("tasks:list")
@may("task.do")
def end(request: ActorRequest, task_id: int) -> HttpResponse:
    """It is done, or need not be."""
    return pages.act(
        request,
        lambda: _end(request, task_id),
        to=page_before(request),
        done=_("Ended. It stays in the list of ended ones."),
    )


def _end(request: ActorRequest, task_id: int) -> None:
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say whether it was done, in at most 300 letters. Nothing was changed."))
    work = api.finish if form.cleaned_data["ending"] == "done" else api.drop
    work(task_id=task_id, actor=request.actor, answer=form.cleaned_data["answer"], now=timezone.now())


@pages.post("tasks:list")
@may("task.do")
def remind(request: ActorRequest, task_id: int) -> HttpResponse:
    """Bring it to mind on a day."""
    return pages.act(
        request,
        lambda: _remind(request, task_id),
        to=page_before(request),
        done=_("It will be among the first on that day."),
    )


def _remind(request: ActorRequest, task_id: int) -> None:
    form = RemindForm(request.POST)
    if not form.is_valid():
        raise Refused(_("The day could not be read. Nothing was changed."))
    api.remind(task_id=task_id, actor=request.actor, on=form.cleaned_data["day"], now=timezone.now())


@pages.post("tasks:list")
@may("task.do")
def reopen(request: ActorRequest, task_id: int) -> HttpResponse:
    """It was ended by mistake."""
    return pages.act(
        request,
        lambda: api.reopen(task_id=task_id, actor=request.actor),
        to=page_before(request),
        done=_("It waits again."),
    )
