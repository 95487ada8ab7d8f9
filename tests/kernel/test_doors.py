"""What is sent is made clean at the door, whichever; what can't be text, or is too long, is refused in words."""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kokong.config.api_urls import api
from kokong.field import outbox
from kokong.kernel.bodies import ORDINARY
from kokong.people.models import User
from kokong.people.signin.tally import Tally
from tests.addresses import ADDRESSES, patterns
from tests.cast import Cast
from tests.everything import Everything, build_everything

NUL = "a\x00b"
FORM = "application/x-www-form-urlencoded"
NAMED = {"collection", "feature_id", "key", "uidb36", "kind"}  # parts of addresses that take any word


@pytest.fixture
def everything(cast: Cast) -> Everything:
    """One of each thing that has an id."""
    return build_everything(cast)


def fields(page: str) -> set[str]:
    """The names of a page's fields."""
    return {part.partition('"')[0] for part in page.split(' name="')[1:]}


def own(page: str) -> str:
    """What a page has for itself; what frames it, every page has."""
    return page.partition("<main")[2] or page


def in_schemas() -> set[str]:
    """The names of all that an API operation takes."""
    schemas = api.get_openapi_schema()["components"]["schemas"]
    return {name for schema in schemas.values() for name in schema.get("properties", {})}


def test_a_nul_in_any_field_of_any_page_is_refused(
    everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tally, "count", lambda *_who, **_when: 0)  # nobody asks so much in a minute
    browser, tried, framed = everything.cast.client(everything.cast.officer), 0, set[str]()
    for name, address in ADDRESSES.items():
        url = everything.url(name)
        answer = browser.get(url)
        shown = "" if answer.streaming else answer.content.decode(errors="replace")
        mine = {"next", *fields(own(shown)), *(address.body or {})}
        frame = fields(shown) - mine - framed
        framed |= frame
        for field in mine | frame:
            assert browser.post(url, {field: NUL}).status_code == 400, (name, field)
            tried += 1
        assert browser.get(url, {"q": NUL}).status_code == 400, name
    assert tried > len(ADDRESSES)
    assert browser.post("/account/", f"name={quote(NUL)}", content_type=FORM).status_code == 400


@pytest.mark.parametrize("text", [NUL, "\ud800"], ids=["NUL", "half a pair"])
def test_no_operation_takes_what_cannot_be_text(everything: Everything, text: str) -> None:
    browser = everything.cast.client(everything.cast.officer)
    names = [name for name in ADDRESSES if name.startswith("api:")] + ["field:outbox"]
    bodies = [json.dumps(body) for body in (dict.fromkeys(in_schemas(), text), [{"deep": [{text: 1}]}])]
    for name in names:
        for body in bodies:
            answer = browser.post(everything.url(name), body, content_type="application/json")
            assert answer.status_code == 400, (name, answer.status_code)
            assert "can't be text" in answer.json()["detail"]


def test_nor_in_a_path_a_header_or_a_cookie(everything: Everything) -> None:
    browser = everything.cast.client(everything.cast.officer)
    for name, parts in patterns().items():
        for part in NAMED.intersection(parts):
            url = everything.url(name, **{part: "zz9"}).replace("zz9", "z%00")
            assert browser.get(url).status_code == 400, name
    for header in ("Authorization", "X-Forwarded-For", "If-None-Match", "Accept-Language", "Referer"):
        assert Client().get("/account/login/", headers={header: NUL}).status_code == 400
    for cookie in everything.cast.client(everything.cast.officer).cookies:
        stranger = Client(headers={"cookie": f'{cookie}="a\\000b"'})
        assert stranger.get("/").status_code == 302, "as without the cookie"


def test_the_words_are_calm_and_in_ones_language(db: None) -> None:
    answer = Client().get("/account/login/", {"next": NUL}, headers={"accept-language": "sv"})
    assert answer.status_code == 400
    assert "Inget ändrades" in answer.content.decode()
    assert Client().get("/api/v1/burglaries/?state=%00").json()["detail"].endswith("Nothing was changed.")


def test_what_has_no_picture_goes_from_names(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    name = "Bo\u202e \x07Sam\u2028ordnare\ufeff"
    assert browser.post(reverse("people:account"), {"name": name}).status_code == 302
    assert "Bo  Sam ordnare" in browser.get(reverse("people:account")).content.decode()


def test_and_from_what_programs_send(everything: Everything) -> None:
    browser = everything.cast.client(everything.cast.officer)
    url = everything.url("api:withdraw_burglary")
    body = '{"reason": "The \\u202edoor\\u0007 was open, said Åsa \U0001f6aa."}'
    assert browser.post(url, body, content_type="application/json").status_code == 200
    history = browser.get(everything.url("desk:burglary")).content.decode()
    assert "The door  was open, said Åsa \U0001f6aa." in history


def test_passwords_are_compared_as_they_are(cast: Cast) -> None:
    user = User.objects.get(pk=cast.visitor.user_id)
    user.set_password("granne\x07ser-granne")
    user.save()
    sent = {"login": user.email, "password": "granne\x07ser-granne"}
    assert Client().post("/account/login/", sent).status_code == 302


FILE = b"Adress;Tid\nStorgatan 1;2026-01-01\n"


def upload(browser: Client, size: int) -> Any:
    """Send a file of a size."""
    file = SimpleUploadedFile("a.csv", FILE + b"x" * (size - len(FILE)))
    return browser.post(reverse("intake:upload", args=["burglaries"]), {"file": file})


def test_long_bodies_come_only_from_those_who_may(cast: Cast) -> None:
    too_large, large = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, ORDINARY + 1
    assert upload(Client(), large).status_code == too_large
    assert upload(cast.client(cast.visitor), large).status_code == too_large
    assert upload(cast.client(cast.coordinator), large).status_code not in {too_large, 403}
    answer = upload(cast.client(cast.coordinator), 22 * 1024 * 1024)
    assert answer.status_code == too_large
    assert "at most 21 MB" in answer.content.decode()
    assert cast.client(cast.coordinator).post("/account/", {"name": "x" * large}).status_code == too_large


def test_a_phone_sends_what_it_has_gathered(cast: Cast) -> None:
    for actor, status in (
        (cast.visitor, HTTPStatus.BAD_REQUEST),
        (cast.auditor, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ):
        body = json.dumps({"x": "y" * (outbox.MAX_BYTES // 2)})
        answer = cast.client(actor).post(reverse("field:outbox"), body, content_type="application/json")
        assert answer.status_code == status


def test_a_refused_body_is_not_read(cast: Cast) -> None:
    class Unread:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    sent: dict[str, Any] = {"CONTENT_LENGTH": str(10**10), "wsgi.input": Unread()}
    asked = cast.client(cast.visitor).post(
        reverse("intake:upload", args=["burglaries"]), b"", content_type=FORM, **sent
    )
    assert asked.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_body_without_its_length_is_refused(db: None) -> None:
    answer = Client().post("/account/login/", b"x", content_type=FORM, headers={"transfer-encoding": "chunked"})
    assert answer.status_code == HTTPStatus.LENGTH_REQUIRED
