"""The map in a real browser: what it shows, how it is reached, and what it says when it can't."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import mapbox_vector_tile
import pytest
from csp.utils import build_policy
from django.http import HttpResponse
from django.utils import translation
from playwright.sync_api import Browser, Page, Route, expect

import kokong.kernel
from kokong.kernel import looks
from kokong.places import basemap
from tests.browser.conftest import CHROMIUM, PATIENT_MS
from tests.places.basemap import MAKER, write

pytestmark = pytest.mark.browser

STATIC = Path(kokong.kernel.__file__).parent / "static"
SITE = "http://kokong.test"
# A graphics card in software: what a machine without a screen has.
DRAWING = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
BLIND = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
PAGE = (
    '<!doctype html><html lang="sv"><head><link rel="stylesheet" href="/static/kokong/app.css">'
    '<link rel="stylesheet" href="/static/kokong/map.css"><script type="module" src="/static/kokong/map.js" '
    'data-map-worker="/static/kokong/map-worker.js"></script></head><body><kk-map data-features="/doors" '
    'data-tiles="/tiles/{z}/{x}/{y}.mvt" data-attribution="© OpenStreetMap"LOOKS></kk-map></body></html>'
)
STREETS = {
    "name": "roads",
    "features": [  # so close that some are in view wherever the map stands
        {"geometry": f"LINESTRING (0 {y}, 4096 {y})", "properties": {"kind": "minor", "name": "Storgatan"}}
        for y in range(50, 4096, 100)
    ],
}


def door(at: float, **properties: str) -> dict[str, Any]:
    place = {"type": "Point", "coordinates": [16.36 + at, 56.66]}
    return {"type": "Feature", "geometry": place, "properties": {"kind": "door", **properties}}


DOORS = {
    "type": "FeatureCollection",
    "features": [
        door(0.0, kind="burglary", label="Storgatan 5", url="/burglary/1/"),
        door(0.0004, state="talked", label="Storgatan 7", detail="lgh 1101"),
        door(0.0008, state="next", label="Storgatan 9"),
    ],
}


@dataclass
class Shown:
    """A page with a map; what its console complained of; what the site answers, which a test may change."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    doors: dict[str, Any] | None = field(default_factory=lambda: DOORS)
    tiles: int = 0
    base: Path | None = None

    def html(self) -> str:
        base = ' data-pmtiles="/basemap.pmtiles"' if self.base else ""
        with translation.override("sv"):
            told = html.escape(json.dumps(looks.told()))
        return PAGE.replace("<kk-map", f"<kk-map{base}").replace("LOOKS", f' data-looks="{told}"')


def open_map(like: Browser, flags: list[str], *, base: Path | None = None) -> Iterator[Shown]:
    """A map in a browser of its own, started with these flags; over the base map in `base`, if given."""
    program = like.browser_type.launch(executable_path=CHROMIUM, args=flags)
    shown = Shown(program.new_page(viewport={"width": 1280, "height": 800}), base=base)
    page, complaints = shown.page, shown.complaints

    def play(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        elif path == "/doors":
            route.fulfill(status=500) if shown.doors is None else route.fulfill(json=shown.doors)
        elif re.fullmatch(r"/tiles/\d+/\d+/\d+\.mvt", path):
            shown.tiles += 1
            route.fulfill(body=mapbox_vector_tile.encode([STREETS]))
        elif shown.base and path == "/basemap.pmtiles":
            part = basemap.answer(shown.base, route.request.headers.get("range", ""))
            assert isinstance(part, HttpResponse)
            route.fulfill(status=part.status_code, headers=dict(part.items()), body=part.content)
        else:
            policy = {"Content-Security-Policy": build_policy()}
            route.fulfill(content_type="text/html; charset=utf-8", body=shown.html(), headers=policy)

    page.set_default_timeout(PATIENT_MS)
    page.route("**/*", play)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(SITE)
    yield shown
    program.close()


@pytest.fixture(scope="module")
def drawn(browser: Browser) -> Iterator[Shown]:
    yield from open_map(browser, DRAWING)


def test_the_map_draws_under_the_security_policy(drawn: Shown) -> None:
    page = drawn.page
    page.wait_for_selector("kk-map[data-ready]")
    assert drawn.tiles > 0
    expect(page.locator(".kk-map__legend li")).to_have_text(["Inbrott", "Nästa dörr", "Pratat med"])
    expect(page.locator(".maplibregl-ctrl-attrib")).to_have_text("© OpenStreetMap")
    expect(page.locator(".maplibregl-ctrl-scale")).to_contain_text("m")
    names = page.evaluate(
        "document.querySelector('kk-map').map.queryRenderedFeatures({layers: ['road-names']})"
        ".map((each) => each.properties.name)"
    )
    assert set(names) == {"Storgatan"}
    assert drawn.complaints == []


def test_points_are_reached_and_opened_with_the_keyboard(drawn: Shown) -> None:
    page = drawn.page
    page.wait_for_selector("kk-map[data-ready]")
    page.get_by_role("button", name="Storgatan 5").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Storgatan 7, lgh 1101")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Öppna")).to_have_attribute("href", "/burglary/1/")
    assert drawn.complaints == []


def test_a_base_map_is_drawn_instead_of_our_own_streets(browser: Browser, tmp_path: Path) -> None:
    for shown in open_map(browser, DRAWING, base=write(tmp_path / "base.pmtiles")):
        page = shown.page
        page.wait_for_selector("kk-map[data-ready]")
        names = page.evaluate(
            "document.querySelector('kk-map').map.queryRenderedFeatures({layers: ['road-names', 'minor']})"
            ".map((each) => each.properties.name)"
        )
        assert set(names) == {"Bergsgatan"}
        assert shown.tiles > 0  # house numbers are still our own
        expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text(MAKER)
        expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text("© OpenStreetMap")
        assert shown.complaints == []


def test_what_is_shown_stays_when_it_cannot_be_fetched_again(
    drawn: Shown,
) -> None:
    page = drawn.page
    page.wait_for_selector("kk-map[data-ready]")
    drawn.doors = None
    page.evaluate("document.querySelector('kk-map').reload()")
    expect(page.get_by_role("status")).to_contain_text("Kartan kunde inte hämtas")
    expect(page.locator(".kk-map__legend li")).to_have_count(3)
    drawn.doors = {"type": "FeatureCollection", "features": []}
    page.evaluate("document.querySelector('kk-map').reload()")
    expect(page.locator(".kk-map__notice")).to_have_count(0)
    expect(page.locator(".kk-map__legend li")).to_have_count(0)
    drawn.doors = DOORS
    page.evaluate("document.querySelector('kk-map').reload()")
    expect(page.locator(".kk-map__legend li")).to_have_count(3)
    drawn.complaints.clear()  # the refusal above is in the console


def test_a_browser_that_cannot_draw_points_to_the_table(browser: Browser) -> None:
    for shown in open_map(browser, BLIND):
        expect(shown.page.get_by_role("status")).to_contain_text("Allt på den finns också i tabellen")
        assert shown.complaints == []
