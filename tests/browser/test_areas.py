"""An area drawn on the map with a mouse, drawn anew, and made of streets by keyboard on a phone."""

import os
from datetime import timedelta

import pytest
import shapely
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.incidents import api as incidents
from kokong.kernel.fields import Point
from kokong.ledger import api as ledger
from kokong.measures.cocoons import api as cocoons
from kokong.places import api as places
from kokong.places.models import Dwelling
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.places.test_area_files import box, geojson
from tests.places.town import ORIGIN, add_row_of_houses

pytestmark = pytest.mark.browser
# Where on the sheet the smaller area has its name, in shares of its width and height.
NORTH = """() => {
    const board = document.querySelector("kk-map"), canvas = board.map.getCanvas();
    const {at} = board.visible.find(({properties}) => properties.label === "Norra Malmen").properties;
    const {x, y} = board.map.project(at);
    return [x / canvas.clientWidth, y / canvas.clientHeight];
}"""

LONG = "Nedre gamla Sankt Eriksbergs kyrkogårdskvarter med omnejd"


@pytest.fixture
def town(site: Site) -> Site:
    with site.cast.acting(site.cast.coordinator):
        add_row_of_houses(12)
    return site


def the_one(site: Site) -> places.Drawn:
    with site.cast.acting(site.cast.coordinator):
        (found,) = places.areas()
        return places.area(area_id=found.id)


def press(page: Page, *corners: tuple[float, float]) -> None:
    """On the map, in shares of its width and height."""
    box = page.locator("canvas.maplibregl-canvas").bounding_box()
    assert box is not None
    for x, y in corners:
        at = (box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.move(*at)
        page.mouse.click(*at, delay=30)
        page.wait_for_timeout(120)  # two presses in one moment are a zoom


def test_an_area_is_drawn_and_drawn_anew(town: Site, open_page: Open) -> None:
    page = open_page(viewport={"width": 1280, "height": 1000})
    sign_in(page, town.cast.coordinator)
    page.goto("/areas/draw/")
    expect(page.locator("kk-draw[data-ready]")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Vad området heter").fill("Malmen")
    expect(page.get_by_text("Inget är ritat än.")).to_be_visible()
    corners = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))
    press(page, *corners, corners[0])
    expect(page.get_by_text("En gräns är ritad.")).to_be_visible()
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("Inget är ritat än.")).to_be_visible()
    page.get_by_role("button", name="Börja om").is_disabled()
    press(page, *corners, corners[0])
    expect(page.get_by_text("En gräns är ritad.")).to_be_visible()
    page.get_by_role("button", name="Spara området").click()
    expect(page.get_by_role("heading", name="Malmen")).to_be_visible()
    expect(page.locator("kk-map[data-ready]")).to_be_visible()
    assert axe(page) == []
    first = the_one(town)
    with town.cast.acting(town.cast.coordinator):
        assert places.homes_in(area_id=first.id)

    page.get_by_role("link", name="Ändra gränsen").click()
    expect(page.get_by_text("En gräns är ritad.")).to_be_visible()
    page.get_by_role("button", name="Börja om").click()
    press(page, (0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.3))
    expect(page.get_by_text("En gräns är ritad.")).to_be_visible()
    page.get_by_role("button", name="Spara området").click()
    expect(page.get_by_text("Gränsens historia")).to_be_visible()
    assert the_one(town).square_metres < first.square_metres / 2
    page.goto("/areas/")
    expect(page.get_by_role("link", name="Malmen")).to_be_visible()
    assert axe(page) == []


def test_without_a_mouse_on_a_phone(town: Site, open_phone: Open) -> None:
    page = open_phone()
    sign_in(page, town.cast.coordinator)
    page.goto("/areas/streets/")
    assert axe(page) == []
    page.get_by_label("Vad området heter").fill("Storgatan med omnejd")
    page.get_by_label("Gator").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Spara området").press("Enter")
    expect(page.get_by_role("heading", name="Storgatan med omnejd")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []
    assert the_one(town).kind == "street"
    page.goto("/areas/import/")
    with town.cast.acting(town.cast.coordinator):
        content = geojson(box(-30, -30, 90, 50), Namn="En stadsdel med ett riktigt långt namn")
    page.get_by_label("Fil").set_input_files({"name": "m.json", "mimeType": "", "buffer": content})
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.get_by_label("En stadsdel med")).to_be_checked()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Ta med de valda").click()
    expect(page.get_by_role("link", name="En stadsdel med")).to_be_visible()
    for address in ("/areas/", "/areas/draw/", "/areas/building/", "/areas/import/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert axe(page) == [], address


def test_areas_are_laid_on_the_desks_map(town: Site, open_page: Open) -> None:
    with town.cast.acting(town.cast.coordinator):
        for name, shape in (("Norra Malmen", box(-30, -30, 60, 60)), ("Hela staden", box(-60, -60, 200, 200))):
            places.make_area(name=name, kind="drawn", shape=shape, now=timezone.now())
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, town.cast.officer)
    page.goto("/map/")
    page.get_by_label("Områden").check()
    expect(page.locator(".kk-layers label", has_text="Områden")).to_have_text("Områden2")
    told = page.locator(".kk-map__popup strong")
    where = page.evaluate(NORTH)
    for _again in range(20):  # until the area is drawn, a click meets nothing
        press(page, where)
        if told.is_visible():
            break
    expect(told).to_have_text("Norra Malmen")  # the small one lies on top
    page.locator(".kk-map__popup a").click()
    expect(page.get_by_role("heading", name="Norra Malmen")).to_be_visible()


def test_what_was_drawn_around_on_the_desks_map_is_kept_as_an_area(town: Site, open_page: Open) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, town.cast.coordinator)
    page.goto("/map/")
    page.wait_for_selector("kk-lasso[data-ready]")
    name = page.get_by_label("Spara det som ett område med namnet")
    expect(name).to_be_hidden()
    page.get_by_role("button", name="Det som syns").click()
    name.fill("Det vi ser")
    page.get_by_role("button", name="Spara området").click()
    expect(page.get_by_role("heading", name="Det vi ser")).to_be_visible()
    assert the_one(town).kind == "drawn"


def test_its_page_says_what_was_done_and_what_happened_there(town: Site, open_page: Open) -> None:
    cast, now = town.cast, timezone.now()
    with cast.acting(cast.officer):
        homes = [row.pk for row in Dwelling.objects.order_by("pk")]
        burglary = incidents.report(
            dwelling_id=homes[4], earliest=now - timedelta(hours=9), latest=now - timedelta(hours=4),
            dwelling_kind="house", source="form", now=now,
        )  # fmt: skip
        incidents.confirm(burglary_id=burglary.id, now=now)
        cocoons.open_for(burglary_id=burglary.id, dwelling_id=homes[4], dwelling_kind="house", now=now)
        shape = shapely.box(ORIGIN.x - 40, ORIGIN.y - 40, ORIGIN.x + 80, ORIGIN.y + 40)
        made = places.make_area(name=LONG, kind="drawn", shape=shape, now=now - timedelta(days=300))
        for number, days in enumerate((200, 90, 10)):
            ledger.deliver(
                measure="sign", source="sign", source_id=str(number), on=now - timedelta(days=days),
                since=now - timedelta(days=days), until=now - timedelta(days=5) if number == 0 else None,
                subject=("sign", number), point=Point(ORIGIN.x + 10, ORIGIN.y),
            )  # fmt: skip
        ledger.deliver(measure="visit", source="visit", source_id="1", on=now, dwelling_id=homes[0])
    page = open_page(viewport={"width": 1280, "height": 1000})
    sign_in(page, cast.coordinator)
    page.goto(f"/areas/{made.area_id}/")
    for heading in ("Levererat här", "Risken här", "Täckning här de senaste 90 dagarna"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_text("På plats nu:")).to_contain_text("2")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if folder := os.environ.get("SHOTS"):
            page.wait_for_timeout(900)
            page.screenshot(path=f"{folder}/area-{width}.png", full_page=True)
