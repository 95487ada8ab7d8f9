"""The map and its table: burglaries, and what the measures declare for it, drawn and listed."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.incidents import api as incidents
from kokong.kernel import measure, shown
from kokong.people.api import Actor, ActorRequest, may
from kokong.places import api as places

from . import mapping, rules, words
from .forms import MapForm

PAGE: Final = 25


class _Found(Sequence[incidents.Burglary]):
    """The burglaries of a period as a paginator asks for them: a count, and one page at a time."""

    def __init__(self, **asked: Any) -> None:
        self._asked = asked

    @cached_property
    def total(self) -> int:
        return incidents.count(**self._asked)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: Any) -> Any:
        return incidents.burglaries(**self._asked, offset=part.start, limit=part.stop - part.start)


@may("desk.see")
@require_GET
def show(request: ActorRequest) -> HttpResponse:
    """Burglaries of a period, and what the measures have on the map."""
    now, form = timezone.now(), MapForm(request.GET)
    period = form.period_at(now, timezone.get_current_timezone())
    found = _Found(**_asked(form, period))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    more = _more(request.actor, now)
    homes = places.dwellings(ids={b.dwelling_id for b in page.object_list})
    context = {
        "form": form,
        "period": period,
        "periods": words.PERIODS,
        "page": page,
        "rows": [
            (b, homes[b.dwelling_id], words.said(incidents.words.KINDS, b.dwelling_kind)) for b in page.object_list
        ],
        "said": [each.words for each in more if each.words],
        "panels": [panel for each in more for panel in each.panels],
        "too_many": found.total > rules.MOST_ON_MAP,
        "most": rules.MOST_ON_MAP,
        "layers": _layers(),
        "bounds": _bounds() if not found.total and not any(each.features for each in more) else "",
    }
    return render(request, "desk/map.html", context)


def _layers() -> str:
    """What can be laid under the work; nothing of it is fetched before somebody switches it on."""
    choices = (
        (_("This week’s zones"), "risk:zones"),
        (_("Risk map"), "risk:surface"),
        (_("Areas"), "areas:all-features"),
    )
    return json.dumps([{"words": said, "features": reverse(view), "shown": False} for said, view in choices])


def _bounds() -> str:
    """Where the map looks while there is nothing to show: it measures every dwelling, so only then."""
    return ",".join(f"{edge:.5f}" for edge in places.bounds() or ())


@may("desk.see")
@require_GET
def features(request: ActorRequest) -> JsonResponse:
    """The same as GeoJSON: the newest burglaries of the period, and over them what the measures draw."""
    now, form = timezone.now(), MapForm(request.GET)
    asked = _asked(form, form.period_at(now, timezone.get_current_timezone()))
    found = incidents.burglaries(**asked, limit=rules.MOST_ON_MAP)
    return JsonResponse(shown.collection(_features(found, _more(request.actor, now), now=now)))


def _more(actor: Actor, now: datetime) -> list[shown.OnMap]:
    return [on_map(actor=actor, now=now) for _measure, on_map in measure.each("on_map")]


def _features(
    found: Sequence[incidents.Burglary], more: Sequence[shown.OnMap], *, now: datetime
) -> list[shown.Feature]:
    homes = places.dwellings(ids={b.dwelling_id for b in found})
    instead = frozenset().union(*(each.instead for each in more))
    pen = mapping.Pen(now=now)
    drawn = [pen.burglary(b, homes[b.dwelling_id]) for b in found if b.id not in instead]
    return drawn + [feature for each in more for feature in each.features]


def _asked(form: MapForm, period: rules.Period) -> dict[str, Any]:
    return {"since": period.since, "until": period.until, "states": ("draft", "confirmed"), **form.filters()}
