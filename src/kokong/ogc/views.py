"""The addresses of the interface: each as JSON for programs and as a page for people."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from importlib.metadata import version
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokong.kernel import audit, features, tenancy
from kokong.kernel.features import Feature, Layer
from kokong.kernel.models import Municipality
from kokong.people.api import ActorRequest, may_read
from kokong.places import api as places

from . import documents, openapi, parameters
from .documents import GEOJSON, JSON, OPENAPI, SCHEMA, Desk
from .parameters import BadParameter

Answer = Callable[..., HttpResponse]


def _asked(known: frozenset[str]) -> Callable[[Answer], Callable[..., HttpResponseBase]]:
    """A view of this room: read-only, strict about its parameters, with the standard's words for what is wrong."""

    def decorate(view: Answer) -> Callable[..., HttpResponseBase]:
        @require_safe
        @may_read("layers.read")
        @wraps(view)
        def strict(request: ActorRequest, **parts: str) -> HttpResponse:
            try:
                parameters.check(request, known)
                answer = view(request, parameters.form(request) == "html", **parts)
            except BadParameter as error:
                answer = _refused(request, 400, "InvalidParameterValue", str(error))
            except Http404:
                answer = _refused(request, 404, "NotFound", _("There is no such layer or feature."))
            patch_cache_control(answer, private=True, no_store=True)
            patch_vary_headers(answer, ["Accept", "Accept-Language", "Authorization", "Cookie"])
            return answer

        return strict

    return decorate


@_asked(parameters.PLAIN)
def landing(request: ActorRequest, page: bool) -> HttpResponse:
    """Where a program or a person begins."""
    desk = _desk(request)
    if page:
        return render(
            request, "ogc/landing.html", {"layers": _layers(request), "address": desk.address("landing")}
        )
    return _json(documents.landing(desk), JSON)


@_asked(parameters.PLAIN)
def api(request: ActorRequest, page: bool) -> HttpResponse:
    """The description of the interface."""
    described = openapi.description(_desk(request), _layers(request), version=version("kokong"))
    if page:
        return render(
            request, "ogc/api.html", {"api": described, "parameters": described["components"]["parameters"]}
        )
    return _json(described, OPENAPI)


@_asked(parameters.PLAIN)
def conformance(request: ActorRequest, page: bool) -> HttpResponse:
    """What of the standard is met."""
    said = documents.conformance(_desk(request))
    if page:
        return render(request, "ogc/conformance.html", {"classes": said["conformsTo"]})
    return _json(said, JSON)


@_asked(parameters.PLAIN)
def collections(request: ActorRequest, page: bool) -> HttpResponse:
    """All layers that the reader may see."""
    if page:
        return render(request, "ogc/collections.html", {"layers": _layers(request)})
    return _json(documents.collections(_desk(request, measured=True), _layers(request)), JSON)


@_asked(parameters.PLAIN)
def collection(request: ActorRequest, page: bool, collection: str) -> HttpResponse:
    """One layer."""
    layer = _layer(request, collection)
    if page:
        return render(request, "ogc/collection.html", {"layer": layer, "legend": documents.told(layer)})
    return _json(documents.collection(_desk(request, measured=True), layer), JSON)


@_asked(parameters.PLAIN)
def schema(request: ActorRequest, page: bool, collection: str) -> HttpResponse:
    """What a layer's features say; the layer's page says it to people."""
    layer = _layer(request, collection)
    if page:
        return render(request, "ogc/collection.html", {"layer": layer, "legend": documents.told(layer)})
    return _json(documents.schema(_desk(request), layer), SCHEMA)


@_asked(parameters.ITEMS)
def items(request: ActorRequest, page: bool, collection: str) -> HttpResponse:
    """A page of features. One more than asked for tells whether there is another page."""
    layer, desk = _layer(request, collection), _desk(request)
    asked = parameters.items(request.GET, epsg=desk.epsg)
    limit = asked.wanted.limit
    found = layer.find(replace(asked.wanted, limit=limit + 1))
    more, found = len(found.features) > limit, replace(found, features=found.features[:limit])
    _note(request, layer, [each.id for each in found.features], found.matched)
    if page:
        further = desk.here(after=found.features[-1].id) if more else ""
        rows = [_row(layer, each) for each in found.features]
        shown = {"layer": layer, "rows": rows, "matched": found.matched, "further": further}
        return render(request, "ogc/items.html", shown)
    answer = _json(documents.features(desk, layer, found, asked, more=more, now=timezone.now()), GEOJSON)
    answer["Content-Crs"] = f"<{asked.system.uri}>"
    return answer


@_asked(parameters.ITEM)
def item(request: ActorRequest, page: bool, collection: str, feature_id: str) -> HttpResponse:
    """One feature."""
    layer, desk = _layer(request, collection), _desk(request)
    system = parameters.system(request.GET, epsg=desk.epsg)
    number = parameters.feature_id(feature_id)
    found = layer.one(number) if number is not None else None
    if found is None:
        raise Http404
    _note(request, layer, [found.id], 1)
    if page:
        return render(request, "ogc/item.html", {"layer": layer, "id": found.id, "row": _row(layer, found)[1]})
    answer = _json(documents.feature(desk, layer, found, system, now=timezone.now()), GEOJSON)
    answer["Content-Crs"] = f"<{system.uri}>"
    return answer


def _layers(request: ActorRequest) -> list[Layer]:
    return [layer for layer in features.layers() if request.actor.may(layer.action)]


def _layer(request: ActorRequest, name: str) -> Layer:
    found = next((layer for layer in _layers(request) if layer.name == name), None)
    if found is None:
        raise Http404
    return found


def _desk(request: ActorRequest, *, measured: bool = False) -> Desk:
    epsg = Municipality.objects.values_list("crs", flat=True).get(pk=tenancy.municipality_id())
    return Desk(request, request.actor.municipality, epsg, places.bounds() if measured else None)


def _row(layer: Layer, found: Feature) -> tuple[int, list[tuple[Any, Any]]]:
    said = [(layer.properties[name].words, value) for name, value in found.properties.items()]
    return found.id, said


def _note(request: ActorRequest, layer: Layer, shown: list[int], matched: int) -> None:
    """One line in the log for each answer, with the features that it held: so a copy leaves as many lines."""
    token = getattr(request, "token_id", None)
    detail = {"layer": layer.name, "matched": matched, **({"token": token} if token else {})}
    audit.read(action="layer.read", subject=layer.name, rows=shown, detail=detail)


def _json(document: dict[str, Any], kind: str) -> JsonResponse:
    return JsonResponse(document, content_type=kind, json_dumps_params={"ensure_ascii": False})


def _refused(request: ActorRequest, status: int, code: str, words: str) -> HttpResponse:
    if parameters.preferred(request) == "html" and request.GET.get("f") != "json":
        return render(request, "ogc/refused.html", {"words": words}, status=status)
    return JsonResponse({"code": code, "description": words}, status=status)
