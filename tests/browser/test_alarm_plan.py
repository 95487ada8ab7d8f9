"""A household's alarm plan, from its page to the console when its alarm comes, and the panel's own test."""

import os
from datetime import timedelta
from typing import Final

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.measures.alarms import api as alarms
from kokong.measures.homecheck import planning
from kokong.measures.homecheck.models import Plan
from tests.alarms.conftest import Site as Homes
from tests.alarms.conftest import build_site
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.homecheck.test_kept import ask, keep_waiting, secret
from tests.homecheck.test_plan import ANNA, OLLE, PLAN, answers, post, ticket

pytestmark = pytest.mark.browser
WIDTHS: Final = (1280, 390)
NAMES: Final = ["Anna Ek", "Olle Alm"]


@pytest.fixture
def homes(site: Site) -> Homes:
    """A home with an alarm and a plan: the neighbour with a key has said yes, and so has who lives there."""
    made = build_site(site.cast)
    made.clock = timezone.now()
    ask(made.cast)
    keep_waiting(made.cast)
    post(made.cast, "plan-settle", **PLAN)
    for each in (ANNA, OLLE):
        post(made.cast, "plan-add", **each)
        answers(made.cast, each["name"], "yes")
    return made


def looked_at(page: Page, name: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def test_a_plan_is_made_taken_over_and_read_out_when_the_alarm_comes(homes: Homes, open_page: Open) -> None:
    cast, page = homes.cast, open_page()
    page.goto(reverse("homecheck:plan", args=[secret(cast)]))
    looked_at(page, "plan")
    desk = open_page()
    sign_in(desk, cast.coordinator, to=reverse("homecheck:take"))
    desk.get_by_label("Planens nummer").fill(ticket(cast))
    desk.get_by_label("Kontonummer").fill(homes.account.account)
    looked_at(desk, "plan-take")
    desk.get_by_role("button", name="Ta över den").click()
    expect(desk.get_by_text("2 att ringa")).to_be_visible()
    page.reload()
    looked_at(page, "plan-taken")
    alarm_id = raised(homes)
    with cast.acting(homes.operator):
        alarms.take(alarm_id=alarm_id, now=timezone.now())
    console = open_page(viewport={"width": 1280, "height": 720})
    sign_in(console, homes.operator, to=f"/alarms/{alarm_id}/")
    called = console.locator("[data-part=script]")
    expect(called).to_contain_text(OLLE["phone"])
    assert [each for each in called.locator("strong").all_inner_texts() if each in NAMES] == NAMES
    expect(called).to_contain_text("Granne med nyckel")
    known = console.locator("section[aria-labelledby=know]")
    expect(known).to_contain_text("Vi två")
    expect(known).to_contain_text("– Titta på dörrar och fönster utifrån")
    looked_at(console, "plan-console")


def raised(homes: Homes) -> int:
    homes.clock = timezone.now() - timedelta(minutes=10)
    homes.send("close")
    homes.send("burglary", "4", code="BA", after=600)
    homes.raise_all()
    return homes.alarms()[-1].id


def test_the_panels_own_test_is_the_plans_yearly_test(homes: Homes) -> None:
    cast = homes.cast
    desk = cast.client(cast.coordinator)
    desk.post(reverse("homecheck:take"), {"ticket": ticket(cast), "account": homes.account.account})
    homes.clock = timezone.now() - timedelta(days=20)
    homes.send("test", code="RP")
    with cast.acting(cast.coordinator):
        assert Plan.objects.get().account_id == homes.account.id
        planning.remind(now=timezone.now())
        assert Plan.objects.get().reminded is None
