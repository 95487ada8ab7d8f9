"""Beside a panel: its detectors are pointed out on the map, and its test is seen to arrive."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.measures.alarms import api
from tests.alarms.conftest import build_site
from tests.browser.conftest import Open, Site, sign_in

pytestmark = pytest.mark.browser


def test_a_detector_is_pointed_out_and_the_panels_test_arrives(site: Site, open_page: Open) -> None:
    homes = build_site(site.cast)
    home = f"/alarms/accounts/{homes.account.id}/"
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, site.cast.coordinator, to=f"{home}zones/")
    page.get_by_label("Nummer").first.fill("3")
    page.get_by_label("Namn").first.fill("Altandörr")
    ground = page.locator("kk-map[data-ready] .maplibregl-canvas")
    page.get_by_role("button", name="Peka ut på kartan").first.click()
    ground.click(position={"x": 200, "y": 150})
    expect(page.get_by_text("Finns på kartan").first).to_be_visible()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Detektorerna är sparade")).to_be_visible()
    with site.cast.acting(site.cast.coordinator):
        (door,) = api.account(account_id=homes.account.id).detectors
    assert (door.zone, door.name) == ("3", "Altandörr")
    assert door.lon is not None
    expect(page.locator("#live")).to_contain_text("Inget från panelen")
    homes.clock = timezone.now()
    homes.send("test", code="RP")
    expect(page.locator("#live")).to_contain_text(re.compile(r"Panelens prov kom fram för \d+ s sedan"))
