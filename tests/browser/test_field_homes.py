"""A block on the phone: its homes counted, reached one by one or several at once, with and without a network."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import Door
from kokong.places import api as places
from kokong.places.models import Dwelling
from tests.browser.conftest import Open, axe
from tests.browser.street import SETTLING, Street, at_the_doors, record, street, until
from tests.places.town import add_dwelling

__all__ = ["street"]

pytestmark = pytest.mark.browser

HOMES = 12
BOXES = """[...document.querySelectorAll(
    '[data-open] :is(.kk-stepper, .kk-outcomes, .kk-door__after) button'
)].map((button) => ({ words: button.textContent, ...button.getBoundingClientRect().toJSON() }))"""


@pytest.fixture
def block(street: Street) -> int:
    """The first house of the round is a block of about twelve homes; its door's id."""
    with street.site.cast.acting(street.site.cast.officer):
        door = api.round_doors(round_id=street.round.id)[0]
        Dwelling.objects.filter(pk=door.dwelling_id).update(homes=HOMES, homes_by="estimated", kind="flat")
        Door.objects.filter(pk=door.id).update(homes=HOMES)
    return door.id


def stored(street: Street, door_id: int) -> Door:
    with street.site.cast.acting(street.site.cast.officer):
        return Door.objects.get(pk=door_id)


def more(page: Page, times: int) -> None:
    for _ in range(times):
        page.locator('[data-open] [data-focus="more"]').click()


def opened(street: Street, page: Page, block: int) -> Page:
    at_the_doors(street, page, street.site.cast.visitor)
    page.locator(f'[data-door="{block}"] .kk-door__head').click()
    return page


def test_homes_are_reached_counted_and_finished_with_offline(street: Street, block: int, open_phone: Open) -> None:
    page = opened(street, open_phone(), block)
    card = page.locator(f'[data-door="{block}"]')
    expect(card).to_contain_text("Omkring 12 bostäder")
    expect(page.locator("[data-progress]")).to_contain_text("26 bostäder kvar")
    page.context.set_offline(True)
    record(page, "talked")
    expect(card, "one touch is one home").to_have_attribute("data-standing", "part")
    expect(card).to_contain_text("1 av 12 bostäder nådda")
    more(page, 3)
    expect(card.locator("output")).to_have_text("4 bostäder")
    record(page, "card_left")
    expect(card.locator("output")).to_have_text("1 bostad")
    expect(page.locator("[data-progress]")).to_contain_text("21 bostäder kvar")
    card.get_by_role("button", name="Räkna bostäderna").click()
    card.get_by_label("Brevlådor på").fill("16")
    card.locator('[data-count="save"]').click()
    expect(card).to_contain_text("5 av 16 bostäder nådda")
    expect(card).not_to_contain_text("Omkring")
    page.reload()
    expect(page.locator("[data-strip] strong")).to_have_text("3 väntar")
    expect(card).to_contain_text("5 av 16 bostäder nådda")
    card.locator(".kk-door__head").click()
    card.get_by_role("button", name="Klara med huset").click()
    expect(card).to_have_attribute("data-standing", "done")
    expect(card).to_contain_text("5 av 16 bostäder nådda · klart")
    page.context.set_offline(False)
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    door = stored(street, block)
    assert (door.state, door.homes, door.reached, door.covered) == ("done", 16, 1, 5)
    page.wait_for_timeout(SETTLING)
    card.locator(".kk-door__head").click()
    card.get_by_role("button", name="Inte klart trots allt").click()
    expect(card).to_have_attribute("data-standing", "part")


def test_two_phones_share_a_block(street: Street, block: int, open_phone: Open) -> None:
    mine = opened(street, open_phone(), block)
    theirs = at_the_doors(street, open_phone(), street.site.cast.partner)
    more(mine, 6)
    record(mine, "talked")
    row = theirs.locator(f'[data-door="{block}"]')
    expect(row).to_contain_text("7 av 12 bostäder nådda")
    row.locator(".kk-door__head").click()
    more(theirs, 4)
    record(theirs, "talked")
    expect(row).to_have_attribute("data-standing", "done")
    expect(mine.locator(f'[data-door="{block}"]')).to_have_attribute("data-standing", "done")
    expect(mine.locator("[data-notices] .kk-notice"), "no conflict").to_have_count(0)
    until(mine, lambda: stored(street, block).reached == HOMES)


def test_undo_at_a_block_takes_back_the_last(street: Street, block: int, open_phone: Open) -> None:
    page = opened(street, open_phone(), block)
    card = page.locator(f'[data-door="{block}"]')
    record(page, "talked")
    more(page, 1)
    record(page, "declined")
    expect(card).to_contain_text("3 av 12 bostäder nådda")
    card.locator('[data-focus="undo"]').click()
    expect(card).to_contain_text("1 av 12 bostäder nådda")
    until(page, lambda: stored(street, block).covered == 1)


def test_a_house_is_one_touch_and_has_no_stepper(street: Street, block: int, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    house = page.locator(f'[data-door]:not([data-door="{block}"])').first
    key = house.get_attribute("data-door")
    house.locator(".kk-door__head").click()
    expect(page.locator("[data-open] .kk-stepper")).to_have_count(0)
    expect(page.locator('[data-open] [data-focus="count"]')).to_have_count(0)
    record(page, "talked")
    expect(page.locator(f'[data-door="{key}"]')).to_have_attribute("data-standing", "done")


def test_a_home_that_the_list_lacks_is_told_offline_and_becomes_a_door(
    street: Street, block: int, open_phone: Open
) -> None:
    page = open_phone()
    page.context.grant_permissions(["geolocation"])
    with street.site.cast.acting(street.site.cast.officer):
        home = places.dwelling(dwelling_id=api.round_doors(round_id=street.round.id)[2].dwelling_id)
    assert home is not None
    page.context.set_geolocation({"longitude": home.lon, "latitude": home.lat})
    page.set_viewport_size({"width": 320, "height": 844})
    at_the_doors(street, page, street.site.cast.visitor)
    page.context.set_offline(True)
    page.get_by_role("button", name="Här saknas en bostad").click()
    page.locator('[data-found] [data-outcome="talked"]').click()
    expect(page.locator("[data-found]")).to_contain_text("Ange gata och nummer.")
    page.get_by_label("Gata och nummer").fill("Storgatan 99 B")
    page.locator('[data-found] [data-outcome="talked"]').click()
    expect(page.locator("[data-found]"), "nobody stands at a door").to_contain_text("Ange vilken dörr")
    page.get_by_label("Bredvid vilken dörr?").select_option(index=3)
    page.locator("[data-found-place]").click()
    expect(page.locator("[data-found]")).to_contain_text("Positionen är tagen.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []
    page.locator('[data-found] [data-outcome="talked"]').click()
    expect(page.locator("[data-found-waits]")).to_have_text("Storgatan 99 B: hittad, inte skickad än")
    page.reload()
    expect(page.locator("[data-found-waits]")).to_have_count(1)
    expect(page.locator("[data-strip] strong")).to_have_text("1 väntar")
    page.context.set_offline(False)
    row = page.locator("[data-door]", has_text="Storgatan 99 B")
    expect(row).to_have_attribute("data-standing", "done")
    expect(page.locator("[data-found-waits]")).to_have_count(0)
    with street.site.cast.acting(street.site.cast.officer):
        found = Dwelling.objects.get(source="found")
    assert (round(found.location.x), round(found.location.y)) == (round(home.x), round(home.y))


def test_what_is_typed_of_a_found_home_stays_and_is_told_once(
    street: Street, block: int, open_phone: Open
) -> None:
    page = open_phone()
    page.add_init_script("navigator.geolocation.getCurrentPosition = (found) => { window.late = found; }")
    at_the_doors(street, page, street.site.cast.visitor)
    house = page.locator("[data-door]").nth(4)
    house.locator(".kk-door__head").click()
    way, form = page.get_by_role("button", name="Här saknas en bostad"), page.locator("[data-found]")
    way.click()
    expect(form.get_by_label("Bredvid vilken dörr?")).to_have_value(house.get_attribute("data-door") or "")
    form.locator("[data-found-place]").click()
    form.get_by_role("button", name="Avbryt").click()
    way.click()
    page.evaluate("window.late({ coords: { longitude: 16.4, latitude: 56.7 } })")
    form.get_by_label("Gata och nummer").fill("Storgatan 99 B")
    with street.site.cast.acting(street.site.cast.officer):
        cocoon = street.round.cocoon_id
        far = add_dwelling("Långt bort", "1", east=90, north=90)
        api.add_door(cocoon_id=cocoon, dwelling_id=far.pk, now=timezone.now())
    expect(page.locator("[data-door]", has_text="Långt bort")).to_have_count(1)
    expect(form.get_by_label("Gata och nummer")).to_have_value("Storgatan 99 B")
    expect(form.get_by_label("Gata och nummer")).to_be_focused()
    expect(form, "of a form that was closed").not_to_contain_text("Positionen är tagen.")
    page.context.set_offline(True)
    form.locator('[data-outcome="none"]').dblclick()
    expect(page.locator("[data-found-waits]")).to_have_count(1)
    expect(page.locator("[data-strip] strong")).to_have_text("1 väntar")


@pytest.mark.parametrize("width", [390, 320])
def test_a_blocks_card_fits_and_is_large_enough(street: Street, block: int, open_phone: Open, width: int) -> None:
    page = open_phone()
    page.set_viewport_size({"width": width, "height": 844})
    opened(street, page, block)
    record(page, "talked")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.evaluate(BOXES)
    assert len(boxes) >= 11
    assert [box for box in boxes if box["height"] < 48 or box["left"] < 0 or box["right"] > width] == []
    assert axe(page) == []
    page.locator('[data-open] [data-focus="count"]').click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []
