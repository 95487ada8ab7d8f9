"""The standard's documents: landing page, conformance, collections, features."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.kernel.features import Feature, Found, Layer
from kokong.kernel.looks import COLOURS, Symbol

from . import systems
from .parameters import Asked
from .systems import System

JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
HTML: Final = "text/html"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
SYMBOL: Final = "symbol"
SCHEMA: Final = "application/schema+json"
SCHEMA_REL: Final = "http://www.opengis.net/def/rel/ogc/1.0/schema"
PART_1: Final = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CONFORMS_TO: Final = (
    *(PART_1 + name for name in ("core", "geojson", "html", "oas30")),
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
)

Document = dict[str, Any]


def outward(bounds: tuple[float, float, float, float]) -> list[float]:
    """A box to five digits, none of which cuts off what lies on its edge."""
    west, south, east, north = (edge * 1e5 for edge in bounds)
    return [math.floor(west) / 1e5, math.floor(south) / 1e5, math.ceil(east) / 1e5, math.ceil(north) / 1e5]


@dataclass(frozen=True)
class Desk:
    """Where documents are written: absolute addresses, the municipality and its metric system."""

    request: HttpRequest
    municipality: str
    epsg: int
    bounds: tuple[float, float, float, float] | None

    def address(self, name: str, form: str = "", **parts: Any) -> str:
        """The absolute address of one of this room's views."""
        url = self.request.build_absolute_uri(reverse(f"ogc:{name}", kwargs=parts))
        return f"{url}?f={form}" if form else url

    def here(self, **changes: Any) -> str:
        """The address of this request with some parameters changed; None takes one away."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        path = self.request.build_absolute_uri(self.request.path)
        return f"{path}?{query.urlencode(safe=':/,')}" if query else path

    def itself(self, kind: str) -> list[Document]:
        """The links of a document to itself and to its page."""
        return [
            link(self.here(), "self", kind, _("This document")),
            link(self.here(f="html"), "alternate", HTML, _("This document as a page")),
        ]


def link(href: str, rel: str, kind: str, title: str) -> Document:
    """A link of the standard."""
    return {"href": href, "rel": rel, "type": kind, "title": title}


def landing(desk: Desk) -> Document:
    """Where a program begins."""
    return {
        "title": f"Kokong · {desk.municipality}",
        "description": _("Map layers of the work against residential burglary."),
        "links": [
            *desk.itself(JSON),
            link(desk.address("api"), "service-desc", OPENAPI, _("Description of the interface")),
            link(desk.address("api", "html"), "service-doc", HTML, _("Description of the interface as a page")),
            link(desk.address("conformance"), "conformance", JSON, _("What of the standard is met")),
            link(desk.address("collections"), "data", JSON, _("Map layers")),
        ],
    }


def conformance(desk: Desk) -> Document:
    """What of the standard is met."""
    return {"conformsTo": list(CONFORMS_TO), "links": desk.itself(JSON)}


def collections(desk: Desk, layers: Sequence[Layer]) -> Document:
    """All layers that the reader may see."""
    return {
        "links": desk.itself(JSON),
        "crs": [system.uri for system in systems.offered(desk.epsg)],
        "collections": [collection(desk, layer) for layer in layers],
    }


def collection(desk: Desk, layer: Layer) -> Document:
    """One layer: the same whether listed or alone."""
    name, known = layer.name, systems.offered(desk.epsg)
    return {
        "id": name,
        "title": str(layer.title),
        "description": str(layer.words),
        "itemType": "feature",
        "extent": _extent(desk, layer),
        "crs": [system.uri for system in known],
        "storageCrs": known[1].uri,
        "legend": [{"symbol": state} | _drawn(symbol) for state, symbol in told(layer)],
        "links": [
            link(desk.address("collection", collection=name), "self", JSON, str(layer.title)),
            link(desk.address("collection", "html", collection=name), "alternate", HTML, str(layer.title)),
            link(desk.address("items", collection=name), "items", GEOJSON, str(layer.title)),
            link(desk.address("items", "html", collection=name), "items", HTML, str(layer.title)),
            link(desk.address("schema", collection=name), SCHEMA_REL, SCHEMA, _("What features say")),
        ],
    }


def told(layer: Layer) -> list[tuple[str, Symbol]]:
    """The symbols of a layer that mean something in words, by what features say as `symbol`."""
    return [(state, symbol) for state, symbol in layer.look.symbols.items() if symbol.words]


def _drawn(symbol: Symbol) -> Document:
    """A symbol for programs: its colours as they are on light ground."""
    fill, edge = COLOURS[symbol.fill][0], COLOURS[symbol.edge][0]
    return {"title": str(symbol.words), "shape": symbol.shape, "fill": fill, "opacity": symbol.depth, "edge": edge}


def _extent(desk: Desk, layer: Layer) -> Document:
    extent: Document = {}
    if desk.bounds is not None:
        extent["spatial"] = {"bbox": [outward(desk.bounds)], "crs": systems.CRS84}
    if layer.timed:
        extent["temporal"] = {"interval": [[None, None]]}
    return extent


def schema(desk: Desk, layer: Layer) -> Document:
    """What a layer's features say, as JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": desk.address("schema", collection=layer.name),
        "type": "object",
        "title": str(layer.title),
        "properties": {
            "id": {"type": "integer", "x-ogc-role": "id"},
            "geometry": {"format": f"geometry-{layer.geometry.lower()}", "x-ogc-role": "primary-geometry"},
            **properties(layer),
        },
    }


def properties(layer: Layer) -> Document:
    """The properties of a layer's features, each with its type and its words."""
    kinds = {kind: {"type": "string", "format": kind} for kind in ("date", "date-time")}
    return {
        name: {**kinds.get(each.kind, {"type": each.kind}), "title": str(each.words)}
        for name, each in layer.properties.items()
    } | {SYMBOL: {"type": "string", "title": _("How maps draw it"), "enum": list(layer.look.symbols)}}


def features(desk: Desk, layer: Layer, found: Found, asked: Asked, *, more: bool, now: datetime) -> Document:
    """One page of features, with the way to the next where there are more."""
    shown = _features(layer, found.features, asked.system, now=now)
    links = desk.itself(GEOJSON)
    if more:
        address = desk.here(after=found.features[-1].id)
        links.append(link(address, "next", GEOJSON, _("Next page")))
    return {
        "type": "FeatureCollection",
        "timeStamp": now.isoformat(timespec="seconds"),
        "numberMatched": found.matched,
        "numberReturned": len(shown),
        "features": shown,
        "links": links,
    }


def feature(desk: Desk, layer: Layer, found: Feature, system: System, *, now: datetime) -> Document:
    """One feature alone."""
    home = link(desk.address("collection", collection=layer.name), "collection", JSON, str(layer.title))
    return {**_features(layer, [found], system, now=now)[0], "links": [*desk.itself(GEOJSON), home]}


def _features(layer: Layer, found: Sequence[Feature], system: System, *, now: datetime) -> list[Document]:
    shapes = systems.drawn([each.shape for each in found], system) if found else []
    return [
        {
            "type": "Feature",
            "id": each.id,
            "geometry": shape,
            "properties": plain(each.properties) | {SYMBOL: layer.symbol(each, now=now)},
        }
        for each, shape in zip(found, shapes, strict=True)
    ]


def plain(properties: Mapping[str, Any]) -> Document:
    """Properties as JSON knows them."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in properties.items()
    }
