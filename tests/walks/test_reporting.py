"""Findings given to a fault-report system: once, whatever it answers, and never mended because that says so."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector
from typer.testing import CliRunner

from kokong import cli
from kokong.kernel import installation, outside, tenancy
from kokong.kernel.errors import UserError
from kokong.measures.walks import api, commands, holders, public
from kokong.measures.walks import models as rows
from kokong.measures.walks.reporting import accounts, http, jobs, line, rules
from kokong.measures.walks.reporting.values import NotNow, System
from kokong.sending.models import Message
from kokong.tasks import api as tasks
from tests.walks.conftest import Ground
from tests.walks.faults import Faults, serving
from tests.worker import run_here

QUARTER = timedelta(minutes=16)


@dataclass(frozen=True)
class Reporting:
    """A finding that waits to be reported to a system, and what happens then."""

    ground: Ground
    faults: Faults
    outbox: InMemoryConnector
    walk_id: int
    finding_id: int

    def send(self) -> int:
        """Press the button; the worker runs."""
        with self.ground.cast.acting(self.ground.cast.coordinator):
            made = line.send(walk_id=self.walk_id, now=self.ground.now)
        run_here(self.outbox)
        return made

    def later(self, times: int = 1) -> rows.Report:
        """Let what is due next be seen to, so many times."""
        for _time in range(times):
            with tenancy.scope(municipality_id=self.ground.cast.home.pk):
                rows.Report.objects.exclude(next_look=None).update(next_look=self.ground.now - QUARTER)
                jobs.tick("")
            run_here(self.outbox)
        return self.row()

    def row(self) -> rows.Report:
        """The report as it is now."""
        with self.ground.cast.acting(self.ground.cast.coordinator):
            return rows.Report.objects.latest("pk")

    def waiting(self) -> list[str]:
        """Kinds of the tasks that wait."""
        with self.ground.cast.acting(self.ground.cast.coordinator) as actor:
            return [each.kind.code for each in tasks.tasks(actor=actor)]

    @property
    def page(self) -> str:
        """The page of the finding, as a coordinator reads it."""
        browser = self.ground.cast.client(self.ground.cast.coordinator)
        return browser.get(reverse("walks:finding", args=[self.finding_id])).content.decode()


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    allowed = outside.adapter(guarded=False)
    with serving() as told:
        monkeypatch.setattr(outside, "adapter", lambda *, guarded: allowed)
        monkeypatch.setattr(accounts, "find", lambda: System(told.url, "berga", "nyckel"))
        yield told


@pytest.fixture
def reporting(ground: Ground, faults: Faults) -> Iterator[Reporting]:
    outbox = InMemoryConnector()
    with app.replace_connector(outbox):
        walk_id, holder_id = ground.walked(), ground.holder(service="lamp")
        number = ground.note(walk_id, shown="Lampan vid porten lyser inte.")
        with ground.cast.acting(ground.cast.coordinator):
            api.ask(finding_id=number, holder_id=holder_id, now=ground.now)
        yield Reporting(ground, faults, outbox, walk_id, number)


def test_a_finding_is_reported_once_with_its_place_and_our_own_mark(reporting: Reporting) -> None:
    assert (reporting.send(), reporting.send()) == (1, 0)
    ((given),) = reporting.faults.given
    row = reporting.row()
    assert (row.state, row.number) == ("open", "100")
    assert given["description"] == f"Lampan vid porten lyser inte.\n\n[kokong:{row.ref}]"
    assert (given["service_code"], given["api_key"], given["jurisdiction_id"]) == ("lamp", "nyckel", "berga")
    assert given["address_string"] == "Storgatan"
    found = reporting.ground.finding(reporting.finding_id)
    assert (float(given["lat"]), float(given["long"])) == pytest.approx((found.lat, found.lon), abs=1e-6)
    with reporting.ground.cast.acting(reporting.ground.cast.coordinator):
        assert api.send(walk_id=reporting.walk_id, now=reporting.ground.now) == 0
        assert not Message.objects.filter(kind="walk.asked").exists(), "no letter beside it"
    assert "nyckel" not in " ".join(reporting.faults.asked)


def test_a_token_becomes_a_number_once_there_is_one(reporting: Reporting) -> None:
    reporting.faults.posts = ["token"]
    reporting.send()
    assert (reporting.row().state, reporting.row().token) == ("sent", "t 1/x")
    assert reporting.later().state == "sent"
    reporting.faults.tokens["t 1/x"] = "100"
    assert (reporting.later().state, reporting.row().number, reporting.row().looks) == ("open", "100", 0)


@pytest.mark.parametrize("how", ["taken", "half", "empty"])
def test_an_answer_that_is_cut_off_is_looked_for_and_not_sent_again(reporting: Reporting, how: str) -> None:
    reporting.faults.posts = [how]
    reporting.send()
    assert reporting.row().state == "perhaps"
    assert (reporting.later().state, reporting.row().number) == ("open", "100")
    assert len(reporting.faults.given) == 1


def test_what_was_looked_for_and_is_not_there_is_sent_again(reporting: Reporting) -> None:
    reporting.faults.posts = ["lost"]
    reporting.send()
    assert "HTTP 500 service_code finns inte" in reporting.row().said
    assert reporting.later().state == "waiting"
    assert (reporting.later().state, reporting.row().tries) == ("open", 2)
    assert len(reporting.faults.rows) == 1


def test_while_nothing_can_be_looked_for_nothing_is_sent_again_and_a_person_decides(reporting: Reporting) -> None:
    reporting.faults.posts, reporting.faults.away = ["taken"], True
    reporting.send()
    row = reporting.later(rules.LOOKS)
    assert (row.state, row.next_look, len(reporting.faults.given)) == ("perhaps", None, 1)
    assert "Look for it in the fault-report system" in reporting.page
    browser = reporting.ground.cast.client(reporting.ground.cast.coordinator)
    assert "has not" in browser.get(reverse("desk:today")).content.decode()
    reporting.faults.away = False
    browser.post(reverse("walks:settle-report", args=[reporting.finding_id]), {"number": "100"})
    assert (reporting.row().state, reporting.row().number) == ("open", "100")
    assert (reporting.later().state, len(reporting.faults.given)) == ("open", 1)


def test_an_answer_listed_twice_is_one_and_doubles_are_kept_apart(reporting: Reporting) -> None:
    reporting.faults.posts = ["twice"]
    reporting.send()
    row = reporting.row()
    reporting.faults.rows.append({**reporting.faults.rows[0]})
    assert (reporting.later().number, reporting.row().doubles) == ("100", "")
    stranger = {**reporting.faults.rows[0], "description": f"[kokong:{row.ref[:8]}] [kokong:{'0' * 16}]"}
    double = {**reporting.faults.rows[0], "service_request_id": "205"}
    reporting.faults.rows[:] = [stranger, double, {**double, "service_request_id": "206"}]
    assert (reporting.later().number, reporting.row().doubles) == ("205", "206")
    assert "206" in reporting.page


def test_a_number_that_becomes_another_is_followed_by_our_mark(reporting: Reporting) -> None:
    reporting.send()
    reporting.faults.rows[0]["service_request_id"] = "A-7/9"
    assert (reporting.later().state, reporting.row().number) == ("open", "A-7/9")
    reporting.faults.rows.clear()
    assert reporting.later(2).state == "open"
    assert reporting.later().state == "failed"
    assert "does not know it any more" in reporting.page


def test_closed_there_is_a_task_for_a_person_and_never_mended_by_itself(reporting: Reporting) -> None:
    reporting.send()
    reporting.faults.rows[0] |= {"status": "closed", "status_notes": "Åtgärdat\0"}
    assert reporting.later().state == "closed"
    assert reporting.ground.finding(reporting.finding_id).state == "asked"
    assert reporting.waiting() == ["walk.reported"]
    assert "Åtgärdat" in reporting.page
    with reporting.ground.cast.acting(reporting.ground.cast.coordinator) as actor:
        (task,) = tasks.tasks(actor=actor)
        (told,) = public.lines([api.finding(finding_id=reporting.finding_id)])
    assert str(told.state) == "The owner is asked"
    browser = reporting.ground.cast.client(reporting.ground.cast.coordinator)
    led = browser.get(f"{reverse('walks:reported')}?task={task.id}")
    assert led["Location"] == reverse("walks:finding", args=[reporting.finding_id])
    assert browser.get(f"{reverse('walks:reported')}?task=0").status_code == 404
    browser.post(reverse("walks:answer-for", args=[reporting.finding_id]), {"answer": "mend", "said": "Lyser."})
    assert (reporting.ground.finding(reporting.finding_id).state, reporting.waiting()) == ("done", [])


def test_opened_again_there_takes_the_task_back(reporting: Reporting) -> None:
    reporting.send()
    for status, waits in (("closed", ["walk.reported"]), ("open", []), ("closed", ["walk.reported"])):
        reporting.faults.rows[0]["status"] = status
        assert reporting.later().state == status
        assert reporting.waiting() == waits


def test_refused_for_good_is_said_and_may_be_sent_again(reporting: Reporting) -> None:
    reporting.faults.posts = ["no"]
    reporting.send()
    assert (reporting.row().state, len(reporting.faults.given)) == ("failed", 1)
    assert "HTTP 400 service_code finns inte" in reporting.page
    browser = reporting.ground.cast.client(reporting.ground.cast.coordinator)
    browser.post(reverse("walks:settle-report", args=[reporting.finding_id]), {"number": ""})
    run_here(reporting.outbox)
    assert reporting.row().state == "open"
    again = browser.post(reverse("walks:settle-report", args=[reporting.finding_id]), {}, follow=True)
    assert "needs nobody now" in again.content.decode()


def test_a_busy_system_is_tried_again_later_and_not_for_ever(reporting: Reporting) -> None:
    reporting.faults.posts = ["busy"] * rules.TRIES
    reporting.send()
    row = reporting.row()
    assert (row.state, row.next_look is not None) == ("waiting", True)
    assert reporting.later(rules.TRIES - 1).state == "failed"
    assert len(reporting.faults.given) == rules.TRIES


def test_a_worker_killed_half_way_leaves_it_perhaps_and_looked_for(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(http, "give", killed)
        with pytest.raises(SystemExit):
            reporting.send()
    assert reporting.row().state == "perhaps"
    assert reporting.later().state == "waiting"
    assert (reporting.later().state, len(reporting.faults.given)) == ("open", 1)


def test_our_own_network_is_never_spoken_to(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, reporting: Reporting
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(accounts, "find", lambda: System(reporting.faults.url))
    reporting.send()
    assert (reporting.row().state, reporting.faults.given) == ("failed", [])
    assert "inside our own network" in reporting.page


def test_nobody_has_a_code_where_no_system_is_connected(ground: Ground) -> None:
    with pytest.raises(UserError, match="No fault-report system is connected"):
        ground.holder(service="lamp")
    number = ground.holder()
    with ground.cast.acting(ground.cast.coordinator), pytest.raises(UserError, match="connects it"):
        holders.change(holder_id=number, name="X", email="x@x.example", own=False, service="lamp")


def test_a_stranger_leads_no_report_on(reporting: Reporting) -> None:
    reporting.faults.posts = ["no"]
    reporting.send()
    cast = reporting.ground.cast
    page = reverse("walks:settle-report", args=[reporting.finding_id])
    assert cast.client(cast.visitor).post(page, {}).status_code == 403
    assert Client().post(page, {}).status_code in {302, 403}
    assert reporting.row().state == "failed"


def test_nobody_there_is_tried_again_and_pages_are_read_to_their_end(faults: Faults) -> None:
    here = System(faults.url)
    assert http.services(here) == (("lamp", "Belysning"),)
    for number in range(3):
        faults.take({"service_code": "lamp", "description": f"{number}"})
    assert len(http.listed(here, {"service_code": "lamp"})) == 3
    assert len(faults.asked) == 3, "the services, the page, and the same page again"
    faults.away = True
    with pytest.raises(NotNow, match="HTTP 500"):
        http.one(here, "100")


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://felanmalan.example/open311/v2", True),
        ("http://felanmalan.example/v2", False),
        ("https://user@10.0.0.1/v2", False),
        ("https://felanmalan.example/v2?key=1", False),
        ("https:///v2", False),
    ],
)
def test_only_whole_addresses_over_tls_are_reported_to(address: str, good: bool) -> None:
    assert http.understood(address) is good


def test_a_system_is_connected_at_the_command_line_once_it_answers(
    faults: Faults, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    here = replace(installation.current(), home=tmp_path, secrets=None)
    monkeypatch.setattr(installation, "current", lambda: here)
    monkeypatch.setattr(commands, "municipality", lambda _code: nullcontext())

    def connect(address: str) -> Any:
        return CliRunner().invoke(cli.app, ["walks", "connect", "-m", "9901", "--address", address, "--key", "k"])

    assert connect(faults.url).exit_code == 2, "it is not over TLS"
    monkeypatch.setattr(http, "understood", lambda _address: True)
    assert "lamp" in connect(f"{faults.url}/").output
    assert json.loads(here.given("open311-9901")) == {"url": faults.url, "jurisdiction": "", "key": "k"}
    faults.away = True
    assert connect(faults.url).exit_code == 2
