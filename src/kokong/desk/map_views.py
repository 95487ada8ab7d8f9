"""The map and its tables: burglaries, and what the measures declare for it, drawn and listed.

The layers are of the whole period, of which the browser shows the days that the slider leaves; the table is of
those days.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_GET

from kokong.incidents import api as incidents
from kokong.kernel import features, measure, shown
from kokong.people.api import Actor, ActorRequest, may
from kokong.places import api as places

from . import rules, words
from .forms import MapForm

PAGE: Final = 25
SHOWN: Final = frozenset({"burglaries", "cocoons"})  # until somebody chooses


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
    now, zone, form = timezone.now(), timezone.get_current_timezone(), MapForm(request.GET)
    period = form.period_at(now, zone)
    shown_days = form.shown_of(period, zone)
    found = _Found(**_asked(form, shown_days))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    more, asked = _more(request.actor, now), request.GET.get("layers")
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
        "days": rules.days_of(shown_days, zone=zone),
        "panels": [panel for each in more for panel in each.panels],
        "chosen": asked,
        "layers": _layers(request.actor, form, period, asked),
        "bounds": "" if found.total and asked is None else _bounds(),
    }
    return render(request, "desk/map.html", context)


def _layers(actor: Actor, form: MapForm, period: rules.Period, asked: str | None) -> str:
    """The layers of this person. Nothing of one is fetched before it is switched on."""
    on = SHOWN if asked is None else frozenset(asked.split(","))
    found = [(layer, layer.name in on) for layer in features.layers() if layer.on_desk and actor.may(layer.action)]
    return places.layers_offered(found, since=period.since, until=period.until, **form.choices())


def _bounds() -> str:
    """Where the map looks while there is nothing to show: it measures every dwelling, so only then."""
    return ",".join(f"{edge:.5f}" for edge in places.bounds() or ())


def _more(actor: Actor, now: datetime) -> list[shown.OnMap]:
    return [on_map(actor=actor, now=now) for _measure, on_map in measure.each("on_map")]


def _asked(form: MapForm, period: rules.Period) -> dict[str, Any]:
    return {"since": period.since, "until": period.until, "states": ("draft", "confirmed"), **form.filters()}
