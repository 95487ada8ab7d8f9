"""A coordinator's upload that would open to billions of cells: calm words, and the next file works."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, sign_in
from tests.places.town import add_row_of_houses
from tests.tables.hostile import corner, hidden_corner
from tests.worker import run_jobs

pytestmark = pytest.mark.browser
GOOD = "Adress;Från\nStorgatan 1;2026-01-01 18:00\nStorgatan 3;2026-01-05 18:00\n"


def test_a_hostile_workbook_is_refused_calmly_and_a_good_file_works(
    site: Site, open_page: Open, tmp_path: Path
) -> None:
    with site.cast.acting(site.cast.coordinator):
        add_row_of_houses(4)
    page = open_page()
    sign_in(page, site.cast.coordinator, to="/imports/burglaries/")
    upload(page, tmp_path / "inbrott.xlsx", corner())
    said = page.locator("#id_file_error")
    expect(said).to_contain_text("17 179 869 184 celler")
    expect(said).to_contain_text("Inget importerades")
    upload(page, tmp_path / "gömd.xlsx", hidden_corner())
    expect(said).to_contain_text("krävde mer minne eller tid")
    upload(page, tmp_path / "inbrott.csv", GOOD.encode())
    page.get_by_role("button", name="Importera").click()
    page.wait_for_url("**/progress/")
    run_jobs()
    page.reload()
    expect(page.locator(".kk-figure").first).to_contain_text("2")


def upload(page: Page, path: Path, content: bytes) -> None:
    """Choose a file and send it."""
    path.write_bytes(content)
    page.set_input_files('input[type="file"]', path)
    page.get_by_role("button", name="Ladda upp").click()
