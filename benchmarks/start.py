"""How long people wait: the first start's data, the second start, and the phone page after it.

`--from-nothing` also clones the repository and runs `make demo` there with empty caches (needs the network).
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page, Response, sync_playwright

from benchmarks.common import Figure, report
from kokong.simulation import staging
from kokong.simulation.town import HAVSVIK, build_town

ROOT = Path(__file__).resolve().parent.parent
VISITOR = "besok@havsvik.example"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(command: list[str], *, cwd: Path, home: Path, seconds: float) -> Iterator[tuple[str, float]]:
    """Run until the pages answer; the address and the seconds it took. Stopped as by Ctrl-C."""
    port = free_port()
    environment = {
        **os.environ,
        "KOKONG_HOME": str(home),
        "KOKONG_PORT": str(port),
        "KOKONG_ALARM_PORT": str(free_port()),
        "KOKONG_DATABASE_URL": "",
    }
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        url = f"http://127.0.0.1:{port}"
        while not answers(f"{url}/readyz"):
            if process.poll() is not None or time.monotonic() - began > seconds:
                sys.exit(f"{' '.join(command)} did not answer within {seconds:.0f} s.")
            time.sleep(0.1)
        yield url, time.monotonic() - began
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)


def answers(url: str) -> bool:
    """Whether the address answers with 200."""
    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def phone(url: str) -> list[Figure]:
    """From pressing «sign in» to a usable round, and what was transferred for it without the map."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None:
        return [Figure("phone page", "≤ 2 s, ≤ 200 kB", "no Chromium on this machine", held=False)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{url}/account/login/")
        page.fill("input[name=login]", VISITOR)
        page.fill("input[name=password]", staging.PASSWORD)
        seconds, rounds = usable(
            page, lambda: page.press("input[name=password]", "Enter"), "a[href*='/field/rounds/']"
        )
        cold = browser.new_context(storage_state=page.context.storage_state(), service_workers="block").new_page()
        answered: list[Response] = []
        cold.on("response", lambda response: answered.append(response))  # noqa: PLW0108 - a bound method takes no marks
        more, _ = usable(cold, lambda: cold.goto(url + rounds), ".kk-door")
        cold.wait_for_timeout(1000)
        kilobytes = sum(map(size, list(answered))) / 1000
        browser.close()
    return [
        Figure("sign-in to the list of rounds", "≤ 2 s", f"{seconds:.1f} s", seconds <= 2),
        Figure("a round opened", "≤ 2 s", f"{more:.1f} s", more <= 2),
        Figure("the same, transferred without the map", "≤ 200 kB", f"{kilobytes:.0f} kB", kilobytes <= 200),
    ]


def usable(page: Page, act: Callable[[], object], wanted: str) -> tuple[float, str]:
    """Seconds from `act` until `wanted` is on the page, and where it leads."""
    began = time.monotonic()
    act()
    shown = page.locator(wanted).first
    shown.wait_for()
    return time.monotonic() - began, shown.get_attribute("href") or ""


def size(response: Response) -> int:
    """Bytes of an answer as they came over the wire."""
    told = response.request.sizes()
    return int(told["responseBodySize"] + told["responseHeadersSize"])


def town() -> Figure:
    """The demonstration's town, about 6,000 homes, built before anything is stored."""
    began = time.process_time()
    build_town(seed=3, plan=HAVSVIK)
    seconds = time.process_time() - began
    return Figure("Havsvik built", "≤ 5 s", f"{seconds:.1f} s of processor time", seconds <= 5)


def from_nothing(folder: Path) -> Figure:
    """`make demo` in a fresh clone with empty caches."""
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    os.environ.update(PIP_NO_CACHE_DIR="1", npm_config_cache=str(folder / "npm"))
    with started(["make", "demo"], cwd=clone, home=folder / "fresh", seconds=900) as (_, seconds):
        return Figure("make demo from nothing", "≤ 240 s", f"{seconds:.0f} s", seconds <= 240)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from-nothing", action="store_true")
    wanted = parser.parse_args()
    kokong = [sys.executable, "-m", "kokong", "demo"]
    with tempfile.TemporaryDirectory(prefix="kokong-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        figures = [town()] + ([from_nothing(folder)] if wanted.from_nothing else [])
        with started(kokong, cwd=ROOT, home=folder / "home", seconds=300) as (_, first):
            figures.append(Figure("first start, installed: town and four years", "–", f"{first:.0f} s", held=True))
        with started(kokong, cwd=ROOT, home=folder / "home", seconds=60) as (url, second):
            figures.append(Figure("second start", "≤ 10 s", f"{second:.1f} s", second <= 10))
            figures += phone(url)
        sys.exit(report(figures))
