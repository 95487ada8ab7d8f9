"""The situational picture: written, frozen, set beside the one before, and honest about what changed since."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from kokong.incidents import api as incidents
from kokong.incidents.models import Burglary
from tests.browser.conftest import Open, Site, looked_at, sign_in
from tests.places.town import add_row_of_houses

pytestmark = pytest.mark.browser
MANY = 24
PICTURE = "/cooperation/picture/"


def burgled(site: Site) -> None:
    """One burglary a fortnight for a year, each at a home of its own."""
    now = timezone.now()
    with site.cast.acting(site.cast.officer):
        for number, home in enumerate(add_row_of_houses(MANY)):
            when = now - timedelta(days=14 * number + 2)
            Burglary.objects.create(
                dwelling_id=home.pk, earliest=when - timedelta(hours=3), latest=when, completed=True,
                dwelling_kind="house", entry_point="door", source="form", state="confirmed", reported_at=when,
                confirmed_at=when,
            )  # fmt: skip


def freeze(page: Page, conclusions: str, number: int) -> None:
    """Write the conclusions, and freeze them with the figures."""
    page.get_by_role("link", name="Skriv texten").click()
    page.get_by_label("Slutsatser").fill(conclusions)
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("button", name="Frys den här bilden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Lägesbild, version {number}")


def test_a_picture_from_figures_to_a_board(site: Site, open_page: Open) -> None:
    burgled(site)
    page, police = open_page(), open_page()
    sign_in(page, site.cast.coordinator, to=PICTURE)
    expect(page.get_by_text(f"{MANY} bostadsinbrott bekräftades")).to_be_visible()
    page.get_by_role("button", name="Frys den här bilden").click()
    expect(page.get_by_text("Skriv slutsatserna först")).to_be_visible()
    freeze(page, "Gå runt dörrarna i oktober.", 1)
    looked_at(page, "picture-version")
    address = page.get_by_role("link", name="Dokument (PDF)").get_attribute("href")
    paper = PdfReader(BytesIO(page.request.get(f"{site.url}{address}").body()))
    assert "Gå runt dörrarna i oktober." in " ".join(each.extract_text() for each in paper.pages)

    sign_in(police, site.cast.officer, to=PICTURE)  # the police see the same, and freeze the next
    with site.cast.acting(site.cast.officer):
        incidents.withdraw(
            burglary_id=Burglary.objects.latest("pk").pk, reason="Ingen hade varit inne.", now=timezone.now()
        )
    freeze(police, "Gå runt i trapphusen.", 2)
    page.goto(PICTURE)
    looked_at(page, "picture-live")
    page.goto(f"{PICTURE}1/")
    expect(page.get_by_role("heading", name="Version 1 skulle se annorlunda ut i dag")).to_be_visible()
    expect(page.get_by_text(f"{MANY} bostadsinbrott bekräftades")).to_be_visible()
    page.get_by_role("link", name="Version 2").click()
    expect(page.get_by_text(f"{MANY - 1} bostadsinbrott bekräftades")).to_be_visible()
    looked_at(page, "picture-beside")
    page.goto(f"{PICTURE}text/")
    looked_at(page, "picture-text")
