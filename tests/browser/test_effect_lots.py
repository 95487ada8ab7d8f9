"""A lot announced and drawn; an evaluation with its cost, published, and read with another's counts."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.effect import api
from kokong.effect.pooling.rules import Partner
from tests.browser.conftest import Open, Site, looked_at, sign_in
from tests.effect.conftest import build_town, visit

pytestmark = pytest.mark.browser
EARLY = datetime(2024, 12, 10, tzinfo=UTC)


def test_a_lot_is_announced_and_drawn_once(site: Site, open_page: Open) -> None:
    town = build_town(site.cast)
    page = open_page()
    sign_in(page, site.cast.coordinator, to="/effect/lots/")
    page.get_by_role("link", name="Tillkännage en lottning").click()
    page.get_by_label("Vad vill ni veta?").fill("Hjälper märkning?")
    page.locator('input[name="measures"]').first.check()
    for area in town.areas[:4]:
        page.locator(f'input[name="areas"][value="{area}"]').check()
    page.get_by_label("Vad fröet ska vara").fill("Lottoraden i morgon")
    looked_at(page, "lot-new")
    page.get_by_role("button", name="Tillkännage").click()
    expect(page.get_by_text("Tillkännagiven, inte lottad än")).to_be_visible()
    page.get_by_label("Fröet").fill("3 9 14 22 28 31 35")
    looked_at(page, "lot-announced")
    page.get_by_role("button", name="Lotta").click()
    expect(page.get_by_role("heading", name="Lotta om själv")).to_be_visible()
    expect(page.get_by_role("button", name="Lotta")).to_have_count(0)
    looked_at(page, "lot-drawn")


def test_it_is_watched_costed_published_and_read_with_another(site: Site, open_page: Open, tmp_path: Path) -> None:
    town = build_town(site.cast)
    with site.cast.acting(site.cast.coordinator):
        visit(town, 0)
        number = api.draft(plan=town.plan(), user_id=1, now=EARLY)
        api.register(evaluation_id=number, user_id=1, now=EARLY)
        api.declare_pool(evaluation_id=number, partners=(Partner("9902", "Norrsund"),), user_id=None, now=EARLY)
        api.look(evaluation_id=number, user_id=1, now=timezone.now())
        told = json.loads(api.give_counts(evaluation_id=number))
    page = open_page()
    sign_in(page, site.cast.coordinator, to=f"/effect/{number}/")
    page.get_by_role("link", name="Anteckna kostnaderna").click()
    page.get_by_label("Arbetstimmar").fill("120")
    page.get_by_label("Kronor per timme").fill("400")
    page.get_by_label("Övriga kostnader i kronor").fill("5000")
    page.get_by_label("Var kommer siffrorna ifrån?").fill("Tidrapporter.")
    looked_at(page, "effect-costs")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Tidrapporter.")).to_be_visible()
    page.get_by_role("button", name="Publicera").click()
    page.get_by_role("dialog").get_by_role("button", name="Publicera").click()
    expect(page.get_by_text("Publicerad på resultatsidan", exact=False)).to_be_visible()
    looked_at(page, "effect-published")
    page.get_by_role("link", name="Läs av den tillsammans med andra som frågar samma sak").click()
    page.get_by_role("link", name="Ta emot en annan kommuns antal").click()
    file = tmp_path / "norrsund.json"
    file.write_text(json.dumps({**told, "municipality": {"code": "9902", "name": "Norrsund"}}))
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="Ta emot antalen").click()
    expect(page.get_by_text("Antalen är sparade", exact=False)).to_be_visible()
    expect(page.get_by_role("row", name="Norrsund", exact=False)).to_be_visible()
    looked_at(page, "effect-together")
