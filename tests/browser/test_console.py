"""How the console looks: what is decided beside the calls, 112 the largest, red that stays, and dark by choice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.measures.alarms import api, rules
from kokong.measures.alarms.calls import routines
from kokong.people.api import Actor
from tests.alarms.conftest import Site as Homes
from tests.alarms.conftest import build_site
from tests.browser.conftest import Open, Site, axe, sign_in

pytestmark = pytest.mark.browser
DESK: Final = {"width": 1280, "height": 720}
PLAN: Final = "Två vuxna och två barn bor här. Hunden är snäll men skäller.\nNyckel finns hos grannen."
ZONES: Final = [
    {"zone": "1", "name": "Ytterdörr", "kind": "door", "side": "front", "floor": 0},
    {"zone": "4", "name": "Altandörr", "kind": "door", "side": "rear", "floor": 0},
]
LARGEST: Final = """() => {
    const words = [...document.querySelectorAll("main *")].filter((each) => each.checkVisibility()
        && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    const size = (each) => parseFloat(getComputedStyle(each).fontSize);
    const most = Math.max(...words.map(size));
    return words.filter((each) => size(each) === most).map((each) => each.textContent.trim());
}"""


@pytest.fixture
def homes(site: Site) -> Homes:
    """A home with a plan, somebody to call, and a code word, whose panel has reported a burglary."""
    made = build_site(site.cast)
    made.clock = timezone.now()
    with made.cast.acting(made.cast.coordinator):
        api.change(account_id=made.account.id, plan={"text": PLAN, "zones": ZONES})
        routines.set_routine(account_id=made.account.id, text="Be om kodordet.", word="fyrbåk", now=made.clock)
        for name, what in (("Berit Holm", "owner"), ("Siv Palm", "key_holder")):
            api.add_contact(
                account_id=made.account.id, name=name, phone="070-174 06 05", what=what, consent=True,
                now=made.clock,
            )  # fmt: skip
    return made


def raised(homes: Homes, *, before: timedelta = timedelta(0)) -> int:
    homes.clock = timezone.now() - before - timedelta(minutes=10)
    homes.send("close")
    homes.send("burglary", "4", code="BA", after=600)
    homes.raise_all()
    return homes.alarms()[-1].id


@pytest.fixture
def console(open_page: Open, homes: Homes) -> Callable[..., Page]:
    """The console as an operator has it, with an alarm open and taken."""

    def opened(alarm_id: int, *, who: Actor | None = None, taken: bool = True, **options: Any) -> Page:
        if taken:
            with homes.cast.acting(homes.operator):
                api.take(alarm_id=alarm_id, now=timezone.now())
        page = open_page(**{"viewport": DESK, "reduced_motion": "reduce"} | options)
        sign_in(page, who or homes.operator, to=f"/alarms/{alarm_id}/")
        expect(page.locator("[data-contact]")).not_to_be_empty()
        return page

    return opened


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
@pytest.mark.parametrize("signs", [False, True])
def test_decision_and_map_stand_beside_the_calls_without_scrolling(
    homes: Homes, console: Callable[..., Page], locale: str, signs: bool
) -> None:
    alarm_id = raised(homes)
    page = console(alarm_id, locale=locale)
    if signs:
        page.locator("[data-part=script] [aria-current=step] [data-key='5']").click()
        expect(page.locator("[data-part=rescue][data-signs]")).to_be_visible()
    expect(page.locator("[data-part=map] canvas").first).to_be_visible()  # before it is drawn it has no height
    seen = {name: page.locator(f"[data-part={name}]").bounding_box() for name in ("script", "decide", "map")}
    for name, box in seen.items():
        assert box is not None, name
        assert box["y"] >= 0, (name, box)
    decide, chart, script = seen["decide"], seen["map"], seen["script"]
    assert decide is not None
    assert chart is not None
    assert script is not None
    assert decide["y"] + decide["height"] <= DESK["height"], decide
    assert chart["y"] + chart["height"] <= DESK["height"] + 40, chart  # its legend may be below the edge
    assert chart["x"] >= script["x"] + script["width"]
    if not signs:
        buttons = page.locator("[aria-current=step] .kk-results button").all()
        assert len(buttons) == len(rules.CALL_RESULTS)
        assert all((box := each.bounding_box()) and box["y"] + box["height"] <= DESK["height"] for each in buttons)


def test_a_button_is_clicked_though_the_page_is_renewed_while_it_is_pressed(
    homes: Homes, console: Callable[..., Page]
) -> None:
    alarm_id = raised(homes)
    page = console(alarm_id)
    expect(page.locator("[data-part=map] canvas").first).to_be_visible()
    box = page.locator("[data-part=script] [aria-current=step] [data-key='5']").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    with homes.cast.acting(homes.cast.coordinator):
        api.add_contact(
            account_id=homes.account.id, name="Åke Alm", phone="070-174 06 06", what="key_holder", consent=True,
            now=timezone.now(),
        )  # fmt: skip
    homes.send("burglary", "1", code="BA")
    homes.raise_all()
    fetched = ""
    while "Åke Alm" not in fetched:
        with page.expect_response(lambda answer: answer.url.endswith(f"/alarms/{alarm_id}/")) as renewed:
            pass
        fetched = renewed.value.text()
    page.mouse.up()
    expect(page.locator("[data-part=rescue][data-signs]")).to_be_visible()
    expect(page.locator("[data-part=script]")).to_contain_text("Åke Alm")


def test_after_signs_of_a_burglary_112_is_the_largest_thing_on_the_page(
    homes: Homes, console: Callable[..., Page]
) -> None:
    page = console(raised(homes))
    assert not any("112" in words for words in page.evaluate(LARGEST))
    page.locator("[data-part=script] [aria-current=step] [data-key='5']").click()
    expect(page.locator("[data-part=rescue][data-signs]")).to_be_visible()
    page.evaluate("scrollTo(0, 1e6)")
    expect(page.locator("[data-part=rescue]")).to_be_in_viewport(ratio=1)
    largest = page.evaluate(LARGEST)
    assert len(largest) == 1, largest
    assert "112" in largest[0]


def test_past_its_limit_a_clock_is_red_and_stays_so_when_the_alarm_is_taken(
    homes: Homes, console: Callable[..., Page]
) -> None:
    alarm_id = raised(homes, before=timedelta(minutes=4))
    page = console(alarm_id, taken=False)
    clocks = ("[data-queue] .kk-timer", "[data-part=head] .kk-timer")
    red = "rgb" + str(
        tuple(
            page.evaluate("""() => {
            const probe = document.createElement("i");
            probe.style.setProperty("color", "var(--ds-color-danger-base-default)");
            document.body.append(probe);
            return getComputedStyle(probe).color.match(/[0-9]+/g).map(Number);
        }""")
        )
    )
    for clock in clocks:
        expect(page.locator(clock)).to_have_attribute("data-pace", "late")
        expect(page.locator(clock)).to_have_css("background-color", red)
        assert int(page.locator(clock).inner_text().split(":")[0]) >= 4
    page.get_by_role("button", name="Ta larmet").click()
    expect(page.locator("[data-part=head]")).to_contain_text("du har tagit larmet")
    for clock in clocks:
        expect(page.locator(clock)).to_have_css("background-color", red)
        assert int(page.locator(clock).inner_text().split(":")[0]) >= 4


def test_the_console_is_dark_by_choice_and_remembers_it(homes: Homes, console: Callable[..., Page]) -> None:
    page = console(raised(homes), color_scheme="light")
    root, switch = page.locator("html"), page.locator("[data-colours]")
    assert root.evaluate("(each) => getComputedStyle(each).colorScheme") == "light"
    page.keyboard.press("d")
    assert root.evaluate("(each) => getComputedStyle(each).colorScheme") == "dark"
    expect(page.locator("kk-map")).to_have_attribute("data-night", "")
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert root.get_attribute("data-color-scheme") == "dark"
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert [each for each in page.context.cookies() if each.get("name") == "kokong_console_colours"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_in_either_colours(homes: Homes, console: Callable[..., Page], scheme: str) -> None:
    other = raised(homes, before=timedelta(minutes=4))
    alarm_id = other
    page = console(alarm_id, color_scheme=scheme)
    for width, height in ((1440, 900), (1280, 720), (390, 844), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert axe(page) == [], (scheme, width)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, (scheme, width)
    page.locator("[data-part=script] [aria-current=step] [data-key='5']").click()
    expect(page.locator("[data-part=rescue][data-signs]")).to_be_visible()
    assert axe(page) == [], scheme
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
