"""From a verified alarm to messages, the officer's draft, the ledger, and, once confirmed, the cocoon."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kokong.incidents import api as incidents
from kokong.kernel import installation, jobs
from kokong.ledger import api as ledger
from kokong.measures.alarms import api, messages
from kokong.measures.cocoons import api as cocoons
from kokong.measures.watch import api as watch
from kokong.people import api as people
from kokong.places import api as places
from tests.alarms.conftest import Site, build_site
from tests.cast import Cast
from tests.worker import run_jobs

ADDRESS = "Storgatan 5"


@pytest.fixture
def site(committed_cast: Cast) -> Site:
    """A panel with an owner to e-mail and a neighbour to text, and the clock at now."""
    site = build_site(committed_cast)
    site.clock = timezone.now() - timedelta(minutes=5)
    with site.cast.acting(site.operator):
        chain = (
            ("Olga Ägare", "", "olga@agare.example", "owner"),
            ("Nils Nyckel", "070-123 45 67", "", "key_holder"),
        )
        for name, phone, email, what in chain:
            api.add_contact(
                account_id=site.account.id, name=name, phone=phone, email=email, what=what, consent=True,
                now=site.clock,
            )  # fmt: skip
    watched(site, 4, site.cast.contact_person.user_id)
    return site


def watched(site: Site, home: int, user_id: int | None) -> int:
    """A watch group of one home, and who looks after it."""
    with site.cast.acting(site.cast.coordinator):
        shape = places.area_of_homes(dwelling_ids=[site.homes[home].pk])
        area = places.make_area(name=f"Grannar {home}", kind="drawn", shape=shape, now=site.clock)
        group_id = watch.make_group(name=f"Grannar {home}", area_id=area.area_id, now=site.clock)
        if user_id is not None:
            people.grant(user_id=user_id, role="contact_person", on=("watch_group", group_id), now=site.clock)
    return group_id


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """A text-message gateway on a real socket: what it took. It refuses while the list holds «down»."""
    taken: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            down = ("down", "") in taken
            if not down:
                taken.append((self.path, body))
            self.send_response(503 if down else 200)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    here = installation.current()
    url = f"json://127.0.0.1:{server.server_port}/{{phone}}"
    monkeypatch.setattr(installation, "current", lambda: _with(here, message_url=url, alarm_watch=True))
    yield taken
    server.shutdown()
    server.server_close()


def _with(here: installation.Installation, **changes: Any) -> installation.Installation:
    from dataclasses import replace

    return replace(here, **changes)


def verified(site: Site) -> api.Alarm:
    """The panel's own word for it, raised."""
    site.send("burglary", "12", code="BA")
    site.send("verified", "12", code="BV", after=2)
    site.raise_all()
    return site.only()


def drafts(site: Site) -> tuple[incidents.Burglary, ...]:
    with site.cast.acting(site.cast.officer):
        return incidents.burglaries(states=("draft", "confirmed"))


def said(site: Site, alarm: api.Alarm) -> list[tuple[str, str]]:
    """The alarm's messages: to whom and with what result."""
    with site.cast.acting(site.operator):
        return [
            (str(step.detail.get("what", "contact_person")), step.result)
            for step in api.steps(alarm_id=alarm.id)
            if step.what == "message"
        ]


def test_the_way_from_a_verified_alarm_to_a_cocoon(site: Site, gateway: list[tuple[str, str]]) -> None:
    alarm = verified(site)
    run_jobs()
    (draft,) = drafts(site)
    assert (draft.state, draft.source, draft.dwelling_id) == ("draft", "alarm", site.homes[4].pk)
    assert draft.earliest == alarm.opened
    assert site.only().burglary_id == draft.id
    with site.cast.acting(site.cast.coordinator):
        assert cocoons.cocoon_for(burglary_id=draft.id) is None
        (delivery,) = ledger.deliveries(measure="alarm")
        assert (delivery.dwelling_id, delivery.burglary_id, delivery.outcome) == (
            site.homes[4].pk, draft.id, "verified",
        )  # fmt: skip
    with site.cast.acting(site.cast.officer):
        incidents.confirm(burglary_id=draft.id, now=timezone.now())
    run_jobs()
    with site.cast.acting(site.cast.coordinator):
        cocoon = cocoons.cocoon_for(burglary_id=draft.id)
        assert cocoon is not None
        assert len(cocoons.doors(cocoon_id=cocoon.id)) >= 8


def test_owner_and_neighbour_are_told_once_and_contact_persons_without_the_address(
    site: Site, gateway: list[tuple[str, str]]
) -> None:
    alarm = verified(site)
    run_jobs()
    jobs.retry_failed(now=timezone.now())
    run_jobs()
    letters = {letter.to[0]: f"{letter.subject} {letter.body}" for letter in mail.outbox}
    assert set(letters) == {"olga@agare.example", site.cast.contact_person.email}
    assert ADDRESS in letters["olga@agare.example"]
    assert ADDRESS not in letters[site.cast.contact_person.email]
    assert all("112" in letter for letter in letters.values())
    ((path, body),) = gateway
    assert path == "/+46701234567"
    assert ADDRESS in body
    assert "112" in body
    assert sorted(said(site, alarm)) == [("contact_person", "sent"), ("key_holder", "sent"), ("owner", "sent")]


def test_of_contact_persons_only_those_of_the_homes_own_group_are_told(
    site: Site, gateway: list[tuple[str, str]]
) -> None:
    with site.cast.acting(site.cast.coordinator):
        mine = watch.groups_at(dwelling_id=site.homes[4].pk)[0].id
        elsewhere = watched(site, 7, None)
        for number, (group_id, home) in enumerate(((mine, 4), (elsewhere, 7))):
            draft = watch.Draft(name="Ombud", email=f"ombud{number}@granne.example", role="contact")
            member_id = watch.add_person(
                group_id=group_id, dwelling_id=site.homes[home].pk, draft=draft, now=site.clock
            )
            people.consent.given(
                subject=("watch_member", member_id),
                purpose="watch.email",
                text="Ja",
                channel="paper",
                now=site.clock,
            )
    verified(site)
    run_jobs()
    told = {letter.to[0] for letter in mail.outbox}
    assert "ombud0@granne.example" in told
    assert "ombud1@granne.example" not in told


def test_a_home_that_nobody_looks_after_is_said_in_the_log(site: Site, gateway: list[tuple[str, str]]) -> None:
    with site.cast.acting(site.cast.coordinator):
        mine = watch.groups_at(dwelling_id=site.homes[4].pk)[0].id
        watch.act(group_id=mine, action="close", at=timezone.now(), now=timezone.now())
    alarm = verified(site)
    run_jobs()
    assert ("contact_person", "no_contact_person") in said(site, alarm)
    assert site.cast.contact_person.email not in {letter.to[0] for letter in mail.outbox}


def test_a_gateway_that_is_down_is_tried_again_and_each_attempt_is_seen(
    site: Site, gateway: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway.append(("down", ""))
    alarm = verified(site)
    run_jobs()
    assert ("key_holder", "failed") in said(site, alarm)
    (waiting,) = ProcrastinateJob.objects.filter(task_name="kokong.sending.deliver", status="todo")
    assert waiting.scheduled_at is not None
    assert waiting.scheduled_at > timezone.now()
    gateway.clear()
    _due_now()
    run_jobs()
    assert [result for what, result in said(site, alarm) if what == "key_holder"] == ["failed", "sent"]


def test_a_gateway_that_stays_down_is_given_up_and_said(site: Site, gateway: list[tuple[str, str]]) -> None:
    gateway.append(("down", ""))
    alarm = verified(site)
    for _ in range(messages.ATTEMPTS + 1):
        run_jobs()
        _due_now()
    results = [result for what, result in said(site, alarm) if what == "key_holder"]
    assert results == ["failed"] * (messages.ATTEMPTS - 1) + ["given_up"]


def test_a_worker_killed_after_sending_sends_once_more_and_the_log_says_so(
    site: Site, gateway: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    alarm = verified(site)
    with monkeypatch.context() as killed:
        killed.setattr(messages, "_write", _killed)
        run_jobs()
    assert said(site, alarm) == []
    assert len(gateway) == 1
    _due_now()
    run_jobs()
    for who in ("owner", "key_holder", "contact_person"):
        assert [result for what, result in said(site, alarm) if what == who] == ["perhaps_sent", "sent"]
    letters = [(letter.to[0], letter.message()["Message-ID"]) for letter in mail.outbox]
    assert len(letters) == 4
    assert len(set(letters)) == len({ours for _, ours in letters}) == 2  # each mail program shows it once


def _killed(*_: object) -> None:
    raise SystemError("The worker is gone.")


def _due_now() -> None:
    from tests.alarms.admin import as_owner

    as_owner("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def test_without_a_gateway_the_log_says_that_nobody_was_texted(site: Site) -> None:
    alarm = verified(site)
    run_jobs()
    assert sorted(said(site, alarm)) == [("key_holder", "not_set_up"), ("owner", "sent")]
    assert len(mail.outbox) == 1  # contact persons are told only where that is chosen


def test_a_burglary_reported_already_is_joined(site: Site) -> None:
    with site.cast.acting(site.cast.officer):
        known = incidents.report(
            dwelling_id=site.homes[4].pk, earliest=site.clock - timedelta(hours=2), latest=site.clock,
            source="form", now=timezone.now(),
        )  # fmt: skip
    alarm = verified(site)
    run_jobs()
    assert [one.id for one in drafts(site)] == [known.id]
    assert site.only().burglary_id == known.id
    with site.cast.acting(site.operator):
        assert [step.result for step in api.steps(alarm_id=alarm.id) if step.what == "draft"] == ["joined"]


def test_a_second_alarm_of_the_same_night_makes_no_second_draft(site: Site) -> None:
    first = verified(site)
    run_jobs()
    with site.cast.acting(site.operator):
        api.take(alarm_id=first.id, now=site.clock)
        api.close(alarm_id=first.id, reason="burglary", now=site.clock)
    site.send("verified", "3", after=30)
    site.raise_all()
    run_jobs()
    assert len(drafts(site)) == 1
    assert {one.burglary_id for one in site.alarms()} == {drafts(site)[0].id}


def test_an_operators_word_goes_the_same_way(site: Site) -> None:
    site.send("burglary", "1")
    site.raise_all()
    alarm = site.only()
    run_jobs()
    assert drafts(site) == ()
    with site.cast.acting(site.operator):
        api.take(alarm_id=alarm.id, now=timezone.now())
        api.verify(alarm_id=alarm.id, note="Grannen ser ett krossat fönster.", now=timezone.now())
        api.verify(alarm_id=alarm.id, now=timezone.now())
    run_jobs()
    assert len(drafts(site)) == 1


def test_a_panel_without_a_dwelling_makes_no_draft_and_says_so(site: Site) -> None:
    with site.cast.acting(site.operator):
        other = api.enrol(account="77", now=site.clock)
    site.send("verified", "1", account=other.id)
    site.raise_all()
    run_jobs()
    assert drafts(site) == ()
    with site.cast.acting(site.operator):
        (alarm,) = api.alarms(account_id=other.id)
        assert [step.result for step in api.steps(alarm_id=alarm.id) if step.what == "draft"] == ["no_dwelling"]


def test_a_panel_whose_clock_is_years_behind_still_makes_a_draft(site: Site) -> None:
    site.send("verified", "1", occurred=site.clock - timedelta(days=20_000))
    site.raise_all()
    run_jobs()
    (draft,) = drafts(site)
    assert timezone.now() - draft.earliest < timedelta(hours=1)


def test_a_false_alarm_is_no_delivery(site: Site) -> None:
    alarm = verified(site)
    run_jobs()
    with site.cast.acting(site.operator):
        api.take(alarm_id=alarm.id, now=timezone.now())
        api.close(alarm_id=alarm.id, reason="pet", now=timezone.now())
    run_jobs()
    with site.cast.acting(site.cast.coordinator):
        assert ledger.deliveries(measure="alarm") == ()
    (draft,) = drafts(site)
    assert draft.state == "draft"  # the officer's to withdraw, who is told
    shown = site.cast.client(site.cast.officer).get(f"/burglary/{draft.id}/").content.decode()
    assert "The operator closed the alarm as false" in shown
    assert "An animal" in shown


def test_a_centres_operator_reaches_the_officer_of_the_right_municipality(site: Site) -> None:
    from tests.alarms.centres import centre_of, in_centre

    centre = centre_of(site)
    site.send("burglary", "1", account=centre.accounts[0])
    site.raise_all()
    with in_centre(centre):
        (alarm,) = api.queue()
        api.take(alarm_id=alarm.id, now=timezone.now())
        api.verify(alarm_id=alarm.id, now=timezone.now())
    run_jobs()
    (draft,) = drafts(site)
    assert draft.dwelling_id == site.homes[6].pk
    with site.cast.acting(site.cast.stranger):
        assert incidents.burglaries(states=("draft",)) == ()
