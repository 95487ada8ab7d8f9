"""A picture is added on the desk, blurred by drawing and by numbers, and told in words."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.pictures import api
from kokong.pictures.models import Picture
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.browser.street import until
from tests.everything import JPEG  # with it, pictures of homes
from tests.pictures.conftest import photo
from tests.places.town import add_row_of_houses

pytestmark = pytest.mark.browser


@pytest.fixture
def home(site: Site) -> int:
    assert JPEG
    with site.cast.acting(site.cast.coordinator):
        return add_row_of_houses(1)[0].pk


def pictures(site: Site, home: int) -> tuple[api.Picture, ...]:
    with site.cast.acting(site.cast.coordinator):
        return api.pictures_of(("home", home))


def added(site: Site, home: int) -> int:
    with site.cast.acting(site.cast.coordinator):
        now = timezone.now()
        return api.take(content=photo(800, 600), name="a.jpg", subject=("home", home), alt="", now=now)


def test_a_picture_is_added_and_described(site: Site, open_page: Open, home: int, tmp_path: Path) -> None:
    page = open_page()
    sign_in(page, site.cast.coordinator)
    page.goto(f"/pictures/add/home/{home}/")
    (tmp_path / "IMG_4711.jpg").write_bytes(photo(3000, 2000))
    page.get_by_label("Bild", exact=False).first.set_input_files(tmp_path / "IMG_4711.jpg")
    page.get_by_role("button", name="Lägg till").click()
    page.wait_for_url(f"{site.url}/")
    expect(page.get_by_text("Bilden är tillagd.")).to_be_visible()
    (found,) = pictures(site, home)
    page.goto(f"/pictures/{found.id}/")
    assert axe(page) == []
    assert page.locator("figure img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1600
    page.get_by_label("Vad bilden visar").fill("Huset från gatan")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Texten är sparad.")).to_be_visible()
    assert pictures(site, home)[0].alt == "Huset från gatan"


def test_rectangles_are_drawn_with_a_mouse(site: Site, open_page: Open, home: int) -> None:
    page = open_page()
    sign_in(page, site.cast.coordinator)
    page.goto(f"/pictures/{added(site, home)}/blur/")
    draw(page, (0.4, 0.2), (0.6, 0.5))
    draw(page, (0.9, 0.9), (0.7, 0.7))
    rows = page.locator("[data-list] li")
    expect(rows).to_have_count(2)
    assert axe(page) == []
    rows.nth(1).get_by_role("button").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Gör oskarpt för gott").click()
    expect(page.get_by_text("Bilden är oskarp där du markerade.")).to_be_visible()
    (found,) = pictures(site, home)
    assert [round(side, 2) for side in found.regions[0]] == pytest.approx([0.4, 0.2, 0.2, 0.3], abs=0.02)


def test_rectangles_are_drawn_with_a_finger_and_by_the_keyboard(site: Site, open_phone: Open, home: int) -> None:
    page = open_phone()
    sign_in(page, site.cast.coordinator)
    page.goto(f"/pictures/{added(site, home)}/blur/")
    box = page.locator("kk-blur canvas").bounding_box()
    assert box is not None
    touch = page.context.new_cdp_session(page)
    for kind, part in (("touchStart", 0.25), ("touchMove", 0.5), ("touchEnd", None)):
        spots = (
            [] if part is None else [{"x": box["x"] + part * box["width"], "y": box["y"] + part * box["height"]}]
        )
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})
    expect(page.locator("[data-list] li")).to_have_count(1)
    page.locator("summary", has_text="Med siffror").click()
    for label, value in (("Från vänster", "60"), ("Uppifrån", "60"), ("Bredd", "20"), ("Höjd", "20")):
        page.get_by_role("spinbutton", name=label).fill(value)
    page.get_by_role("button", name="Lägg till rektangeln").press("Enter")
    expect(page.locator("[data-list] li")).to_have_count(2)
    assert axe(page) == []
    page.get_by_role("button", name="Gör oskarpt för gott").click()
    until(page, lambda: len(pictures(site, home)[0].regions) == 2)


def test_without_script_numbers_do(site: Site, open_page: Open, home: int) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, site.cast.coordinator)
    page.goto(f"/pictures/{added(site, home)}/blur/")
    page.locator("summary", has_text="Med siffror").click()
    for label, value in (("Från vänster", "10"), ("Uppifrån", "10"), ("Bredd", "30"), ("Höjd", "30")):
        page.get_by_role("spinbutton", name=label).fill(value)
    page.get_by_role("button", name="Gör oskarpt för gott").click()
    until(page, lambda: len(pictures(site, home)[0].regions) == 1)


def test_a_removed_picture_is_gone(site: Site, open_page: Open, home: int) -> None:
    page = open_page()
    sign_in(page, site.cast.coordinator)
    page.goto(f"/pictures/{added(site, home)}/")
    page.get_by_role("button", name="Ta bort bilden").click()
    page.locator("dialog button[value=yes]").click()
    expect(page.get_by_text("Bilden är borttagen.")).to_be_visible()
    assert pictures(site, home) == ()
    with site.cast.acting(site.cast.coordinator):
        assert Picture.objects.get().removed is not None


def draw(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas = page.locator("kk-blur canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + start[0] * box["width"], box["y"] + start[1] * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + end[0] * box["width"], box["y"] + end[1] * box["height"], steps=4)
    page.mouse.up()
