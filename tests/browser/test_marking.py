"""A kit is bought in, lent, reminded of and returned; an area becomes a marked one; a find is logged."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.kernel.fields import Point
from kokong.measures.marking import clock
from kokong.measures.signs import api as signs
from kokong.places import api as places
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.browser.test_signs import fits
from tests.cast import _actor
from tests.places.town import add_row_of_houses
from tests.worker import run_jobs

pytestmark = pytest.mark.browser


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def kits(site: Site, page: Page) -> None:
    """Bought in, lent to Lena at the desk, and on the shelf no more."""
    page.goto("/marking/buy/")
    page.get_by_label("Leverantör").select_option(label="SSF MärkDNA")
    page.get_by_label("Parti").fill("24-117")
    page.get_by_label("Kit", exact=True).fill("10")
    page.get_by_label("Pris för ett kit").fill("700")
    page.get_by_label("Varav kommunen betalar").fill("350")
    press(page, "Ta in i lager")
    expect(page.get_by_text("10 kit av 10 finns på hyllan")).to_be_visible()
    page.get_by_role("link", name="Lämna ut ett kit").click()
    page.get_by_label("Utlånat").check()
    page.get_by_label("Vem som lånar det").fill("Lena Lånar")
    page.get_by_label("E-postadress").fill("lena@lan.example")
    page.get_by_label("Var hushållet bor").select_option(label="Malmen")
    fits(page, "marking-hand-out")
    assert axe(page) == []
    press(page, "Lämna ut")
    expect(page.get_by_text("Sidan är redo för nästa hushåll")).to_be_visible()
    page.goto("/marking/")
    expect(page.get_by_text("9 kit av 10")).to_be_visible()
    assert axe(page) == []
    mail.outbox.clear()
    with site.cast.acting(site.cast.coordinator):
        clock.remind(now=timezone.now() + timedelta(days=12))
    run_jobs()
    assert [each.to for each in mail.outbox] == [["lena@lan.example"]]
    page.goto("/marking/handed/")
    page.get_by_role("link", name="SSF MärkDNA 24-117").click()
    expect(page.get_by_text("Lena Lånar")).to_be_visible()
    press(page, "Det är tillbaka")
    expect(page.get_by_text("Noterat: Tillbaka.")).to_be_visible()
    expect(page.get_by_text("Lena Lånar")).to_have_count(0)


def reach(page: Page, sign_id: int) -> None:
    """Three of twenty households: the sign may be ordered."""
    page.goto(f"/signs/{sign_id}/")
    expect(page.get_by_text("Malmen är inget märkt område än")).to_be_visible()
    page.goto("/marking/reach/")
    page.get_by_role("link", name="Malmen").click()
    page.get_by_label("Hushåll", exact=True).fill("3")
    fits(page, "marking-area")
    press(page, "Räkna det")
    expect(page.get_by_text("Det är ett märkt område sedan")).to_be_visible()
    assert axe(page) == []
    page.goto("/marking/reach/")
    expect(page.get_by_role("cell", name="15 %").first).to_be_visible()
    page.goto(f"/signs/{sign_id}/")
    press(page, "Den är beställd")
    expect(page.locator(".kk-lead").get_by_text("Beställd")).to_be_visible()


def find(page: Page) -> None:
    """Led to the registers, one of which is asked."""
    page.goto("/marking/")
    page.get_by_role("link", name="Hittat gods").click()
    page.get_by_label("I UV-ljus lyser det").select_option(label="Blått")
    page.get_by_label("Vems namn som står på dekalen").select_option(label="SmartWater")
    press(page, "Visa vilka jag ska fråga")
    first = page.get_by_role("region", name="SmartWater")
    first.get_by_role("button").click()
    expect(first.get_by_text("Inget svar än")).to_be_visible()
    fits(page, "marking-find")
    assert axe(page) == []
    first.get_by_role("button", name="Det känner till märkningen").click()
    expect(first.get_by_text("Registret känner till märkningen")).to_be_visible()


def test_from_a_box_of_kits_to_a_marked_area_and_a_find_that_is_logged(site: Site, open_page: Open) -> None:
    cast = site.cast
    with cast.acting(cast.coordinator):
        homes = add_row_of_houses(20)
        shape = places.area_of_streets(street_ids=[homes[0].street_id or 0])
        places.make_area(name="Malmen", kind="street", shape=shape, now=timezone.now())
        draft = signs.Draft(kind="marked", place="Infarten", point=Point(*homes[0].location), permit="not_needed")
        sign_id = signs.plan(draft=draft, now=timezone.now())
    auditor = _actor(cast.home, "police_auditor", "Pia Polisgranskare")
    page = open_page()
    sign_in(page, cast.coordinator, to="/marking/reach/new/")
    page.get_by_label("Område").select_option(label="Malmen")
    press(page, "Räkna här")
    expect(page.get_by_text("Märkning räknas här från och med nu")).to_be_visible()
    kits(site, page)
    reach(page, sign_id)
    police = open_page()
    sign_in(police, cast.officer, to="/marking/")
    find(police)
    reader = open_page()
    sign_in(reader, auditor, to="/log/")
    asked = reader.get_by_role("row").filter(has_text="Leverantörs register tillfrågat om hittat gods")
    expect(asked.filter(has_text="Alva Polis").first).to_be_visible()
