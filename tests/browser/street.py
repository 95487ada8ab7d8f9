"""A street to walk, and what a visitor does with the phone there."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import Visit
from kokong.people.api import Actor
from tests.browser.conftest import Site, sign_in
from tests.cast import PASSWORD
from tests.cocoons.conftest import build_town
from tests.places.town import add_dwelling
from tests.waiting import PATIENT

SETTLING = 650  # milliseconds in which a second touch is the same touch


@dataclass(frozen=True)
class Street:
    """A round of eleven houses and four flats, walked by the visitor and the partner."""

    site: Site
    round: api.Round

    @property
    def page(self) -> str:
        return f"/field/rounds/{self.round.id}/"

    def visits(self) -> list[Visit]:
        with self.site.cast.acting(self.site.cast.officer):
            return list(Visit.objects.filter(undoes=None).order_by("pk"))

    def stored(self, count: int) -> Callable[[], bool]:
        return lambda: len(self.visits()) == count


@pytest.fixture
def street(site: Site) -> Street:
    town, now = build_town(site.cast), timezone.now()
    visitors = (site.cast.visitor.user_id, site.cast.partner.user_id)
    with site.cast.acting(site.cast.officer):
        for unit in ("lgh 1001", "lgh 1002", "lgh 1101", "lgh 1102"):
            add_dwelling("Kyrkgatan", "3 A", unit=unit, kind="flat", east=60, north=60)
        cocoon = town.cocoon(at=now)
        return Street(site, api.create_round(cocoon_id=cocoon.id, visitor_ids=visitors, title="Runda", now=now))


def at_the_doors(street: Street, page: Page, actor: Actor) -> Page:
    """Signed in, with the round open and kept on the phone."""
    sign_in(page, actor, to="/field/")
    page.goto(street.page)
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    until(page, lambda: page.evaluate(f"caches.match('{street.page}').then(Boolean)"))
    return page


def record(page: Page, outcome: str) -> None:
    """One touch on the open card."""
    page.locator(f'[data-open] [data-outcome="{outcome}"]').click()
    page.wait_for_timeout(SETTLING)


def until(page: Page, test: Callable[[], bool]) -> None:
    """Wait for something that only the server knows, while the page goes on."""
    end = time.monotonic() + PATIENT
    while not test():
        assert time.monotonic() < end, "it did not happen in time"
        page.wait_for_timeout(50)


def sign_out(page: Page) -> None:
    page.locator(".kk-menu > summary").click()
    page.locator("form[data-sign-out] button").click()


def fill_in(page: Page, actor: Actor) -> None:
    page.fill('input[name="login"]', actor.email)
    page.fill('input[name="password"]', PASSWORD)
    page.locator('form:has(input[name="password"]) button').first.click()
