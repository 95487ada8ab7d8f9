"""What everybody reads without signing in, on a wide page and in the hand, by day and by night."""

import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.kernel import installation
from kokong.public import api as public
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.signs.conftest import build_street
from tests.waiting import until

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_looked_at_published_and_read_by_a_passer_by(site: Site, open_page: Open, scheme: str) -> None:
    street = build_street(site.cast)
    street.up()
    desk = open_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    sign_in(desk, site.cast.coordinator, to="/public-pages/")
    assert axe(desk) == []
    desk.get_by_role("link", name="Var skyltarna står").click()
    expect(desk.get_by_text("Så här skulle alla se sidan nu.")).to_be_visible()
    desk.get_by_role("link", name="Tillbaka till de öppna sidorna").click()
    for name in ("Vad skyltarna på gatorna betyder", "Var skyltarna står"):
        desk.get_by_role("button", name=f"Publicera {name}").click()
        expect(desk.get_by_role("button", name=f"Dra tillbaka {name}")).to_be_visible()
    if folder := os.environ.get("SHOTS"):
        desk.screenshot(path=f"{folder}/public-list-{scheme}.png", full_page=True)
    page = open_page(color_scheme=scheme)
    for address, title in (
        ("", "Tillsammans mot inbrott"),
        ("signs/", "Vad skyltarna"),
        ("sign-streets/", "Var skyltarna"),
    ):
        page.goto(f"/k/havsvik/{address}")
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert axe(page) == [], (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if folder := os.environ.get("SHOTS"):
                page.screenshot(path=f"{folder}/public-{address.strip('/')}-{scheme}-{width}.png", full_page=True)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where the signs stand")
    assert page.context.cookies() == []


class _Elsewhere(BaseHTTPRequestHandler):
    """The municipality's own website, with as strict a content policy as it may have."""

    page = ""

    def do_GET(self) -> None:
        host = re.findall(r'src="(http://[^/]*)', self.page)[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", f"default-src 'none'; frame-src {host}; script-src {host}")
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("", 0), _Elsewhere)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_piece_on_another_website_is_as_high_as_it_needs_and_only_where_it_may(
    site: Site, open_page: Open, elsewhere: ThreadingHTTPServer
) -> None:
    now, around = timezone.now(), f"http://localhost:{elsewhere.server_port}"
    with site.cast.acting(site.cast.coordinator):
        public.publish(name="advice", user_id=None, now=now)
    desk = open_page(viewport={"width": 1280, "height": 900})
    sign_in(desk, site.cast.coordinator, to="/public-pages/pieces/")
    desk.get_by_label("Webbplatser som får visa dem").fill(around)
    desk.get_by_role("button", name="Spara").click()
    expect(desk.get_by_role("link", name="Se den").first).to_be_visible()
    pasted = desk.locator("#code-season").input_value().replace(installation.current().url, site.url)
    _Elsewhere.page = f'<!doctype html><html lang="sv"><title>Kommunen</title><h1>Kommunen</h1>{pasted}'
    heights = []
    for width in (1280, 390):
        page = open_page(viewport={"width": width, "height": 3000}, quiet=True)
        page.goto(around)
        inside = page.frame_locator("iframe").get_by_role("heading", level=1)
        expect(inside).to_have_text("Råd för årstiden")
        page.wait_for_function("document.querySelector('iframe').style.height !== ''")
        frame = page.frames[1]
        needed = frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
        page.wait_for_function(
            "(high) => parseInt(document.querySelector('iframe').style.height) === high", arg=needed
        )
        assert frame.evaluate("document.scrollingElement.scrollWidth") <= width
        assert frame.evaluate("document.scrollingElement.scrollHeight <= innerHeight")
        heights.append(page.evaluate("document.querySelector('iframe').clientHeight"))
        assert page.context.cookies() == []
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/piece-{width}.png")
        page.goto(f"{site.url}/k/havsvik/embed/season/")
        assert axe(page) == []
    assert heights[1] > heights[0]
    page.goto(f"http://127.0.0.1:{elsewhere.server_port}")  # the same words under a name that wasn't allowed
    page.frames[1].wait_for_url(re.compile("chrome-error:"))


def test_without_a_network_advice_that_was_read_is_there_and_anything_else_says_so_calmly(
    site: Site, open_page: Open
) -> None:
    now = timezone.now()
    with site.cast.acting(site.cast.coordinator):
        for name in ("advice", "news"):
            public.publish(name=name, user_id=None, now=now)
    page = open_page(viewport={"width": 390, "height": 844}, quiet=True)
    page.goto("/k/havsvik/")
    until(lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    until(lambda: page.evaluate("caches.match('/k/havsvik/offline/').then((kept) => kept !== undefined)"))
    scopes = page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => all.map((each) => each.scope))"
    )
    assert scopes == [f"{site.url}/k/havsvik/"]
    page.goto("/k/havsvik/advice/terrace-doors/")
    title = page.get_by_role("heading", level=1).inner_text()
    page.context.set_offline(True)
    page.goto("/k/havsvik/news/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Det finns ingen uppkoppling just nu")
    assert page.evaluate("getComputedStyle(document.querySelector('.site')).display") == "grid"
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/offline-390.png", full_page=True)
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.context.set_offline(False)
    page.goto("/k/havsvik/news/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nyheter")
    assert page.context.cookies() == []
