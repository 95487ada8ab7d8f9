"""The home check on a slow phone: how heavy at first, how soon an answer has its result, and without a network.

Of the demonstration's site, which is started for it; `--url` looks at another one. The CPU is at a fourth. A
result is there once the frame after the answer has been drawn, with all on one sheet, so that every answer draws
it anew. Each answer is given in three goes and has its quickest: what takes long each time is the page, and what
takes long once is another program of the machine. Told are the middle and the slowest of all answers.
"""

import argparse
import statistics
import sys
from collections.abc import Iterator
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.common import Figure, chromium, report
from benchmarks.first_view import SLOWER, _bytes, _site

MOST_KB, LATEST_MS, GOES = 60.0, 50.0, 3
PHONE: Final[Any] = {"width": 390, "height": 844}
# From the answer to the frame that shows what it changes; the result is on the page by then.
ANSWER: Final = """(input) => new Promise((done) => {
  const began = performance.now();
  input.click();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


def main() -> int:
    """Start, look, answer, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="the home page of a site that is running and has the home check")
    with _site(parser.parse_args().url) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        figures = [*_measured(browser, f"{url}home-check/")]
        browser.close()
    return report(figures)


def _measured(browser: Browser, url: str) -> Iterator[Figure]:
    context = browser.new_context(viewport=PHONE, locale="sv-SE")
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - a bound method takes no marks
    page.goto(url, wait_until="networkidle")
    weight = sum(_bytes(each) for each in answers) / 1000
    yield Figure("home check, first view", f"≤ {MOST_KB:.0f} kB", f"{weight:.1f} kB", weight <= MOST_KB)
    context.set_offline(True)
    taken = _answered(page)
    said = f"{statistics.median(taken):.0f} ms, at most {max(taken):.0f} ({len(taken)} answers)"
    yield Figure("answer to result, CPU at a fourth", f"≤ {LATEST_MS:.0f} ms", said, max(taken) <= LATEST_MS)
    steps = page.locator("[data-steps] li").count()
    yield Figure("next steps without a network", "3", str(steps), steps == 3)
    context.close()


def _answered(page: Page) -> list[float]:
    """Milliseconds for each answer, in its quickest go."""
    page.locator("[data-way=all]").click()
    taken: dict[str, list[float]] = {}
    for _go in range(GOES):
        for question in page.locator("[data-question]:visible").all():
            for each in question.locator("input").all():
                taken.setdefault(each.get_attribute("id") or "", []).append(float(each.evaluate(ANSWER)))
    return [min(each) for each in taken.values()]


if __name__ == "__main__":
    sys.exit(main())
