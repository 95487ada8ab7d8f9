"""A member answers an alert, without a sign-in; the desk answers back. GET changes nothing."""

from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.widgets import number
from kokong.people.api import ActorRequest, may

from . import answering, links, rules


class AnswerForm(forms.Form):
    """What a member has seen."""

    text = forms.CharField(
        label=gettext_lazy("What you have seen: what, where and when"), max_length=rules.LONGEST["said"],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Never what somebody looks like: that is for the police, 112 or 114 14."),
    )  # fmt: skip


class SayForm(forms.Form):
    """What the desk answers."""

    text = forms.CharField(label=gettext_lazy("Your answer"), max_length=rules.LONGEST["answer"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, letter: str) -> HttpResponse:
    """The link of an alert: looked at it changes nothing, sent it reaches who wrote the alert."""
    now = timezone.now()
    found = answering.look(secret=letter, now=now)
    if found is None:
        over = {"place": links.place_of(letter)}
        return render(request, "watch/public/over.html", over, status=HTTPStatus.NOT_FOUND)
    form = AnswerForm(pages.sent(request))
    return pages.form_page(
        request,
        "watch/alerts/answer.html",
        form,
        keep=lambda: answering.reply(secret=letter, text=form.cleaned_data["text"], now=now),
        to=lambda _kept: render(request, "watch/alerts/answered.html", {"found": found}),
        shown={"found": found},
        blame="text",
    )


@pages.post("watch:alert", "alert_id")
@may("watch.do")
def say(request: ActorRequest, alert_id: int, reply_id: int) -> HttpResponse:
    """Answer a member."""
    form = SayForm(request.POST)
    return pages.act(
        request,
        lambda: answering.say(
            alert_id=alert_id, reply_id=reply_id, text=form.cleaned_data["text"], actor=request.actor,
            now=timezone.now(),
        ),
        to=("watch:alert", alert_id),
        done=_("The answer is on its way."),
        form=form,
    )  # fmt: skip


@may("watch.do")
@require_GET
def replied(request: ActorRequest) -> HttpResponse:
    """From the work list to the alert that somebody answered."""
    task_id = number(request.GET.get("task"))
    alert_id = answering.alert_of_task(task_id=task_id) if task_id else None
    return redirect("watch:alerts") if alert_id is None else redirect("watch:alert", alert_id)
