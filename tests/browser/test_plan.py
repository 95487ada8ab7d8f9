"""The year wheel on a wide page and in the hand."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.ledger import api as ledger
from kokong.tasks import api as tasks
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.signs.conftest import build_street

pytestmark = pytest.mark.browser


def test_the_year_is_whole_at_every_width_and_leads_on(site: Site, open_page: Open) -> None:
    street, cast, now = build_street(site.cast), site.cast, timezone.now()
    for number in range(8):
        street.up(kind="watch", days_ago=number * 45)
    street.up(kind="warning", days_ago=400)
    with cast.acting(cast.coordinator):
        for number in range(9):
            ledger.deliver(
                measure="cocoon_visit", source="test", source_id=str(number), audience="readers",
                on=now - timedelta(days=number * 35),
            )  # fmt: skip
            tasks.open_task(
                kind="wish.kit", source="test", source_id=str(number), dwelling_id=None, now=now,
                due=now + timedelta(days=number * 3 - 5) if number % 2 else None,
            )  # fmt: skip
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, cast.coordinator, to="/plan/")
    expect(page.locator(".kk-months > li")).to_have_count(12)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/plan-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Skyltar att titta till").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skyltar")
