"""How heavy and how soon the first page of the public site is, on a slow phone: "Slow 4G", CPU at a fourth.

Of the demonstration's site, which is started for it; `--url` looks at another one. Each look is a first one, by a
browser that has kept nothing. Largest contentful paint is the middle of nine looks at each width.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Response, sync_playwright

from benchmarks.common import Figure, chromium, report
from benchmarks.start import ROOT, started

LOOKS: Final = 9
SLOW_4G: Final = {  # what Chromium's developers' tools call so
    "offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375,
}  # fmt: skip
SLOWER: Final = 4
MOST_KB, LATEST_S = 150.0, 1.8
WIDTHS: Final = {"1280": (1280, 800), "390": (390, 844)}
_WATCH: Final = """
window.painted = 0;
new PerformanceObserver((list) => { for (const each of list.getEntries()) window.painted = each.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
"""


def main() -> int:
    """Start, look, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="the home page of a site that is running")
    with _site(parser.parse_args().url) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        figures = [figure for name, size in WIDTHS.items() for figure in _looked(browser, url, name, size)]
        browser.close()
    return report(figures)


@contextmanager
def _site(url: str | None) -> Iterator[str]:
    if url:
        yield url
        return
    command = [sys.executable, "-m", "kokong", "demo"]
    with (
        tempfile.TemporaryDirectory(prefix="kokong-bench-") as home,
        started(command, cwd=ROOT, home=Path(home), seconds=900) as (address, _took),
    ):
        yield f"{address}/k/havsvik/"


def _looked(browser: Browser, url: str, name: str, size: tuple[int, int]) -> Iterator[Figure]:
    looks = [_look(browser, url, size) for _ in range(LOOKS)]
    weight, pictures = (max(each[at] for each in looks) / 1000 for at in (0, 1))
    painted = statistics.median(look[2] for look in looks) / 1000
    what = f"first page at {name} px"
    yield Figure(f"{what}, without pictures", f"≤ {MOST_KB:.0f} kB",
                 f"{weight:.1f} kB, and {pictures:.1f} kB of pictures", weight <= MOST_KB)  # fmt: skip
    yield Figure(f"{what}, largest paint, Slow 4G", f"≤ {LATEST_S} s", f"{painted:.2f} s (middle of {LOOKS})",
                 painted <= LATEST_S)  # fmt: skip


def _look(browser: Browser, url: str, size: tuple[int, int]) -> tuple[int, int, float]:
    """Bytes over the wire without pictures, those of pictures, and milliseconds until the largest paint."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="sv-SE")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - a bound method takes no marks
    page.add_init_script(_WATCH)
    page.goto(url, wait_until="networkidle")
    painted = float(page.evaluate("window.painted"))
    sizes = [(each.request.resource_type == "image", _bytes(each)) for each in answers]
    context.close()
    return sum(n for image, n in sizes if not image), sum(n for image, n in sizes if image), painted


def _bytes(answer: Response) -> int:
    if answer.from_service_worker:
        return 0
    sizes = answer.request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


if __name__ == "__main__":
    sys.exit(main())
