"""The first page keeps itself fresh, and nobody loses their place in it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.incidents import api as incidents
from tests.browser.conftest import Open, Site, sign_in
from tests.cocoons.conftest import build_town

pytestmark = pytest.mark.browser


def test_what_comes_in_shows_without_loading_the_page(site: Site, open_page: Open) -> None:
    town, now = build_town(site.cast), timezone.now()

    def reported(home: int, source: str) -> None:
        with site.cast.acting(site.cast.officer):
            incidents.report(
                dwelling_id=home,
                earliest=now - timedelta(hours=9),
                latest=now - timedelta(hours=8),
                source=source,
                now=now,
            )

    reported(town.homes[0], "form")
    page = open_page()
    sign_in(page, site.cast.officer, to="/")
    drafts = page.get_by_role("region", name="Att bekräfta").get_by_role("listitem")
    expect(drafts).to_have_count(1)
    page.evaluate("window.stayed = true")
    drafts.get_by_role("link").focus()
    where = page.evaluate("document.activeElement.getAttribute('href')")
    reported(town.homes[8], "alarm")
    page.evaluate("document.dispatchEvent(new Event('kk-news'))")
    expect(drafts).to_have_count(2)
    expect(drafts.first).to_contain_text("Från ett larm")
    assert page.evaluate("document.activeElement.getAttribute('href')") == where
    assert page.evaluate("window.stayed")
