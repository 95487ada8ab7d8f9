"""A register of addresses as people have it: looked at on the page, mended, imported, and imported again."""

from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from kokong.places import api as places
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.browser.test_intake import upload
from tests.places.town import ORIGIN, add_row_of_houses
from tests.worker import run_jobs

pytestmark = pytest.mark.browser
EAST, NORTH = ORIGIN
HEAD: Final = ["Väg", "Nr", "Postnr", "Postort", "Koord. 1", "Koord. 2", "Kommun"]


def register(path: Path, *, more: int = 0) -> Path:
    """A workbook with a title, columns of its own, north before east, and a neighbour's address."""
    book = Workbook()
    assert book.active is not None
    for row in (["Adressuttag Havsvik"], [], HEAD):
        book.active.append(row)
    for number in range(1, 31 + more):
        book.active.append(
            ["Nygatan", number, "392 32", "Havsvik", NORTH + 10 * (number % 2), EAST + 15 * number, "Havsvik"]
        )
    book.active.append(["Nygatan", "40-42", "392 32", "Havsvik", "", "", "Havsvik"])
    book.active.append(["Storgatan", 1, "382 30", "Nybro", NORTH + 10, EAST + 20, "Nybro"])
    book.save(path)
    return path


def test_a_register_is_mended_on_the_page_imported_and_never_doubled(
    site: Site, open_page: Open, tmp_path: Path
) -> None:
    with site.cast.acting(site.cast.coordinator):
        add_row_of_houses(4)
    page = open_page()
    sign_in(page, site.cast.coordinator, to="/imports/")
    page.get_by_role("link", name="Importera adresser").click()
    upload(page, register(tmp_path / "adresser.xlsx"))
    expect(page.get_by_text("Rubrikerna står på rad 3")).to_be_visible()
    expect(page.get_by_text("Ingen kolumn anger")).to_be_visible()
    mend(page)
    expect(page.get_by_label("Koordinatsystem")).to_have_value("3006 yx")  # proposed, to be looked at
    there = page.get_by_role("region", name="Var adresserna ligger", exact=True)
    expect(there).to_contain_text("De första 32 raderna: 30 adresser")
    expect(there.locator(".kk-map__legend")).to_contain_text("Utelämnad rad")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
    page.get_by_role("button", name="Importera").click()
    page.wait_for_url("**/progress/")
    run_jobs()
    expect(page.get_by_text("Importen är klar")).to_be_visible(timeout=20_000)
    expect(page.locator(".kk-figure").first).to_contain_text("30")
    expect(page.locator("table")).to_contain_text("Nygatan 40-42")
    page.goto("/imports/addresses/")
    upload(page, register(tmp_path / "rättade.xlsx", more=1))
    expect(page.get_by_label("Koordinatsystem")).to_have_value("3006 yx")  # remembered
    page.get_by_role("button", name="Importera").click()
    page.wait_for_url("**/progress/")
    run_jobs()
    expect(page.get_by_text("Importen är klar")).to_be_visible(timeout=20_000)
    expect(page.locator(".kk-figure").first).to_contain_text("1")
    with site.cast.acting(site.cast.coordinator):
        assert places.count() == 4 + 31


def mend(page: Page) -> None:
    """Say which columns are the street's name and the coordinates."""
    columns = page.get_by_role("region", name="Kolumner", exact=True)
    columns.get_by_label("Gata", exact=True).select_option(label="Väg")
    columns.get_by_label("Ost", exact=True).select_option(label="Koord. 1")
    columns.get_by_label("Nord", exact=True).select_option(label="Koord. 2")
    with page.expect_navigation():
        page.get_by_role("button", name="Visa igen").click()
