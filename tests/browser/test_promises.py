"""A promise, from what residents say to what was kept of it and what was not."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.measures.promises import api, clock, pace
from kokong.measures.promises.dialogue import reading, work
from kokong.measures.promises.dialogue.values import Draft
from kokong.public import api as public
from tests.browser.conftest import Open, looked_at, sign_in
from tests.browser.street import Street, at_the_doors, record, street, until
from tests.worker import run_jobs

__all__ = ["street"]
pytestmark = pytest.mark.browser
TALKS = api.Rule("cocoon_visit", "least", Decimal(4), "whole", outcome="talked")
WALKS = api.Rule("walk", "average", Decimal(1), "month")


def offered(street: Street, title: str, months: int, *rules: tuple[str, api.Rule]) -> int:
    """A promise that began so many months ago and waits for signatures."""
    now, cast = timezone.now(), street.site.cast
    draft = api.Draft(
        title, pace.month_after(timezone.localdate(), -months), 2, "Mörkt.", "Ljus.", "Vi går med er."
    )
    with cast.acting(cast.coordinator):
        promise_id = api.begin(draft=draft, now=now)
        for name, rule in rules:
            action = api.ActionDraft(name, "both", rule, sure=True)
            api.add(promise_id=promise_id, draft=action, user_id=None, now=now)
        for step in ("described", "agreed", "worded", "offer"):
            api.act(promise_id=promise_id, action=step, now=now)
    return promise_id


def answered_by_a_resident(street: Street, phone: Page) -> int:
    now, cast = timezone.now(), street.site.cast
    with cast.acting(cast.coordinator):
        draft = Draft("Var är det mörkt?", timezone.localdate(now) + timedelta(days=9), "Svaren blir ett löfte.")
        number = work.begin(draft=draft, now=now)
        work.ask(dialogue_id=number, kind="choice", question="Är du trygg?", choices=["Ja", "Nej"])
        work.ask(dialogue_id=number, kind="pin", question="Var är det mörkt?")
        work.act(dialogue_id=number, action="open", now=now)
    phone.goto(reverse("dialogue:answer", args=["9901", number]))
    looked_at(phone, "promises-dialogue")
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.get_by_role("radio", name="Nej").check()
    phone.get_by_label("Var är det mörkt?").fill("Vid bron")
    phone.locator("kk-map canvas").click()
    expect(phone.get_by_text("Är utpekad på kartan.")).to_be_visible()
    phone.get_by_role("button", name="Skicka mina svar").click()
    expect(phone.get_by_role("status").filter(has_text="Dina svar är sparade.")).to_be_visible()
    with cast.acting(cast.coordinator):
        assert reading.dialogue(dialogue_id=number).replies == 1
        assert [each.placed for each in reading.said(dialogue_id=number)] == [True]
    return number


def told(street: Street, desk: Page, number: int, promise: str) -> None:
    """What was heard is told, and at the desk it is said which promise came of it."""
    cast = street.site.cast
    with cast.acting(cast.coordinator):
        work.act(dialogue_id=number, action="close", now=timezone.now())
        work.act(dialogue_id=number, action="tell", now=timezone.now(), said="Ni vill ha ljus vid bron.")
    desk.goto(reverse("promises:dialogue", args=[number]))
    desk.get_by_label("Löftet som den ledde till").select_option(promise)
    desk.get_by_role("region", name="Vad det blev av det").get_by_role("button", name="Spara").click()
    expect(desk.get_by_role("link", name="Till löftet")).to_be_visible()
    looked_at(desk, "promises-told")


def test_from_what_residents_say_to_what_was_not_kept(street: Street, open_page: Open, open_phone: Open) -> None:
    cast = street.site.cast
    with cast.acting(cast.coordinator) as actor:
        public.publish(name="promises", user_id=actor.user_id, now=timezone.now())
    number = answered_by_a_resident(street, open_phone())
    promise_id = offered(street, "Ljusare Malmen", 6, ("Vi pratar med er", TALKS), ("Vi går på vandring", WALKS))
    page = reverse("promises:promise", args=[promise_id])
    desk, police = open_page(), open_page()
    for signer, browser in ((cast.coordinator, desk), (cast.officer, police)):
        sign_in(browser, signer, to=page)
        browser.get_by_role("link", name="Skriv under").click()
        browser.get_by_label("Befattningen").fill("Ordförande" if browser is desk else "Områdeschef")
        browser.get_by_role("button", name="Skriv under").click()
    expect(police.get_by_text("Båda har skrivit under")).to_be_visible()
    desk.goto(page)
    ring = desk.locator(".kk-ring__count")
    expect(ring.first).to_have_text("0/100")
    phone = at_the_doors(street, open_phone(), cast.visitor)
    phone.locator("[data-next]").click()
    record(phone, "talked")
    until(phone, street.stored(1))
    run_jobs()
    desk.reload()
    expect(ring.first).to_have_text("25/100")
    looked_at(desk, "promises-promise")
    with cast.acting(cast.coordinator):
        assert clock.remind(now=timezone.now()) == 1
    desk.goto("/messages/")
    expect(desk.get_by_text("En lovad åtgärd släpar efter").first).to_be_visible()
    told(street, desk, number, "Ljusare Malmen")
    reported(street)
    anybody = open_page()
    anybody.goto(reverse("dialogue:answer", args=["9901", number]))
    anybody.get_by_role("link", name="Vad vi hörde, och vad det blev av det").click()
    expect(anybody.get_by_text("Vi pratar med er")).to_be_visible()
    looked_at(anybody, "promises-heard")
    anybody.get_by_role("link", name="Ljusare Malmen").click()
    expect(anybody.get_by_text("Ni vill ha ljus vid bron.")).to_be_visible()
    expect(anybody.get_by_text("Vi går på vandring: Släpar efter.")).to_be_visible()
    looked_at(anybody, "promises-promised")
    anybody.goto("/k/havsvik/promises/")
    looked_at(anybody, "promises-public")
    expect(anybody.get_by_text("Vi går på vandring: Inte hållet")).to_be_visible()
    anybody.get_by_role("link", name="Tryggare förr").click()
    expect(anybody.get_by_text("Ingen ville gå i regnet.").first).to_be_visible()
    looked_at(anybody, "promises-kept")


def reported(street: Street) -> None:
    """The promise before, of which nothing was kept."""
    cast = street.site.cast
    over = offered(street, "Tryggare förr", 26, ("Vi går på vandring", WALKS))
    at = timezone.make_aware(datetime.combine(timezone.localdate(), time(0, 5)))
    for actor in (cast.coordinator, cast.officer):
        with cast.acting(actor):
            api.sign(promise_id=over, office="Ordförande", actor=actor, now=at)
    with cast.acting(cast.coordinator):
        (action,) = api.actions(promise_id=over, now=at)
        api.explain(action_id=action.id, reason="Ingen ville gå i regnet.")
        api.act(promise_id=over, action="report", said="Vi höll det inte.", now=at)
