"""The README's pictures, taken from a running demonstration.

    python tools/screenshots.py http://localhost:8000 docs/images

Needs Chromium, and `pdftoppm` (Debian's `poppler-utils`) for the paper. What is recorded on the phone is never
sent; the alarm that waits is taken, and released again, which its log tells.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Maps are drawn without a graphics card.
FLAGS: Final = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
COORDINATOR: Final = "samordnare@havsvik.example"
VISITOR: Final = "besok@havsvik.example"
OPERATOR: Final = "larm@havsvik.example"
PASSWORD: Final = "kokong-demonstration"  # noqa: S105 - the demonstration's, printed at its start
PAPER_WIDTH: Final = 800
COLOURS: Final = 128
# What is drawn of the work has a kind; the ground has none.
DRAWN: Final = """() => [...document.querySelectorAll("kk-map")].filter((map) => map.checkVisibility()).every(
    ({ map }) => map.queryRenderedFeatures().some(({ properties }) => "state" in properties))"""
OUTCOMES: Final = ("talked", "card_left", "no_answer")


@contextmanager
def signed_in(browser: Browser, base: str, who: str, *, width: int, height: int) -> Iterator[Page]:
    """A page in English on which somebody is signed in."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="en-GB",
        timezone_id="Europe/Stockholm",
        base_url=base,
        service_workers="block",  # theirs would send what the page must not
    )
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)
    yield page
    context.close()


def desk(browser: Browser, base: str, folder: Path, round_id: int) -> None:
    """The coordinator's day, the map, where now, near repeats, a burglary whose round is out, and its paper."""
    with signed_in(browser, base, COORDINATOR, width=1280, height=800) as page:
        keep(shot(page), folder / "today.png")
        page.goto("/map/")
        keep(shot(page), folder / "map.png")
        page.goto("/risk/")
        page.get_by_label("Risk map").check()
        page.evaluate("scrollTo(0, 0)")
        keep(shot(page), folder / "risk.png")
        page.goto("/risk/near-repeats/")
        keep(shot(page), folder / "near-repeat.png")
        page.goto(f"/cocoons/rounds/{round_id}/")
        keep(first_page(page, f"/cocoons/rounds/{round_id}/round.pdf?language=en"), folder / "paper.png")
        page.set_viewport_size({"width": 1280, "height": 900})
        case = page.get_attribute(".ds-breadcrumbs a", "href") or ""
        page.goto(case.partition("#")[0])
        keep(shot(page), folder / "burglary.png")


def console(browser: Browser, base: str, folder: Path) -> None:
    """The operator's console with the alarm that waits, taken."""
    with signed_in(browser, base, OPERATOR, width=1280, height=900) as page:
        page.goto("/alarms/")
        page.wait_for_selector("[data-contact=live]")
        page.keyboard.press("n")
        page.wait_for_selector("[data-part=head]")
        page.keyboard.press("t")
        page.wait_for_selector("[data-key=r]")
        keep(shot(page), folder / "console.png")
        page.keyboard.press("r")
        page.wait_for_selector("[data-key=t]")


def phone(browser: Browser, base: str, folder: Path) -> int:
    """A door's card, and a phone without a connection; the id of the round."""
    with signed_in(browser, base, VISITOR, width=390, height=844) as page:
        page.click(".kk-rounds [data-round] a")
        page.wait_for_selector("[data-sheet] button")
        page.click("[data-sheet] button")
        page.wait_for_timeout(800)  # the card has slid into place
        keep(shot(page), folder / "round.png")
        page.context.set_offline(True)
        for outcome in OUTCOMES:
            page.click(f"[data-outcome={outcome}]")
            page.wait_for_timeout(1500)  # a second touch right after the first counts as the same
        keep(shot(page), folder / "round-offline.png")
        return int(re.findall(r"/rounds/(\d+)", page.url)[0])


def shot(page: Page) -> Image.Image:
    """The page as it is on the screen once its map, if it has one, is drawn; what came in meanwhile is put away.

    Raises RuntimeError for a map on which nothing of the work is drawn.
    """
    page.mouse.move(0, 0)
    put_away(page)
    if page.locator("kk-map:visible").count():
        page.wait_for_selector("kk-map[data-ready]", timeout=60_000)
        page.wait_for_timeout(1000)  # names fade in
        if not page.evaluate(DRAWN):
            raise RuntimeError(f"The map of {page.url} is empty. No picture was kept.")
    return Image.open(BytesIO(page.screenshot()))


def put_away(page: Page) -> None:
    """Put away the notices of the day, which stand above what the picture is of."""
    page.wait_for_timeout(500)
    buttons = page.locator("#notices form button:visible")
    for _ in range(20):
        if not buttons.count():
            return
        buttons.first.click()
        page.wait_for_timeout(300)


def first_page(page: Page, address: str) -> Image.Image:
    """The first page of a PDF."""
    pdf = page.request.get(address).body()
    command = ["pdftoppm", "-png", "-f", "1", "-l", "1", "-scale-to-x", str(PAPER_WIDTH), "-scale-to-y", "-1", "-"]
    return Image.open(BytesIO(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout))


def keep(picture: Image.Image, path: Path) -> None:
    """Write a picture as a small PNG."""
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"{path}  {path.stat().st_size // 1000} kB")


def main(arguments: list[str]) -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="address of the running demonstration")
    parser.add_argument("folder", type=Path)
    given = parser.parse_args(arguments)
    if CHROMIUM is None or shutil.which("pdftoppm") is None:
        parser.error("this needs Chromium and pdftoppm: install Debian's `chromium` and `poppler-utils`")
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        console(browser, given.base, given.folder)
        desk(browser, given.base, given.folder, phone(browser, given.base, given.folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
