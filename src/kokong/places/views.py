"""Address search as one types, map tiles, and the optional base map."""

import gzip

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kokong.kernel import features, installation
from kokong.people.api import ActorRequest, may

from . import api, asking, basemap, layers, mapping, tiles

LONGEST = 200


@require_safe
@may("places.search")
def search(request: ActorRequest) -> HttpResponseBase:
    """`?q=Storg 5 B` → `{"results": [{"id", "label", "detail", "lon", "lat"}]}`."""
    hits = api.search(text=request.GET.get("q", "")[:LONGEST])
    results = [
        {"id": h.dwelling_id, "label": h.label, "detail": h.detail, "lon": round(h.lon, 6), "lat": round(h.lat, 6)}
        for h in hits
    ]
    response = JsonResponse({"results": results})
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@may("places.map")
def tile(request: ActorRequest, zoom: int, column: int, row: int) -> HttpResponseBase:
    """A vector tile, which the browser may keep and asks about again; 404 outside the tiled zooms."""
    mark = f'"{request.actor.municipality_id}-{tiles.version()}-{zoom}-{column}-{row}"'
    if mark in request.headers.get("If-None-Match", ""):
        return _kept(HttpResponse(status=304), mark)
    data = tiles.tile(zoom, column, row)
    if data is None:
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = data if packed else gzip.decompress(data)
    response = HttpResponse(body, content_type="application/vnd.mapbox-vector-tile")
    if packed:
        response["Content-Encoding"] = "gzip"
    return _kept(response, mark)


@require_safe
@may("places.map")
def edge(request: ActorRequest) -> HttpResponseBase:
    """Where our own ground ends, as GeoJSON."""
    mark = f'"{request.actor.municipality_id}-{tiles.version()}-edge"'
    if mark in request.headers.get("If-None-Match", ""):
        return _kept(HttpResponse(status=304), mark)
    return _kept(JsonResponse(layers.edge()), mark)


def _kept(response: HttpResponse, mark: str) -> HttpResponse:
    response["ETag"] = mark
    response["Cache-Control"] = "private, max-age=300"
    response["Vary"] = "Accept-Encoding, Cookie"
    return response


@require_safe
@may("layers.read")
def layer(request: ActorRequest, collection: str) -> HttpResponseBase:
    """A layer as the pages' own map draws it, the newest features first; 404 for one that one may not see."""
    found = features.layer(collection)
    if found is None or not request.actor.may(found.action):
        raise Http404
    now = timezone.now()
    wanted = asking.wanted(request.GET, layer=found, now=now)
    if wanted is None:
        return HttpResponse(status=400)
    answer = JsonResponse(mapping.collection(found, wanted, now=now))
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@may("places.map")
def base_map(request: HttpRequest) -> HttpResponseBase:
    """The installation's PMTiles file, by ranges; 404 where none is set."""
    path = installation.current().basemap
    if path is None or not path.is_file():
        raise Http404
    return basemap.answer(path, request.headers.get("Range", ""))
