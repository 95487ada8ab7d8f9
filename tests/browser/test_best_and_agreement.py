"""A suggestion within the hours there are, answered; hours corrected; a fact of the police shared, taken back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.incidents.models import Burglary
from kokong.ledger import api as ledger
from tests.browser.conftest import Open, Site, looked_at, sign_in
from tests.effect.conftest import NOW, build_town

pytestmark = pytest.mark.browser


def lived_in(site: Site) -> int:
    """Areas with burglaries of the last years, and a visit this month; the number of one of the burglaries."""
    cast = site.cast
    town = build_town(cast)
    with cast.acting(cast.officer):
        for each in Burglary.objects.all():
            each.latest += timezone.now() - NOW
            each.earliest += timezone.now() - NOW
            each.save()
        ledger.deliver(
            measure="cocoon_visit", source="test", source_id="1", on=timezone.now() - timedelta(hours=1),
            dwelling_id=town.homes[0], outcome="talked",
        )  # fmt: skip
        return int(Burglary.objects.filter(state="confirmed").latest("pk").pk)


def test_a_suggestion_within_a_budget_is_answered(site: Site, open_page: Open) -> None:
    lived_in(site)
    page = open_page(locale="en-GB", viewport={"width": 1280, "height": 900})
    sign_in(page, site.cast.coordinator, to="/cooperation/best/")
    page.get_by_label("Hours that you have").fill("60")
    page.get_by_role("button", name="Choose for me").click()
    chosen = page.get_by_role("region", name="With 60 hours")
    expect(chosen.get_by_text("Proven")).to_be_visible()
    looked_at(page, "best-chosen")
    chosen.get_by_role("row").nth(1).get_by_role("link").click()
    looked_at(page, "best-area")
    page.get_by_role("link", name="Answer").click()
    page.get_by_role("radio").last.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Say why not")).to_be_visible()
    page.get_by_role("textbox").last.fill("Nobody can walk there this month.")
    looked_at(page, "best-answer")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="What was answered")).to_contain_text("Nobody can walk there")


def test_hours_are_corrected_and_what_was_reckoned_stays(site: Site, open_page: Open) -> None:
    lived_in(site)
    page = open_page(locale="en-GB", viewport={"width": 1280, "height": 900})
    sign_in(page, site.cast.coordinator, to="/cooperation/hours/")
    looked_at(page, "best-hours")
    page.get_by_role("main").get_by_role("link", name=re.compile("visit", re.IGNORECASE)).first.click()
    page.get_by_label("Hours that it really took").fill("7.5")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".ds-validation-message")).to_have_text("This field is required.")
    page.get_by_label("Why are they others?").fill("Two of us walked.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Corrections")).to_contain_text("Two of us walked.")
    looked_at(page, "best-corrected")


def test_an_officer_shares_a_fact_until_it_is_taken_back(site: Site, open_page: Open) -> None:
    number = lived_in(site)
    police = open_page(locale="en-GB", viewport={"width": 1280, "height": 900})
    sign_in(police, site.cast.officer, to="/cooperation/agreement/")
    police.get_by_role("link", name="Write what we share").click()
    police.get_by_label("What is shared?").fill("How somebody got in, in a single case.")
    police.get_by_label("On what ground?").select_option("secrecy_tested")
    police.get_by_label("What for?").fill("So that visitors can say what to look at first.")
    looked_at(police, "best-line")
    police.get_by_role("button", name="Save").click()
    police.get_by_role("link", name="Share a fact").click()
    police.get_by_label("Which burglary?").select_option(str(number))
    police.get_by_label("What kind of fact is it?").select_option("modus")
    police.get_by_label("What is shared, in your words").fill("The patio door was forced.")
    police.get_by_label("What for?").fill("The neighbours have the same door.")
    looked_at(police, "best-share")
    police.get_by_role("button", name="Save").click()
    expect(police.get_by_text("The patio door was forced.")).to_be_visible()

    desk = open_page(locale="en-GB", viewport={"width": 1280, "height": 900})
    sign_in(desk, site.cast.coordinator, to="/cooperation/agreement/")
    expect(desk.get_by_text("The patio door was forced.")).to_be_visible()
    expect(desk.get_by_role("button", name="Take back")).to_have_count(0)
    looked_at(desk, "best-agreement")
    police.get_by_role("button", name="Take back").click()
    desk.reload()
    expect(desk.get_by_text("Nothing is shared now.")).to_be_visible()
    expect(desk.get_by_text("The patio door was forced.")).to_have_count(0)
    desk.get_by_role("link", name="Impact assessment: draft").click()
    looked_at(desk, "best-assessment")
