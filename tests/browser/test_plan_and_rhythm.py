"""A plan from the problem to its proof, a meeting from agenda to minutes, and the method's year taken over."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.ledger import api as ledger
from kokong.measures.cooperation.rhythm import holding, rules
from tests.browser.conftest import Open, Site, looked_at, sign_in

pytestmark = pytest.mark.browser


def test_a_plan_goes_from_the_problem_to_its_proof(site: Site, open_page: Open) -> None:
    cast, today = site.cast, timezone.localdate()
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, cast.coordinator, to="/cooperation/plans/new/")
    page.get_by_label("Vad planen heter").fill("Åtgärdsplan mot bostadsinbrott")
    page.get_by_label("Vad planen bygger på").fill("Lägesbilden från i höstas.")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Lägg till en åtgärd").click()
    page.get_by_label("Problem").fill("Inbrotten ligger tätt på Malmen.")
    page.get_by_label("Trolig orsak").fill("Mörka gångvägar.")
    page.get_by_label("Vad som görs").fill("Vandringar på Malmen")
    page.get_by_label("Ansvarig förvaltning").fill("Samhällsbyggnad")
    page.get_by_label("Gjort senast").fill((today + timedelta(days=90)).isoformat())
    page.get_by_label("Vad som räknas som belägg").select_option("walk")
    page.get_by_label("Antal").fill("2")
    looked_at(page, "rhythm-line")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="För in nämndens beslut").click()
    page.get_by_label("Beslutets nummer").fill("KS 2026/12 § 34")
    page.get_by_label("Vem som beslutade").fill("Kommunstyrelsen")
    page.get_by_role("button", name="För in beslutet").click()
    expect(page.get_by_text("Låst: en ändring blir en ny plan.")).to_be_visible()
    with cast.acting(cast.coordinator):
        ledger.deliver(measure="walk", source="test", source_id="1", on=timezone.now(), audience="alla")
    page.reload()
    expect(page.get_by_text("1 av 2 levererade")).to_be_visible()
    looked_at(page, "rhythm-plan")
    page.get_by_role("link", name="Vandringar på Malmen").click()
    looked_at(page, "rhythm-item")
    page.get_by_role("link", name="Samverkan").first.click()
    page.get_by_role("link", name="Lagen och vi").click()
    looked_at(page, "rhythm-act")


def test_a_weekly_meeting_goes_from_agenda_to_minutes(site: Site, open_page: Open) -> None:
    cast = site.cast
    with cast.acting(cast.coordinator) as actor:
        number = holding.plan_next(kind=rules.WEEKLY, actor=actor, now=timezone.now() - timedelta(days=9))
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, cast.coordinator, to=f"/cooperation/meetings/{number}/")
    page.get_by_role("button", name="Börja mötet").click()
    page.get_by_role("textbox", name="Vad som beslutades").fill("Ring fastighetsägaren")
    page.get_by_label("Vem som gör det").select_option(label=cast.officer.name)
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_text("Ring fastighetsägaren")).to_be_visible()
    page.get_by_label("Vad som sades").fill("Vi gick igenom veckan.")
    looked_at(page, "rhythm-meeting")
    page.get_by_role("button", name="Fastställ och skicka anteckningarna").click()
    expect(page.get_by_role("link", name="Anteckningar som PDF")).to_be_visible()


def test_the_methods_year_is_taken_over_in_one_step(site: Site, open_page: Open) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, site.cast.coordinator, to="/cooperation/wheel/")
    page.get_by_role("button", name="Ta över metodens år").click()
    expect(page.get_by_text("16 punkter ur metodens år finns i årshjulet.")).to_be_visible()
    expect(page.get_by_role("button", name="Ta över metodens år")).to_have_count(0)
    looked_at(page, "rhythm-wheel")
    page.get_by_role("link", name="Se över alla skyltar").click()
    looked_at(page, "rhythm-turn")
