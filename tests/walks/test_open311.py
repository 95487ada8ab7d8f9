"""What a program that knows Open311 reads of findings: what everybody reads, and nothing else."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server
from xml.etree import ElementTree as ET

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kokong.measures.walks import api, words
from kokong.measures.walks.open311 import asked, reports, writing
from kokong.public import api as public
from tests import roles

from .conftest import Ground, build_ground

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
FIELDS = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
    "address", "address_id", "zipcode", "lat", "long", "media_url",
]  # fmt: skip


def test_without_anything_it_is_the_last_90_days() -> None:
    assert asked.read({}, now=NOW) == asked.Asked(NOW - timedelta(days=90), NOW)


def test_a_beginning_alone_ends_90_days_later_and_an_end_alone_begins_90_days_before() -> None:
    begun = asked.read({"start_date": "2026-01-01T00:00:00Z"}, now=NOW)
    assert begun.until == datetime(2026, 4, 1, tzinfo=UTC)
    ended = asked.read({"end_date": "2026-04-01T02:00:00+02:00"}, now=NOW)
    assert ended.since == datetime(2026, 1, 1, tzinfo=UTC)


def test_numbers_stand_above_everything_else() -> None:
    given = {"service_request_id": "3, 1", "status": "nonsense", "start_date": "yesterday"}
    assert asked.read(given, now=NOW) == asked.Asked(None, None, ids=(3, 1))


@pytest.mark.parametrize(
    "given",
    [
        {"start_date": "yesterday"},
        {"start_date": "2026-01-01T00:00:00"},
        {"start_date": "9999-12-31T23:59:59Z"},
        {"end_date": "0001-01-01T00:00:00Z"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-02T00:00:00Z"},
        {"status": "done"},
        {"service_code": "light,lamps"},
        {"service_request_id": "1,x"},
        {"service_request_id": "9" * 40},
        {"service_request_id": ",".join(["1"] * 1001)},
    ],
    ids=lambda given: " ".join(f"{key}={value[:12]}" for key, value in given.items()),
)
def test_what_cannot_be_read_is_said(given: dict[str, str]) -> None:
    with pytest.raises(asked.Unclear):
        asked.read(given, now=NOW)


def test_one_report_is_a_list_too_and_no_xml_is_broken_by_what_somebody_wrote() -> None:
    found: list[dict[str, Any]] = [{"description": "a < b\x0b & ”c”", "lat": None, "metadata": False}]
    assert writing.rows("json", "service_requests", "request", found)[:1] == b"["
    root = ET.fromstring(writing.rows("xml", "service_requests", "request", found))
    assert root.findtext("request/description") == "a < b & ”c”"
    assert root.findtext("request/metadata") == "false"
    assert root.findtext("request/lat") == ""


def address(ground: Ground, name: str, *parts: object, **asked_for: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked_for.items())
    return reverse(f"open311:{name}", args=[ground.cast.home.code, *parts]) + (f"?{query}" if query else "")


def publish(ground: Ground) -> None:
    with ground.cast.acting(ground.cast.coordinator):
        public.publish(name="walks", user_id=ground.cast.coordinator.user_id, now=ground.now)


def read(ground: Ground, **asked_for: str) -> list[dict[str, Any]]:
    answer = Client().get(address(ground, "requests", "json", **asked_for))
    assert answer.status_code == 200, answer.content
    return list(answer.json())


def test_nothing_is_told_before_the_page_is_published_or_of_what_nobody_approved(ground: Ground) -> None:
    _walk, number, _holder = ground.asked()
    assert Client().get(address(ground, "requests", "json")).status_code == 404
    publish(ground)
    assert [each["service_request_id"] for each in read(ground)] == [str(number)]
    secret = ground.note(_walk)  # only noted
    assert Client().get(address(ground, "request", secret, "json")).status_code == 404


def test_a_report_has_the_standards_fields_and_no_point(ground: Ground) -> None:
    _walk, number, _holder = ground.asked()
    publish(ground)
    (told,) = read(ground)
    assert list(told) == FIELDS
    assert told["status"] == "open"
    assert told["description"] == "Lampan vid porten lyser inte."
    assert told["agency_responsible"] == "Gatukontoret"
    assert told["address"].startswith("Storgatan, ")
    assert (told["lat"], told["long"]) == (None, None)
    assert told["requested_datetime"].endswith("Z")
    xml = Client().get(address(ground, "request", number, "xml"))
    assert xml["Content-Type"].startswith("text/xml")
    assert [child.tag for child in ET.fromstring(xml.content)[0]] == FIELDS


@pytest.mark.parametrize(
    ("action", "status", "state"),
    [("promise", "open", "promised"), ("refuse", "open", "refused"), ("mend", "closed", "done")],
)
def test_only_what_is_mended_is_closed(ground: Ground, action: str, status: str, state: str) -> None:
    _walk, number, _holder = ground.asked()
    publish(ground)
    with ground.cast.acting(ground.cast.coordinator):
        until = (ground.now + timedelta(days=9)).date() if action == "promise" else None
        api.answer(finding_id=number, action=action, said="Vi har hört er.", until=until, now=ground.now)
    (told,) = read(ground)
    assert told["status"] == status
    with translation.override("sv"):
        assert told["status_notes"] == f"{words.FOUND[state]}: Vi har hört er."
    assert (told["expected_datetime"] is not None) == (action == "promise")
    assert read(ground, status="closed" if status == "open" else "open") == []


def test_the_next_municipality_tells_nothing_of_ours(ground: Ground) -> None:
    _walk, number, _holder = ground.asked()
    publish(ground)
    cast = ground.cast
    with cast.acting(cast.stranger):
        public.publish(name="walks", user_id=cast.stranger.user_id, now=ground.now)
    theirs = reverse("open311:requests", args=[cast.elsewhere.code, "json"])
    assert Client().get(theirs).json() == []
    assert Client().get(f"{theirs}?service_request_id={number}").json() == []
    assert Client().get(address(ground, "requests", "json", jurisdiction_id="9999")).status_code == 404


def test_errors_come_in_the_form_that_was_asked_for(ground: Ground) -> None:
    publish(ground)
    wrong = Client().get(address(ground, "requests", "xml", status="gone"))
    assert wrong.status_code == 400
    assert ET.fromstring(wrong.content).findtext("error/code") == "400"
    assert Client().get(address(ground, "service", "lamps", "json")).json()[0]["code"] == 404
    assert Client().get(address(ground, "services", "csv")).status_code == 404
    assert Client().post(address(ground, "requests", "json")).status_code in {403, 405}


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tests are silent."""


@pytest.fixture
def served(committed_cast: Any) -> Iterator[tuple[Ground, str]]:
    """The site behind a real socket, with one finding that an owner is asked about."""
    ground = build_ground(committed_cast)
    ground.asked()
    publish(ground)
    handler = WSGIHandler()

    def as_the_web(environ: Any, start: Any) -> Any:
        roles.serve_as("web")
        return handler(environ, start)

    with make_server("127.0.0.1", 0, as_the_web, handler_class=_Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield ground, f"http://localhost:{server.server_port}/m/open311/{ground.cast.home.code}/v2"
        server.shutdown()


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_that_others_wrote_reads_it(served: tuple[Ground, str], form: str) -> None:
    georeport = pytest.importorskip("georeport")
    _ground, url = served
    client = georeport.GeoReport(url, output_format=form)
    codes = [each["service_code"] for each in client.get_service_list()]
    assert codes == list(reports.SERVICES)
    told = client.get_service_requests()
    one = told[0] if isinstance(told, list) else told  # it makes no list of one in XML
    assert one["service_code"] == "light"
    assert client.get_service_request(one["service_request_id"])["status"] == "open"
