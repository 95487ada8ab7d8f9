"""The HTTP API: roles, other people's ids, refusals, and whatever a machine can think of."""

import json
import logging
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kokong.config.wsgi import application
from kokong.incidents import api
from tests.incidents.conftest import PLACEHOLDERS, Town, case_numbers

ROOT = "/api/v1/burglaries/"
CHECKED = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip
WINDOW = {"earliest": "2026-02-01T18:00", "latest": "2026-02-01T22:00"}


def post(client: Client, path: str, **body: Any) -> Any:
    """POST JSON."""
    return client.post(ROOT + path, json.dumps(body), content_type="application/json")


def test_from_report_to_withdrawal(town: Town) -> None:
    officer = town.cast.client(town.cast.officer)
    made = post(officer, "", address="storg 5", case_number="k1-26", contact="Eva", **WINDOW)
    assert made.status_code == 201
    burglary = made.json()
    assert burglary["earliest"] == "2026-02-01T17:00:00Z"
    assert burglary["police"] == {"case_number": "K1-26", "contact": "Eva"}
    number = burglary["id"]
    assert [post(officer, f"{number}/confirm").json()["state"] for _ in range(2)] == ["confirmed"] * 2
    moved = post(officer, f"{number}/correct", reason="Wrong number.", dwelling=town.homes[2], completed=False)
    assert (moved.json()["dwelling"], moved.json()["completed"]) == (town.homes[2], False)
    coordinator = town.cast.client(town.cast.coordinator)
    assert coordinator.get(f"{ROOT}{number}").json()["police"] is None
    page = coordinator.get(ROOT, {"kind": "house", "since": "2026-01-01T00:00"}).json()
    assert (page["total"], page["items"][0]["id"]) == (1, number)
    assert post(officer, f"{number}/withdraw", reason="No burglary.").json()["state"] == "withdrawn"
    assert coordinator.get(ROOT).json() == {"total": 0, "items": []}
    assert coordinator.get(ROOT, {"state": ["withdrawn", "draft"]}).json()["total"] == 1


def test_refusals_say_why_and_keep_nothing(town: Town) -> None:
    officer, coordinator = town.cast.client(town.cast.officer), town.cast.client(town.cast.coordinator)
    number = post(officer, "", dwelling=town.homes[0], **WINDOW).json()["id"]
    twice = post(officer, "", dwelling=town.homes[0], **WINDOW)
    assert (twice.status_code, twice.json()["burglary"]) == (422, number)
    assert "Storgatan 1" in twice.json()["detail"]
    backwards = post(officer, "", dwelling=town.homes[1], earliest=WINDOW["latest"], latest=WINDOW["earliest"])
    assert (backwards.status_code, backwards.json()["field"]) == (422, "earliest")
    assert post(officer, "", address="Ingenstans 1", **WINDOW).status_code == 422
    assert post(officer, "", dwelling=town.theirs, **WINDOW).status_code == 422
    assert post(coordinator, "", dwelling=town.homes[1], case_number="K1-26", **WINDOW).status_code == 422
    assert post(officer, f"{number}/withdraw", reason=" ").status_code == 422
    with town.cast.acting(town.cast.officer):
        assert len(api.burglaries(states=("draft", "confirmed", "withdrawn"))) == 1


@pytest.mark.parametrize("said", PLACEHOLDERS)
def test_what_stands_instead_of_a_case_number_is_kept_as_none(town: Town, said: str) -> None:
    officer = town.cast.client(town.cast.officer)
    made = [post(officer, "", dwelling=home, case_number=said, **WINDOW) for home in town.homes[:2]]
    assert [answer.status_code for answer in made] == [201, 201], "two without a number are not one case"
    assert case_numbers(town) == ["", ""]
    number = made[0].json()["id"]
    known = post(officer, f"{number}/correct", reason="Heard.", case_number="5000–K 123456–2026").json()
    assert known["police"]["case_number"] == "5000-K123456-26"
    forgotten = post(officer, f"{number}/correct", reason="It was none.", case_number=said).json()
    assert (forgotten["police"] or {}).get("case_number", "") == ""


def test_what_is_no_case_number_is_refused_and_another_one_within_a_day_is_asked(town: Town) -> None:
    officer = town.cast.client(town.cast.officer)
    short = post(officer, "", dwelling=town.homes[0], case_number="26", **WINDOW)
    assert (short.status_code, short.json()["field"]) == (422, "case_number")
    first = post(officer, "", dwelling=town.homes[0], case_number="5000-K123456-26", **WINDOW).json()["id"]
    other = post(officer, "", dwelling=town.homes[0], case_number="5000-K123999-26", **WINDOW)
    assert (other.status_code, other.json()["burglary"]) == (422, first)
    assert "Its case number is another" in other.json()["detail"]
    said = post(officer, "", dwelling=town.homes[0], case_number="5000-K123999-26", another=True, **WINDOW)
    assert said.status_code == 201


def test_roles_and_other_peoples_ids(town: Town) -> None:
    officer = town.cast.client(town.cast.officer)
    number = post(officer, "", dwelling=town.homes[0], **WINDOW).json()["id"]
    coordinator, visitor = town.cast.client(town.cast.coordinator), town.cast.client(town.cast.visitor)
    for action in ("confirm", "withdraw", "correct"):
        assert post(coordinator, f"{number}/{action}", reason="A reason.").status_code == 403
    assert visitor.get(ROOT).status_code == visitor.get(f"{ROOT}{number}").status_code == 403
    assert Client().get(ROOT).status_code == 401
    stranger = town.cast.client(town.cast.stranger)
    assert stranger.get(f"{ROOT}{number}").status_code == 404
    assert stranger.get(ROOT, {"state": ["draft", "confirmed", "withdrawn"]}).json()["total"] == 0


def test_the_next_municipalitys_officer_changes_nothing_of_ours(town: Town) -> None:
    from tests.cast import _actor

    number = post(town.cast.client(town.cast.officer), "", dwelling=town.homes[0], **WINDOW).json()["id"]
    stranger = town.cast.client(_actor(town.cast.elsewhere, "officer", "Ivar Annanpolis"))
    for action in ("confirm", "withdraw", "correct"):
        assert post(stranger, f"{number}/{action}", reason="A reason.").status_code == 404


def test_a_browser_needs_the_csrf_token(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = town.cast.client(town.cast.officer).cookies
    assert post(client, "", dwelling=town.homes[0], **WINDOW).status_code == 403
    with town.cast.acting(town.cast.officer):
        assert api.burglaries(states=("draft",)) == ()


def browser(town: Town) -> dict[str, Any]:
    """What the officer's browser sends with each request: session and CSRF token."""
    session = town.cast.client(town.cast.officer).cookies[django_settings.SESSION_COOKIE_NAME].value
    token = "k" * 32
    cookies = {django_settings.SESSION_COOKIE_NAME: session, django_settings.CSRF_COOKIE_NAME: token}
    return {"cookies": cookies, "headers": {"X-CSRFToken": token, "Accept-Encoding": "identity"}}


def answers(operation: Any, mode: GenerationMode, number: int, sent: dict[str, Any]) -> set[int]:
    """Try out an operation, half the time on our burglary; the statuses it answered."""
    seen = set[int]()

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=operation.as_strategy(generation_mode=mode), ours=st.booleans())
    def try_out(case: Any, ours: bool) -> None:
        if ours and case.path_parameters:
            case.path_parameters["burglary_id"] = number
        seen.add(case.call_and_validate(**sent, checks=CHECKED).status_code)
        case.call_and_validate(checks=[not_a_server_error])

    try_out()
    return seen


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_comes_in_the_answer_is_as_documented(
    committed_town: Town, mode: GenerationMode, caplog: pytest.LogCaptureFixture
) -> None:
    """Each operation with generated requests, sound and unsound: no 500, no undocumented answer."""
    caplog.set_level(logging.CRITICAL, "django")
    town = committed_town
    number = post(town.cast.client(town.cast.officer), "", dwelling=town.homes[0], **WINDOW).json()["id"]
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    sent, answered = browser(town), set[tuple[str, int]]()
    for operation in (result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)):
        if "/burglaries/" in operation.path:
            answered |= {(operation.label, status) for status in answers(operation, mode, number, sent)}
    assert len({label for label, _status in answered}) == 6
    assert ("POST /api/v1/burglaries/", 422) in answered
    if mode is GenerationMode.POSITIVE:
        assert {("GET /api/v1/burglaries/", 200), ("GET /api/v1/burglaries/{burglary_id}", 200)} <= answered
