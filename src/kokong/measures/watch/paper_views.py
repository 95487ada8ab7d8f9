"""What is printed for a group."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import paper
from .alerts import paper as alerts
from .caring.guards import within


@may("watch.see")
@require_GET
def poster(request: ActorRequest, group_id: int) -> HttpResponse:
    """A sheet with a code by which neighbours join."""
    return pages.pdf(
        request, lambda: paper.poster(group_id=group_id), name=_("poster"), back=("watch:group", group_id)
    )


@may("watch.see")
@require_GET
def roster_list(request: ActorRequest, group_id: int) -> HttpResponse:
    """The roster for those who don't use the internet. Reading it is logged."""
    return pages.pdf(
        request, lambda: paper.roster_list(group_id=group_id), name=_("roster"), back=("watch:group", group_id)
    )


@may("watch.see")
@require_GET
def alert(request: ActorRequest, alert_id: int) -> HttpResponse:
    """An alert to hand out."""
    return pages.pdf(
        request, lambda: alerts.sheet(alert_id=alert_id), name=_("alert"), back=("watch:alert", alert_id)
    )


@within
@require_GET
def own_list(request: ActorRequest, group_id: int) -> HttpResponse:
    """The same list as the desk's, for who looks after the group."""
    return pages.pdf(
        request,
        lambda: paper.roster_list(group_id=group_id),
        name=_("roster"),
        back=("watch:care-roster", group_id),
    )
