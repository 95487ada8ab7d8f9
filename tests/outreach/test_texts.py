"""Short news by text message and on screens: only where the number is proven, and only who switched it on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import installation, tenancy
from kokong.measures.outreach import adapting, api, going, models, moving
from kokong.measures.outreach.channels import find, push
from kokong.measures.outreach.newsletter import leaving, own, texting
from kokong.people import api as people
from kokong.sending import api as sending
from kokong.sending import choices, devices
from kokong.sending import models as sent
from kokong.sending.channels.values import Carried, Letter
from tests.cast import Cast
from tests.outreach.conftest import DARK, NOW, Desk
from tests.outreach.test_newsletter import NORA, link, rows, subscribed
from tests.sending.conftest import Maker, maker
from tests.worker import run_jobs

__all__ = ["maker"]
PHONE = "070-123 45 67"


@pytest.fixture
def texted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What a gateway took, by day and by night."""
    taken: list[tuple[str, str]] = []
    here = installation.current()
    priced = replace(here, message_url="json://127.0.0.1:9/{phone}", mail=replace(here.mail, sms_price=0.4))
    monkeypatch.setattr(installation, "current", lambda: priced)

    def carry(letter: Letter, _following: Letter | None = None) -> Carried:
        taken.append((letter.phone, letter.plain))
        return Carried()

    ways = {"sms": carry, "email": lambda _letter: Carried()}
    monkeypatch.setattr("kokong.sending.channels._WAYS", ways)
    sending.declare(replace(texting.TEXTS, quiet=None))
    yield taken
    sending.declare(texting.TEXTS)


def agreed(desk: Desk) -> frozenset[int]:
    with desk.cast.acting(desk.cast.coordinator):
        return people.consent.holding(kind="subscriber", purpose=texting.CONSENT)


def code_of(desk: Desk) -> str:
    return str(desk.reading(lambda: texting._code(models.Subscriber.objects.get(email=NORA))))


def proven(desk: Desk) -> str:
    subscribed(desk, NORA)
    secret = link(desk, "own")
    assert texting.ask(secret=secret, phone=PHONE, now=NOW)
    assert texting.prove(secret=secret, code=code_of(desk), now=NOW)
    return secret


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (PHONE, "+46701234567"),
        ("0046 70 123 45 67", "+46701234567"),
        ("+45 20 12 34 56", "+4520123456"),
        ("123", ""),
        ("0701234567 eller 08-1", ""),
        ("+46701234567890123", ""),
        ("", ""),
    ],
)
def test_numbers_are_understood_as_people_write_them(written: str, number: str) -> None:
    assert texting.number(written) == number


def test_a_number_is_theirs_once_its_code_is_written_back(desk: Desk) -> None:
    subscribed(desk, NORA)
    secret = link(desk, "own")
    assert texting.ask(secret=secret, phone=PHONE, now=NOW)
    assert desk.reading(texting.confirmed, audience=api.Audience()) == 0, "a number alone is nobody's"
    with pytest.raises(api.Refused, match="ten minutes"):
        texting.ask(secret=secret, phone="070-765 43 21", now=NOW)
    right = code_of(desk)
    for _try in range(texting.TRIES):
        with pytest.raises(api.Refused, match="not the code"):
            texting.prove(secret=secret, code="no", now=NOW)
    with pytest.raises(api.Refused, match="not the code"):
        texting.prove(secret=secret, code=right, now=NOW)
    later = NOW + timedelta(minutes=11)
    texting.ask(secret=secret, phone=PHONE, now=later)
    with pytest.raises(api.Refused):
        texting.prove(secret=secret, code=code_of(desk), now=later + timedelta(minutes=31))
    assert texting.prove(secret=secret, code=code_of(desk), now=later)
    assert agreed(desk) == {rows(desk)[0].pk}
    assert desk.reading(texting.confirmed, audience=api.Audience()) == 1
    assert texting.stop(secret=secret, now=later)
    assert (agreed(desk), rows(desk)[0].phone) == (frozenset(), "")


def test_who_leaves_the_newsletter_gets_no_text_messages(desk: Desk) -> None:
    proven(desk)
    reader = sending.Reader("newsletter", f"subscriber {rows(desk)[0].pk}")
    with tenancy.scope(municipality_id=desk.cast.home.pk, authority="municipality"):
        leaving.left(reader, NOW)
    assert (agreed(desk), rows(desk)[0].phone) == (frozenset(), "")


def test_their_page_asks_for_the_number_and_takes_along_both_consents(desk: Desk) -> None:
    subscribed(desk, NORA)
    desk.reading(lambda: models.Subscriber.objects.update(asked=timezone.now()))
    browser, secret = Client(), link(desk, "own")
    page = reverse("outreach:mine", args=[secret])
    wrong = browser.post(reverse("outreach:text-me", args=[secret]), {"phone": "12"}, follow=True)
    assert "Write a telephone number" in wrong.content.decode()
    assert texting.ask(secret=secret, phone=PHONE, now=timezone.now())
    assert "one-time-code" in browser.get(page).content.decode()
    done = browser.post(reverse("outreach:text-code", args=[secret]), {"code": code_of(desk)}, follow=True)
    assert "+46701234567" in done.content.decode()
    told = own.everything(secret=secret, now=timezone.now())
    assert told is not None
    assert (told["phone"], len(told["consents"])) == ("+46701234567", 2)
    assert "removed" in browser.post(reverse("outreach:text-stop", args=[secret]), follow=True).content.decode()


def test_the_preview_counts_parts_with_link_and_the_way_out_and_says_the_cost(
    desk: Desk, texted: list[tuple[str, str]]
) -> None:
    proven(desk)
    found = desk.plan(replace(DARK, channels=("site", "sms")))
    (told,) = [each for each in desk.reading(api.would, campaign_id=found.id) if each.channel == "sms"]
    assert (told.reach, str(told.cost)) == (1, "0.4")
    shown = desk.reading(adapting.adapted, words=found.words, code=desk.cast.home.code)
    text = next(each.text for each in shown if each.channel.name == "sms")
    assert text.startswith(DARK.lead)
    assert f"/newsletter/{desk.cast.home.code}/link/" in text
    assert next(each.length.parts for each in shown if each.channel.name == "sms") == 1


def out_by(desk: Desk, *names: str) -> api.Campaign:
    last = timezone.localdate() + timedelta(days=30)
    found = desk.plan(replace(DARK, channels=("site", *names)), ends=last, both=False)
    now = timezone.now()
    desk.act(found, "schedule", now=now)
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        moving.tick(campaign_id=found.id, now=now)
    run_jobs()
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        going.sweep("")
    return found


def test_it_goes_to_proven_numbers_alone_and_says_what_it_cost(
    committed_cast: Cast, texted: list[tuple[str, str]]
) -> None:
    desk = Desk(committed_cast)
    proven(desk)
    subscribed(desk, "utan@granne.example")
    run_jobs()
    texted.clear()
    found = out_by(desk, "sms")
    ((to, text),) = texted
    assert (to, DARK.lead in text, "/l/" in text) == ("+46701234567", True, True)
    part = desk.reading(api.part, campaign_id=found.id, channel="sms")
    assert (part.state, part.planned, part.delivered, str(part.cost)) == ("delivered", 1, 1, "0.40")


def test_a_screen_shows_it_only_to_who_switched_it_on(committed_cast: Cast, maker: Maker) -> None:
    desk = Desk(committed_cast)
    keys = {"p256dh": sealing(), "auth": "AAAAAAAAAAAAAAAAAAAAAA"}
    for number, actor in enumerate((desk.cast.officer, desk.cast.visitor)):
        with desk.cast.acting(actor):
            devices.subscribe(
                user_id=actor.user_id, endpoint=f"{maker.url}/{number}", name="Phone", now=NOW, **keys
            )
    with desk.cast.acting(desk.cast.visitor) as actor:
        choices.choose(actor=actor, on=frozenset({(push.KIND, "push")}), quiet=(None, None))
    found = out_by(desk, "push")
    assert [path for path, _headers, _body in maker.taken] == ["/1"]
    part = desk.reading(api.part, campaign_id=found.id, channel="push")
    assert (part.state, part.planned, part.delivered) == ("delivered", 1, 1)
    channel = find("push")
    assert channel is not None
    assert channel.reach is not None
    assert desk.reading(lambda: push.count(api.Audience())) == 1
    assert mail.outbox == []
    assert desk.reading(lambda: sent.Message.objects.filter(way="push").count()) == 1


def sealing() -> str:
    """A browser's key, as browsers give it."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from django.utils.http import urlsafe_base64_encode

    point = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    made: Any = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(*point)
    return urlsafe_base64_encode(made)
