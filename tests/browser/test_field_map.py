"""The map on the phone: kept with its round, drawn where nothing answers, gone with the round."""

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.utils import timezone
from playwright.sync_api import Geolocation, Page, expect

from kokong.kernel import installation
from kokong.kernel.fields import Point
from kokong.measures.cocoons import api
from kokong.measures.signs import phone
from kokong.places import crs
from kokong.places.models import Building, Dwelling, MapFeature
from tests.browser.conftest import Open, axe, sign_in
from tests.browser.street import Street, at_the_doors, record, sign_out, street, until
from tests.places import basemap
from tests.places.town import ORIGIN
from tests.signs.conftest import Street as SignStreet

__all__ = ["street"]

pytestmark = pytest.mark.browser

# What is drawn, by the layers of the ground.
DRAWN = """(layers) => document.querySelector('kk-map').map.queryRenderedFeatures({layers})
    .map((each) => each.properties.name ?? each.layer.id)"""
PAPER = "document.querySelector('kk-map').map.getPaintProperty('paper', 'background-color')"
GROUND = "caches.keys().then((names) => names.filter((name) => name.startsWith('kokong-ground')))"
PINS = """() => document.querySelector('kk-map').drawn
    .map(({properties}) => [properties.subject, properties.state, properties.order ?? ''])"""
HERE: Geolocation = {"latitude": 56.123457, "longitude": 16.765432, "accuracy": 40}


def add_ground() -> None:
    """The street itself, a river and a house, as an import leaves them."""
    x, y = ORIGIN
    shapes = {
        ("roads", "minor", "Storgatan"): [(x - 400, y + 7), (x + 400, y + 7)],
        ("water", "river", "Ån"): [(x - 400, y - 25), (x + 400, y - 25)],
    }
    for (layer, kind, name), line in shapes.items():
        MapFeature.objects.create(
            source="test", layer=layer, kind=kind, name=name, min_zoom=9, **_mercator(shapely.LineString(line))
        )
    box = _mercator(shapely.box(x + 40, y + 20, x + 52, y + 30))
    Building.objects.create(source="test", source_id="b1", outline=box.pop("shape"), **box)


def _mercator(shape: Any) -> dict[str, Any]:
    points = shapely.get_coordinates(shape)
    easts, norths = crs.convert(*points.T.tolist(), source=crs.of_municipality(), target=crs.MERCATOR)
    moved = shapely.set_coordinates(shape, list(zip(easts, norths, strict=True)))
    west, south, east, north = moved.bounds
    return {"shape": shapely.to_wkb(moved), "west": west, "south": south, "east": east, "north": north}


@pytest.fixture
def ground(street: Street) -> Street:
    with street.site.cast.acting(street.site.cast.officer):
        add_ground()
    return street


def kept(street: Street, page: Page) -> Page:
    """The round open, and its map kept."""
    at_the_doors(street, page, street.site.cast.visitor)
    expect(page.locator("[data-strip]")).to_contain_text("kartan sparad")
    return page


def open_map(page: Page) -> None:
    page.get_by_role("button", name="Karta").click()
    page.locator("kk-map[data-ready]").wait_for()


def pins(page: Page) -> dict[int, tuple[str, str]]:
    return {subject: (state, order) for subject, state, order in page.evaluate(PINS)}


def look(page: Page, name: str) -> None:
    for width in (320, 390, 1280) if "SHOTS" in os.environ else ():
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(1_200)
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}-{width}.png")


def test_it_draws_where_nothing_answers(ground: Street, open_phone: Open) -> None:
    page = kept(ground, open_phone())
    ground.site.stop()
    page.reload()
    open_map(page)
    assert {"Storgatan"} <= set(page.evaluate(DRAWN, ["minor", "road-names"]))
    assert page.evaluate(DRAWN, ["water-line"])
    assert page.evaluate(DRAWN, ["buildings"])
    expect(page.locator("kk-map")).to_contain_text("Nästa dörr")
    look(page, "map-offline")


def test_the_next_door_is_marked_and_a_touch_on_a_pin_opens_its_card(ground: Street, open_phone: Open) -> None:
    page = kept(ground, open_phone())
    page.context.set_offline(True)
    open_map(page)
    following = int(page.locator("[data-next]").get_attribute("data-next") or 0)
    assert pins(page)[following][0] == "next"
    assert [state for state, _order in pins(page).values()].count("next") == 1
    assert all(order for state, order in pins(page).values() if state == "open"), "the others say their turn"
    other = page.locator("[data-door]").nth(4)
    name, door = other.locator(".kk-door__name").inner_text(), int(other.get_attribute("data-door") or 0)
    pin = page.locator(f'.kk-map__reach[aria-label*="{name}"]')
    pin.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-door="{door}"][data-open] .kk-outcomes')).to_be_in_viewport()
    expect(page.locator(".maplibregl-popup")).to_have_count(0)
    until(page, lambda: pins(page)[door][0] == "next")  # where one is
    record(page, "talked")
    until(page, lambda: pins(page)[door][0] == "talked")
    page.evaluate("scrollTo(0, 0)")
    look(page, "map-talked")


def test_touched_with_a_finger_it_opens_the_card(ground: Street, open_phone: Open) -> None:
    page = kept(ground, open_phone())
    open_map(page)
    door = page.locator("[data-door]").nth(3)
    name = door.locator(".kk-door__name").inner_text()
    box = page.locator(f'.kk-map__reach[aria-label*="{name}"]').first.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-door][data-open] .kk-outcomes")).to_be_in_viewport()


def test_where_one_is_shows_offline_too_and_is_kept_nowhere(ground: Street, open_phone: Open) -> None:
    page = kept(ground, open_phone())
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(HERE)
    page.context.set_offline(True)
    open_map(page)
    expect(page.locator(".maplibregl-user-location-dot")).to_have_count(0)
    page.get_by_role("button", name="Visa var jag är").click()
    page.locator(".maplibregl-user-location-dot").wait_for(state="attached")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "123457" not in stored


def test_it_is_dark_in_the_dark(ground: Street, open_phone: Open) -> None:
    page = kept(ground, open_phone(color_scheme="dark"))
    open_map(page)
    dark = page.evaluate(PAPER)
    look(page, "map-dark")
    assert axe(page) == []
    page.emulate_media(color_scheme="light")
    until(page, lambda: page.evaluate(PAPER) != dark)


def test_a_base_map_is_kept_tile_by_tile(
    ground: Street, open_phone: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(installation.current(), basemap=basemap.write(tmp_path / "base.pmtiles"))
    monkeypatch.setattr(installation, "current", lambda: here)
    page = kept(ground, open_phone())
    ground.site.stop()
    page.reload()
    open_map(page)
    assert set(page.evaluate(DRAWN, ["minor", "road-names"])) == {"Bergsgatan"}
    expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text(basemap.MAKER)


def test_it_goes_with_its_round(ground: Street, open_phone: Open) -> None:
    cast = ground.site.cast
    page = kept(ground, open_phone())
    assert page.evaluate(GROUND) == [f"kokong-ground rounds/{ground.round.id}"]
    with cast.acting(cast.coordinator):
        api.assign_round(round_id=ground.round.id, visitor_ids=[cast.partner.user_id])
    expect(page.locator("[data-progress]")).to_contain_text("har därför tagits bort från telefonen")
    until(page, lambda: page.evaluate(GROUND) == [])


def test_it_goes_with_its_person(ground: Street, open_phone: Open) -> None:
    page = kept(ground, open_phone())
    sign_out(page)
    page.wait_for_url("**/account/login/**")
    until(page, lambda: page.evaluate(GROUND) == [])


def test_rounds_are_taken_along_with_their_maps(ground: Street, open_phone: Open) -> None:
    cast, now = ground.site.cast, timezone.now()
    with cast.acting(cast.officer):
        door = api.round_doors(round_id=ground.round.id)[0]
        signs = SignStreet(cast, (Dwelling.objects.get(pk=door.dwelling_id),), now)
    for days in (95, 96):
        signs.up(days_ago=days, place=f"Stolpe {days}", point=Point(signs.spot.x + 60 * (days - 95), signs.spot.y))
    page = open_phone()
    sign_in(page, cast.visitor, to="/field/")
    expect(page.locator("[data-strip]")).to_have_text(re.compile("kartan sparad$"))
    assert len(page.evaluate(GROUND)) == 2
    until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    page.context.set_offline(True)
    page.goto(f"/field/signs/{phone.this_week(timezone.now())}/")
    open_map(page)
    assert sorted(state for state, _order in pins(page).values()) == ["", "next"]
    page.get_by_role("button", name="Stolpe 95").first.click()
    page.get_by_role("button", name="Bra").first.click()
    until(page, lambda: "seen" in {state for state, _order in pins(page).values()})
    look(page, "map-signs")


def test_a_phone_with_little_room_keeps_records_and_no_map(ground: Street, open_phone: Open) -> None:
    page = open_phone()
    page.add_init_script("navigator.storage.estimate = () => Promise.resolve({quota: 100e6, usage: 60e6});")
    at_the_doors(ground, page, ground.site.cast.visitor)
    page.wait_for_timeout(3_000)
    assert page.evaluate(GROUND) == []
    expect(page.locator("[data-strip]")).not_to_contain_text("kartan")
    page.context.set_offline(True)
    page.locator("[data-next]").click()
    record(page, "talked")
    expect(page.locator("[data-strip] strong")).to_have_text("1 väntar")
