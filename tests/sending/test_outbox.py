"""In a demonstration everything that goes out is shown; elsewhere there is no such page, and nothing is kept."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from kokong.kernel import installation, tenancy
from kokong.sending import api
from kokong.sending.models import Captured, Message
from tests.cast import Cast
from tests.sending import demo_urls
from tests.sending.crowd import Crowd, expand, hand_out, start, states
from tests.sending.delivering import deliver_all

URLS = demo_urls.__name__
"""Imported before any installation here calls itself a demonstration."""


@pytest.fixture
def demo(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> Crowd:
    """An alert by letter and text message, in a demonstration, without any gateway."""
    here = replace(installation.current(), demo=True, message_url=None)
    monkeypatch.setattr(installation, "current", lambda: here)
    crowd.people = [api.To(email="anna@hem.example"), api.To(phone="+46701234567", known_as="member 2")]
    said = api.Said(
        "A burglary", "Look out & <b>read</b> https://kokong.example/advice/", html="<p>Look <b>out</b>"
    )
    api.declare(crowd.kind(offers=("email", "sms"), usual=("email", "sms"), compose=lambda due, now: said))
    return crowd


@pytest.mark.urls(URLS)
def test_letters_and_text_messages_are_shown_as_their_readers_would_have_them(cast: Cast, demo: Crowd) -> None:
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 2}
    browser = cast.client(cast.coordinator)
    listed = browser.get("/demo/outbox/").content.decode()
    assert "anna@hem.example" in listed
    assert "+46701234567" in listed
    texts = browser.get("/demo/outbox/", {"way": "sms"}).content.decode()
    assert "+46701234567" in texts
    assert "1 part" in texts
    assert "anna@hem.example" not in texts
    assert "anna@hem.example" in browser.get("/demo/outbox/", {"way": "pigeon"}).content.decode()
    with tenancy.scope(municipality_id=cast.home.pk):
        letter = Captured.objects.get(message__way="email").pk
    shown = browser.get(f"/demo/outbox/{letter}/").content.decode()
    assert '<a href="https://kokong.example/advice/" rel="nofollow">' in shown
    assert "&lt;b&gt;read&lt;/b&gt;" in shown
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in shown
    assert 'srcdoc="&lt;base target=' in shown  # the letter's HTML is within the frame, and nowhere else
    assert "out</b>" not in shown
    assert cast.client(cast.stranger).get(f"/demo/outbox/{letter}/").status_code == 404
    assert "anna@hem.example" not in cast.client(cast.stranger).get("/demo/outbox/").content.decode()


@pytest.mark.urls(URLS)
def test_a_single_message_too_and_nobody_outside_sees_any(cast: Cast, demo: Crowd) -> None:
    with tenancy.scope(municipality_id=cast.home.pk):
        api.send(kind="test.alert", to=api.To(email="bo@hem.example"), because=("x", 1), now=timezone.now())
    deliver_all(cast.home)
    assert "bo@hem.example" in cast.client(cast.coordinator).get("/demo/outbox/").content.decode()
    answer = Client().get("/demo/outbox/")
    assert answer.status_code == 302
    assert "/account/" in answer["Location"]


def test_elsewhere_there_is_no_such_page_and_nothing_is_kept(cast: Cast, crowd: Crowd) -> None:
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert cast.client(cast.coordinator).get("/demo/outbox/").status_code == 404
    with tenancy.scope(municipality_id=cast.home.pk):
        assert Message.objects.filter(state="sent").count() == 20
        assert not Captured.objects.exists()
