"""The page of the map: it fills the window, with the layers and the tables over it, on a desk and on a phone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import CHROMIUM, Open, Site, axe, sign_in
from tests.browser.street import until
from tests.browser.test_map_element import DRAWING
from tests.desk.conftest import Desk, build_desk
from tests.worker import run_jobs

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (1280, 720), (390, 844), (320, 700)]
WIDE = 1025


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """One that draws maps."""
    drawing = browser.browser_type.launch(executable_path=CHROMIUM, args=DRAWING)
    yield drawing
    drawing.close()


@pytest.fixture
def desk(site: Site) -> Desk:
    """Two fresh burglaries, of which everybody at the desk is told, and one of two months ago."""
    desk = build_desk(site.cast)
    desk.confirmed(hours_ago=24 * 60)
    desk.cocoon()
    desk.confirmed(hours_ago=30)
    return desk


def drawn(page: Page) -> Page:
    expect(page.locator("kk-map")).to_have_attribute("data-ready", "")
    expect(page.locator("kk-lasso")).to_have_attribute("data-ready", "")
    return page


def rows(page: Page) -> list[str]:
    return page.locator("#tables table tbody th").all_inner_texts()


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_map_fills_the_window_with_a_notice_and_without(
    desk: Desk, open_page: Open, width: int, height: int, locale: str
) -> None:
    page = open_page(viewport={"width": width, "height": height}, locale=locale)
    sign_in(page, desk.cast.coordinator, to="/map/")
    drawn(page)
    for noticed in (False, True):
        if noticed:
            run_jobs()
            expect(page.locator("#notices li").first).to_be_visible()
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        assert page.evaluate("document.scrollingElement.scrollHeight") <= height
        canvas = page.locator("canvas.maplibregl-canvas")
        until(page, lambda: _reaches(page, width))
        box = canvas.bounding_box()
        assert box is not None
        assert box["height"] > height * (0.55 if noticed else 0.75)
        assert axe(page) == []


def _reaches(page: Page, width: int) -> bool:
    """From the rail to the right edge, and down to the foot."""
    canvas, room = (page.locator(name).bounding_box() for name in ("canvas.maplibregl-canvas", ".kk-workspace"))
    assert canvas is not None
    return canvas == pytest.approx(room, abs=1) and canvas["x"] + canvas["width"] == width


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_panel_and_tables_are_opened_and_put_away(desk: Desk, open_page: Open, width: int, height: int) -> None:
    page = open_page(viewport={"width": width, "height": height})
    sign_in(page, desk.cast.coordinator, to="/map/")
    drawn(page)
    panel, tables = page.locator("#map-side"), page.locator("#tables")
    layers = page.get_by_role("button", name="Lager och dagar")
    button = page.get_by_role("button", name="Tabeller")
    expect(tables).to_be_hidden()
    if width < WIDE:
        expect(panel).to_be_hidden()
        layers.click()
    expect(panel).to_be_visible()
    expect(layers).to_have_attribute("aria-expanded", "true")
    button.click()
    expect(tables).to_be_focused()
    expect(page.get_by_role("link", name="Gata 1 5").first).to_be_visible()
    expect(panel).to_be_visible() if width >= WIDE else expect(panel).to_be_hidden()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(tables).to_be_hidden()
    expect(button).to_be_focused()
    if width < WIDE:
        layers.click()
    assert axe(page) == []
    page.evaluate("document.querySelector('#map-side').focus()")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.reload()
    drawn(page)
    expect(panel).to_be_hidden()  # at a desk it stays as it was left


def test_what_one_looks_at_stays_in_sight_when_a_sheet_is_opened(desk: Desk, open_phone: Open) -> None:
    page = open_phone(reduced_motion="reduce")
    sign_in(page, desk.cast.coordinator, to="/map/")
    drawn(page)
    middle = page.get_by_role("button", name="Gata 1 5").first
    before = middle.bounding_box()
    assert before is not None
    page.get_by_role("button", name="Tabeller").click()
    sheet = page.locator("#tables").bounding_box()
    assert sheet is not None

    def moved() -> bool:
        box = middle.bounding_box()
        return box is not None and box["y"] < before["y"] - 100

    until(page, moved)
    page.get_by_role("button", name="Lägg undan").click()
    until(page, lambda: middle.bounding_box() == pytest.approx(before, abs=1))


def test_the_tables_show_the_days_that_the_slider_leaves(desk: Desk, open_page: Open) -> None:
    page = open_page(viewport={"width": 1280, "height": 720})
    sign_in(page, desk.cast.officer, to="/map/#tables")
    drawn(page)
    assert len(rows(page)) == 3
    last = page.get_by_label("Sista dagen")
    last.focus()
    for _week in range(2):
        page.keyboard.press("PageDown")
    until(page, lambda: len(rows(page)) == 1)
    expect(page.get_by_role("heading", name="1 inbrott")).to_be_visible()
    expect(page.locator(".kk-layers label", has_text="Bostadsinbrott")).to_contain_text("1")
    page.reload()
    drawn(page)
    assert len(rows(page)) == 1
    page.get_by_role("button", name="Hela tiden").click()
    until(page, lambda: len(rows(page)) == 3)


def test_the_tables_keep_what_they_show_when_they_cannot_be_fetched(desk: Desk, open_page: Open) -> None:
    page = open_page(viewport={"width": 1280, "height": 720}, quiet=True)
    sign_in(page, desk.cast.officer, to="/map/#tables")
    drawn(page)
    page.route("**/map/?*", lambda route: route.abort())
    page.get_by_label("Sista dagen").focus()
    for _week in range(2):
        page.keyboard.press("PageDown")
    expect(page.locator("#tables [role=status]")).to_contain_text("kunde inte hämtas")
    assert len(rows(page)) == 3


def test_the_next_page_of_the_table_comes_without_the_map_being_drawn_anew(desk: Desk, open_page: Open) -> None:
    for _each in range(26):
        desk.confirmed(hours_ago=40)
    page = open_page(viewport={"width": 1280, "height": 720})
    sign_in(page, desk.cast.officer, to="/map/#tables")
    drawn(page)
    before = rows(page)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Nästa").click()
    until(page, lambda: bool(rows(page)) and not set(rows(page)) & set(before))
    assert "page=2" in page.url
    assert page.evaluate("window.stayed")
    expect(page.locator("#tables")).to_be_focused()


def test_without_script_the_tables_stand_on_the_page(desk: Desk, open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    sign_in(page, desk.cast.officer, to=f"/map/?since={timezone.localdate() - timedelta(days=7)}&until=9000-01-01")
    expect(page.locator("#tables table")).to_be_visible()
    assert len(page.locator("#tables table tbody th").all_inner_texts()) == 2
