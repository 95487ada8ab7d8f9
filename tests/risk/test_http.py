"""The HTTP API: what it tells, who may, and whatever a machine can think of."""

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
from kokong.risk import api, models
from tests.cast import Cast
from tests.risk.near import near
from tests.risk.remembering import REMEMBERING
from tests.risk.town import NOW, some_years

ROOT = "/api/v1/risk/"
CHECKED = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip


def post(client: Client, path: str, **body: Any) -> Any:
    """POST JSON."""
    return client.post(ROOT + path, json.dumps(body), content_type="application/json")


@pytest.fixture
def analysed(cast: Cast, homes: list[int]) -> Cast:
    """Every analysis, and an open proposal."""
    with cast.acting(cast.coordinator):
        some_years(homes, 120, followed=0.4)
    api.run_now(municipality_id=cast.home.pk, now=NOW, kinds=["near_repeat", "surface", "forecast"],
                runner=REMEMBERING)  # fmt: skip
    with cast.acting(cast.coordinator):
        figures = near(reach_m=200, days=21)
        run = models.Run.objects.create(
            kind="near_repeat", state="done", seed=1, asked=NOW, finished=NOW, figures=figures
        )
        models.Proposal.objects.filter(state="open").update(state="replaced")
        models.Proposal.objects.create(
            run=run, radius_m=200, watch_days=21, ranking="distance", evidence={}, made=NOW
        )
    return cast


def test_a_coordinator_reads_and_decides(analysed: Cast) -> None:
    client = analysed.client(analysed.coordinator)
    runs = client.get(ROOT + "runs?kind=surface").json()
    assert [run["kind"] for run in runs] == ["surface"]
    found = client.get(f"{ROOT}runs/{runs[0]['id']}").json()
    assert found["figures"]["burglaries"] == found["run"]["burglaries"]
    assert {each["run"]["kind"] for each in client.get(ROOT + "latest").json()} == {
        "near_repeat", "surface", "forecast",
    }  # fmt: skip
    standing = client.get(ROOT + "settings").json()
    number = standing["proposal"]["id"]
    assert (standing["settings"]["source"], standing["proposal"]["radius_m"]) == ("published", 200)
    assert post(client, f"proposals/{number}/accept").json()["source"] == "own"
    again = post(client, f"proposals/{number}/accept")
    assert (again.status_code, "accepted already" in again.json()["detail"]) == (422, True)
    assert post(client, "settings/defaults").json()["radius_m"] == 100


def test_asking_is_the_same_run_until_it_is_made(analysed: Cast) -> None:
    client = analysed.client(analysed.officer)
    first, second = (post(client, "runs", kinds=["backtest"]).json() for _ in range(2))
    assert [run["id"] for run in first] == [run["id"] for run in second]
    assert first[0]["state"] == "waiting"


def test_an_officer_may_not_decide_and_others_see_nothing(analysed: Cast) -> None:
    officer = analysed.client(analysed.officer)
    number = officer.get(ROOT + "settings").json()["proposal"]["id"]
    assert post(officer, f"proposals/{number}/accept").status_code == 403
    for actor in (analysed.visitor, analysed.resident, analysed.auditor, analysed.contact_person):
        assert analysed.client(actor).get(ROOT + "zones").status_code == 403
    stranger = analysed.client(analysed.stranger)
    assert stranger.get(ROOT + "runs").json() == []
    assert post(stranger, f"proposals/{number}/accept").status_code == 404
    assert stranger.get(ROOT + "settings").json()["proposal"] is None


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_comes_in_the_answer_is_as_documented(
    committed_cast: Cast, mode: GenerationMode, caplog: pytest.LogCaptureFixture
) -> None:
    """Each operation with generated requests, sound and unsound: no 500, no undocumented answer."""
    caplog.set_level(logging.CRITICAL, "django")
    cast = committed_cast
    number = _proposal(cast)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    answered = set[int]()
    for operation in (result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)):
        if "/risk/" in operation.path:
            answered |= _answers(operation, mode, number, _browser(cast))
    assert {200, 404, 422} <= answered or mode is GenerationMode.NEGATIVE


def _proposal(cast: Cast) -> int:
    with cast.acting(cast.coordinator):
        run = models.Run.objects.create(kind="doors", state="done", seed=1, asked=NOW, figures={"burglaries": 3})
        return models.Proposal.objects.create(
            run=run, radius_m=200, watch_days=21, ranking="distance", evidence={}, made=NOW
        ).pk


def _browser(cast: Cast) -> dict[str, Any]:
    client = cast.client(cast.coordinator)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    token = "t" * 32
    name = django_settings.CSRF_COOKIE_NAME
    return {"cookies": cookies | {name: token}, "headers": {"X-CSRFToken": token, "Accept-Encoding": "identity"}}


def _answers(operation: Any, mode: GenerationMode, number: int, sent: dict[str, Any]) -> set[int]:
    """Try out an operation, half the time on what there is; the statuses it answered."""
    seen = set[int]()

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=operation.as_strategy(generation_mode=mode), ours=st.booleans())
    def try_out(case: Any, ours: bool) -> None:
        if ours and case.path_parameters:
            case.path_parameters = dict.fromkeys(case.path_parameters, number)
        seen.add(case.call_and_validate(**sent, checks=CHECKED).status_code)

    try_out()
    return seen
