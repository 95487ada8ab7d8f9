"""Risk in the browser: this week's zones on the map, a proposal accepted, and what cocoons then say."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.risk import api, models, proposals
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.risk.near import DOORS, near
from tests.risk.town import add_homes, some_years
from tests.worker import run_jobs

pytestmark = pytest.mark.browser


@pytest.fixture
def town(site: Site) -> Site:
    """A town whose burglaries, near repeats among them, wait to be analysed."""
    with site.cast.acting(site.cast.coordinator):
        some_years(add_homes(), 300, followed=0.4)
    return site


def shown(page: Any, state: str) -> str:
    """How many features of a kind the map holds."""
    return f"document.querySelector('kk-map').features.filter(each => each.properties.kind === '{state}').length"


def test_an_officer_has_the_burglaries_analysed_and_sees_the_zones(town: Site, open_page: Open) -> None:
    page = open_page(locale="sv-SE")
    sign_in(page, town.cast.officer, to="/risk/runs/")
    page.get_by_role("button", name="Analysera nu").click()
    expect(page.get_by_text("Inbrotten analyseras.")).to_be_visible()
    run_jobs()
    expect(page.get_by_text("Inbrotten analyseras.")).to_have_count(0)  # the list asks again by itself
    page.get_by_role("link", name="Just nu").click()
    expect(page.get_by_text("Kring Rutgatan").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"på de 5\s% av ytan som hade högst risk"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Här är risken störst just nu")
    page.wait_for_selector("kk-map[data-ready]")
    assert page.evaluate(shown(page, "zone")) > 0
    ranks = page.evaluate("document.querySelector('kk-map').features.map(each => each.properties.rank)")
    assert next(rank for rank in ranks if rank) == 1
    assert page.evaluate(shown(page, "risk")) == 0
    page.get_by_label("Riskkarta").check()
    expect(page.locator(".kk-layers")).to_contain_text("Högst risk: 20 procent av ytan")
    assert page.evaluate(shown(page, "risk")) > 0
    page.goto("/risk/summary/")
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4", prefer_css_page_size=True))) == 1, "one sheet"
    for path in ("", "near-repeats/", "backtest/", "summary/", "runs/"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(f"/risk/{path}")
            assert axe(page) == [], (path, width)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width, path


def test_the_towns_map_shows_risk_when_it_is_switched_on(town: Site, open_phone: Open) -> None:
    api.run_now(municipality_id=town.cast.home.pk, now=timezone.now())
    page = open_phone(locale="sv-SE")
    sign_in(page, town.cast.coordinator, to="/map/")
    page.wait_for_selector("kk-map[data-ready]")
    assert page.evaluate(shown(page, "zone")) == 0
    page.get_by_role("button", name="Lager och dagar").click()
    page.get_by_label("Veckans zoner").check()
    expect(page.locator(".kk-layers label", has_text="Veckans zoner")).to_have_text(re.compile(r"[1-9]$"))
    page.get_by_label("Veckans zoner").uncheck()
    expect(page.locator(".kk-layers label", has_text="Veckans zoner")).to_have_text("Veckans zoner")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_a_coordinator_accepts_and_cocoons_say_where_their_figures_are_from(site: Site, open_page: Open) -> None:
    now = timezone.now()
    with site.cast.acting(site.cast.coordinator):
        for kind, figures in (("near_repeat", near(reach_m=200, days=21)), ("doors", DOORS)):
            models.Run.objects.create(kind=kind, state="done", seed=1, asked=now, finished=now, figures=figures)
        assert proposals.renew(now=now) is not None
    page = open_page(locale="en-GB")
    sign_in(page, site.cast.coordinator, to="/risk/")
    page.get_by_role("link", name="See the proposed settings").click()
    expect(page.get_by_role("row", name=re.compile("Around the burgled home"))).to_contain_text("200 m")
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    hidden = "(each => each.scrollWidth - each.clientWidth)(document.querySelector('.kk-compared').parentElement)"
    assert page.evaluate(hidden) <= 0, "what is proposed is seen on a phone, too"
    page.get_by_role("button", name="Use our own settings").click()
    expect(page.get_by_text("Cocoons opened from now on use these settings.")).to_be_visible()
    page.goto("/cocoons/")
    page.get_by_role("link", name="How doors are chosen").click()
    expect(
        page.get_by_text(re.compile("come from our own burglaries: 200 metres around and 21 days"))
    ).to_be_visible()


def test_visitors_and_the_next_municipality_see_nothing(town: Site, open_page: Open) -> None:
    api.run_now(municipality_id=town.cast.home.pk, now=timezone.now())
    page = open_page(locale="en-GB")
    sign_in(page, town.cast.visitor, to="/account/")
    answer = page.goto("/risk/")
    assert answer is not None
    assert answer.status == 403
    other = open_page(locale="en-GB")
    sign_in(other, town.cast.stranger, to="/risk/")
    expect(other.get_by_text("Nothing to show yet")).to_be_visible()
    expect(other.get_by_text("Rutgatan")).to_have_count(0)
