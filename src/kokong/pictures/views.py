"""A picture's bytes, for whoever sees what it is of."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.people.api import ActorRequest, may

from . import api
from .rules import SIDES


@may("picture.see")
@require_GET
def image(request: ActorRequest, picture_id: int, size: str) -> HttpResponse:
    """The picture; 404 where there is none for this person."""
    seen(request, picture_id)
    for known in SIDES:
        if known == size:
            content = pages.known_or_404(api.content, picture_id, known)
            return pages.file(content, name=f"{picture_id}.jpg", kind="image/jpeg", inline=True)
    raise Http404


def seen(request: ActorRequest, picture_id: int) -> api.Picture:
    """The picture, where this person sees it; Http404 else, as for one that never was."""
    found = pages.known_or_404(api.picture, picture_id=picture_id)
    if not api.may_see(request.actor, *found.subject):
        raise Http404
    return found
