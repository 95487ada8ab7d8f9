"""The page of a burglary with script: rows and pins joined, doors chosen on the map, the order by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from kokong.measures.cocoons import api
from tests.browser.conftest import CHROMIUM, Open, Site, axe, sign_in
from tests.browser.street import until
from tests.browser.test_map_element import DRAWING
from tests.cocoons.conftest import build_town
from tests.worker import run_jobs

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 720}
WIDTHS = (1280, 390, 320)
# A mark that a page loses when it is loaded again.
STAYED = "window.stayed === true"


@dataclass(frozen=True)
class Case:
    """The burglary at Storgatan 5 with eleven houses around it."""

    site: Site
    cocoon: api.Cocoon

    @property
    def page(self) -> str:
        return f"/burglary/{self.cocoon.burglary_id}/"

    @property
    def order(self) -> list[str]:
        """The addresses as the server has them, in walking order."""
        with self.site.cast.acting(self.site.cast.coordinator):
            return [door.address for door in api.doors(cocoon_id=self.cocoon.id) if door.walk]

    def open(self, page: Page) -> Page:
        """By the coordinator, with the map drawn."""
        sign_in(page, self.site.cast.coordinator, to=self.page)
        expect(page.locator("kk-map")).to_have_attribute("data-ready", "")
        expect(page.locator("kk-lasso")).to_have_attribute("data-ready", "")
        page.evaluate("window.stayed = true")
        return page


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """One that draws maps."""
    drawing = browser.browser_type.launch(executable_path=CHROMIUM, args=DRAWING)
    yield drawing
    drawing.close()


@pytest.fixture
def case(site: Site) -> Case:
    town = build_town(site.cast)
    with site.cast.acting(site.cast.coordinator):
        return Case(site, town.cocoon(at=timezone.now()))


def rows(page: Page) -> Locator:
    return page.locator("#doors tbody tr:has([data-lead])")


def pin(page: Page, row: Locator) -> Locator:
    return page.locator(f'.kk-map__reach[data-subject="{row.get_attribute("data-subject")}"]')


def shown(page: Page) -> list[str]:
    return [text.strip() for text in rows(page).locator("th a").all_inner_texts()]


def middle(thing: Locator) -> tuple[float, float]:
    box = thing.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_row_and_its_pin_stand_out_together_and_the_pin_leads_to_the_row(case: Case, open_page: Open) -> None:
    page = case.open(open_page(viewport=DESK))
    third = rows(page).nth(2)
    third.hover()
    expect(pin(page, third)).to_have_attribute("data-lit", "")
    expect(page.locator(".kk-map__reach[data-lit]")).to_have_count(1)
    rows(page).nth(1).locator("th a").focus()
    page.locator("h1").hover()
    expect(pin(page, rows(page).nth(1))).to_have_attribute("data-lit", "")
    pin(page, third).focus()
    expect(third).to_have_attribute("data-lit", "")
    last = rows(page).last
    pin(page, last).focus()
    page.keyboard.press("Enter")
    expect(last.locator("th a")).to_be_focused()
    expect(last).to_be_in_viewport()
    assert page.locator(".maplibregl-popup").count() == 0
    page.locator("kk-map").scroll_into_view_if_needed()
    pin(page, third).click()
    expect(third.locator("th a")).to_be_focused()


def test_the_pins_say_their_turns_and_the_walk_is_drawn(case: Case, open_page: Open) -> None:
    page = case.open(open_page(viewport=DESK))
    expect(pin(page, rows(page).first)).to_have_attribute(
        "aria-label", f"1. {shown(page)[0]}, " + "Längs gatan, samma sida"
    )
    drawn = page.evaluate(
        """() => document.querySelector("kk-map").visible.map(({properties, geometry}) =>
            [properties.kind, geometry.type, properties.turn ?? ""])"""
    )
    assert ["walk", "MultiLineString", ""] in drawn
    expect(page.locator(".kk-map__legend li").first).to_have_text("Inbrott (upp till 2 veckor)")
    turns = [turn for kind, _type, turn in drawn if kind == "door"]
    assert turns == [str(number) for number in range(1, len(turns) + 1)]


def test_a_lasso_ticks_the_doors_inside_and_a_round_is_made_of_them(case: Case, open_page: Open) -> None:
    page = case.open(open_page(viewport=DESK))
    page.locator("kk-map").scroll_into_view_if_needed()
    first = rows(page).first
    page.get_by_role("button", name="Lasso").click()
    around(page, *middle(pin(page, first)))
    expect(first.get_by_role("checkbox")).to_be_checked()
    ticked = page.locator("#doors tr:has(:checked) th a").all_inner_texts()
    other = next(name for name in shown(page) if name not in ticked)
    page.get_by_role("checkbox", name=other, exact=True).check()
    expect(page.get_by_text(f"{len(ticked) + 1} dörrar är markerade.")).to_be_visible()
    page.get_by_role("link", name="Skapa en runda av de markerade dörrarna").click()
    expect(page.get_by_text(f"Rundan får de {len(ticked) + 1} dörrar som är markerade.")).to_be_visible()
    page.get_by_label("Rundans namn").fill("Norra")
    page.get_by_role("button", name="Skapa rundan").click()
    expect(page.get_by_role("link", name="Norra")).to_be_visible()
    with case.site.cast.acting(case.site.cast.coordinator):
        [made] = api.rounds(cocoon_id=case.cocoon.id)
        assert {door.address for door in api.round_doors(round_id=made.id)} == {*ticked, other}


RING = 60  # pixels to each side; a smaller one would close at once


def around(page: Page, x: float, y: float) -> None:
    """Draw a ring about a place, as a mouse does: pressed, around, and let go."""
    page.mouse.move(x - RING, y - RING)
    page.mouse.down()
    for right, down in ((RING, -RING), (RING, RING), (-RING, RING), (-RING, -RING + 20)):
        page.mouse.move(x + right, y + down, steps=10)
    page.mouse.up()


def test_doors_are_chosen_on_a_phone_and_from_the_keyboard(case: Case, open_phone: Open) -> None:
    page = case.open(open_phone())
    page.get_by_role("button", name="Det som syns").focus()
    page.keyboard.press("Enter")
    every = len(case.order)
    expect(page.get_by_text(f"{every} dörrar är markerade.")).to_be_visible()
    expect(page.locator("[name=doors]:checked")).to_have_count(every)
    page.get_by_role("button", name="Välj inget").press("Enter")
    expect(page.locator("[name=doors]:checked")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_door_is_dragged_to_another_place(case: Case, open_page: Open, width: int) -> None:
    page = case.open(open_page(viewport={"width": width, "height": 900}))
    before, sent = case.order, []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    rows(page).nth(3).scroll_into_view_if_needed()
    rows(page).first.locator("[name=doors]").check()
    rows(page).nth(1).scroll_into_view_if_needed()
    page.mouse.move(*middle(rows(page).first.locator("[data-drag]")))
    page.mouse.down()
    x, y = middle(rows(page).nth(2))
    page.mouse.move(x, y + 8, steps=8)
    expect(rows(page).nth(3)).to_have_attribute("data-drop", "before")
    page.mouse.up()
    after = [before[1], before[2], before[0], *before[3:]]
    expect(rows(page).locator("th a")).to_have_text(after)
    assert case.order == after
    expect(page.locator("#case-said")).to_have_text(f"{before[0]} är nu nummer 3 av {len(before)}.")
    expect(rows(page).nth(2).locator("[name=doors]")).to_be_checked()
    until(page, lambda: pin(page, rows(page).nth(2)).get_attribute("aria-label").startswith("3. "))  # type: ignore[union-attr]
    assert page.evaluate(STAYED)
    assert len(sent) == 1


def test_a_drag_that_is_given_up_changes_nothing(case: Case, open_page: Open) -> None:
    page = case.open(open_page(viewport=DESK))
    before = case.order
    rows(page).nth(3).scroll_into_view_if_needed()
    page.mouse.move(*middle(rows(page).first.locator("[data-drag]")))
    page.mouse.down()
    page.mouse.move(*middle(rows(page).nth(3)), steps=5)
    expect(page.locator("tr[data-drop]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("tr[data-drop]")).to_have_count(0)
    page.mouse.up()
    assert shown(page) == before == case.order


def test_the_order_from_the_keyboard_keeps_the_focus(case: Case, open_page: Open) -> None:
    page = case.open(open_page(viewport=DESK))
    before = case.order
    name = before[-2]
    page.get_by_role("button", name=f"Flytta ner {name}", exact=True).press("Enter")
    expect(page.locator("#case-said")).to_have_text(f"{name} är nu nummer {len(before)} av {len(before)}.")
    expect(page.get_by_role("button", name=f"Flytta upp {name}", exact=True)).to_be_focused()
    for place in (len(before) - 1, len(before) - 2):
        page.keyboard.press("Enter")
        expect(page.locator("#case-said")).to_have_text(f"{name} är nu nummer {place} av {len(before)}.")
    expect(page.get_by_role("button", name=f"Flytta upp {name}", exact=True)).to_be_focused()
    assert case.order.index(name) == len(before) - 3
    assert page.evaluate(STAYED)


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
@pytest.mark.parametrize(
    ("width", "height", "least", "noticed"),
    [(1440, 900, 0.5, 0.45), (1280, 720, 0.5, 0.45), (390, 844, 0.35, 0.2), (320, 700, 0.2, 0.08)],
)
def test_the_map_is_in_sight_without_scrolling_with_a_notice_too(
    case: Case, open_page: Open, width: int, height: int, least: float, noticed: float, locale: str
) -> None:
    page = case.open(open_page(viewport={"width": width, "height": height}, locale=locale))
    bar = 64 if width < 768 else 0
    assert _in_sight(page, height - bar) > least * height
    run_jobs()
    expect(page.locator("#notices li").first).to_be_visible()
    assert _in_sight(page, height - bar) > noticed * height
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _in_sight(page: Page, foot: int) -> float:
    """How much of the map's sheet is seen above the foot of the window."""
    box = page.locator(".kk-map__sheet").bounding_box()
    assert box is not None
    return min(foot, box["y"] + box["height"]) - box["y"]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways_and_axe_finds_nothing(case: Case, open_page: Open, width: int) -> None:
    page = case.open(open_page(viewport={"width": width, "height": 800}))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []


def test_what_is_recorded_comes_in_by_itself_but_not_while_somebody_works_in_the_table(
    case: Case, open_page: Open
) -> None:
    cast = case.site.cast
    with cast.acting(cast.coordinator):
        api.create_round(cocoon_id=case.cocoon.id, visitor_ids=(cast.visitor.user_id,), now=timezone.now())
        first, second = api.doors(cocoon_id=case.cocoon.id)[:2]
    page = open_page(viewport=DESK)
    page.clock.install()
    case.open(page)
    rows(page).nth(3).get_by_role("checkbox").check()
    rows(page).nth(2).get_by_role("link").first.focus()
    visited(case, first)
    page.clock.fast_forward(POLL_MS)
    expect(page.locator("#reach")).to_contain_text("1 samtal")
    expect(rows(page).first).to_contain_text("Att besöka")
    page.get_by_role("link", name="Bostadsinbrott").first.focus()
    visited(case, second)
    page.clock.fast_forward(POLL_MS)
    expect(rows(page).nth(1)).to_contain_text("Pratade")
    expect(rows(page).first).to_contain_text("Pratade")
    expect(rows(page).nth(3).get_by_role("checkbox")).to_be_checked()
    assert page.evaluate(STAYED)


POLL_MS = 21_000


def visited(case: Case, door: api.Door) -> None:
    cast = case.site.cast
    with cast.acting(cast.visitor):
        now = timezone.now()
        api.record_visit(
            client_id=uuid4(), door_id=door.id, outcome="talked", at=now, user_id=cast.visitor.user_id, now=now
        )


def test_without_script_the_buttons_are_there_and_the_handles_are_not(case: Case, open_page: Open) -> None:
    page = open_page(viewport=DESK, java_script_enabled=False)
    sign_in(page, case.site.cast.coordinator, to=case.page)
    expect(page.locator("[data-drag]").first).to_be_hidden()
    before = case.order
    page.get_by_role("button", name=f"Flytta ner {before[0]}", exact=True).click()
    assert case.order == [before[1], before[0], *before[2:]]
    expect(page).to_have_url(f"{case.site.url}{case.page}#doors")
