"""An evaluation in the browser, of towns whose truth is known: planned, locked, and read at 0 and at −20 %."""

import pytest
from playwright.sync_api import Page, expect

from kokong.effect import api
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.effect.conftest import Town, build_town, visit

pytestmark = pytest.mark.browser


def planned(page: Page, town: Town) -> None:
    """The plan filled in and kept."""
    page.get_by_role("link", name="Planera en utvärdering").click()
    page.get_by_label("Vad vill ni veta?").fill("Hjälpte besöken?")
    page.locator('input[name="measures"][value="cocoon_visit"]').check()
    for name, areas in (("treated", town.areas[:2]), ("compared", town.areas[2:])):
        for area in areas:
            page.locator(f'input[name="{name}"][value="{area}"]').check()
    for label, day in (("Räkna från", "2022-01-01"), ("Åtgärden börjar", "2025-01-01")):
        page.get_by_label(label).fill(day)
    page.get_by_label("Utfallet läses av från").fill("2026-11-01")
    page.get_by_role("button", name="Spara").click()


@pytest.mark.parametrize(("truth", "pace"), [(0.0, 3.0), (-0.2, 2.4)])
def test_registered_locked_and_read_it_says_no_more_than_can_be_known(
    site: Site, open_page: Open, truth: float, pace: float
) -> None:
    town = build_town(site.cast, pace=pace)
    with site.cast.acting(site.cast.coordinator):
        visit(town, 0)
        visit(town, 1)
    page = open_page()
    sign_in(page, site.cast.coordinator, to="/effect/")
    planned(page, town)
    page.get_by_role("button", name="Registrera").click()
    page.get_by_role("dialog").get_by_role("button", name="Registrera").click()
    expect(page.get_by_text("Planen är låst", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Läs av utfallet").click()
    expect(page.get_by_role("heading", name="Vad som skulle ändra omdömet")).to_be_visible()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
    with site.cast.acting(site.cast.coordinator):
        (found,) = api.evaluations()
        (seen,) = found.looks
    answer = seen.result["sv"]
    expect(page.get_by_role("heading", name=answer["verdict"]["name"])).to_be_visible()
    low, high = answer["headline"]["percent_interval"]
    assert seen.called == "planned"
    assert low <= 100 * truth <= high
    assert answer["verdict"]["step"] <= 3  # some 130 burglaries can't prove a fifth


def test_the_kalmar_case_is_read_from_the_list(site: Site, open_page: Open) -> None:
    page = open_page()
    sign_in(page, site.cast.coordinator, to="/effect/")
    page.get_by_role("link", name="Ett genomgånget fall").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kalmar")
    expect(page.get_by_text("Ingen jämförelse", exact=False).first).to_be_visible()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
