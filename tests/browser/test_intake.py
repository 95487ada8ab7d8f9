"""A file as people have it, from its title row to what was left out, mended and imported again."""

from pathlib import Path
from typing import Final

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from kokong.incidents import api as incidents
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
    page.get_by_text("Rubrikerna står på rad 3").click()  # they were found below the title
    for at, problem in (("1", 1), ("3", 0)):
        if not page.get_by_label("Rubrikerna står på rad").is_visible():
            page.get_by_text("Rubrikerna står på rad").first.click()
        page.get_by_label("Rubrikerna står på rad").fill(at)
        with page.expect_navigation():
            page.get_by_role("button", name="Läs på nytt").click()
        expect(page.get_by_text("Ingen kolumn anger")).to_have_count(problem)
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


MESSY: Final[tuple[list[object], ...]] = (
    ["Bostadsinbrott LPO Havsvik, uttag 2026-11-01"],
    [],
    ["Dnr", "Plats", "Från", "", "Till", "", "Objekt", "Status", "Kommun"],
    ["", "", "Datum", "Kl", "Datum", "Kl", "", "", ""],
    ["5000-K1001-26", "Storgatan 1", "05/06/2026", "18.30", "06/06/2026", "07.45", "Kåk", "Pågår", "Havsvik"],
    ["5000-K1002-26", "Storgatan 2", "07/06/2026", "1830", "", "22", "Villa", "Pågår", "Havsvik"],
    ["5000-K1003-26", "Storgatan 3", "08/06/2026", "kl 18", "08/06/2026", "24:00", "Kåk", "Nedlagd", "Norrsund"],
    ["5000-K1004-26", "Ingenstans 4", "09/06/2026", "", "", "", "Radhus", "Pågår", "Havsvik"],
    ["5000-K1005-26", "Ingenstans 3", "10/06/2026", "", "", "", "Lägenhet", "Pågår", "Havsvik"],
)


def test_a_workbook_in_words_of_its_own_is_asked_about_mended_and_never_doubled(
    site: Site, open_page: Open, tmp_path: Path
) -> None:
    with site.cast.acting(site.cast.officer):
        add_row_of_houses(4)
    book = Workbook()
    assert book.active is not None
    for row in MESSY:
        book.active.append(row)
    book.save(tmp_path / "uttag.xlsx")
    page = open_page()
    sign_in(page, site.cast.officer, to="/imports/burglaries/")
    upload(page, tmp_path / "uttag.xlsx")
    expect(page.get_by_text("Rubrikerna står på rad 3")).to_be_visible()
    asked = page.get_by_role("region", name="Att bestämma", exact=True)
    expect(asked).to_contain_text("”05/06/2026” på rad 5")
    first = page.locator("table").first
    expect(first).to_contain_text("Från Datum")
    expect(first).to_contain_text("Bestäm vad det betyder")
    page.get_by_role("button", name="Importera").click()
    expect(page.get_by_text("Bestäm först hur dagarna är skrivna")).to_be_visible()
    asked.get_by_label("05/06/2026").select_option(label="Dagen först: 5 juni 2026")
    asked.get_by_label("Kåk").select_option(label="Villa")
    asked.get_by_label("Pågår").select_option(index=1)
    asked.get_by_label("Norrsund”").select_option(label="Utelämna de raderna")
    asked.get_by_label("Nedlagd”").select_option(label="Utelämna de raderna")
    with page.expect_navigation():
        page.get_by_role("button", name="Visa igen").click()
    expect(first).to_contain_text("mellan 2026-06-05 18:30 och 2026-06-06 07:45")
    expect(page.locator("section", has_text="Rader som en kolumn utelämnar")).to_contain_text("Norrsund")
    there = page.get_by_role("region", name="Var raderna ligger")
    expect(there).to_contain_text(
        "2 kopplade till sina bostäder, 0 att bestämma eller rätta, 1 utelämnad, 2 utan bostad"
    )
    expect(there.locator("kk-map .kk-map__legend")).to_contain_text("Bostad hittad")
    expect(there.locator("kk-map .kk-map__legend")).to_contain_text("Utelämnad rad")
    page.get_by_role("button", name="Importera").click()
    page.wait_for_url("**/progress/")
    run_jobs()
    expect(page.get_by_text("Importen är klar")).to_be_visible(timeout=10_000)
    expect(page.locator(".kk-figures")).to_contain_text("utelämnade")
    expect(page.locator("section table")).to_contain_text("Ingenstans 4")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Ladda ner, rätta och läs in igen").click()
    mended = tmp_path / "rättad.csv"
    mended.write_text(taken.value.path().read_text("utf-8-sig").replace("Ingenstans", "Storgatan"), "utf-8")
    for _again in range(2):
        page.goto("/imports/burglaries/")
        upload(page, mended)
        expect(asked.get_by_label("08/06/2026")).to_have_value("dmy")  # remembered of the first
        page.get_by_role("button", name="Importera").click()
        page.wait_for_url("**/progress/")
        run_jobs()
        expect(page.get_by_text("Importen är klar")).to_be_visible(timeout=10_000)
    with site.cast.acting(site.cast.officer):
        found = incidents.burglaries(states=("draft", "confirmed", "withdrawn"))
    assert len(found) == 4, "nothing is doubled, and the other municipality's row is nowhere"


def upload(page: Page, path: Path) -> None:
    """Choose a file and send it."""
    page.set_input_files('input[type="file"]', path)
    with page.expect_navigation():
        page.get_by_role("button", name="Ladda upp").click()
