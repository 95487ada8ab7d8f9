"""The page on which residents answer, without a sign-in, in the municipality that it names."""

import re
import secrets
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kokong.kernel import installation, pages, public, tenancy
from kokong.kernel.models import Municipality
from kokong.places import api as places

from . import reading, telling, work
from .forms import AnswerForm
from .values import Dialogue

COOKIE: Final = "kokong_dialogue"
PATH: Final = "/m/dialogue/"
OURS: Final = re.compile(r"[\w-]{32}", re.ASCII)  # what `secrets.token_urlsafe(24)` gives
DAYS_90: Final = 90 * 24 * 3600


def address(code: str, dialogue_id: int) -> str:
    """Where residents answer."""
    return installation.current().url + reverse("dialogue:answer", args=[code, dialogue_id])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str, dialogue_id: int) -> HttpResponse:
    """The questions; sent, they are kept once for each browser, and replace what it sent before."""
    place = _place(code)
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        found = pages.known_or_404(reading.dialogue, dialogue_id=dialogue_id)
        if found.state not in {"open", "closed", "told"}:
            raise Http404
        token = _token(request)
        fresh = token or secrets.token_urlsafe(24)
        if found.state != "open" or found.until < timezone.localdate():
            return render(request, "promises/dialogue/over.html", _over(place, found))
        form = AnswerForm(pages.sent(request), dialogue=found)
        way = "meeting" if request.GET.get("at") == "meeting" else "page"
        response = pages.form_page(
            request,
            "promises/dialogue/answer.html",
            form,
            keep=lambda: work.answer(
                dialogue_id=dialogue_id, answers=form.answers(), token=token, way=way, now=timezone.now()
            ),
            to=lambda again: render(
                request, "promises/dialogue/thanks.html", {"place": place, "dialogue": found, "again": again}
            ),
            shown={
                "place": place, "dialogue": found, "once": fresh,
                "tiles": f"{PATH}{code}/{dialogue_id}/tiles/{{z}}/{{x}}/{{y}}.mvt",
                "bounds": ",".join(f"{each:.5f}" for each in places.bounds() or ()),
                "pins": any(each.kind == "pin" for each in found.questions),
            },
        )  # fmt: skip
    response.set_cookie(
        COOKIE, fresh, max_age=DAYS_90, path=PATH, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response


@require_safe
def tile(request: HttpRequest, code: str, dialogue_id: int, zoom: int, column: int, row: int) -> HttpResponse:  # noqa: ARG001
    """The ground on which residents point places out, while they may answer."""
    place = _place(code)
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        found = pages.known_or_404(reading.dialogue, dialogue_id=dialogue_id)
        if found.state != "open":
            raise Http404
        data = places.tile(zoom=zoom, column=column, row=row, keep=False)
    if data is None:
        raise Http404
    headers = {"Content-Encoding": "gzip", "Cache-Control": "private, max-age=3600"}
    return HttpResponse(data, content_type="application/vnd.mapbox-vector-tile", headers=headers)


def _over(place: Municipality, found: Dialogue) -> dict[str, Any]:
    """A dialogue that is closed, and where everybody reads what was heard and what came of it."""
    told = found.state == "told" and public.is_published(work.PAGE)
    return {"place": place, "dialogue": found, "told": telling.address(place.code, found.id) if told else ""}


def _token(request: HttpRequest) -> str:
    """What tells one browser from another, as we gave it; empty for anything else."""
    told = (request.COOKIES.get(COOKIE, ""), request.POST.get("once", ""))
    return next((each for each in told if OURS.fullmatch(each)), "")


def _place(code: str) -> Municipality:
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found
