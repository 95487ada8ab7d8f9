"""The page that an invitation's link leads to: GET shows, POST answers. No sign-in."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kokong.kernel import pages

from . import answering, calendar, feeds, messages, words
from .answering import Opened
from .forms import AnswerForm
from .values import Answered, Refused

CALENDAR: Final = "text/calendar; charset=utf-8"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What it is about, when and where, and the answer. Scanners that look at every link change nothing."""
    opened = answering.open_link(secret=token, now=timezone.now())
    if opened is None:
        return render(request, "meetings/over.html", status=HTTPStatus.NOT_FOUND)
    form = AnswerForm(pages.sent(request), answered=opened)
    if request.method == "POST" and form.is_valid():
        return _answered(request, token, opened, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "meetings/answer.html", _shown(opened, form, None), status=status)


@never_cache
@require_http_methods(["GET", "HEAD"])
def event(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting as a file for any calendar."""
    now = timezone.now()
    opened = answering.open_link(secret=token, now=now)
    if opened is None:
        return render(request, "meetings/over.html", status=HTTPStatus.NOT_FOUND)
    link = request.build_absolute_uri(reverse("meetings:answer", args=[token]))
    text = calendar.published([opened.meeting], now=now, links={opened.meeting.id: link})
    return pages.file(text.encode(), name="meeting.ics", kind=CALENDAR)


@never_cache
@require_http_methods(["GET", "HEAD"])
def feed(request: HttpRequest, feed: str) -> HttpResponse:  # noqa: ARG001
    """Somebody's meetings, as their calendar fetches them."""
    text = feeds.open_feed(secret=feed, now=timezone.now())
    if text is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    return pages.file(text.encode(), name="meetings.ics", kind=CALENDAR, inline=True)


def _answered(request: HttpRequest, token: str, opened: Opened, form: AnswerForm) -> HttpResponse:
    try:
        done = answering.answer_link(secret=token, now=timezone.now(), **form.cleaned_data)
    except Refused as error:
        pages.refuse(form, error)
        shown = _shown(opened, form, None)
        return render(request, "meetings/answer.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if done is None:
        return render(request, "meetings/over.html", status=HTTPStatus.NOT_FOUND)
    return render(request, "meetings/answer.html", _shown(done[0], AnswerForm(answered=done[0]), done[1]))


def _shown(opened: Opened, form: AnswerForm, done: Answered | None) -> dict[str, object]:
    return {
        "opened": opened,
        "meeting": opened.meeting,
        "when": messages.when(opened.meeting),
        "answered": words.ANSWERS[opened.answer],
        "closed": words.TOO_LATE.get(opened.closed, ""),
        "form": form,
        "done": done,
    }
