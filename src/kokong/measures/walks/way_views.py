"""The way of a walk while it is drawn: what the stops written so far come to. Nothing is kept."""

from http import HTTPStatus

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kokong.people.api import ActorRequest, may
from kokong.places import api as places

from . import route, rules
from .values import Refused


@never_cache
@may("walk.do")
@require_POST
def way(request: ActorRequest) -> JsonResponse:
    """The stops with their names and places, the way through them in degrees, and how far it is."""
    try:
        found = route.over_streets(route.lines_of(request.POST.get("stops", "")))
    except Refused as error:
        return JsonResponse({"said": error.message}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    spots = _degrees([each.point for each in found.stops])
    stops = [
        {"name": each.name, "line": each.line, "lon": lon, "lat": lat}
        for each, (lon, lat) in zip(found.stops, spots, strict=True)
    ]
    told = {"stops": stops, "way": _degrees(found.corners), "said": _said(found)}
    return JsonResponse(told)


def _said(found: route.Route) -> str:
    if not found.stops:
        return ""
    said = {"m": found.length_m, "minutes": rules.minutes(found.length_m)}
    return _("%(m)d m, about %(minutes)d minutes") % said


def _degrees(points: "tuple[tuple[float, float], ...] | list[tuple[float, float]]") -> list[tuple[float, float]]:
    lon, lat = places.degrees(x=[x for x, _y in points], y=[y for _x, y in points])
    return [(round(float(x), 6), round(float(y), 6)) for x, y in zip(lon, lat, strict=True)]
