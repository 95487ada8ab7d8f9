"""What everybody reads without signing in, on a wide page and in the hand, by day and by night."""

import os

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site, axe, sign_in
from tests.signs.conftest import build_street

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_looked_at_published_and_read_by_a_passer_by(site: Site, open_page: Open, scheme: str) -> None:
    street = build_street(site.cast)
    street.up()
    desk = open_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    sign_in(desk, site.cast.coordinator, to="/public-pages/")
    assert axe(desk) == []
    desk.get_by_role("link", name="Var skyltarna står").click()
    expect(desk.get_by_text("Så här skulle alla se sidan nu.")).to_be_visible()
    desk.get_by_role("link", name="Tillbaka till de öppna sidorna").click()
    for name in ("Vad skyltarna på gatorna betyder", "Var skyltarna står"):
        desk.get_by_role("button", name=f"Publicera {name}").click()
        expect(desk.get_by_role("button", name=f"Dra tillbaka {name}")).to_be_visible()
    if folder := os.environ.get("SHOTS"):
        desk.screenshot(path=f"{folder}/public-list-{scheme}.png", full_page=True)
    page = open_page(color_scheme=scheme)
    for address, title in (
        ("", "Tillsammans mot inbrott"),
        ("signs/", "Vad skyltarna"),
        ("sign-streets/", "Var skyltarna"),
    ):
        page.goto(f"/k/havsvik/{address}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert axe(page) == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if folder := os.environ.get("SHOTS"):
                page.screenshot(path=f"{folder}/public-{address.strip('/')}-{scheme}-{width}.png", full_page=True)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where the signs stand")
    assert page.context.cookies() == []
