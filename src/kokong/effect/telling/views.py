"""Buttons with which a coordinator publishes an evaluation, and takes it back."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import work


@pages.post("effect:evaluation", "evaluation_id")
@may("effect.publish")
def publish(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Have everybody read it."""
    me, now = request.actor.user_id, timezone.now()
    return pages.act(
        request,
        lambda: work.publish(evaluation_id=evaluation_id, user_id=me, now=now),
        to=("effect:evaluation", evaluation_id),
        done=_("Published on the page of results, in plain words and rounded numbers."),
    )


@pages.post("effect:evaluation", "evaluation_id")
@may("effect.publish")
def take_back(request: ActorRequest, evaluation_id: int) -> HttpResponse:
    """Have nobody outside read it any more."""
    return pages.act(
        request,
        lambda: work.take_back(evaluation_id=evaluation_id),
        to=("effect:evaluation", evaluation_id),
        done=_("Taken back: the public page shows it no longer."),
    )
