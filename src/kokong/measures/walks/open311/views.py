"""The addresses of GeoReport v2, for reading: no sign-in, and only where the page of walks is published."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kokong.kernel import installation, public, tenancy
from kokong.kernel.models import Municipality

from . import asked, reports, writing

STANDARD: Final = "http://wiki.open311.org/GeoReport_v2"
CHANGED: Final = "2026-11-30T00:00:00Z"
"""When what is said here about services and forms changed last."""
Answer = Callable[[Municipality, str], HttpResponse]


@require_safe
def discovery(request: HttpRequest, code: str, written: str) -> HttpResponse:
    """Where the rest is, and in which forms."""

    def answer(_place: Municipality, form: str) -> HttpResponse:
        here = installation.current().url
        endpoint = {
            "specification": STANDARD,
            "url": here + reverse("open311:services", args=[code, written]).rpartition("/")[0],
            "changeset": CHANGED,
            "type": "production",
            "formats": [name.partition(";")[0] for name in writing.FORMS.values()],
        }
        found = {"changeset": CHANGED, "contact": here, "endpoints": [endpoint]}
        return _told(form, writing.one(form, "discovery", found))

    return _answered(request, code, written, answer)


@require_safe
def services(request: HttpRequest, code: str, written: str) -> HttpResponse:
    """What findings are about."""
    return _answered(
        request, code, written, lambda _place, form: _told(
            form, writing.rows(form, "services", "service", [reports.service(each) for each in reports.SERVICES])
        ),
    )  # fmt: skip


@require_safe
def service(request: HttpRequest, code: str, service: str, written: str) -> HttpResponse:
    """What else is asked about one of them: nothing."""

    def answer(_place: Municipality, form: str) -> HttpResponse:
        if service not in reports.SERVICES:
            return _wrong(form, HTTPStatus.NOT_FOUND, _("There is no such service_code."))
        found = {"service_code": service, "attributes": []}
        return _told(form, writing.one(form, "service_definition", found))

    return _answered(request, code, written, answer)


@require_safe
def listed(request: HttpRequest, code: str, written: str) -> HttpResponse:
    """Reports that fit what is asked; those of the last 90 days where nothing is."""

    def answer(place: Municipality, form: str) -> HttpResponse:
        wanted = asked.read(request.GET.dict(), now=timezone.now())
        found = reports.reports(
            place=place.signed, ids=wanted.ids, codes=wanted.codes, statuses=wanted.statuses,
            since=wanted.since, until=wanted.until,
        )  # fmt: skip
        return _requests(form, found[: asked.MOST])

    return _answered(request, code, written, answer)


@require_safe
def one(request: HttpRequest, code: str, finding_id: int, written: str) -> HttpResponse:
    """One report; as a list, as the standard has it."""

    def answer(place: Municipality, form: str) -> HttpResponse:
        found = reports.reports(place=place.signed, ids=[finding_id]) if finding_id < 2**63 else []
        if not found:
            return _wrong(form, HTTPStatus.NOT_FOUND, _("There is no such service_request_id."))
        return _requests(form, found)

    return _answered(request, code, written, answer)


def _requests(form: str, found: list[reports.Report]) -> HttpResponse:
    return _told(form, writing.rows(form, "service_requests", "request", [each.fields() for each in found]))


def _answered(request: HttpRequest, code: str, form: str, answer: Answer) -> HttpResponse:
    """In the municipality's scope and language; errors in the form that was asked for."""
    if form not in writing.FORMS:
        raise Http404
    with _scope(code) as place:
        if place is None:
            return _wrong(form, HTTPStatus.NOT_FOUND, _("There is nothing here."))
        if request.GET.get("jurisdiction_id", code) != code:
            return _wrong(form, HTTPStatus.NOT_FOUND, _("There is no such jurisdiction_id here."))
        try:
            return answer(place, form)
        except asked.Unclear as error:
            return _wrong(form, HTTPStatus.BAD_REQUEST, str(error))


@contextmanager
def _scope(code: str) -> Iterator[Municipality | None]:
    """The municipality, where its page of walks is for everybody."""
    place = Municipality.objects.filter(code=code).first()
    if place is None:
        yield None
        return
    with tenancy.scope(municipality_id=place.pk, authority="municipality"), translation.override(place.language):
        yield place if public.is_published("walks") else None


def _told(form: str, content: bytes, status: int = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(content, content_type=writing.FORMS[form], status=status)


def _wrong(form: str, status: HTTPStatus, why: Any) -> HttpResponse:
    error = {"code": status.value, "description": str(why)}
    return _told(form, writing.rows(form, "errors", "error", [error]), status)
