"""The map and its table: the same burglaries and cocoons, drawn and listed."""

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
from kokong.measures.cocoons import api as cocoons
from kokong.people.api import ActorRequest, may
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
    """Burglaries of a period and the active cocoons."""
    now, form = timezone.now(), MapForm(request.GET)
    period = form.period_at(now, timezone.get_current_timezone())
    found = _Found(**_asked(form, period))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    active = cocoons.open_cocoons(now=now)
    counts = cocoons.coverage(cocoon_ids=[c.id for c in active])
    homes = places.dwellings(ids={b.dwelling_id for b in page.object_list} | {c.dwelling_id for c in active})
    context = {
        "form": form,
        "period": period,
        "periods": words.PERIODS,
        "page": page,
        "rows": [
            (b, homes[b.dwelling_id], words.said(incidents.words.KINDS, b.dwelling_kind)) for b in page.object_list
        ],
        "cocoons": [(c, homes[c.dwelling_id], counts[c.id]) for c in sorted(active, key=lambda c: c.due)],
        "too_many": found.total > rules.MOST_ON_MAP,
        "most": rules.MOST_ON_MAP,
        "layers": _layers(),
        "bounds": _bounds() if not found.total and not active else "",
    }
    return render(request, "desk/map.html", context)


def _layers() -> str:
    """What can be laid under the work; nothing of it is fetched before somebody switches it on."""
    choices = ((_("This week’s zones"), "risk:zones"), (_("Risk map"), "risk:surface"))
    return json.dumps([{"words": said, "features": reverse(view), "shown": False} for said, view in choices])


def _bounds() -> str:
    """Where the map looks while there is nothing to show: it measures every dwelling, so only then."""
    return ",".join(f"{edge:.5f}" for edge in places.bounds() or ())


@may("desk.see")
@require_GET
def features(request: ActorRequest) -> JsonResponse:
    """The same as GeoJSON: the newest burglaries of the period, and the active cocoons over them."""
    now, form = timezone.now(), MapForm(request.GET)
    asked = _asked(form, form.period_at(now, timezone.get_current_timezone()))
    found = incidents.burglaries(**asked, limit=rules.MOST_ON_MAP)
    return JsonResponse(mapping.collection(_features(found, now=now)))


def _features(found: Sequence[incidents.Burglary], *, now: datetime) -> list[mapping.Feature]:
    active = cocoons.open_cocoons(now=now)
    counts = cocoons.coverage(cocoon_ids=[c.id for c in active])
    homes = places.dwellings(ids={b.dwelling_id for b in found} | {c.dwelling_id for c in active})
    around = {c.burglary_id for c in active}
    pen = mapping.Pen(now=now)
    drawn = [pen.burglary(b, homes[b.dwelling_id]) for b in found if b.id not in around]
    return drawn + [pen.cocoon(c, homes[c.dwelling_id], counts[c.id]) for c in active]


def _asked(form: MapForm, period: rules.Period) -> dict[str, Any]:
    return {"since": period.since, "until": period.until, "states": ("draft", "confirmed"), **form.filters()}
