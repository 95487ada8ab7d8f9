"""What people and programs send is made clean at the door, before any view, form or schema sees it."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict, UnreadablePostError
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from kokong.tables import clean, cleaned, impossible

FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
FOR_PROGRAMS: Final = ("/api/", "/ogc/")
AS_TYPED: Final = "password"  # fields of this name are compared, never shown

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class CleanMiddleware:
    """Control characters, and signs that turn the direction of writing, go from fields, parameters and JSON texts.

    What holds a NUL or half a pair of surrogates is answered with 400: no keyboard writes them, and a database
    takes neither. Files are for those who read them (`kokong.tables`); here only their names are cleaned.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the address, headers and cookies."""
        told = (request.path_info, unquote_plus(request.META.get("QUERY_STRING", "")), *_headers(request))
        if any(map(impossible, told)):
            return refused(request)
        for name, value in list(request.COOKIES.items()):
            if clean(name + value) != name + value:
                del request.COOKIES[name]
        request.GET = _fields(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Look at the body, once it is known that somebody takes it."""
        try:
            possible = _form(request) if request.content_type in FORMS else _document(request)
        except UnreadablePostError:
            return HttpResponse(status=HTTPStatus.REQUEST_TIMEOUT)
        return None if possible else refused(request)


def refused(request: HttpRequest, status: HTTPStatus = HTTPStatus.BAD_REQUEST, words: str = "") -> HttpResponse:
    """The page that says so, or the same for programs, in the language of who asks."""
    with override(get_language_from_request(request)):
        words = words or _("What was sent holds characters that can't be text. Nothing was changed.")
        if request.path.startswith(FOR_PROGRAMS) or request.content_type == "application/json":
            told = {
                "detail": words,
                "error": words,
                "code": "Refused",
                "description": words,
            }  # each kind of program
            return JsonResponse(told, status=status)
        return HttpResponse(render_to_string("kernel/refused.html", {"words": words}), status=status)


def length(request: HttpRequest) -> int:
    """How long a body is by its own word; 0 without one."""
    told = str(request.META.get("CONTENT_LENGTH") or "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _headers(request: HttpRequest) -> list[str]:
    return [str(value) for name, value in request.META.items() if name.startswith(("HTTP_", "CONTENT_"))]


def _form(request: HttpRequest) -> bool:
    """Clean the fields of a form. Whether all of them can be text."""
    if request.method != "POST":
        return True
    if any(impossible(text) for name, values in request.POST.lists() for text in (name, *values)):
        return False
    request.POST = _fields(request.POST)  # type: ignore[assignment]
    for _name, files in request.FILES.lists():
        for file in files:
            file.name = clean(str(file.name))
    return True


def _fields(given: QueryDict) -> QueryDict:
    """The same fields with clean texts; the very same where they are."""
    tidy = {
        name: values if AS_TYPED in name else [clean(value) for value in values] for name, values in given.lists()
    }
    if all(given.getlist(name) == values for name, values in tidy.items()):
        return given
    found = QueryDict(mutable=True)
    for name, values in tidy.items():
        found.setlist(clean(name), values)
    found._mutable = False
    return found


def _document(request: HttpRequest) -> bool:
    """Clean the texts of a JSON body. Whether all of them can be text; what is no JSON is for the view to say."""
    if not length(request):
        return True
    try:
        text = request.body.decode()
        if "\\u" not in text and clean(text) == text:
            return True
        found = json.loads(text)
    except (ValueError, RecursionError):
        return True
    if any(map(impossible, _texts(found))):
        return False
    request._body = json.dumps(cleaned(found)).encode()
    return True


def _texts(value: Any) -> list[str]:
    """Every text in plain values, names too."""
    match value:
        case str():
            return [value]
        case dict():
            return [text for name, part in value.items() for text in (name, *_texts(part))]
        case list():
            return [text for part in value for text in _texts(part)]
    return []
