"""The map as a place of work: layers, discs of many, the span of days, what is chosen, and the dark."""

import html
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from csp.utils import build_policy
from django.utils import timezone, translation
from playwright.sync_api import Browser, Page, Route, expect

from kokong.kernel import looks
from tests.browser.conftest import CHROMIUM
from tests.browser.street import until
from tests.browser.test_map_element import DRAWING, SITE, STATIC

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NOW = datetime.now(UTC)
FEW = 120  # as in many.ts


def burglary(number: int, days_ago: float, *, state: str = "confirmed") -> dict[str, Any]:
    """The `number`th burglary, a little further north-east than the one before."""
    where = [16.36 + 0.0004 * (number % 20), 56.66 + 0.0002 * (number // 20)]
    said = {
        "kind": "burglary", "state": state, "label": f"Storgatan {number}", "url": f"/burglary/{number}/",
        "time": int((NOW - timedelta(days=days_ago)).timestamp()),
    }  # fmt: skip
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": where}, "properties": said}


def layer(name: str, kind: str, title: str, *, shown: bool, room: str) -> dict[str, Any]:
    return {
        "name": name, "title": title, "kind": kind, "features": f"/layers/{name}", "shown": shown, "room": room,
    }  # fmt: skip


LAYERS = [
    layer("burglaries", "burglary", "Bostadsinbrott", shown=True, room="Bostadsinbrott"),
    layer("signs", "sign", "Skyltar", shown=False, room="Skyltning"),
]
SIGNS = [
    {
        "type": "Feature", "geometry": {"type": "Point", "coordinates": [16.363, 56.6601]},
        "properties": {
            "kind": "sign", "state": "worn", "label": "Infarten", "lasting": True,
            "time": int((NOW - timedelta(days=900)).timestamp()),
        },
    }
]  # fmt: skip


class Workspace:
    """The page, and what the site answers."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.burglaries = [burglary(0, 2), burglary(1, 40), burglary(2, 100, state="draft")]
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.route("**/*", self._play)

    def open(self, query: str = "") -> Page:
        self.page.goto(f"{SITE}/{query}")
        self.page.wait_for_selector("kk-map[data-ready]")
        return self.page

    def count(self, title: str) -> str:
        return self.page.locator(".kk-layers label", has_text=title).inner_text().replace("\n", " ")

    def drawn(self, *names: str) -> list[dict[str, Any]]:
        """What is on the sheet of layers of the map, once it stands still."""
        until(self.page, lambda: self.page.evaluate("document.querySelector('kk-map').map.loaded()"))
        found: list[dict[str, Any]] = self.page.evaluate(
            """(names) => {
                const {map} = document.querySelector("kk-map");
                return map.queryRenderedFeatures({layers: names.filter((name) => map.getLayer(name))})
                    .map(({properties}) => properties);
            }""",
            list(names),
        )
        return found

    def _play(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        elif path == "/layers/burglaries":
            found = {
                "type": "FeatureCollection",
                "features": self.burglaries,
                "numberMatched": len(self.burglaries),
            }
            route.fulfill(json=found)
        elif path == "/layers/signs":
            route.fulfill(json={"type": "FeatureCollection", "features": SIGNS, "numberMatched": 7})
        else:
            policy = {"Content-Security-Policy": build_policy()}
            route.fulfill(content_type="text/html; charset=utf-8", body=_html(), headers=policy)


def _html() -> str:
    with translation.override("sv"):
        told = html.escape(json.dumps(looks.told()))
    files = "".join(
        f'<script type="module" src="/static/kokong/{name}.js" data-map-worker="/static/kokong/map-worker.js">'
        "</script>"
        for name in ("map", "lasso", "workspace")
    )
    return (
        '<!doctype html><html lang="sv" data-color-scheme="auto" data-size="sm"><head>'
        '<meta name="person" content="7">'
        '<link rel="stylesheet" href="/static/kokong/app.css">'
        '<link rel="stylesheet" href="/static/kokong/map.css">'
        f'{files}</head><body><main class="kk-main"><div class="kk-workspace"><div class="kk-workspace__bar" '
        'id="bar"><button type="button" data-opens="side" aria-expanded="true">Lager</button></div>'
        '<div class="kk-workspace__side" id="side" data-sheet="wide" tabindex="-1">'
        '<button type="button" data-shuts>Lägg undan</button><a data-keeps-layers href="/?period=1y">1 år</a>'
        '<div id="span"></div><div id="panel"></div><kk-lasso for="map"><ul class="kk-chosen" data-chosen></ul>'
        '<form hidden><input type="hidden" name="outline"></form></kk-lasso></div>'
        f'<kk-map id="map" data-size="whole" data-looks="{told}" data-layers="{html.escape(json.dumps(LAYERS))}" '
        'data-panel="panel" data-span="span" data-over="bar side" data-remember></kk-map></div></main></body>'
        "</html>"
    )


@pytest.fixture(scope="module")
def program(browser: Browser) -> Iterator[Browser]:
    """A browser that draws maps, for all tests here."""
    program = browser.browser_type.launch(executable_path=CHROMIUM, args=DRAWING)
    yield program
    program.close()


@pytest.fixture
def workspace(program: Browser) -> Iterator[Workspace]:
    with program.new_context(viewport={"width": 1280, "height": 800}) as context:
        found = Workspace(context.new_page())
        yield found
    assert found.complaints == []


def test_the_panel_counts_and_the_choice_is_remembered(workspace: Workspace) -> None:
    page = workspace.open()
    assert workspace.count("Bostadsinbrott") == "Bostadsinbrott 3"
    expect(page.locator(".kk-layers__head")).to_have_text(["Skyltning"])  # where it says more than the layer
    expect(page.get_by_role("list", name="Skyltning").get_by_role("checkbox")).to_have_count(1)
    states = page.locator(".kk-layers__states").first.locator("li")
    expect(states).to_have_text(["Inbrott2", "Registrerat, inte bekräftat1"])
    page.get_by_label("Skyltar").check()
    expect(page.locator(".kk-layers label", has_text="Skyltar")).to_contain_text("1 av 7, de nyaste")
    expect(page.locator(".kk-layers__states li")).to_contain_text(["Skylt att byta"])
    page.get_by_label("Bostadsinbrott").uncheck()
    expect(page.locator(".kk-layers label", has_text="Bostadsinbrott")).to_have_text("Bostadsinbrott")
    expect(page.get_by_label("Bostadsinbrott")).to_be_focused()
    assert "layers=signs" in page.url
    assert "layers=signs" in (page.locator("a[data-keeps-layers]").get_attribute("href") or "")
    workspace.open()
    assert page.get_by_label("Skyltar").is_checked()
    assert not page.get_by_label("Bostadsinbrott").is_checked()


def test_where_there_are_many_they_are_discs_that_fall_apart(workspace: Workspace) -> None:
    workspace.burglaries = [burglary(number, 1) for number in range(FEW)]
    page = workspace.open()
    assert workspace.drawn("many-burglary-clusters") == []
    assert len(workspace.drawn("work-points")) == FEW
    workspace.burglaries = [burglary(number, 1) for number in range(FEW + 80)]
    page.evaluate("document.querySelector('kk-map').reload()")
    expect(page.locator(".kk-layers label", has_text="Bostadsinbrott")).to_contain_text(str(FEW + 80))
    page.evaluate("document.querySelector('kk-map').map.jumpTo({zoom: 13})")
    until(page, lambda: bool(workspace.drawn("many-burglary-clusters")) and not workspace.drawn("work-points"))
    until(page, lambda: all_of(workspace) == FEW + 80)
    disc = page.get_by_role("button", name="Inbrott: ").first
    told = disc.get_attribute("aria-label") or ""
    assert told.endswith("det nyaste upp till 2 veckor")
    zoom = "document.querySelector('kk-map').map.getZoom()"
    before = page.evaluate(zoom)
    disc.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".maplibregl-popup")
    expect(popup.locator(".kk-map__crowd")).to_have_text(told)
    expect(popup.get_by_role("link", name="Öppna")).to_have_count(6)
    number = int(told.split()[1])
    expect(popup).to_contain_text(f"{number - 6} till")
    popup.get_by_role("button", name="Zooma in").press("Enter")
    until(page, lambda: page.evaluate(zoom) > before + 0.5)
    expect(popup).to_have_count(0)


def test_a_disc_lists_the_newest_first(workspace: Workspace) -> None:
    workspace.burglaries = [burglary(number % 5, number) for number in range(FEW + 5)]
    page = workspace.open()
    page.evaluate("document.querySelector('kk-map').map.jumpTo({zoom: 12})")
    until(page, lambda: bool(workspace.drawn("many-burglary-clusters")))
    disc = workspace.drawn("many-burglary-clusters")[0]
    assert disc["step"] == 0
    page.get_by_role("button", name="Inbrott: ").first.press("Enter")
    expect(page.locator(".kk-map__popup a").first).to_have_attribute("href", "/burglary/0/")


def test_the_age_of_a_burglary_is_told_by_colour_and_size_and_the_rule_by_the_legend(workspace: Workspace) -> None:
    page = workspace.open()
    drawn = {each["label"]: (each["symbol"], each["scale"]) for each in workspace.drawn("work-points")}
    assert drawn == {
        "Storgatan 0": ("burglary/confirmed@0", 1.1),
        "Storgatan 1": ("burglary/confirmed@1", 1),
        "Storgatan 2": ("burglary/draft@2", 0.85),
    }
    rule = page.get_by_role("list", name="Efter ålder")
    expect(rule.get_by_role("listitem")).to_have_text(
        ["upp till 2 veckor1", "upp till 3 månader1", "upp till 1 år1", "äldre0"]
    )
    sizes = rule.locator("canvas").evaluate_all("all => all.map(each => getComputedStyle(each).scale)")
    assert sizes == ["1.1", "1", "0.85", "0.7"]
    colours = _middles(page)
    assert len(set(colours)) == 4
    page.emulate_media(color_scheme="dark")
    until(page, lambda: len(workspace.drawn("work-points")) == 3)
    until(page, lambda: not set(_middles(page)) & set(colours))


def _middles(page: Page) -> list[str]:
    found: list[str] = page.locator("[aria-label='Efter ålder'] canvas").evaluate_all(
        "all => all.map(each => [...each.getContext('2d').getImageData(40, 18, 1, 1).data].join())"
    )
    return found


def test_the_span_of_days_is_moved_with_keys_and_counts_follow(workspace: Workspace) -> None:
    page = workspace.open()
    page.get_by_label("Skyltar").check()
    told = page.locator(".kk-span output")
    oldest = timezone.localdate(NOW - timedelta(days=100))  # by the clock, so that summer time counts
    days = (timezone.localdate() - oldest).days + 1
    expect(told).to_contain_text(f"({days} dagar)")
    first, last = page.get_by_label("Första dagen"), page.get_by_label("Sista dagen")
    first.focus()
    for _press in range(3):
        page.keyboard.press("ArrowRight")
    expect(told).to_contain_text(f"({days - 3} dagar)")
    expect(page.locator(".kk-layers label", has_text="Bostadsinbrott")).to_have_text("Bostadsinbrott2")
    last.focus()
    page.keyboard.press("Home")  # it stops at the other handle
    expect(told).to_contain_text("(1 dag)")
    expect(page.locator(".kk-layers label", has_text="Bostadsinbrott")).to_have_text("Bostadsinbrott0")
    expect(page.locator(".kk-layers label", has_text="Skyltar")).to_contain_text("1")  # they stood then as well
    assert (first.get_attribute("aria-valuetext") or "").endswith("(1 dag)")
    page.get_by_role("button", name="Hela tiden").click()
    expect(told).to_contain_text(f"({days} dagar)")
    expect(page.locator(".kk-layers label", has_text="Bostadsinbrott")).to_have_text("Bostadsinbrott3")


def test_what_is_drawn_around_becomes_a_list_with_links(workspace: Workspace) -> None:
    page = workspace.open()
    page.wait_for_selector("kk-lasso[data-ready]")
    page.get_by_role("button", name="Det som syns").click()
    expect(page.get_by_text("3 är valda.")).to_be_visible()
    expect(page.locator(".kk-chosen a").first).to_have_attribute("href", "/burglary/0/")
    first = page.get_by_label("Första dagen")
    first.focus()
    page.keyboard.press("ArrowRight")  # what is no longer shown is no longer chosen
    expect(page.get_by_text("2 är valda.")).to_be_visible()
    page.get_by_role("button", name="Välj inget").click()
    expect(page.get_by_text("Inget är valt.")).to_be_visible()
    page.get_by_role("button", name="Lasso").click()
    expect(page.get_by_role("button", name="Lasso")).to_have_attribute("aria-pressed", "true")
    _around(page, "Storgatan 0")
    expect(page.get_by_text("1 är vald.")).to_be_visible()
    expect(page.locator(".kk-chosen a")).to_have_text(["Storgatan 0"])
    outline = json.loads(page.locator("kk-lasso [name=outline]").input_value())
    assert outline["type"] == "MultiPolygon"
    assert page.locator(".maplibregl-popup").count() == 0
    page.get_by_role("button", name="Hela tiden").click()
    page.emulate_media(color_scheme="dark")  # what was drawn stays with the other colours
    expect(page.locator(".kk-chosen a")).to_have_text(["Storgatan 0"])


def all_of(workspace: Workspace) -> int:
    """How many points the discs and what is drawn beside them stand for."""
    discs, singles = workspace.drawn("many-burglary-clusters"), workspace.drawn("many-burglary-points")
    return sum(int(disc["point_count"]) for disc in discs) + len(singles)


def _around(page: Page, label: str) -> None:
    """Draw around a point with the mouse, as wide as a finger."""
    box = page.get_by_role("button", name=label).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    corners = [(-40, -40), (40, -40), (40, 40), (-40, 40), (-40, -36)]
    page.mouse.move(x - 40, y - 40)
    page.mouse.click(x - 40, y - 40, delay=30)
    for along, down in corners[1:]:
        page.mouse.move(x + along, y + down, steps=12)
    page.mouse.move(x - 40, y - 40, steps=4)
    page.mouse.click(x - 40, y - 40, delay=30)


def test_the_map_is_as_dark_as_the_page(workspace: Workspace) -> None:
    page = workspace.open()
    sheet = "document.querySelector('kk-map').map"
    there = f"{sheet}.style && {sheet}.getLayer('paper')"
    paper = f"({there} ? {sheet}.getPaintProperty('paper', 'background-color') : null)"
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    until(page, lambda: page.evaluate(paper) not in {None, light})
    until(page, lambda: len(workspace.drawn("work-points")) == 3)
    page.emulate_media(color_scheme="light")
    until(page, lambda: page.evaluate(paper) == light)
    until(page, lambda: len(workspace.drawn("work-points")) == 3)


SHEET = "document.querySelector('canvas.maplibregl-canvas').getBoundingClientRect().toJSON()"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_map_fills_the_window_whatever_lies_over_it(workspace: Workspace, width: int, height: int) -> None:
    page = workspace.page
    page.set_viewport_size({"width": width, "height": height})
    workspace.open()

    def fills() -> bool:
        box, top = page.evaluate(SHEET), page.locator(".kk-main").bounding_box()
        assert top is not None
        window = page.viewport_size
        assert window is not None
        edges = (box["left"], box["right"], box["top"], box["bottom"])
        there = (0, window["width"], top["y"], top["y"] + top["height"])
        return edges == pytest.approx(there, abs=1)

    assert fills()
    page.get_by_role("button", name="Lager").click()
    assert fills()  # at once: the panel lies over the map, which stays as it is
    page.get_by_role("button", name="Lager").click()
    assert fills()
    page.set_viewport_size({"width": width + 200, "height": height - 100})
    until(page, fills)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width + 200


def test_what_is_shown_is_fitted_into_what_the_panel_leaves_free(workspace: Workspace) -> None:
    page = workspace.open()
    side = page.locator("#side").bounding_box()
    assert side is not None
    for name in ("Storgatan 0", "Storgatan 1", "Storgatan 2"):
        spot = page.get_by_role("button", name=name).bounding_box()
        assert spot is not None
        assert spot["x"] > side["x"] + side["width"]


def test_what_lies_under_the_panel_is_not_in_view(workspace: Workspace) -> None:
    page = workspace.open()
    page.wait_for_selector("kk-lasso[data-ready]")
    page.evaluate("document.querySelector('kk-map').map.panBy([500, 0], {animate: false})")
    page.get_by_role("button", name="Det som syns").click()
    expect(page.get_by_text("Inget är valt.")).to_have_count(0)
    side = page.locator("#side").bounding_box()
    assert side is not None
    spots = [page.get_by_role("button", name=f"Storgatan {number}").bounding_box() for number in range(3)]
    free = [spot for spot in spots if spot and spot["x"] + spot["width"] / 2 > side["x"] + side["width"]]
    assert 0 < len(free) < 3
    told = "1 är vald." if len(free) == 1 else f"{len(free)} är valda."
    expect(page.get_by_text(told)).to_be_visible()


def test_the_span_stands_in_the_address_and_survives_a_reload(workspace: Workspace) -> None:
    page = workspace.open()
    first = page.get_by_label("Första dagen")
    first.focus()
    page.keyboard.press("PageUp")  # a week
    told = page.locator(".kk-span output")
    days = (timezone.localdate() - timezone.localdate(NOW - timedelta(days=100))).days + 1
    expect(told).to_contain_text(f"({days - 7} dagar)")
    expect(page.get_by_text("2 av 3 med datum visas.")).to_be_visible()
    page.wait_for_url(f"**/?since=*&until={timezone.localdate()}")
    page.reload()
    page.wait_for_selector("kk-map[data-ready]")
    expect(told).to_contain_text(f"({days - 7} dagar)")
    expect(page.get_by_text("2 av 3 med datum visas.")).to_be_visible()
    page.get_by_role("button", name="Hela tiden").click()
    page.wait_for_url(lambda url: "since" not in url)
    workspace.open("?since=2026-13-45&until=x")  # what can't be understood shows the whole time
    expect(told).to_contain_text(f"({days} dagar)")
