"""What the desk does for contact persons: answers their questions, sends their decals, lets them in."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.widgets import number
from kokong.people.api import ActorRequest, may
from kokong.tasks import api as tasks

from .. import gathering, reminding, trusting, words
from ..forms import WhenForm
from . import decals, questions
from .forms import ReplyForm


@may("watch.do")
@require_GET
def task(request: ActorRequest) -> HttpResponse:
    """From a task of the work list to what it is about."""
    task_id = number(request.GET.get("task"))
    if task_id and (question_id := questions.of_task(task_id=task_id)):
        return redirect("watch:question", question_id)
    if task_id in tasks.waiting(source=reminding.SOURCE).values():
        return redirect(f"{reverse('meetings:new')}?kind={gathering.CONTACTS}")
    group_id = decals.of_task(task_id=task_id) if task_id else None
    return redirect("watch:group", group_id) if group_id else redirect("watch:list")


@may("watch.do")
@require_http_methods(["GET", "POST"])
def question(request: ActorRequest, question_id: int) -> HttpResponse:
    """A contact person's question, and its answer."""
    found = questions.question(question_id=question_id)
    if found is None:
        raise Http404
    form, now = ReplyForm(pages.sent(request)), timezone.now()
    return pages.form_page(
        request, "watch/caring/question.html", form,
        keep=lambda: questions.answer(
            question_id=question_id, text=form.cleaned_data["text"], actor=request.actor, now=now
        ),
        to=lambda group_id: ("watch:group", group_id), done=_("Answered. Whoever asked is told."),
        shown={
            "question": found, "whom": words.ASKED[found.whom], "late": found.late(now),
            "mine": not request.actor.roles.isdisjoint(questions.KINDS[found.whom].roles),
        },
    )  # fmt: skip


@pages.post("watch:group", "group_id")
@may("watch.do")
def send_decals(request: ActorRequest, group_id: int) -> HttpResponse:
    """The decals that were ordered have been sent."""
    form = WhenForm(request.POST)
    return pages.act(
        request,
        lambda: decals.send(
            group_id=group_id, on=form.cleaned_data["on"], actor=request.actor, now=timezone.now()
        ),
        to=("watch:group", group_id),
        done=_("Noted."),
        form=form,
    )


@pages.post("watch:list")
@may("watch.trust")
def let_in(request: ActorRequest, member_id: int) -> HttpResponse:
    """Let a contact person in to their group's pages."""
    return pages.act(
        request,
        lambda: trusting.let_in(member_id=member_id, actor=request.actor, now=timezone.now()),
        to="watch:list",
        done=lambda here: _("They see their group’s pages now.") if here else _(
            "They are invited by e-mail, and see their group’s pages once they have accepted."
        ),
    )  # fmt: skip
