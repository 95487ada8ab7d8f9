"""The description of the interface, OpenAPI 3.0: the layers that its reader may see, and no others."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from kokong.kernel.features import Layer

from . import documents, parameters, systems
from .documents import GEOJSON, HTML, JSON, OPENAPI, SCHEMA, Desk, Document

TEXT: Final = {"type": "string"}
LINK: Final = {
    "type": "object",
    "required": ["href"],
    "properties": {"href": TEXT, "rel": TEXT, "type": TEXT, "title": TEXT},
}
LINKS: Final = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}


def description(desk: Desk, layers: Sequence[Layer], *, version: str) -> Document:
    """The whole document."""
    return {
        "openapi": "3.0.3",
        "info": {"title": f"Kokong · {desk.municipality}", "version": version, "description": _about()},
        "servers": [{"url": desk.address("landing").rstrip("/")}],
        "security": [{"token": []}, {"bearer": []}, {"session": []}],
        "paths": {**_frame(), **{path: get for layer in layers for path, get in _paths(layer).items()}},
        "components": {
            "parameters": _parameters(desk),
            "schemas": _schemas(),
            "responses": _responses(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "basic", "description": _("An access token as the password")},
                "bearer": {"type": "http", "scheme": "bearer", "description": _("An access token")},
                "session": {"type": "apiKey", "in": "cookie", "name": "session"},
            },
        },
    }


def _about() -> str:
    return _(
        "Map layers of the work against residential burglary, for people of the municipality and the police. "
        "Sign in with an access token of your account; it only reads."
    )


def _frame() -> Document:
    met = _("What of the standard is met")
    return {
        "/": _get("landing", _("Landing page"), {JSON: _ref("landing"), HTML: TEXT}),
        "/api": _get("api", _("This description"), {OPENAPI: {"type": "object"}, HTML: TEXT}),
        "/conformance": _get("conformance", met, {JSON: _ref("conformance"), HTML: TEXT}),
        "/collections": _get("collections", _("All layers"), {JSON: _ref("collections"), HTML: TEXT}),
    }  # fmt: skip


def _paths(layer: Layer) -> Document:
    path, title = f"/collections/{layer.name}", str(layer.title)
    of_all = [_parameter(name) for name in ("limit", "bbox", "datetime", "after", "crs", "bbox-crs")]
    of_one = [_parameter("crs")]
    number = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    one, page = _feature(layer), _page(layer)
    return {
        path: _get(f"{layer.name}.describe", title, {JSON: _ref("collection"), HTML: TEXT}, missing=True),
        f"{path}/schema": _get(
            f"{layer.name}.schema", title, {SCHEMA: {"type": "object"}, HTML: TEXT}, missing=True
        ),
        f"{path}/items": _get(f"{layer.name}.items", title, {GEOJSON: page, HTML: TEXT}, of_all, missing=True),
        f"{path}/items/{{featureId}}": _get(
            f"{layer.name}.item", title, {GEOJSON: one, HTML: TEXT}, [number, *of_one], missing=True
        ),
    }


def _get(
    name: str, summary: str, content: Document, given: Sequence[Document] = (), *, missing: bool = False
) -> Document:
    answers: Document = {
        "200": {"description": summary, "content": {kind: {"schema": each} for kind, each in content.items()}},
        "400": {"$ref": "#/components/responses/wrong"},
        "401": {"$ref": "#/components/responses/stranger"},
        "403": {"description": _("Not for this role")},
        "429": {"$ref": "#/components/responses/many"},
    }
    if missing:
        answers["404"] = {"$ref": "#/components/responses/missing"}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [*given, _parameter("f")],
            "responses": answers,
        }
    }


def _parameter(name: str) -> Document:
    return {"$ref": f"#/components/parameters/{name}"}


def _ref(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameters(desk: Desk) -> Document:
    known = [system.uri for system in systems.offered(desk.epsg)]
    number: Document = {"type": "integer", "minimum": 1, "maximum": parameters.MOST, "default": parameters.USUAL}
    corners: Document = {
        "type": "array",
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        "items": {"type": "number"},
    }
    system = {"type": "string", "format": "uri", "enum": known, "default": known[0]}
    return {
        "f": _query("f", _("The form of the answer"), {"type": "string", "enum": ["json", "html"]}),
        "limit": _query("limit", _("Features on a page"), number),
        "bbox": _query("bbox", _("Only features in this box: lower left, then upper right corner"), corners),
        "datetime": _query("datetime", _("Only features of this day, moment or interval"), TEXT),
        "after": _query("after", _("Only features with a greater id: how pages follow one another"),
                        {"type": "integer", "minimum": 0}),
        "crs": _query("crs", _("Coordinate system of the answer"), system),
        "bbox-crs": _query("bbox-crs", _("Coordinate system of the box"), system),
    }  # fmt: skip


def _query(name: str, words: str, schema: Document) -> Document:
    return {
        "name": name, "in": "query", "required": False, "description": words, "schema": schema,
        "style": "form", "explode": False,
    }  # fmt: skip


def _schemas() -> Document:
    listed = {"type": "array", "items": _ref("collection")}
    many: Document = {"type": "array", "items": TEXT}
    return {
        "link": LINK,
        "landing": _object(["links"], title=TEXT, description=TEXT, links=LINKS),
        "conformance": _object(["conformsTo"], conformsTo=many),
        "collections": _object(["links", "collections"], links=LINKS, collections=listed),
        "collection": _object(
            ["id", "links"], id=TEXT, title=TEXT, description=TEXT, links=LINKS, crs=many, storageCrs=TEXT,
            itemType=TEXT, extent={"type": "object"},
        ),
        "exception": _object(["code"], code=TEXT, description=TEXT),
    }  # fmt: skip


def _feature(layer: Layer) -> Document:
    said = {name: {**each, "nullable": True} for name, each in documents.properties(layer).items()}
    geometry: dict[str, Any] = {
        **_object(["type", "coordinates"], type={"type": "string"}, coordinates={"type": "array", "items": {}}),
        "nullable": True,
    }
    return _object(
        ["type", "id", "geometry", "properties"],
        type={"type": "string", "enum": ["Feature"]},
        id={"type": "integer"},
        geometry=geometry,
        properties={"type": "object", "properties": said},
        links=LINKS,
    )


def _page(layer: Layer) -> Document:
    count = {"type": "integer", "minimum": 0}
    return _object(
        ["type", "features"],
        type={"type": "string", "enum": ["FeatureCollection"]},
        features={"type": "array", "items": _feature(layer)},
        links=LINKS,
        timeStamp={"type": "string", "format": "date-time"},
        numberMatched=count,
        numberReturned=count,
    )


def _object(required: list[str], **said: Document) -> Document:
    return {"type": "object", "required": required, "properties": said}


def _responses() -> Document:
    def refusal(words: str) -> Document:
        return {"description": words, "content": {JSON: {"schema": _ref("exception")}, HTML: {"schema": TEXT}}}

    return {
        "wrong": refusal(_("A parameter is unknown or can’t be meant")),
        "stranger": refusal(_("No access token, or one that has ended")),
        "missing": refusal(_("There is no such layer or feature")),
        "many": refusal(_("Too many requests")),
    }
