"""A paper list typed in with the keyboard, door by door, as it lies beside the screen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import Visit
from tests.browser.conftest import Open, Site, sign_in
from tests.browser.street import until
from tests.cocoons.conftest import build_town
from tests.places.town import add_dwelling

pytestmark = pytest.mark.browser


@pytest.fixture
def paper(site: Site) -> str:
    """The page of the paper of a round of thirty doors, opened two hours ago."""
    town, opened = build_town(site.cast), timezone.now() - timedelta(hours=2)
    with site.cast.acting(site.cast.officer):
        for number in range(20, 60):
            add_dwelling("Nygatan", str(number), east=number * 3, north=40, source_id=f"n {number}")
        cocoon = town.cocoon(at=opened)
        made = api.create_round(cocoon_id=cocoon.id, visitor_ids=(site.cast.visitor.user_id,), now=opened)
        assert made.doors == 30
    return f"/cocoons/rounds/{made.id}/paper/"


def kept(site: Site) -> list[str]:
    """The outcomes of visits that nobody took back."""
    with site.cast.acting(site.cast.coordinator):
        undone = {each.undoes for each in Visit.objects.all() if each.undoes}
        return [v.outcome for v in Visit.objects.filter(undoes=None).exclude(client_id__in=undone).order_by("pk")]


def begun(page: Page, site: Site, paper: str) -> Page:
    sign_in(page, site.cast.coordinator, to=paper)
    hour = timezone.localtime() - timedelta(hours=1)
    page.get_by_label("Dag", exact=True).fill(hour.date().isoformat())
    page.get_by_label("Ungefär klockan").fill(f"{hour:%H:%M}")
    page.keyboard.press("Enter")
    return page


def test_thirty_doors_are_thirty_keys(site: Site, open_page: Open, paper: str) -> None:
    page = begun(open_page(viewport={"width": 1280, "height": 720}), site, paper)
    for key in "123456" * 5:
        page.keyboard.press(key)
    until(page, lambda: len(kept(site)) == 30)
    assert kept(site)[:3] == ["talked", "card_left", "no_answer"]
    expect(page.get_by_role("status").filter(has_text="Sparat")).to_have_count(30)
    page.keyboard.press("Enter")
    expect(page.locator(".kk-messages")).to_contain_text("Allt på pappret är sparat")
    assert len(kept(site)) == 30


def test_a_slip_is_put_right_and_another_hour_holds_for_all(site: Site, open_page: Open, paper: str) -> None:
    page = begun(open_page(), site, paper)
    page.keyboard.press("1")
    page.keyboard.press("3")
    until(page, lambda: kept(site) == ["talked", "no_answer"])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("2")
    until(page, lambda: sorted(kept(site)) == ["card_left", "talked"])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("0")
    page.keyboard.press("ArrowDown")
    until(page, lambda: kept(site) == ["talked"])
    page.get_by_label("Dag", exact=True).fill((timezone.localdate() - timedelta(days=3)).isoformat())
    page.get_by_label("Dag", exact=True).press("Tab")
    expect(page.locator("tr[data-wrong]")).to_contain_text("för tidigt")
    assert kept(site) == ["talked"]


def test_a_time_to_come_back_is_asked_and_nothing_scrolls_sideways(
    site: Site, open_page: Open, paper: str
) -> None:
    page = begun(open_page(viewport={"width": 390, "height": 844}), site, paper)
    page.keyboard.press("7")
    expect(page.locator(":focus")).to_have_attribute("type", "datetime-local")
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_connection_lines_wait_and_then_go(site: Site, open_page: Open, paper: str) -> None:
    page = begun(open_page(), site, paper)
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(page.locator("tr[data-wrong]")).to_contain_text("Inte sparat än")
    page.context.set_offline(False)
    until(page, lambda: kept(site) == ["talked"])
