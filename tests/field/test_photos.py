"""Photos from phones: each kept once, after its record, of what it was taken of, and of nobody else's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kokong.field.models import Device
from kokong.people.api import Actor
from kokong.pictures import api as pictures
from kokong.pictures import developing
from tests.field.conftest import Json
from tests.pictures.conftest import CAMERA, opened, photo
from tests.signs.conftest import Street, street

__all__ = ["street"]


@pytest.fixture(autouse=True)
def _at_three() -> None:
    """The clock goes here."""


class Phone:
    """Somebody's phone, on which a sign was looked at."""

    def __init__(self, street: Street, actor: Actor, sign: int) -> None:
        self.street, self.actor, self.sign = street, actor, sign
        self.client: Client = street.cast.client(actor)
        self.record, self.device = str(uuid4()), str(uuid4())

    def look(self, condition: str = "faded") -> str:
        """Send the record; what became of it."""
        told = {"id": self.record, "kind": "checked", "sign": self.sign, "at": timezone.now().isoformat()}
        letter = {"device": self.device, "waiting": 2, "events": [told | {"condition": condition}]}
        answer = self.client.post("/field/api/outbox", letter, content_type="application/json")
        status: str = answer.json()["results"][0]["status"]
        return status

    def told(self, content: bytes, **more: Any) -> Json:
        return {
            "id": str(uuid4()), "record": self.record, "kind": "sign", "subject": self.sign,
            "at": timezone.now().isoformat(), "digest": sha256(content).hexdigest(), "device": self.device,
            "user": self.actor.user_id, "municipality": self.actor.municipality_id, "waiting": 1, **more,
        }  # fmt: skip

    def post(self, told: Json, content: bytes) -> Any:
        return self.client.post("/field/api/photo", told | {"photo": SimpleUploadedFile("photo", content)})

    def send(self, told: Json, content: bytes) -> tuple[str, str]:
        """What became of a photo, and the words."""
        answer = self.post(told, content)
        assert answer.status_code == 200, answer.content
        (result,) = answer.json()["results"]
        assert result["id"] == told["id"]
        return result["status"], result["message"]

    def kept(self) -> tuple[pictures.Picture, ...]:
        with self.street.cast.acting(self.street.cast.coordinator):
            return pictures.pictures_of(("sign", self.sign))


@pytest.fixture
def phone_of(street: Street) -> Callable[[Actor], Phone]:
    sign = street.up(days_ago=95)
    return lambda actor: Phone(street, actor, sign)


@pytest.fixture
def phone(street: Street, phone_of: Callable[[Actor], Phone]) -> Phone:
    return phone_of(street.cast.visitor)


def test_a_photo_comes_after_its_record_and_is_kept_once(phone: Phone) -> None:
    content = photo(800, 600)
    told = phone.told(content)
    assert phone.send(told, content)[0] == "later"
    assert phone.look() == "stored"
    assert [phone.send(told, content)[0] for _ in range(3)] == ["stored", "already", "already"]
    (kept,) = phone.kept()
    assert kept.taken_by == phone.actor.user_id
    with phone.street.cast.acting(phone.street.cast.coordinator):
        large = pictures.content(kept.id, "large")
    assert opened(large).size == (800, 600)
    assert CAMERA.encode() not in large


def test_a_photo_that_was_removed_does_not_come_back(phone: Phone) -> None:
    content = photo()
    told = phone.told(content)
    phone.look()
    phone.send(told, content)
    with phone.street.cast.acting(phone.street.cast.coordinator):
        pictures.remove(picture_id=phone.kept()[0].id, now=timezone.now())
    assert phone.send(told, content)[0] == "already"
    assert phone.kept() == ()


def test_what_was_cut_on_its_way_is_asked_for_again(phone: Phone) -> None:
    content = photo()
    phone.look()
    assert phone.send(phone.told(content), content[:-50])[0] == "later"
    assert phone.send(phone.told(content), b"")[0] == "later"
    assert phone.kept() == ()


def test_what_is_no_photo_is_refused_in_words(phone: Phone) -> None:
    phone.look()
    for content, words in ((b"", "empty"), (b"no photo", "no photo"), (photo()[:-50], "cut off")):
        status, message = phone.send(phone.told(content), content)
        assert status == "refused"
        assert words in message
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "taken_before", lambda **_: 1 / 0)
        assert phone.send(phone.told(photo()), photo())[0] == "later"


def test_a_busy_server_asks_for_it_later(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_content: bytes) -> developing.Print:
        raise developing.Busy("busy")

    phone.look()
    monkeypatch.setattr(developing, "develop", busy)
    assert phone.send(phone.told(photo()), photo())[0] == "later"


def test_of_what_no_photos_are_taken(phone: Phone) -> None:
    phone.look()
    for kind in ("door", "dragon"):
        assert phone.send(phone.told(photo(), kind=kind), photo())[0] == "refused"


def test_a_clock_that_can_not_be_right(phone: Phone) -> None:
    phone.look()
    old = (timezone.now() - timedelta(days=400)).isoformat()
    status, message = phone.send(phone.told(photo(), at=old), photo())
    assert (status, "clock" in message) == ("refused", True)


def test_nobody_elses_record_takes_it(phone: Phone, phone_of: Callable[[Actor], Phone]) -> None:
    other = phone_of(phone.street.cast.partner)
    phone.look()
    assert other.send(other.told(photo(), record=phone.record), photo())[0] == "later"
    assert other.post(other.told(photo(), user=phone.actor.user_id), photo()).status_code == 409
    stranger = phone.street.cast.commuter_elsewhere
    assert phone.post(phone.told(photo(), municipality=stranger.municipality_id), photo()).status_code == 409
    assert phone.kept() == ()


@pytest.mark.parametrize(
    "wrong", [{"id": "x"}, {"digest": "y"}, {"subject": -1}, {"at": "soon"}, {"user": ""}, {"device": "z"}]
)
def test_what_no_phone_of_ours_sends(phone: Phone, wrong: Json) -> None:
    assert phone.post(phone.told(photo(), **wrong), photo()).status_code == 400
    assert phone.client.post("/field/api/photo").status_code == 400


def test_who_may_not(phone: Phone, phone_of: Callable[[Actor], Phone]) -> None:
    cast = phone.street.cast
    told = phone.told(photo())
    assert Client().post("/field/api/photo", told).status_code == 401
    for nobody in (cast.auditor, cast.resident):
        assert phone_of(nobody).post(told, photo()).status_code == 403


def test_the_desk_hears_what_the_phone_still_holds(phone: Phone) -> None:
    content = photo()
    phone.look()
    phone.send(phone.told(content, waiting=3), content)
    with phone.street.cast.acting(phone.street.cast.coordinator):
        assert [device.waiting for device in Device.objects.all()] == [2]


def test_pictures_go_with_the_sign(phone: Phone) -> None:
    phone.look("good")
    phone.send(phone.told(photo()), photo())
    replace(phone.street, now=timezone.now()).act(phone.sign, "remove")
    assert phone.kept()[0].ended is not None


def test_who_sees_a_signs_pictures(phone: Phone) -> None:
    phone.look()
    phone.send(phone.told(photo()), photo())
    (kept,) = phone.kept()
    cast, page = phone.street.cast, f"/pictures/{kept.id}/small/"
    asked = {
        who: cast.client(getattr(cast, who)).get(page).status_code
        for who in ("coordinator", "visitor", "stranger")
    }
    assert asked == {"coordinator": 200, "visitor": 200, "stranger": 404}
    sign = cast.client(cast.coordinator).get(f"/signs/{phone.sign}/").content.decode()
    assert page in sign
