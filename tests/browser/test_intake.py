"""A file as people have it, from its title row to what was left out, mended and imported again."""

from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, sign_in
from tests.places.town import add_row_of_houses
from tests.worker import run_jobs

pytestmark = pytest.mark.browser
ROWS: Final[tuple[list[str], ...]] = (
    ["Bostadsinbrott i Havsvik 2026"],
    [],
    ["Gatuadress", "Tid", "Handläggare"],
    ["Storgatan 1", "2026-01-01 18:00", "Eva"],
    ["Ingenstans 3", "2026-01-05 18:00", "Eva"],
)


def test_a_workbook_with_a_title_row_is_mended_on_the_page_and_imported(
    site: Site, open_page: Open, tmp_path: Path
) -> None:
    with site.cast.acting(site.cast.coordinator):
        add_row_of_houses(4)
    book = Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "inbrott.xlsx")
    page = open_page()
    sign_in(page, site.cast.coordinator, to="/imports/burglaries/")
    upload(page, tmp_path / "inbrott.xlsx")
    expect(page.get_by_text("Ingen kolumn anger")).to_be_visible()
    page.get_by_text("Rubrikerna står på rad 1").click()
    page.get_by_label("Rubrikerna står på rad").fill("3")
    with page.expect_navigation():
        page.get_by_role("button", name="Läs på nytt").click()
    first = page.locator("table").first
    expect(first).to_contain_text("används som Adress")
    expect(first).to_contain_text("används inte")
    expect(first).to_contain_text("Storgatan 1, fullbordat")
    expect(first).to_contain_text("Ingen bostad har adressen")
    page.get_by_role("button", name="Importera").click()
    page.wait_for_url("**/progress/")
    run_jobs()
    expect(page.get_by_text("Importen är klar")).to_be_visible(timeout=10_000)  # the page looks by itself
    figures = page.locator(".kk-figure")
    expect(figures.first).to_contain_text("1")
    expect(page.locator("section table")).to_contain_text("Ingenstans 3")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Ladda ner, rätta och läs in igen").click()
    mended = tmp_path / "rättad.csv"
    mended.write_text(taken.value.path().read_text("utf-8-sig").replace("Ingenstans", "Storgatan"), "utf-8")
    page.goto("/imports/burglaries/")
    upload(page, mended)
    expect(page.locator("table").first).to_contain_text("Storgatan 3, fullbordat")
    page.get_by_role("button", name="Importera").click()
    page.wait_for_url("**/progress/")
    run_jobs()
    expect(page.get_by_text("Importen är klar")).to_be_visible(timeout=10_000)
    expect(page.locator(".kk-figure").last).to_contain_text("0")
    page.goto("/imports/")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody")).to_contain_text("rättad.csv")


def upload(page: Page, path: Path) -> None:
    """Choose a file and send it."""
    page.set_input_files('input[type="file"]', path)
    with page.expect_navigation():
        page.get_by_role("button", name="Ladda upp").click()
