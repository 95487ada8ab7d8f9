"""The live stream's address: who listens, and whether they still may."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kokong.kernel import live, tenancy
from kokong.people import api as people

from .. import models as rows
from ..access import OperatorRequest, may
from . import presence, stream


@may("alarm.see")
@require_GET
def listen(request: OperatorRequest) -> StreamingHttpResponse:
    """Server-sent events: that there is news of the alarms this person handles, and nothing of what they are."""
    operator = request.operator
    centres = _centres(operator.user_id) if operator.municipality_id is None else frozenset()
    interest = stream.Interest(operator.municipality_id, centres, everything=operator.may("alarm.supervise"))
    still = allowed(str(request.session.session_key), operator.user_id, interest)
    return live.answer(interest, hub=stream.hub, allowed=still)


def allowed(session_key: str, user_id: int, interest: stream.Interest) -> Callable[[], bool]:
    """Whether somebody is still signed in and still handles these alarms, to be asked while a stream is open.

    Who is asked for so is there: that is written down for colleagues.
    """

    def check() -> bool:
        if not live.signed_in(session_key):
            return False
        with tenancy.scope(municipality_id=None, authority="municipality", user_id=user_id):
            if not _may(interest, user_id):
                return False
        with tenancy.scope(municipality_id=interest.municipality_id, authority="municipality", user_id=user_id):
            presence.here(user_id=user_id, now=timezone.now())
        return True

    return check


def _may(interest: stream.Interest, user_id: int) -> bool:
    if interest.municipality_id is None:
        return _centres(user_id) == interest.centre_ids
    return _works_in(interest.municipality_id, user_id)


def _works_in(municipality_id: int, user_id: int) -> bool:
    if not get_user_model().objects.filter(pk=user_id, is_active=True).exists():
        return False
    actors = people.actors_of(user_id=user_id)
    return any(actor.municipality_id == municipality_id and actor.may("alarm.see") for actor in actors)


def _centres(user_id: int) -> frozenset[int]:
    found = rows.CentreOperator.objects.filter(user_id=user_id).values_list("centre_id", flat=True)
    return frozenset(found)
