"""The operator's console: the queue, the alarm that is open, and what is done about it.

The browser asks for parts of the page (header `X-Kokong-Part`) as the stream tells it to look.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.kernel.errors import UserError
from kokong.places import api as places

from .. import api
from .. import models as rows
from ..access import OperatorRequest, may, municipality_of
from ..calls import routines
from ..shifts import acts as shift_acts
from . import map as console_map
from . import page as console_page
from . import presence, surroundings
from . import words as script
from .parts import milliseconds

LATEST_MS: Final = 32_503_680_000_000  # the year 3000
Act = Callable[[OperatorRequest, int, datetime], Any]


@may("alarm.see")
@require_GET
@never_cache
def console(request: OperatorRequest) -> HttpResponse:
    """The queue, with no alarm open."""
    if "X-Kokong-Part" in request.headers:
        return render(request, "alarms/console/nothing.html")
    return _console(request, None)


@may("alarm.see")
@require_GET
@never_cache
def alarm(request: OperatorRequest, alarm_id: int) -> HttpResponse:
    """The queue with an alarm beside it, or that alarm alone."""
    page = _page(request, alarm_id)
    if "X-Kokong-Part" in request.headers:
        return render(request, "alarms/console/panel.html", {"page": page})
    return _console(request, page)


@may("alarm.see")
@require_GET
@never_cache
def queue(request: OperatorRequest) -> HttpResponse:
    """The queue's rows, homes in test mode, and the server's time."""
    now = timezone.now()
    presence.here(user_id=request.operator.user_id, now=now)
    answer = render(request, "alarms/console/fresh.html", _queued(request, now))
    answer["X-Kokong-Now"] = str(milliseconds(now))
    return answer


@may("alarm.see")
@require_GET
def features(request: OperatorRequest, alarm_id: int) -> JsonResponse:
    """The home, its street, the detectors that reported, and where messages say they are from, as GeoJSON."""
    page = _page(request, alarm_id)
    with municipality_of(rows.Account.objects.get(pk=page.account.id)):
        lies = surroundings.of(page.account.dwelling_id)
    return JsonResponse(console_map.collection(console_map.of_alarm(page, lies)))


@may("alarm.see")
@require_GET
def tile(request: OperatorRequest, alarm_id: int, zoom: int, column: int, row: int) -> HttpResponse:  # noqa: ARG001
    """The ground around an alarm's home, for a centre's operators, who are in no municipality."""
    found = rows.Alarm.objects.filter(pk=alarm_id).first()
    if found is None:
        raise Http404
    with municipality_of(found):
        data = places.tile(zoom=zoom, column=column, row=row)
    if data is None:
        raise Http404
    headers = {"Content-Encoding": "gzip", "Cache-Control": "private, max-age=300"}
    return HttpResponse(data, content_type="application/vnd.mapbox-vector-tile", headers=headers)


@pages.post("alarms:alarm", "alarm_id")
@may("alarm.handle")
def act(request: OperatorRequest, alarm_id: int, action: str) -> HttpResponse:
    """Do something about an alarm and show it then; 409 when a colleague has it, 422 when it can't be."""
    status, said = 200, ""
    try:
        ACTS[action](request, alarm_id, timezone.now())
    except UserError as error:
        if error.status == 404:
            raise Http404 from error
        status, said = error.status, error.message
    if "X-Kokong-Part" not in request.headers:
        return redirect("alarms:alarm", alarm_id)
    answer = render(request, "alarms/console/panel.html", {"page": _page(request, alarm_id)}, status=status)
    answer["X-Kokong-Said"] = quote(said)
    return answer


@pages.post("alarms:console")
@may("alarm.handle")
def see_all(request: OperatorRequest) -> HttpResponse:
    """Have seen all those that had gone away by themselves when the page was made."""
    shown = datetime.fromtimestamp(min(_number(request, "until"), LATEST_MS) / 1000, UTC)
    now = timezone.now()
    return pages.act(request, lambda: api.see_all(until=min(shown, now), now=now), to="alarms:console")


def _take(_request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    api.take(alarm_id=alarm_id, now=now)


def _see(_request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    api.see(alarm_id=alarm_id, now=now)


def _take_over(request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    api.take_over(alarm_id=alarm_id, reason=request.POST.get("reason", ""), now=now)


def _release(_request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    api.release(alarm_id=alarm_id, now=now)


def _hand_over(request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    api.hand_over(alarm_id=alarm_id, to=_number(request, "to"), now=now)


def _call(request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    api.call_result(
        alarm_id=alarm_id, contact_id=_number(request, "contact"), result=request.POST.get("result", ""), now=now
    )


def _word(request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    """Whether what they say is the household's code word: written in the log, and said where it is not."""
    alarm = api.alarm(alarm_id=alarm_id)
    if alarm.state != "taken" or alarm.taken_by != request.operator.user_id:
        raise api.Refused(_("Take the alarm first. Nothing was changed."))
    right = routines.check_word(account_id=alarm.account_id, said=request.POST.get("word", ""))
    said = _("The code word was right.") if right else _("What they said is not the code word.")
    api.note(alarm_id=alarm_id, text=said, now=now)
    if not right:
        raise api.Refused(said)


def _verify(request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    basis = script.BASES.get(request.POST.get("basis", ""))
    if basis is None:
        raise api.FieldProblem(_("Choose how you know that it is a burglary."), field="basis")
    api.verify(alarm_id=alarm_id, note=str(basis), now=now)


def _note(request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    api.note(alarm_id=alarm_id, text=request.POST.get("note", ""), now=now)


def _close(request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    api.close(alarm_id=alarm_id, reason=request.POST.get("reason", ""), note=request.POST.get("note", ""), now=now)


ACTS: Final[dict[str, Act]] = {
    "take": _take,
    "see": _see,
    "take_over": _take_over,
    "release": _release,
    "hand_over": _hand_over,
    "call": _call,
    "word": _word,
    "verify": _verify,
    "note": _note,
    "close": _close,
    **shift_acts.ACTS,
}


def _number(request: OperatorRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _page(request: OperatorRequest, alarm_id: int) -> console_page.Page:
    try:
        return console_page.page(alarm_id=alarm_id, operator=request.operator, now=timezone.now())
    except api.AlarmMissing as error:
        raise Http404 from error


def _console(request: OperatorRequest, page: console_page.Page | None) -> HttpResponse:
    now = timezone.now()
    presence.here(user_id=request.operator.user_id, now=now)
    config = {
        "language": get_language(),
        "zone": timezone.get_current_timezone_name(),
        "stream": reverse("alarms:stream"),
        "queue": reverse("alarms:queue"),
        "now": milliseconds(now),
        "words": script.SCRIPT,
    }
    colours = request.COOKIES.get("kokong_console_colours", "")
    scheme = colours if colours in {"light", "dark"} else "auto"
    shown = {
        "page": page, "config": config, "operator": request.operator, "scheme": scheme, **_queued(request, now),
    }  # fmt: skip
    return render(request, "alarms/console.html", shown)


def _queued(request: OperatorRequest, now: datetime) -> dict[str, Any]:
    tests = [(one, milliseconds(one.test_until)) for one in api.testing(now=now) if one.test_until]
    gone = api.unseen() if request.operator.may("alarm.handle") else 0
    return {
        "rows": console_page.queue(operator=request.operator, now=now),
        "tests": tests,
        "senders": api.senders(now=now),
        "gone": gone,
        "more_gone": max(0, gone - api.UNSEEN_SHOWN),
        "until": milliseconds(now),
    }
