"""The pages tell Prometheus what they have answered, and nobody else."""

import re

import pytest
from django.test import Client

from kokong.kernel import installation
from tests.cast import Cast


def told() -> str:
    token = installation.current().secret(installation.METRICS_TOKEN)
    return Client().get("/metrics", headers={"authorization": f"Bearer {token}"}).content.decode()


def counted(room: str, status: int) -> float:
    found = re.search(
        rf'^kokong_requests_total{{room="{room}",status="{status}"}} ([\d.e+]+)$', told(), re.MULTILINE
    )
    return float(found[1]) if found else 0.0


@pytest.mark.parametrize("given", [None, "Bearer ", "Bearer guessed", "Bearer \u00e5", "Basic a"])
def test_without_the_token_there_is_no_such_page(db: None, given: str | None) -> None:
    assert Client().get("/metrics", headers={"authorization": given} if given else {}).status_code == 404


def test_a_process_without_the_secret_tells_nobody(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_name: str) -> str:
        raise installation.InstallationError("none")

    monkeypatch.setattr(installation.Installation, "secret", lambda _self, name: none(name))
    assert Client().get("/metrics", headers={"authorization": "Bearer x"}).status_code == 404


def test_answers_are_counted_by_room_and_never_by_what_a_stranger_calls_them(cast: Cast) -> None:
    signs, nowhere = counted("signs", 200), counted("none", 404)
    assert cast.client(cast.coordinator).get("/signs/").status_code == 200
    assert Client().get("/bo-samordnare/9901/").status_code == 404
    assert (counted("signs", 200), counted("none", 404)) == (signs + 1, nowhere + 1)
    assert "bo-samordnare" not in told()


def test_memory_and_processor_of_the_pages_are_told(db: None) -> None:
    assert re.search(r'^kokong_web_memory_bytes{worker="\d+"} [1-9]', told(), re.MULTILINE)
    assert re.search(r'^kokong_web_cpu_seconds_total{worker="\d+"} \d', told(), re.MULTILINE)


def test_probes_are_not_counted(db: None) -> None:
    before = told().count("healthz"), counted("none", 200)
    Client().get("/healthz")
    assert (told().count("healthz"), counted("none", 200)) == before
