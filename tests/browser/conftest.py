"""A real server on the test database, and Debian's Chromium to look at it with."""

import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import override_settings
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from kokong.kernel import live
from kokong.people.api import Actor
from tests import roles
from tests.cast import PASSWORD, Cast
from tests.waiting import PATIENT

# Playwright keeps an event loop in this thread; Django would take every query for a forgotten `await`.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The shell draws the same pages with a third less work: it has no window of its own to draw.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
NO_BROWSER = "no Chromium found: install Debian's `chromium` package to run the browser tests"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
SERVED = {
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
}

AXE = Axe().axe_script
LOGIN = "/account/login/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')

# How long a page takes is the machine's affair: whoever waits does so for long, and goes on when it is there.
PATIENT_MS = PATIENT * 1_000
expect.set_options(timeout=PATIENT_MS)

# What fades in is faint for its first moments, however short they are.
STANDS_STILL = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame().then(frame);
    const ending = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < Infinity);
    await Promise.allSettled(ending.map((each) => each.finished));
}"""


class _Wires(ThreadedWSGIServer):
    """A server that can be cut off in mid-sentence, with every connection that browsers keep open."""

    daemon_threads = False  # so that closing waits for requests that still use the database

    def __init__(self, port: int) -> None:
        self.wires: set[socket.socket] = set()
        super().__init__(("localhost", port), QuietWSGIRequestHandler)
        self.set_app(WSGIHandler())

    def get_request(self) -> tuple[socket.socket, Any]:
        wire, address = super().get_request()
        self.wires.add(wire)
        return wire, address

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer as the web process, with its role and its own connection for sign-in."""
        roles.serve_as("web")
        super().process_request_thread(request, client_address)

    def close_request(self, request: Any) -> None:
        self.wires.discard(request)
        super().close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in mid-answer is no error of ours."""

    def cut(self) -> None:
        """Stop listening and drop every connection."""
        self.shutdown()
        self.socket.close()
        for wire in list(self.wires):
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)
        self.server_close()


@dataclass
class Site:
    """A running copy of Kokong with the cast in it; `stop` and `start` play a server that dies and comes back."""

    cast: Cast
    port: int = 0
    _server: _Wires | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where the site is; http://localhost counts as secure, so service workers run."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Serve; on the same port as before, if there was one."""
        self._server = _Wires(self.port)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """No longer answer anybody."""
        if self._server:
            self._server.cut()
            self._server = None


@pytest.fixture(scope="session")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The front end as it is deployed: hashed names, compressed. Skips where it has not been built."""
    from django.contrib.staticfiles import finders

    if not finders.find("kokong/app.js"):
        pytest.skip("the front end has not been built: install Kokong, or run frontend/build.mjs")
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root, **SERVED):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


@pytest.fixture
def site(committed_cast: Cast, static_root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site, with real commits that are emptied afterwards. Streams notice soon that their page is gone."""
    monkeypatch.setattr(live, "BEAT_S", 0.2)
    with override_settings(STATIC_ROOT=static_root, **SERVED):
        running = Site(committed_cast)
        running.start()
        yield running
        running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skips with a clear word where there is none.

    Closed after each file: while it runs, this thread has an event loop, in which no other test can start one.
    """
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Open]:
    """Open a page in a browser profile of its own. Errors in its console fail the test, unless `quiet`."""
    said: list[str] = []
    with ExitStack() as stack:

        def opened(*, locale: str = "sv-SE", quiet: bool = False, **options: Any) -> Page:
            context = browser.new_context(
                base_url=site.url, locale=locale, timezone_id="Europe/Stockholm", **options
            )
            stack.callback(_close, context)
            page = context.new_page()
            page.set_default_timeout(PATIENT_MS)
            if not quiet:
                page.on("pageerror", lambda error: said.append(str(error)))
                page.on("console", lambda line: said.append(line.text) if _is_ours(line.type, line.text) else None)
            return page

        yield opened
    assert not said, said


@pytest.fixture
def open_phone(open_page: Open) -> Open:
    """Open a page on a phone held in one hand, 390 by 844."""
    return lambda **options: open_page(**PHONE | options)


def _is_ours(kind: str, text: str) -> bool:
    # A network that fails is what some tests are about.
    return kind == "error" and "Failed to load resource" not in text and "net::ERR" not in text


def _close(context: BrowserContext) -> None:
    with suppress(Exception):  # a test may have closed it already, as a visitor does
        context.close()


def sign_in(page: Page, actor: Actor, *, to: str | None = None) -> None:
    """Sign in as the sign-in page does, without drawing it, and go on `to` a page."""
    answer = page.request.get(LOGIN)
    token = TOKEN.search(answer.text())
    assert token, answer.text()
    form = {"csrfmiddlewaretoken": token[1], "login": actor.email, "password": PASSWORD}
    answer = page.request.post(LOGIN, form=form, headers={"Referer": answer.url}, max_redirects=0)
    assert answer.status == 302, answer.text()
    if to is not None:
        page.goto(to)


def lose_sign_in(page: Page) -> None:
    """As when it has run out. The page is left before, since an answer on its way would bring the cookie back."""
    page.goto("about:blank")
    page.context.clear_cookies()


def axe(page: Page) -> list[str]:
    """What axe-core holds against the page once it stands still: WCAG 2.1 A and AA, one line per finding.

    A page that is told something meanwhile draws a part anew, and what fades in has no contrast yet: so nothing
    moves.
    """
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(STANDS_STILL)
    if not page.evaluate("'axe' in window"):  # a page that is looked at in two widths has it
        page.evaluate(AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    asked = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": tags}}
    return [
        f"{each['id']}: {each['help']} {[node['target'] for node in each['nodes']]}"
        for each in page.evaluate("(asked) => axe.run(asked).then((found) => found.violations)", asked)
    ]


def looked_at(page: Page, name: str) -> None:
    """In both widths: nothing to scroll sideways, nothing that axe finds. Pictures of it lie where SHOTS says."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        assert axe(page) == [], (name, width)
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
