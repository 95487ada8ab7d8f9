"""An acknowledged burglary on the operator's screen: every process a real one, the screen a real browser's.

    python -m benchmarks.alarms_screen [--alarms 120] [--per-second 2]

A panel sends a burglary over TCP; the clock runs from the receiver's acknowledgement until the browser has the
alarm's row in its page and has drawn the next frame. Web server, receiver, raiser, PostgreSQL (fsync on), browser
and this program share the machine. JSON comes last.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np

from kokong.dc09 import compose

from . import alarm_rig, common, visiting

LIMIT_MS: Final = 500
# The row's moment is the frame after it came into the page, by the clock that this program uses, too.
WATCH: Final = """() => {
  window.seen = {};
  const note = (row) => requestAnimationFrame(() => setTimeout(() => {
    window.seen[row.dataset.alarm] ??= performance.timeOrigin + performance.now();
  }));
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    if (node.dataset?.alarm) note(node);
  }))).observe(document.querySelector("[data-queue]"), { childList: true });
}"""


def main(arguments: list[str] | None = None) -> int:
    """Serve, send, watch, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alarms", type=int, default=120)
    parser.add_argument("--per-second", type=float, default=2.0)
    given = parser.parse_args(arguments)
    os.environ["KOKONG_PORT"] = str(alarm_rig.free_port())
    with alarm_rig.home():
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        accounts = alarm_rig.enrol(given.alarms + 1)
        cookie = _operator()
        with _processes() as url, _screen(url, cookie) as page:
            taken = _send(page, accounts, pause=1 / given.per_second)
    return _report(taken, given.alarms)


def _operator() -> tuple[str, str]:
    """Somebody who handles alarms, signed in: the session's cookie."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.people import api as people
    from kokong.people.models import User

    with tenancy.scope(municipality_id=Municipality.objects.get().pk):
        people.add_person(email="operator@bench.example", name="Operator", role="alarm_operator")
    user = User.objects.get(email="operator@bench.example")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return settings.SESSION_COOKIE_NAME, str(session.session_key)


@contextmanager
def _processes() -> Iterator[str]:
    """Web server, receiver and raiser as `kokong up` starts them."""
    from kokong.install import supervisor
    from kokong.kernel import installation

    here = installation.current()
    names = ("web", "receiver", "raiser")
    running = [
        subprocess.Popen(supervisor.commands(here)[name].split(), stdout=subprocess.DEVNULL) for name in names
    ]
    url = f"http://localhost:{here.port}"
    try:
        visiting.until_ready(url)
        yield url
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)


@contextmanager
def _screen(url: str, cookie: tuple[str, str]) -> Iterator[Any]:
    """The console in Chromium, its stream open."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=common.chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": url}])
        page = context.new_page()
        page.goto(f"{url}/alarms/")
        page.wait_for_selector("[data-contact=live]")
        page.evaluate(WATCH)
        yield page
        browser.close()


def _send(page: Any, accounts: list[str], *, pause: float) -> list[float]:
    """One burglary from each account; milliseconds from acknowledgement to screen. The first warms up."""
    rng = random.Random(7)
    acknowledged: dict[str, float] = {}
    for account in accounts:
        frame = compose("SIA-DCS", f"0001L0#{account}".encode(), f"#{account}|NBA3".encode())
        acknowledged[account] = _dial(frame)
        page.wait_for_timeout(1000 * pause * rng.uniform(0.5, 1.5))
    page.wait_for_timeout(2000)
    seen = page.evaluate("window.seen")
    ids = _alarms()
    return [seen[ids[a]] - at if ids.get(a) in seen else float("inf") for a, at in acknowledged.items()][1:]


def _dial(frame: bytes) -> float:
    """Send a frame; when its acknowledgement came, in milliseconds since 1970."""
    import socket

    with socket.create_connection(("127.0.0.1", alarm_rig.port()), 5) as line:
        line.sendall(frame)
        answer = line.recv(1024)
        at = time.time() * 1000
    if b'"ACK"' not in answer:
        sys.exit(f"The receiver answered {answer!r}")
    return at


def _alarms() -> dict[str, str]:
    """The alarm of each account."""
    with alarm_rig.database() as connection:
        found = connection.execute(
            "SELECT c.account, a.id::text FROM alarms_alarm a JOIN alarms_account c ON c.id = a.account_id"
        ).fetchall()
    return dict(found)


def _report(taken: list[float], alarms: int) -> int:
    missing = sum(value == float("inf") for value in taken)
    shown = [value for value in taken if value != float("inf")]
    p50, p99 = (float(value) for value in np.percentile(shown, [50, 99]))
    held = missing == 0 and p99 <= LIMIT_MS and len(taken) == alarms
    what = "alarms: acknowledged burglary on the screen"
    measured = f"p50 {p50:.0f}, p99 {p99:.0f}, most {max(shown):.0f} ms (n={len(taken)})"
    common.report([common.Figure(what, f"p99 ≤ {LIMIT_MS} ms", measured, held)])
    figures = {"alarms": len(taken), "missing": missing, "p50_ms": round(p50, 1), "p99_ms": round(p99, 1),
               "most_ms": round(max(shown), 1), "held": held}  # fmt: skip
    print(json.dumps(figures))
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
