"""Frames changed on the way, and numbers of the next municipality: what the operator and the installer see."""

import os
import re
import socket
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from kokong.dc09 import Key, open_frame, read_frame
from kokong.measures.alarms import api
from tests.alarms.conftest import HEX, NOW, Site
from tests.alarms.receiver.rig import now, sent
from tests.alarms.receiver.test_header import called
from tests.browser.installed import Installed
from tests.browser.street import until
from tests.browser.test_alarms import Console, console, homes, row, running
from tests.waiting import PATIENT

__all__ = ["console", "homes", "running"]
pytestmark = pytest.mark.browser
KEY = Key.from_hex(HEX)


def ask(running: Installed, frame: bytes, *, seconds: float = PATIENT) -> bytes:
    """Send a frame as a panel does; the answer, nothing where there is none by then."""
    with socket.create_connection(("127.0.0.1", running.alarm_port), 10) as line:
        line.settimeout(seconds)
        line.sendall(frame)
        try:
            return line.recv(4096)
        except TimeoutError:
            return b""


def picture(page: Page, name: str) -> None:
    """Keep how it looks, where somebody asks for pictures."""
    if folder := os.environ.get("KOKONG_TEST_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_burglary_made_to_look_like_a_life_sign_reaches_the_operator(
    homes: Site, running: Installed, console: Console
) -> None:
    page = console(homes.operator)
    burglary = sent("1130 01 012", name="ADM-CID", key=KEY)
    assert ask(running, called(burglary, "*NULL"), seconds=0.5) == b""
    expect(row(page, "Storgatan 5")).to_have_count(2)
    trouble = page.locator("[data-alarm]").filter(has_text="Fel")
    trouble.get_by_role("link").click()
    panel = page.locator("[data-panel]")
    expect(panel.locator("[data-part=reported]")).to_contain_text("någon ändrade ett meddelande på vägen")
    picture(page, "trouble")
    page.locator("[data-alarm]").filter(has_text="Inbrott").get_by_role("link").click()
    expect(panel.locator("[data-part=reported]")).to_contain_text("Inbrott")
    answer = ask(running, sent("1130 01 012", name="ADM-CID", key=KEY))  # the panel sends it again
    assert open_frame(read_frame(answer), key=KEY, now=now()).id == "ACK"
    with homes.cast.acting(homes.operator):
        assert sorted(one.kind for one in api.history(account_id=homes.account.id)) == ["burglary", "trouble"]


def test_of_two_alarms_that_were_opened_the_later_one_is_shown(
    homes: Site, running: Installed, console: Console
) -> None:
    page = console(homes.operator)
    burglary = sent("1130 01 012", name="ADM-CID", key=KEY)
    assert ask(running, called(burglary, "*NULL"), seconds=0.5) == b""
    expect(row(page, "Storgatan 5")).to_have_count(2)
    trouble = page.locator("[data-alarm]").filter(has_text="Fel").get_by_role("link")
    other = page.locator("[data-alarm]").filter(has_text="Inbrott").get_by_role("link")
    held: list[Route] = []
    late = f"**{trouble.get_attribute('href')}"

    def hold(route: Route) -> None:
        held.append(route)

    page.route(late, hold)
    trouble.click()
    until(page, lambda: bool(held))
    other.click()
    reported = page.locator("[data-panel] [data-part=reported]")
    expect(reported).to_contain_text("Inbrott")
    shown = page.url
    with page.expect_response(late):
        for route in held:
            route.continue_()
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")  # what came late has been read by then
    expect(reported).to_contain_text("Inbrott")
    assert page.url == shown


@pytest.mark.parametrize("width", [1280, 390])
def test_enrolling_shows_the_line_and_tells_nothing_of_the_next_municipality(
    homes: Site, console: Console, width: int
) -> None:
    with homes.cast.acting(homes.cast.stranger):
        api.enrol(account="4711", now=NOW)
    page = console(homes.cast.coordinator, "/")
    page.set_viewport_size({"width": width, "height": 900})
    said = []
    for number in ("4711", "4712"):  # somebody's in the next municipality, and nobody's
        page.goto("/alarms/accounts/enrol/")
        expect(page.get_by_label("Linjenummer")).to_have_value("9901")
        page.get_by_label("Kontonummer").fill(number)
        picture(page, f"enrol-{width}")
        page.get_by_role("button", name="Anslut").click()
        line = page.get_by_role("row").filter(has_text="Linjenummer")
        expect(line.get_by_role("cell").first).to_have_text("9901")
        picture(page, f"sheet-{width}")
        words = page.locator("main").inner_text().replace(number, "…")
        said.append(re.sub(r"([0-9A-F]{4} ){7}[0-9A-F]{4}|\d+:\d\d", "…", words))
    assert said[0] == said[1]
    page.goto("/alarms/accounts/enrol/")
    page.get_by_label("Kontonummer").fill("4711")
    page.get_by_role("button", name="Anslut").click()
    expect(page.locator("main form")).to_contain_text("används redan i kommunen")
    picture(page, f"taken-{width}")
