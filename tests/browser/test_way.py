"""The way of a walk, drawn on the map, changed with keys, and kept as it was seen."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from kokong.measures.walks import api
from tests.browser.conftest import Open, Site, sign_in
from tests.browser.street import until
from tests.browser.test_signs import fits
from tests.walks.conftest import Ground, build_ground

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(site: Site) -> Ground:
    return build_ground(site.cast)


def touch(page: Page, canvas: Locator, x: float, y: float) -> None:
    """Click so far from the left and the top of the map, in shares of it."""
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def test_a_way_is_drawn_on_the_map_changed_with_keys_and_kept(ground: Ground, open_page: Open) -> None:
    page = open_page(locale="sv-SE")
    sign_in(page, ground.cast.coordinator, to="/walks/new/")
    field, stops, said = page.locator("[name=stops]"), page.locator("[data-stops] li"), page.locator("[data-said]")
    field.fill("Storgatan 1")
    field.blur()
    expect(stops).to_have_text([re.compile("1. Storgatan 1")])
    canvas = page.locator("kk-way canvas")
    canvas.scroll_into_view_if_needed()
    until(page, lambda: page.locator(".kk-way__stop").count() == 1)
    touch(page, canvas, 0.3, 0.5)
    expect(stops).to_have_count(2)
    touch(page, canvas, 0.7, 0.5)
    expect(stops).to_have_count(3)
    expect(stops.nth(2)).to_contain_text("3. vid ")
    expect(said).to_contain_text(" m, ungefär ")
    lines = field.input_value().split("\n")
    handle = page.locator(".kk-way__stop").nth(2)
    box = handle.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 40, box["y"] + 30, steps=4)
    page.mouse.up()
    expect(field).not_to_have_value("\n".join(lines))
    expect(stops).to_have_count(3)
    up = stops.nth(2).get_by_role("button", name=re.compile("^Flytta upp"))
    up.focus()
    page.keyboard.press("Enter")
    expect(stops.nth(0)).to_contain_text("1. Storgatan 1")
    until(page, lambda: field.input_value().split("\n")[2] == lines[1])
    expect(stops.nth(1).get_by_role("button", name=re.compile("^Flytta upp"))).to_be_focused()
    stops.nth(2).get_by_role("button", name=re.compile("^Ta bort")).press("Enter")
    expect(stops).to_have_count(2)
    fits(page, "walk-way")
    for name, words in {
        "title": "Kväll",
        "purpose": "Se",
        "day": "2099-05-05",
        "at": "18:00",
        "place": "Skolan",
    }.items():
        page.locator(f"[name={name}]").fill(words)
    kept = field.input_value().split("\n")
    page.get_by_role("button", name="Spara").click()
    page.wait_for_url(re.compile(r"/walks/\d+/$"))
    with ground.cast.acting(ground.cast.coordinator):
        (walk,) = api.walks()
    assert list(walk.stops) == kept
    assert walk.length_m > 0
    expect(page.get_by_text("Storgatan 1 – vid ")).to_be_visible()
