"""The main job through the pages alone: a burglary, its ring, five doors visited, coverage at the desk."""

import re
from dataclasses import dataclass
from datetime import timedelta
from math import asinh, pi, radians, tan
from pathlib import Path

import mapbox_vector_tile
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.places import api as places
from tests.browser.conftest import Open, Site, sign_in
from tests.browser.street import until
from tests.places.extract import street_of_houses
from tests.places.town import add_dwelling
from tests.worker import run_jobs

pytestmark = pytest.mark.browser
DOORS = ("talked", "no_answer", "talked", "card_left", "talked")
CASE_NUMBER = "5000-K4711-26"


@dataclass
class Job:
    """The town, and the addresses of pages as they come up."""

    site: Site
    tile: str
    burglary: str = ""
    cocoon: str = ""
    round: str = ""
    phone: str = ""


@pytest.fixture
def job(site: Site, tmp_path: Path) -> Job:
    """Storgatan 1–40 at home, imported from a map; one house in the next municipality."""
    cast = site.cast
    with cast.acting(cast.coordinator):
        places.import_places(path=street_of_houses(40).write(tmp_path / "town.osm.pbf"))
        west, south, _east, _north = places.bounds() or (0, 0, 0, 0)
    with cast.acting(cast.stranger):
        add_dwelling("Norra vägen", "1", locality="Norrsund", east=50_000)
    return Job(site, f"/places/tiles/{_tile(west, south)}.mvt")


def _tile(lon: float, lat: float) -> str:
    across = 1 << 14
    row = (1 - asinh(tan(radians(lat))) / pi) / 2 * across
    return f"14/{int((lon + 180) / 360 * across)}/{int(row)}"


def test_from_the_report_to_coverage(job: Job, open_page: Open, open_phone: Open) -> None:
    officer = open_page()
    reported_and_confirmed(job, officer)
    run_jobs()
    expect(officer.locator("#reach")).to_contain_text("0 besökta")
    coordinator = open_page()
    a_round_for_the_visitor(job, coordinator)
    five_doors_without_a_network(job, open_phone())
    run_jobs()
    coverage_at_the_desk(job, coordinator)
    nothing_for_the_next_municipality(job, open_page())


def reported_and_confirmed(job: Job, page: Page) -> None:
    """The officer writes the address, chooses it in the list, and confirms; twice, as people do."""
    sign_in(page, job.site.cast.officer, to="/")
    page.get_by_role("link", name="Registrera ett bostadsinbrott").click()
    page.get_by_role("combobox", name="Adress").press_sequentially("storg 13")
    page.get_by_role("option", name=re.compile("Storgatan 13")).click()
    day = timezone.localdate() - timedelta(days=1)
    for name, time in (("earliest", "17:00"), ("latest", "22:30")):
        page.fill(f'[name="{name}_0"]', day.isoformat())
        page.fill(f'[name="{name}_1"]', time)
    page.select_option('[name="dwelling_kind"]', "house")
    page.fill('[name="case_number"]', CASE_NUMBER)
    page.get_by_role("button", name="Spara som utkast").click()
    page.wait_for_url("**/burglary/*/")
    page.get_by_role("button", name="Bekräfta", exact=True).dblclick()
    expect(page.locator("#step")).to_contain_text("Väljer dörrar")
    job.burglary = page.url.removeprefix(job.site.url)


def a_round_for_the_visitor(job: Job, page: Page) -> None:
    """The coordinator finds the burglary on Today and gives its doors to the visitor."""
    sign_in(page, job.site.cast.coordinator, to="/")
    page.locator("section:has(#unassigned)").get_by_role("link", name="Storgatan 13").click()
    expect(page.locator("main")).not_to_contain_text(CASE_NUMBER)
    page.get_by_role("link", name="Fördela dörrarna").click()
    expect(page.locator("#rounds")).to_be_in_viewport()
    action = page.locator("#make-round").get_attribute("action") or ""
    job.cocoon = action.removesuffix("rounds/")
    page.get_by_label("Cilla Besökare").check()
    page.get_by_label("Rundans namn").fill("Kvällsrundan")
    page.get_by_role("button", name="Skapa rundan").click()
    page.get_by_role("link", name="Kvällsrundan").click()
    job.round = page.url.removeprefix(job.site.url)


def five_doors_without_a_network(job: Job, page: Page) -> None:
    """The visitor's phone holds what it can't send, and sends it by itself."""
    sign_in(page, job.site.cast.visitor, to="/field/")
    page.get_by_role("link", name="Kvällsrundan").click()
    page.wait_for_url("**/field/rounds/*/")
    job.phone = page.url.removeprefix(job.site.url)
    strip = page.locator("[data-strip] strong")
    expect(strip).to_have_text("Allt skickat")
    until(page, lambda: page.evaluate(f"caches.match('{job.phone}').then(Boolean)"))
    page.context.set_offline(True)
    page.locator("[data-next]").click()
    for done, outcome in enumerate(DOORS, start=1):
        page.locator(f'[data-open] [data-outcome="{outcome}"]').click()
        expect(strip).to_have_text(f"{done} väntar")
        page.wait_for_timeout(650)  # a second touch at once is the same touch
    page.context.set_offline(False)
    expect(strip).to_have_text("Allt skickat")


def coverage_at_the_desk(job: Job, page: Page) -> None:
    """Today shows how far the round has come; the burglary page shows each door."""
    page.goto("/")
    walked = page.locator("section:has(#walking)")
    expect(walked.get_by_role("link", name="Storgatan 13")).to_be_visible()
    expect(walked.get_by_role("img")).to_have_accessible_name(re.compile("5 av .* samtal i 3"))
    expect(page.locator("section:has(#revisits)")).to_contain_text("Storgatan")
    page.goto(job.burglary)
    expect(page.locator("#reach")).to_contain_text("3 samtal")
    expect(page.locator("#reach")).to_contain_text("5 besökta")
    expect(page.locator("#doors")).to_contain_text("Cilla Besökare")


def nothing_for_the_next_municipality(job: Job, page: Page) -> None:
    """The stranger's pages are empty; ours are not found, whatever address is typed."""
    sign_in(page, job.site.cast.stranger)
    for address in (job.burglary, job.cocoon, job.round, job.phone):
        answer = page.goto(address)
        assert answer is not None
        assert (address, answer.status) == (address, 404)
    for address in ("/", "/burglaries/", "/cocoons/", "/map/", "/field/"):
        page.goto(address)
        expect(page.locator("main")).not_to_contain_text("Storgatan")
    page.goto("/burglaries/report/")
    page.get_by_role("combobox", name="Adress").press_sequentially("storgatan 13")
    expect(page.locator(".kk-search__note")).not_to_be_empty()
    expect(page.locator(".kk-options li")).to_have_count(0)
    assert page.request.get("/places/search?q=storgatan").json() == {"results": []}
    for features in (
        "/places/layers/burglaries.geojson",
        f"{job.burglary}home.geojson",
        f"{job.cocoon}doors.geojson",
    ):
        assert "Storgatan" not in page.request.get(features).text()
    assert mapbox_vector_tile.decode(page.request.get(job.tile).body()) == {}
