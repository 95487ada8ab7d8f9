"""A walk on a phone without a network: opened by a browser started anew, and with 20 photos of 12 megapixels.

Of the demonstration, which is started for it; `--url` takes one that is running, with its data in `--home`.
Between browser and server is a line that is cut five times while photos are sent, in the middle of one or after
it, when only the answer is lost. A task is what holds up the page (`longtask`), from the first photo until all are
sent.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import numpy as np
import psycopg
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from benchmarks.common import Figure, chromium, report
from benchmarks.relay import Relay, relayed
from benchmarks.start import ROOT, VISITOR, started
from kokong.simulation import staging

COORDINATOR: Final = "samordnare@havsvik.example"
PHOTOS, EACH = 20, 4
CUTS: Final = [0.5, 1.0, 0.2, 1.0, 0.8]
OPEN_S, TASK_MS, WIRE_KB = 2.0, 200, 400
LOOKS: Final = 5
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844}, "locale": "sv-SE",
    "args": ["--no-sandbox"],
}  # fmt: skip
_TASKS: Final = """
window.tasks = [];
new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: "longtask", buffered: true });
"""

_BUSY: Final = """setTimeout(() => {
  const until = performance.now() + 120;
  while (performance.now() < until);
})"""
_HELD: Final = """
SELECT count(*), count(DISTINCT md5(c.large)) FROM pictures_picture p
JOIN pictures_content c ON c.picture_id = p.id
JOIN walks_finding f ON p.kind = 'finding' AND p.subject_id = f.id WHERE f.walk_id = %s
"""


def main() -> int:
    """Start, plan a walk for now, open it without a network, note, send, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a demonstration that is running on this machine")
    parser.add_argument("--home", type=Path, help="where its data is")
    asked = parser.parse_args()
    busy = os.getloadavg()[0]
    with (
        _demonstration(asked.url, asked.home) as (home, relay),
        tempfile.TemporaryDirectory(prefix="kokong-phone-") as folder,
        sync_playwright() as playwright,
    ):
        url = f"http://127.0.0.1:{relay.port}"
        where = _planned(playwright, url)
        profile, files = Path(folder, "profile"), _photos(Path(folder))
        _kept(playwright, profile, url, where)
        figures = [_cold(playwright, profile, relay, url + where)]
        figures += _sent(playwright, profile, relay, url + where, files)
        figures.append(_arrived(home, int(where.strip("/").rpartition("/")[2])))
    print(f"{os.cpu_count()} cores, load {busy:.1f} before it began")
    return report(figures)


@contextmanager
def _demonstration(url: str | None, home: Path | None) -> Iterator[tuple[Path, Relay]]:
    """Its data, and a line to it."""
    command = [sys.executable, "-m", "kokong", "demo"]
    with ExitStack() as stack:
        if url is None or home is None:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kokong-bench-")))
            url, _took = stack.enter_context(started(command, cwd=ROOT, home=home, seconds=900))
        yield home, stack.enter_context(relayed(urlsplit(url).port or 80, b"POST /field/api/photo "))


def _sign_in(page: Page, url: str, email: str, to: str) -> None:
    page.goto(f"{url}/account/login/?next={to}")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", staging.PASSWORD)
    page.check("input[name=remember]")  # else the browser forgets who it is when it is closed
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**{to}")


def _planned(playwright: Playwright, url: str) -> str:
    """A walk that is walked now, on the streets of the one that the demonstration has; its page on the phone."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
    page = browser.new_page(locale="sv-SE")
    _sign_in(page, url, COORDINATOR, "/walks/")
    page.get_by_role("link", name="Trygghetsvandring på").first.click()
    page.locator("main a[href$='/change/']").click()
    stops = page.input_value("[name=stops]")
    page.goto(f"{url}/walks/new/")
    begins = datetime.now(ZoneInfo("Europe/Stockholm")) + timedelta(hours=1)
    said = {
        "title": "Kvällsvandring", "purpose": "Se efter.", "day": f"{begins:%Y-%m-%d}", "at": f"{begins:%H:%M}",
        "place": "Skolan", "stops": stops,
    }  # fmt: skip
    for name, words in said.items():
        page.fill(f"[name={name}]", words)
    page.locator("main form .kk-actions button").click()
    page.wait_for_url(re.compile(r"/walks/\d+/$"))
    number = urlsplit(page.url).path.strip("/").rpartition("/")[2]
    with page.expect_navigation():
        page.locator("button[formaction$='/do/open/']").click()
    page.locator("button[formaction$='/do/open/']").wait_for(state="detached")
    browser.close()
    return f"/field/walks/{number}/"


def _photos(folder: Path) -> list[Path]:
    """Pictures as leaves and gravel make them: detail at every size, which is what weighs most in JPEG."""
    rng = np.random.default_rng(1)
    whole = np.full((3000, 4000, 3), 128.0, np.float32)
    for cell, share in ((1000, 60), (200, 40), (40, 28), (8, 20), (2, 12)):
        coarse = rng.normal(128, share, (3000 // cell, 4000 // cell, 3)).clip(0, 255).astype(np.uint8)
        whole += np.asarray(Image.fromarray(coarse).resize((4000, 3000), Image.Resampling.BILINEAR)) - 128.0
    picture = whole.clip(0, 255).astype(np.uint8)
    paths = [folder / f"IMG_{number:04}.jpg" for number in range(PHOTOS)]
    for number, path in enumerate(paths):  # the same leaves, seen from a step aside
        Image.fromarray(np.roll(picture, 97 * number, axis=1)).save(path, quality=88)
    return paths


def _kept(playwright: Playwright, profile: Path, url: str, where: str) -> None:
    """The walk opened once on the phone, so that it is kept there."""
    with _phone(playwright, profile) as page:
        _sign_in(page, url, VISITOR, where)
        for there in ("navigator.serviceWorker.controller !== null", f"caches.match('{where}').then(Boolean)"):
            while not page.evaluate(there):
                page.wait_for_timeout(100)
        page.wait_for_timeout(3000)  # the map is kept last


def _cold(playwright: Playwright, profile: Path, relay: Relay, address: str) -> Figure:
    """From going to the page, in a browser just started and with nobody at the other end, to its form."""
    relay.cut()
    taken = []
    for _look in range(LOOKS):
        with _phone(playwright, profile) as page:
            began = time.monotonic()
            page.goto(address, wait_until="commit")
            page.locator("#walk-category").wait_for()
            taken.append(time.monotonic() - began)
    relay.mend()
    said = f"{sorted(taken)[LOOKS // 2]:.2f} s, at most {max(taken):.2f} (n={LOOKS})"
    return Figure(
        "a walk opened without a network, browser just started", f"≤ {OPEN_S:.0f} s", said, max(taken) <= OPEN_S
    )


def _sent(playwright: Playwright, profile: Path, relay: Relay, address: str, files: list[Path]) -> list[Figure]:
    """Noted without a network, and sent over a line that breaks."""
    relay.cut()
    with _phone(playwright, profile) as page:
        page.context.add_init_script(_TASKS)
        page.goto(address, wait_until="commit")
        page.locator("#walk-category").wait_for()
        page.evaluate(_BUSY)
        page.wait_for_timeout(500)
        if not page.evaluate("window.tasks.splice(0).length"):
            sys.exit("This browser doesn't tell of long tasks.")
        for at in range(0, PHOTOS, EACH):
            _note(page, files[at : at + EACH], at // EACH)
        queued = [float(each) for each in page.evaluate("window.tasks")]
        relay.cuts += CUTS
        relay.mend()
        expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat", timeout=300_000)
        tasks = [float(each) for each in page.evaluate("window.tasks")]
    longest, heaviest = max(tasks, default=0.0), max(relay.bodies) / 1000
    weight = sum(each.stat().st_size for each in files) / 1e6 / len(files)
    return [
        Figure(f"{PHOTOS} photos of 12 megapixels ({weight:.1f} MB each): longest task", f"≤ {TASK_MS} ms",
               f"{longest:.0f} ms, {len(tasks)} over 50 ms, {len(queued)} while taken", longest <= TASK_MS),
        Figure("the heaviest on the wire", f"≤ {WIRE_KB} kB", f"{heaviest:.0f} kB", heaviest <= WIRE_KB),
        Figure("line cut while they were sent", f"{len(CUTS)} times",
               f"{relay.broken} times, {len(relay.bodies)} uploads begun", relay.broken == len(CUTS)),
    ]  # fmt: skip


def _note(page: Page, files: list[Path], number: int) -> None:
    page.locator("#walk-category").select_option("light")
    page.locator("#walk-feels").fill(f"Släckt lampa {number}")
    page.locator("#walk-where").select_option(index=2 + number % 3)
    for count, each in enumerate(files, 1):
        page.locator('.kk-camera input[type="file"]').set_input_files(each)
        page.locator(".kk-camera__list canvas").nth(count - 1).wait_for()
    page.locator("[data-walk-save]").click()
    another = page.locator("[data-walk-another]")
    saved = page.locator(f"[data-finding]:has-text('Släckt lampa {number}')")
    another.or_(saved).first.wait_for()
    if another.is_visible():
        another.click()
    saved.wait_for()


def _arrived(home: Path, walk_id: int) -> Figure:
    """Photos that the server holds of the walk's findings."""
    from kokong.install import embedded

    with psycopg.connect(embedded.ensure_running(home).conninfo(user="postgres", database="kokong")) as admin:
        found = admin.execute(_HELD, [walk_id]).fetchone()
    held, apart = found or (0, 0)
    every = (held, apart) == (PHOTOS, PHOTOS)
    return Figure("photos that arrived; of them different", f"{PHOTOS}; {PHOTOS}", f"{held}; {apart}", every)


@contextmanager
def _phone(playwright: Playwright, profile: Path) -> Iterator[Page]:
    """A browser of its own process on what the phone has kept, closed at the end."""
    context: BrowserContext = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium(), **PHONE
    )
    try:
        yield context.pages[0]
    finally:
        context.close()


if __name__ == "__main__":
    sys.exit(main())
