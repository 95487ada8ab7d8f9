"""Reports of what does not work on the site: from anybody, once, to the coordinator's tasks."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kokong.public import reports
from tests.cast import Cast
from tests.public.test_pages import press

FORM = "/k/havsvik/report/"
SAID = {"said": "Menyn går inte att öppna.", "page": "Nyheter", "reply": "lena@example.org"}


@pytest.fixture
def open_site(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    cache.clear()
    monkeypatch.setattr(reports, "LEAST_S", 0.0)
    press(cast, "accessibility")
    return cast


def token() -> str:
    found = re.search(r'name="token" value="([^"]+)"', Client().get(FORM).content.decode())
    assert found
    return found[1]


def send(**said: str) -> Any:
    return Client(enforce_csrf_checks=True).post(FORM, SAID | {"token": token()} | said)


def seen(cast: Cast, who: Any = None) -> str:
    return cast.client(who or cast.coordinator).get("/public-pages/reports/").content.decode()


def test_a_report_becomes_a_task_of_the_coordinator_and_is_seen_to(open_site: Cast) -> None:
    answer = send()
    assert answer.status_code == 302
    assert not answer.cookies
    assert "Tack." in Client().get(answer["Location"]).content.decode()
    coordinator = open_site.client(open_site.coordinator)
    assert "See the report" in coordinator.get("/tasks/").content.decode()
    assert "Somebody reports a problem" not in open_site.client(open_site.officer).get("/tasks/").content.decode()
    said = seen(open_site)
    assert "Menyn går inte" in said
    assert "lena@example.org" in said
    assert [line.action for line in open_site.log(subject="site_report")][:2] == ["report.read", "report.sent"]
    address = re.search(r"/public-pages/reports/\d+/done/", said)
    assert address
    assert open_site.client(open_site.stranger).post(address[0]).status_code == 404
    coordinator.post(address[0])
    assert "See the report" not in coordinator.get("/tasks/").content.decode()
    assert address[0] not in seen(open_site)


def test_nobody_else_reads_it(open_site: Cast) -> None:
    send()
    assert "Menyn" not in seen(open_site, open_site.stranger)
    assert open_site.client(open_site.officer).get("/public-pages/reports/").status_code == 403


def test_sent_twice_it_comes_once(open_site: Cast) -> None:
    one = token()
    assert [send(token=one).status_code for _ in range(2)] == [302, 302]
    assert seen(open_site).count("Menyn går inte") == 1


@pytest.mark.parametrize(
    "wrong",
    [{"website": "spam"}, {"said": "x" * 2001}, {"said": " "}, {"token": "made up"}, {"reply": "no address"}],
    ids=["robot", "long", "empty", "foreign", "address"],
)
def test_what_is_not_taken_says_why_and_keeps_the_words(open_site: Cast, wrong: dict[str, str]) -> None:
    answer = send(**wrong)
    assert answer.status_code == 422
    assert (wrong.get("said") or SAID["said"]).strip() in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "Menyn" not in seen(open_site)


def test_nobody_fills_in_a_form_at_once(open_site: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "LEAST_S", 3.0)
    answer = send()
    assert answer.status_code == 422
    assert "fortare än någon hinner läsa" in answer.content.decode()


def test_many_from_one_place_wait(open_site: Cast) -> None:
    most = reports.LIMITS[0][0]
    assert [send().status_code for _ in range(most + 1)] == [302] * most + [429]


def test_html_in_a_report_is_text(open_site: Cast) -> None:
    send(said="<script>alert(1)</script>", page="<b>x</b>")
    assert "<script>alert(1)" not in seen(open_site)
    assert "&lt;script&gt;alert(1)" in seen(open_site)
