"""An article on paper: no menu, boxes to tick, where its links lead, and where it is found."""

import pytest
from playwright.sync_api import Page, expect

from kokong.texts import api as texts
from tests.browser.conftest import Open, Site
from tests.texts import NOW

pytestmark = pytest.mark.browser
BEFORE = texts.Words("Så gäller det här", "", "Läs mer hos [kommunen](https://www.havsvik.example/tryggt).")
BOX = """(item) => { const box = getComputedStyle(item, '::before'); return [box.width, box.borderTopWidth] }"""
ADDRESS = """(link) => getComputedStyle(link, '::after').content"""


def on_paper(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/k/havsvik/advice/windows/")
    page.emulate_media(media="print")


def test_an_article_is_printed_with_boxes_and_without_a_menu(site: Site, open_page: Open) -> None:
    cast = site.cast
    cast.client(cast.coordinator).post("/public-pages/advice/publish/")
    with cast.acting(cast.coordinator) as actor:
        text = texts.write(kind="foreword", slug="windows", language="sv", words=BEFORE, actor=actor, now=NOW)
        texts.move(text_id=text.id, move="publish", said="Gäller.", revision=1, actor=actor, now=NOW)
    page = open_page(viewport={"width": 718, "height": 1000})
    on_paper(page, site)
    expect(page.get_by_role("heading", name="Fönster", exact=True)).to_be_visible()
    for gone in (".site-menu", ".site-screen", ".site-search", ".site-foot nav"):
        assert not any(each.is_visible() for each in page.locator(gone).all()), gone
    expect(page.locator(".site-paper")).to_contain_text("/k/havsvik/advice/windows/")
    boxes = page.locator(".kk-checklist > li")
    assert boxes.count() >= 4
    width, border = boxes.first.evaluate(BOX)
    assert float(width.removesuffix("px")) > 10
    assert float(border.removesuffix("px")) >= 1
    assert "https://www.havsvik.example/tryggt" in page.locator(".kk-foreword a").first.evaluate(ADDRESS)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")
