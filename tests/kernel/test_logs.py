"""Lines of the log say what happened and where, and nothing that people are called or have written."""

import json
import logging
import sys
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kokong.kernel import logs
from kokong.people.models import User
from tests import written
from tests.cast import Cast


def line(name: str, message: str, *args: object, **more: Any) -> dict[str, Any]:
    record = logging.getLogger(name).makeRecord(
        name, logging.ERROR, "x.py", 7, message, args, more.pop("exc_info", None), extra=more
    )
    found: dict[str, Any] = json.loads(logs.JsonLines().format(record))
    return found


def test_our_own_lines_are_whole() -> None:
    said = line("kokong.kernel.jobs", "Job %s runs again.", 7, port=12)
    assert (said["what"], said["port"], said["level"], said["process"]) == (
        "Job 7 runs again.",
        12,
        "error",
        "command",
    )


def test_of_others_lines_only_the_pattern_is_kept() -> None:
    assert line("django.request", "Not Found: %s", "/u/secret-link/")["what"] == "Not Found: %s"
    assert line("apprise", "Sent to +46701234567")["what"] == "x:7"


def test_a_failed_page_is_told_by_its_route(db: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setFormatter(logs.JsonLines())
    Client().get("/u/a-secret-token/")
    Client().get("/elsa-ombud/")
    assert "a-secret-token" not in caplog.text
    assert "elsa-ombud" not in caplog.text
    assert '"method": "GET", "route": ""' in caplog.text


def test_a_job_is_told_by_its_number_and_name() -> None:
    job = {"id": 7, "task_name": "send", "queue": "q", "attempts": 1, "task_kwargs": {"to": "bo@9901.example"}}
    said = line("procrastinate.worker", "Job send[7](to=bo@9901.example)", action="job_error", job=job)
    assert said["job"] == {"id": 7, "task_name": "send", "queue": "q", "attempts": 1}
    assert "bo@" not in json.dumps(said)


def test_an_error_of_the_database_names_table_and_rule_but_no_row(cast: Cast) -> None:
    address = User.objects.get(pk=cast.officer.user_id).email
    try:
        with transaction.atomic():
            User.objects.create(email=address)
    except IntegrityError:
        said = line("kokong.people", "failed", exc_info=sys.exc_info())
    assert said["errors"][-1]["sqlstate"] == "23505"
    assert said["errors"][-1]["table"] == "people_user"
    assert any("test_logs.py" in place for place in said["errors"][0]["at"])
    assert address not in json.dumps(said)


def test_an_operating_systems_reason_is_told() -> None:
    try:
        with open("/nowhere/alva-polis"):  # noqa: PTH123
            pass
    except OSError:
        said = line("kokong.kernel", "failed", exc_info=sys.exc_info())
    assert said["errors"][0]["why"] == "No such file or directory"
    assert "alva" not in json.dumps(said)


@pytest.mark.parametrize(
    "line",
    [
        "to bo@9901.example",
        "070-123 45 67 does not answer",
        "+46701234567",
        "Elsa Ombud",
        "at Storgatan 3",
        "Not Found: /u/Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2Rl/".replace("/u/", " ").replace("/", ""),
        "19800101-1234",
    ],
)
def test_whoever_reads_the_suites_log_knows_a_person_from_a_place(line: str) -> None:
    assert len(written.personal(line)) == 1
    assert (
        written.personal('"at": "kokong/kernel/jobs.py:41 put_back", "id": 12, "2026-12-01T06:41:11.123+00:00"')
        == []
    )
