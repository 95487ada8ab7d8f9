"""Staff are told by the ways that they chose, and nobody by one that they switched off."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode

from kokong.field import api as field
from kokong.flows import staff_told
from kokong.incidents import api as incidents
from kokong.incidents.models import Burglary
from kokong.kernel import tenancy
from kokong.measures.cocoons import api as cocoons
from kokong.measures.cocoons.models import Cocoon
from kokong.sending.models import Message, PushDevice
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.flows.story import Story
from tests.sending.conftest import Maker, maker
from tests.worker import run_jobs

__all__ = ["maker"]

ALL = {f"{kind}|{way}" for kind in ("round.assigned", "cocoon.hours_left", "phone.silent") for way in
       ("page", "email", "push")}  # fmt: skip


class Device:
    """A browser that was asked to show notices, and can open what is sealed for it."""

    def __init__(self, maker: Maker, name: str) -> None:
        self.key, self.secret, self.path = ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef", f"/{name}"
        self.endpoint = maker.url + self.path

    def added_by(self, browser: Client) -> int:
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        said = {
            "endpoint": self.endpoint,
            "p256dh": urlsafe_base64_encode(point),
            "auth": urlsafe_base64_encode(self.secret),
            "name": "Test",
        }
        return browser.post("/account/messages/devices/", said).status_code

    def opened(self, body: bytes) -> Any:
        import http_ece

        return json.loads(
            http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        )


def confirmed(story: Story) -> int:
    """A burglary of last night, confirmed now."""
    now = timezone.now()
    with story.cast.acting(story.cast.officer):
        reported = incidents.report(
            dwelling_id=story.homes[4], earliest=now - timedelta(hours=9), latest=now - timedelta(hours=6),
            source="form", now=now,
        )  # fmt: skip
        incidents.confirm(burglary_id=reported.id, now=now)
    return reported.id


def assigned(story: Story, *who: Any) -> int:
    """A burglary is confirmed, its cocoon opened, and a round given to somebody."""
    burglary_id = confirmed(story)
    run_jobs()
    with story.cast.acting(story.cast.coordinator):
        cocoon = cocoons.cocoon_for(burglary_id=burglary_id)
        assert cocoon is not None
        walked = cocoons.create_round(
            cocoon_id=cocoon.id, visitor_ids=[each.user_id for each in who], title="Storgatan, runda 1",
            now=timezone.now(),
        )  # fmt: skip
    run_jobs()
    return walked.id


def told(cast: Cast, kind: str) -> dict[tuple[int | None, str], str]:
    with tenancy.scope(municipality_id=cast.home.pk):
        found = Message.objects.filter(kind=kind)
        return {(row.user_id, row.way): row.state for row in found}


def switch_off(cast: Cast, actor: Any, *off: str) -> None:
    sent = dict.fromkeys(ALL - set(off), "on")
    assert cast.client(actor).post("/account/messages/", sent).status_code == 302


def test_a_push_and_a_mail_when_a_round_is_assigned_and_none_to_whoever_switched_them_off(
    story: Story, maker: Maker
) -> None:
    cast = story.cast
    devices = {actor.user_id: Device(maker, actor.name.split()[0]) for actor in (cast.visitor, cast.partner)}
    for actor in (cast.visitor, cast.partner):
        assert devices[actor.user_id].added_by(cast.client(actor)) == 201
    switch_off(cast, cast.partner, "round.assigned|email", "round.assigned|push")
    number = assigned(story, cast.visitor, cast.partner)
    mine, theirs = cast.visitor.user_id, cast.partner.user_id
    assert told(cast, "round.assigned") == {
        (mine, "page"): "sent", (mine, "email"): "sent", (mine, "push"): "sent",
        (theirs, "page"): "sent", (theirs, "email"): "withheld", (theirs, "push"): "withheld",
    }  # fmt: skip
    letters = [letter for letter in mail.outbox if letter.subject == "Du har fått en runda"]
    assert [letter.to for letter in letters] == [[cast.visitor.email]]
    assert f"/field/rounds/{number}/" in letters[0].body
    assert "Storgatan" not in letters[0].body
    ((_path, headers, body),) = [each for each in maker.taken if each[0] == devices[mine].path]
    assert headers["authorization"].startswith("vapid t=")
    notice = devices[mine].opened(body)
    assert notice == {
        "title": "Du har fått en runda", "url": f"/field/rounds/{number}/", "tag": f"round.assigned {number}",
    }  # fmt: skip
    assert devices[theirs].path not in {path for path, _headers, _body in maker.taken}


def test_a_round_given_anew_is_told_to_those_who_did_not_have_it(story: Story) -> None:
    cast = story.cast
    number = assigned(story, cast.visitor)
    with cast.acting(cast.coordinator):
        cocoons.assign_round(round_id=number, visitor_ids=[cast.visitor.user_id, cast.partner.user_id])
    run_jobs()
    readers = [letter.to[0] for letter in mail.outbox if letter.subject == "Du har fått en runda"]
    assert readers == [cast.visitor.email, cast.partner.email]


def test_a_round_that_was_taken_back_meanwhile_is_not_told(story: Story) -> None:
    cast = story.cast
    number = assigned(story)
    with cast.acting(cast.coordinator):
        cocoons.assign_round(round_id=number, visitor_ids=[cast.visitor.user_id])
        cocoons.assign_round(round_id=number, visitor_ids=[])
    run_jobs()
    assert [letter for letter in mail.outbox if letter.to == [cast.visitor.email]] == []
    assert told(cast, "round.assigned")[cast.visitor.user_id, "email"] == "withheld"


def test_a_browser_that_its_gateway_no_longer_knows_is_forgotten(story: Story, maker: Maker) -> None:
    cast = story.cast
    gone, there = Device(maker, "gone"), Device(maker, "there")
    browser = cast.client(cast.visitor)
    assert {gone.added_by(browser), there.added_by(browser)} == {201}
    maker.answers["/gone"] = 410
    assigned(story, cast.visitor)
    with cast.acting(cast.visitor):
        assert [row.endpoint for row in PushDevice.objects.all()] == [there.endpoint]
    assert told(cast, "round.assigned")[cast.visitor.user_id, "push"] == "sent"


def test_only_browser_makers_gateways_are_ever_called(cast: Cast) -> None:
    browser = cast.client(cast.visitor)
    point = urlsafe_base64_encode(
        ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
    )  # fmt: skip
    for endpoint, status in {
        "https://fcm.googleapis.com/fcm/send/abc": 201,
        "https://updates.push.services.mozilla.com/wpush/v2/abc": 201,
        "http://fcm.googleapis.com/fcm/send/abc": 422,
        "https://fcm.googleapis.com.evil.example/abc": 422,
        "https://evilfcm.googleapis.com/abc": 422,
        "https://fcm.googleapis.com:8443/abc": 422,
        "https://127.0.0.1/abc": 422,
        "https://x@fcm.googleapis.com/abc": 422,
    }.items():
        said = {"endpoint": endpoint, "p256dh": point, "auth": urlsafe_base64_encode(b"0123456789abcdef")}
        assert browser.post("/account/messages/devices/", said).status_code == status, endpoint


def test_officers_and_coordinators_are_told_of_a_confirmed_burglary(story: Story) -> None:
    cast = story.cast
    confirmed(story)
    run_jobs()
    readers = {letter.to[0] for letter in mail.outbox if letter.subject == "Ett inbrott är bekräftat"}
    assert readers == {cast.officer.email, cast.coordinator.email, cast.walker.email}


def test_a_burglary_that_was_confirmed_long_ago_is_news_to_nobody(story: Story) -> None:
    story.confirm(story.report())  # a week before the worker gets to it
    with tenancy.scope(municipality_id=story.cast.home.pk):
        Burglary.objects.update(confirmed_at=timezone.now() - timedelta(days=7))
    run_jobs()
    assert mail.outbox == []
    assert (
        "inbrott" not in story.cast.client(story.cast.coordinator).get("/account/messages/new/").content.decode()
    )


def test_twelve_hours_before_the_clock_ends_those_who_plan_and_walk_are_told_once(story: Story) -> None:
    cast = story.cast
    assigned(story, cast.visitor)
    with tenancy.scope(municipality_id=cast.home.pk):
        staff_told.look_around("")
        assert not Message.objects.filter(kind="cocoon.hours_left").exists()
        Cocoon.objects.update(due=timezone.now() + timedelta(hours=11))
        staff_told.look_around("")
        staff_told.look_around("")
    run_jobs()
    subject = "Mindre än 12 timmar återstår för en kokong"
    readers = sorted(letter.to[0] for letter in mail.outbox if letter.subject == subject)
    desk = (cast.officer, cast.coordinator, cast.walker)
    assert readers == sorted(actor.email for actor in (*desk, cast.visitor))


def test_a_silent_phone_and_an_overdue_answer_are_told(story: Story) -> None:
    cast, now = story.cast, timezone.now()
    with tenancy.scope(municipality_id=cast.home.pk):
        field.touch_device(
            device_id=uuid4(), user_id=cast.visitor.user_id, waiting=3, now=now - timedelta(hours=2)
        )
        number = tasks.open_task(
            kind="wish.sign",
            source="test",
            source_id="1",
            due=now - timedelta(days=1),
            now=now - timedelta(days=9),
        )
        staff_told.look_around("")
        staff_told.look_around("")
    run_jobs()
    silent = [letter for letter in mail.outbox if letter.subject == "En telefon är tyst"]
    assert cast.visitor.email in {letter.to[0] for letter in silent}
    assert len(silent) == len({letter.to[0] for letter in silent})
    assert "3 uppgifter väntar" in silent[0].body
    late = [letter for letter in mail.outbox if letter.subject == "Ett svar är försenat"]
    assert cast.coordinator.email in {letter.to[0] for letter in late}
    assert f"#task-{number}" in late[0].body
