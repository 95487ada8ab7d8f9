"""Generated requests, sound and unsound, against the interface's own description."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kokong.config.wsgi import application
from kokong.people.signin import rules
from tests.cast import Cast
from tests.ogc.conftest import build_street, token_for

CHECKED = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def from_somewhere(environ: dict[str, Any], start: Any) -> Any:
    """The application behind a server, which knows the address that a request comes from."""
    return application({**environ, "REMOTE_ADDR": "192.0.2.1"}, start)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_the_answer_is_as_described(
    committed_cast: Cast, mode: GenerationMode, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.CRITICAL, "django")
    monkeypatch.setattr(rules, "CALLS", (100_000, 60))
    now = timezone.now() - timedelta(minutes=1)
    build_street(committed_cast, now=now)
    secret = token_for(committed_cast, committed_cast.coordinator, now=now)
    sent: Any = {
        "headers": {
            "Authorization": f"Bearer {secret}",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
    }
    schema = schemathesis.openapi.from_wsgi("/ogc/api", from_somewhere, **sent)
    answered = set[tuple[str, int]]()
    for operation in (each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)):
        if "cocoons" not in operation.path:  # as doors
            answered |= {(operation.path, status) for status in answers(operation, mode, sent)}
    if mode is GenerationMode.POSITIVE:
        assert ("/collections/burglaries/items", 200) in answered
    else:
        assert ("/collections/burglaries/items", 400) in answered


def answers(operation: Any, mode: GenerationMode, sent: dict[str, Any]) -> set[int]:
    """The statuses that an address answers."""
    seen = set[int]()

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=operation.as_strategy(generation_mode=mode))
    def try_out(case: Any) -> None:
        case.headers, case.cookies = {}, {}  # who asks is the program, whatever is generated
        seen.add(case.call_and_validate(**sent, checks=CHECKED).status_code)

    try_out()
    return seen
