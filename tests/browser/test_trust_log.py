"""The log in the browser: an officer is asked why, a refusal shows, and both auditors find their lines."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.incidents import api as incidents
from kokong.people import members
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.places.town import add_row_of_houses

pytestmark = pytest.mark.browser
CASE_NUMBER = "5000-K4711-26"


@pytest.fixture
def burglary(site: Site) -> int:
    """A burglary of some hours ago with a police part; the partner is the police's auditor, too."""
    cast, now = site.cast, timezone.now()
    with cast.acting(cast.coordinator):
        homes = add_row_of_houses(9)
        members.add(
            user_id=cast.partner.user_id, email=cast.partner.email, name=cast.partner.name,
            role="police_auditor", organisation="Polisen",
        )  # fmt: skip
    with cast.acting(cast.officer):
        told = incidents.report(
            dwelling_id=homes[4].pk, earliest=now - timedelta(hours=9), latest=now - timedelta(hours=7),
            case_number=CASE_NUMBER, contact="Sonja", source="form", now=now - timedelta(hours=5),
        )  # fmt: skip
    return told.id


def test_what_is_read_and_refused_is_found_by_the_auditors(
    site: Site, burglary: int, open_page: Open, open_phone: Open, tmp_path: Path
) -> None:
    officer = open_page()
    sign_in(officer, site.cast.officer, to=f"/burglary/{burglary}/")
    expect(officer.get_by_text("Varför öppnar du diarienumret och kontaktuppgifterna?")).to_be_visible()
    expect(officer.get_by_text(CASE_NUMBER)).to_have_count(0)
    assert axe(officer) == []
    officer.get_by_role("button", name="Arbeta med ärendet").click()
    expect(officer.get_by_text(CASE_NUMBER)).to_be_visible()

    visitor = open_phone()
    sign_in(visitor, site.cast.visitor, to="/field/")
    assert visitor.goto("/burglaries/").status == 403  # type: ignore[union-attr]

    police = open_page()
    sign_in(police, site.cast.partner, to="/log/")
    line = police.get_by_role("row").filter(has_text="Polisens del läst")
    expect(line).to_contain_text("Arbeta med ärendet")
    expect(line).to_contain_text("Storgatan 5")

    auditor = open_page()
    sign_in(auditor, site.cast.auditor, to="/log/")
    expect(auditor.get_by_text("Polisens del läst", exact=True).and_(auditor.locator("th"))).to_have_count(0)
    auditor.get_by_label("Vad").select_option(label="Nekad")
    auditor.get_by_role("button", name="Visa", exact=True).click()
    expect(auditor.get_by_role("row").filter(has_text="inbrotten")).to_contain_text("Cilla Besökare")
    with auditor.expect_download() as download:
        auditor.get_by_role("button", name="Ladda ner som CSV").click()
    file = download.value.path().read_text("utf-8-sig")
    assert "access.denied" in file
    assert CASE_NUMBER not in file
    for width in (1280, 390):
        auditor.set_viewport_size({"width": width, "height": 844})
        auditor.goto("/log/")
        assert axe(auditor) == [], width
        assert auditor.evaluate("document.scrollingElement.scrollWidth") <= width
