"""Answer times: a sentence and a picture for each urgency, the table, and its file."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kokong.kernel.lists import Asked

from ..access import OperatorRequest, may
from . import counting, listing, telling
from .counting import Answered


@may("alarm.accounts")
@require_http_methods(["GET", "POST"])
def answers(request: OperatorRequest) -> HttpResponse:
    """The last twelve months of whoever looks: a municipality's own, or those of a centre's municipalities."""
    now = timezone.now()
    found = counting.answers(now=now)
    table = listing.answers_of({one.municipality_id: one.municipality for one in found})
    return table.answer(
        request,
        lambda asked: [one for one in found if _is(one, asked)],
        template="alarms/answering/answers.html",
        shown=lambda: _shown(request, found, table),
    )


def _shown(request: OperatorRequest, found: tuple[Answered, ...], table: listing.Answers) -> dict[str, object]:
    asked = table.asked(request.GET)
    chosen, months = [one for one in found if _is(one, asked)], counting.months_to(timezone.now())
    urgency = asked.filters.get("urgency")
    lives = [life for life in (True, False) if urgency in {None, "", "life" if life else "other"}]
    return {"told": [telling.told(chosen, months, life=life) for life in lives], "operator": request.operator}


def _is(one: Answered, asked: Asked) -> bool:
    urgency, place = asked.filters.get("urgency"), asked.filters.get("place")
    return urgency in {None, "", "life" if one.life else "other"} and place in {None, one.municipality_id}
