"""A walk that a resident asks for, on two phones without a network, answered by a link, read by everybody."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kokong.measures.walks import api, links, wishes
from kokong.measures.walks import models as rows
from kokong.meetings.models import Meeting
from kokong.people.api import Actor
from kokong.pictures import api as pictures
from kokong.public import api as public
from tests.browser.conftest import Open, Site, sign_in
from tests.browser.street import until
from tests.browser.test_signs import fits
from tests.pictures.conftest import photo
from tests.walks.conftest import Ground, build_ground

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(site: Site) -> Ground:
    return build_ground(site.cast)


def asked_for(ground: Ground, resident: Page) -> int:
    """A resident asks for a walk and proves that it was them, and the coordinator plans it; its number."""
    resident.goto(f"/m/walks/wish/{ground.cast.home.code}/")
    fits(resident, "walk-wish")
    said = {"where": "Storgatan", "why": "Mörkt.", "name": "Bo Boende", "email": "bo@boende.example"}
    for name, words in said.items():
        resident.locator(f"[name={name}]").fill(words)
    resident.get_by_role("button", name="Skicka önskemålet").click()
    resident.get_by_role("heading", name="Titta i din e-post").wait_for()
    with ground.cast.acting(ground.cast.coordinator):
        secret = links.secret_of(rows.Wish.objects.get())
    resident.goto(f"/m/walks/confirm/{secret}/")
    fits(resident, "walk-wish-confirm")
    resident.get_by_role("button", name="Ja, jag önskar").click()
    resident.get_by_text("Tack. Kommunen har fått").wait_for()
    with ground.cast.acting(ground.cast.coordinator) as actor:
        (wish,) = wishes.waiting()
        return wishes.plan(draft=ground.draft(), wish_id=wish.id, actor=actor, now=ground.now)


def today(ground: Ground, resident: Page) -> int:
    """A walk that a resident asked for, and that has begun."""
    walk_id = asked_for(ground, resident)
    ground.act(walk_id, "open")
    with ground.cast.acting(ground.cast.coordinator):
        Meeting.objects.filter(subject="walk").update(begins=ground.now - timedelta(hours=1))
    return walk_id


def on_phone(page: Page, who: Actor, walk_id: int) -> Page:
    """The walk, kept on somebody's phone."""
    where = f"/field/walks/{walk_id}/"
    sign_in(page, who, to=where)
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    until(page, lambda: page.evaluate(f"caches.match('{where}').then(Boolean)"))
    return page


def noted(page: Page, category: str, feels: str, stop: str) -> None:
    """Somebody writes down a finding at a stop of the walk."""
    page.get_by_label("Vad det gäller").select_option(label=category)
    page.get_by_label("Vad som känns otryggt, eller bra").fill(feels)
    page.get_by_label("Plats").select_option(label=stop)
    page.get_by_role("button", name="Spara iakttagelsen").click()


def test_from_a_residents_wish_over_two_phones_without_a_network_to_what_everybody_reads(
    ground: Ground, open_phone: Open, open_page: Open
) -> None:
    walk_id = today(ground, open_page(locale="sv-SE"))
    phones = [on_phone(open_phone(), who, walk_id) for who in (ground.cast.visitor, ground.cast.coordinator)]
    first, second = phones
    fits(first, "walk-phone")
    first.set_viewport_size({"width": 390, "height": 844})
    for page in phones:
        page.context.set_offline(True)
    first.reload()
    noted(first, "Belysning", "Lampan är släckt", "Storgatan 1")
    expect(first.locator("[data-strip] strong")).to_have_text("1 väntar")
    noted(first, "Belysning", "Samma lampa", "Storgatan 1")
    expect(first.get_by_text("Inget är sparat än")).to_be_visible()
    first.get_by_role("button", name="Nej, det är en annan").click()
    noted(second, "Buskar och träd", "Häcken är hög", "Storgatan 11")
    expect(first.locator("[data-strip] strong")).to_have_text("2 väntar")
    for page in phones:
        page.context.set_offline(False)
        expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    with ground.cast.acting(ground.cast.coordinator):
        found = api.findings(walk_id=walk_id)
    assert sorted(each.feels for each in found) == ["Häcken är hög", "Lampan är släckt", "Samma lampa"]

    ground.act(walk_id, "walk")
    holder_id = ground.holder()
    with ground.cast.acting(ground.cast.coordinator) as actor:
        for each in found:
            told = api.Noted(each.category, each.feels, each.point)
            api.correct(finding_id=each.id, noted=told, shown=f"{each.feels}.")
            api.ask(finding_id=each.id, holder_id=holder_id, now=ground.now)
        api.send(walk_id=walk_id, now=ground.now)
        public.publish(name="walks", user_id=actor.user_id, now=ground.now)
        secret = links.secret_of(rows.Ask.objects.get(walk_id=walk_id))
    owner = open_page(locale="sv-SE")
    owner.goto(f"/m/walks/answer/{secret}/")
    fits(owner, "walk-answer")
    panel = owner.locator("section", has_text="Häcken är hög")
    panel.get_by_label("Det görs inte").check()
    panel.get_by_label("Vad alla läser").fill("Häcken är privat.")
    panel.get_by_role("button", name="Skicka svaret").click()
    expect(owner.get_by_text("Ert svar är noterat")).to_be_visible()
    panel = owner.locator("section", has_text="Lampan är släckt")
    panel.get_by_label("Det är gjort").check()
    panel.get_by_label("Vad alla läser").fill("Lampan lyser.")
    panel.get_by_role("button", name="Skicka svaret").click()
    expect(owner.get_by_text("Lampan lyser.")).to_be_visible()

    desk = open_page(locale="en-GB")
    sign_in(desk, ground.cast.coordinator, to=f"/walks/{walk_id}/")
    fits(desk, "walk")
    desk.get_by_role("link", name=re.compile("Shrubs and trees")).click()
    fits(desk, "walk-finding")
    lamp = next(each for each in found if each.feels == "Lampan är släckt")
    with ground.cast.acting(ground.cast.coordinator):
        picture_id = pictures.take(
            content=photo(640, 480), name="IMG.JPG", subject=("finding", lamp.id), alt="Lampan", now=ground.now
        )
    desk.goto(f"/walks/findings/{lamp.id}/")
    desk.get_by_role("button", name="A resident confirms it").click()
    desk.locator(".kk-lead", has_text="Confirmed by a resident").wait_for()
    desk.get_by_label("I have looked").check()
    fits(desk, "walk-finding-photo")
    desk.get_by_role("button", name="Show it to everybody").click()
    desk.get_by_text("Everybody sees it, in the protocol too.").wait_for()
    for where, name in (
        ("/walks/", "walk-list"),
        ("/walks/new/", "walk-form"),
        (f"/walks/{walk_id}/note/", "walk-note"),
    ):
        desk.goto(where)
        fits(desk, name)
    everybody = open_page(locale="sv-SE")
    everybody.goto(f"/k/{ground.cast.home.code}/walks/{walk_id}/")
    expect(everybody.get_by_text("Häcken är privat.")).to_be_visible()
    expect(everybody.get_by_text("Avböjt", exact=True)).to_be_visible()
    expect(everybody.get_by_text("Bekräftat av en invånare", exact=True)).to_be_visible()
    shown = everybody.get_by_role("img", name="Lampan")
    expect(shown).to_have_attribute("src", re.compile(f"picture-{picture_id}.jpg"))
    shown.scroll_into_view_if_needed()
    until(everybody, lambda: shown.evaluate("image => image.complete && image.naturalWidth > 0"))
    fits(everybody, "walk-public")
