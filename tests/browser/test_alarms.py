"""From a panel's frame to the operator's screen, the officer's desk and a cocoon: every process a real one."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kokong.measures.alarms import api
from kokong.measures.alarms.console.stream import CEILING
from kokong.measures.alarms.models import Account
from kokong.measures.alarms.shifts.models import Reminder
from kokong.people.api import Actor
from tests.alarms.conftest import Site, build_site
from tests.browser.conftest import PATIENT_MS
from tests.browser.installed import Installed, installed
from tests.cast import Cast, _actor
from tests.waiting import until
from tests.worker import run_jobs

pytestmark = pytest.mark.browser
WRONG_CLOCK = "const right = Date.now; Date.now = () => right() + 3600e3;"

Console = Callable[..., Page]


@pytest.fixture
def homes(committed_cast: Cast, static_root: object) -> Site:
    """A row of houses; two have a panel, the first with somebody to call."""
    site = build_site(committed_cast)
    now = timezone.now()
    with site.cast.acting(site.cast.coordinator):
        Account.objects.update(enrolled=now)  # else it counts as one that was never heard
        for number, home in (("2001", 1), ("2002", 7)):
            account = api.enrol(account=number, dwelling_id=site.homes[home].pk, now=now)
            api.change(account_id=account.id, plan={"zones": [{"zone": "3", "name": "Vardagsrum"}]})
            api.add_contact(
                account_id=account.id, name="Tove Nyckel", phone="070-174 06 05", what="key_holder", consent=True,
                now=now,
            )  # fmt: skip
    return site


@pytest.fixture
def running(homes: Site) -> Iterator[Installed]:
    """Web server, receiver and raiser."""
    with installed() as copy:
        yield copy


@pytest.fixture
def console(browser: Browser, running: Installed) -> Iterator[Console]:
    """Open a page as somebody, in a browser profile of its own."""
    said: list[str] = []
    with ExitStack() as stack:

        def opened(who: Actor, address: str = "/alarms/", *, script: str = "", **options: Any) -> Page:
            context = browser.new_context(
                base_url=running.url, locale="sv-SE", timezone_id="Europe/Stockholm",
                viewport={"width": 1280, "height": 900}, **options,
            )  # fmt: skip
            stack.callback(context.close)
            running.sign_in(context, who)
            if script:
                context.add_init_script(script)
            page = context.new_page()
            page.set_default_timeout(PATIENT_MS)
            page.on("pageerror", lambda error: said.append(str(error)))
            page.goto(address)
            if address.startswith("/alarms/"):
                expect(page.locator("[data-contact]")).to_have_text("Direkt")
            return page

        yield opened
    assert not said, said


def row(page: Page, street: str) -> Any:
    return page.locator("[data-alarm]").filter(has_text=re.compile(rf"{street}\b"))


def test_from_a_panel_s_frame_to_a_cocoon(homes: Site, running: Installed, console: Console) -> None:
    operator, officer = console(homes.operator), homes.cast.officer
    answer = running.dial("2001", "NBV3", extended="[Vhttps://video.example/e/1]")
    assert b'"ACK"0001L0#2001[]' in answer
    expect(row(operator, "Storgatan 2")).to_contain_text("Verifierat inbrott")
    handled_by_keys(operator)
    run_jobs()
    a_draft_for_the_officer(console(officer, "/"), street="Storgatan 2")
    run_jobs()
    with homes.cast.acting(homes.cast.coordinator):
        from kokong.measures.cocoons import api as cocoons

        assert len(cocoons.open_cocoons(now=timezone.now())) == 1


def handled_by_keys(page: Page) -> None:
    """Next, take, write down the call, note, close: without touching the mouse."""
    page.keyboard.press("n")
    panel = page.locator("[data-panel]")
    expect(panel.locator("h2")).to_have_text(re.compile("Storgatan 2"))
    expect(panel.locator("h2")).to_be_focused()
    expect(panel).to_contain_text("Ring 112 nu")
    picture = panel.get_by_role("link", name="Bild hos video.example")
    expect(picture).to_have_attribute("rel", "noopener noreferrer external")
    page.keyboard.press("t")
    expect(panel).to_contain_text("du har tagit larmet")
    page.keyboard.press("5")
    expect(panel.locator("[data-part=log]")).to_contain_text("Tove Nyckel: Ser tecken på inbrott")
    page.keyboard.press("w")
    page.keyboard.type("Grannen ser en bruten dörr")
    page.keyboard.press("Enter")
    expect(panel.locator("[data-part=log] q")).to_have_text("Grannen ser en bruten dörr")


def a_draft_for_the_officer(page: Page, *, street: str) -> None:
    """The draft waits on Today; its page tells of the alarm; the officer confirms."""
    page.get_by_role("link", name=re.compile(street)).first.click()
    page.wait_for_url("**/burglary/*/")
    alarm = page.locator("section:has(h2:text-is('Larmet'))")
    expect(alarm).to_contain_text("Verifierat")
    expect(alarm).to_contain_text("Ser tecken på inbrott")
    expect(alarm).to_contain_text("Grannen ser en bruten dörr")
    page.get_by_role("button", name="Bekräfta", exact=True).click()
    expect(page.locator("#step")).to_contain_text("Väljer dörrar")


def test_an_operator_verifies_a_burglary(homes: Site, running: Installed, console: Console) -> None:
    page = console(homes.operator)
    running.dial("2002", "NBA3")
    expect(row(page, "Storgatan 8")).to_contain_text("Inbrott")
    row(page, "Storgatan 8").get_by_role("link").click()
    page.get_by_role("button", name="Ta larmet").click()
    page.get_by_label("Hur vet du det?").select_option("call")
    page.get_by_role("button", name="Verifiera inbrottet").click()
    page.get_by_role("dialog").get_by_role("button", name="Verifiera inbrottet").click()
    panel = page.locator("[data-panel]")
    expect(panel.locator("[data-part=head]")).to_contain_text("Verifierat av en operatör")
    expect(panel).to_contain_text("Ring 112 nu")
    run_jobs()
    expect(panel).to_contain_text("Polisen har ett utkast att bekräfta")  # the page hears of it by itself
    page.get_by_label("Varför avslutas larmet?").select_option("burglary")
    page.get_by_role("button", name="Avsluta larmet").click()
    expect(row(page, "Storgatan 8")).to_have_count(0)
    expect(panel.locator("[data-part=head]")).to_contain_text("Inbrott")


def test_two_operators_cannot_take_the_same_alarm(homes: Site, running: Installed, console: Console) -> None:
    first, second = console(homes.operator), console(homes.colleague)
    running.dial("2002", "NBA3")
    for page in (first, second):
        expect(row(page, "Storgatan 8")).to_be_visible()
        page.keyboard.press("n")
        expect(page.locator("[data-panel] h2")).to_be_focused()
    second.route("**/queue/", lambda route: route.abort())  # what the first does has not come through yet
    first.keyboard.press("t")
    expect(first.locator("[data-panel]")).to_contain_text("du har tagit larmet")
    take = second.get_by_role("button", name="Ta larmet")
    if take.count():
        second.keyboard.press("t")
    second.unroute("**/queue/")
    expect(second.locator("[data-panel]")).to_contain_text("Lova Larm har tagit larmet")
    expect(row(second, "Storgatan 8")).to_contain_text("Lova Larm har tagit larmet")
    expect(take).to_have_count(0)


def test_what_one_writes_stays_while_the_panel_reports_more(
    homes: Site, running: Installed, console: Console
) -> None:
    page = console(homes.operator)
    running.dial("2002", "NBA3")
    expect(row(page, "Storgatan 8")).to_be_visible()
    page.keyboard.press("n")
    page.get_by_role("button", name="Ta larmet").click()
    page.keyboard.press("w")
    page.keyboard.type("Halva ord")
    running.dial("2002", "NBA4", sequence=2)
    expect(page.locator("[data-part=reported] li")).to_have_count(2)
    expect(page.locator("#note")).to_have_value("Halva ord")
    page.keyboard.type(" blir hela")
    expect(page.locator("#note")).to_have_value("Halva ord blir hela")


def test_a_lost_connection_is_said_and_leaves_no_gap(homes: Site, running: Installed, console: Console) -> None:
    page = console(homes.operator)
    lost = page.locator("[data-lost]")
    page.context.set_offline(True)
    expect(lost).to_be_visible()  # two questions have failed: the browser is offline by now
    expect(lost).to_contain_text("Ingen kontakt med Kokong")
    running.dial("2001", "NBA3")
    page.wait_for_timeout(1_500)
    expect(row(page, "Storgatan 2")).to_have_count(0)
    page.context.set_offline(False)
    expect(row(page, "Storgatan 2")).to_be_visible()
    expect(lost).to_be_hidden()
    expect(page.locator("[data-contact]")).to_have_text("Direkt")


def test_a_wrong_clock_falsifies_no_timer(homes: Site, running: Installed, console: Console) -> None:
    page = console(homes.operator, script=WRONG_CLOCK)
    running.dial("2001", "NBA3")
    expect(row(page, "Storgatan 2").locator("[data-since]")).to_have_text(re.compile(r"^0:[0-2]\d$"))
    now = timezone.localtime()
    minutes = "|".join(f"{each:%H:%M}" for each in (now, now + timedelta(minutes=1)))
    expect(page.locator("[data-clock]")).to_have_text(re.compile(rf"^({minutes}):\d\d$"))


def test_sound_is_said_to_be_off_until_it_is_switched_on_and_silence_ends(
    homes: Site, running: Installed, console: Console
) -> None:
    page = console(homes.operator)
    off = page.locator("[data-sound-off]")
    expect(off).to_be_visible()
    page.keyboard.press("s")
    expect(off).to_be_hidden()
    page.clock.install()
    running.dial("2001", "NBA3")
    expect(row(page, "Storgatan 2")).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator("[data-silence]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-silence-words]")).to_have_text(re.compile(r"^Tystat i [12]:\d\d$"))
    page.keyboard.press("m")
    expect(page.locator("[data-silence-words]")).to_have_text("Tysta")


def test_single_keys_can_be_switched_off(homes: Site, running: Installed, console: Console) -> None:
    page = console(homes.operator)
    page.keyboard.press("?")
    page.get_by_label("Kortkommandon är på").uncheck()
    page.keyboard.press("Escape")
    running.dial("2001", "NBA3")
    expect(row(page, "Storgatan 2")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("[data-panel] h2")).to_have_count(0)


def test_the_next_municipality_hears_nothing(homes: Site, running: Installed) -> None:
    stranger = _actor(homes.cast.elsewhere, "alarm_operator", "Nils Larm")
    name, value = running.cookie(stranger)
    with httpx.stream("GET", f"{running.url}/alarms/stream", cookies={name: value}, timeout=10) as stream:
        words = (line.removeprefix("event: ") for line in stream.iter_lines() if line.startswith("event: "))
        assert next(words) == "hello"
        running.dial("2001", "NBV3")
        assert next(words) == "beat"


def test_many_consoles_share_a_connection_and_leave_room_for_pages(homes: Site, running: Installed) -> None:
    name, value = running.cookie(homes.operator)
    over, first = threading.Event(), list[str]()

    def listen() -> None:
        with httpx.stream("GET", f"{running.url}/alarms/stream", cookies={name: value}, timeout=30) as stream:
            for line in stream.iter_lines():
                if line.startswith("event: ") and over.is_set():
                    return
                if line in {"event: hello", "event: full"}:
                    first.append(line)

    consoles = 2 * CEILING + 6  # two web processes
    with ThreadPoolExecutor(consoles) as open_ones:
        for _ in range(consoles):
            open_ones.submit(listen)
        until(lambda: len(first) == consoles)
        assert first.count("event: hello") <= 2 * CEILING
        assert first.count("event: full") >= 6
        assert httpx.get(f"{running.url}/alarms/queue/", cookies={name: value}, timeout=10).status_code == 200
        assert listeners() <= 2
        over.set()


def listeners() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN kokong_alarms'"
            " AND datname = current_database()"
        )
        return int(cursor.fetchone()[0])


def test_a_signed_out_console_says_so(homes: Site, running: Installed, console: Console) -> None:
    page = console(homes.operator)
    page.request.post("/account/logout/", headers={"X-CSRFToken": token(page), "Referer": running.url})
    expect(page.locator("[data-out]")).to_be_visible(timeout=30_000)


def token(page: Page) -> str:
    return str(page.locator('meta[name="csrf-token"]').get_attribute("content"))


def test_a_reminder_comes_back_first_with_a_sound_and_is_put_away(
    homes: Site, running: Installed, console: Console
) -> None:
    page = console(homes.operator)
    running.dial("2001", "NYT0")
    panel, first = page.locator("[data-panel]"), page.locator("[data-queue] > li").first
    row(page, "Storgatan 2").get_by_role("link").click()
    expect(panel.locator("h2")).to_be_focused()
    page.keyboard.press("t")
    expect(panel).to_contain_text("du har tagit larmet")
    panel.get_by_label("Vad du vill bli påmind om").fill("Ring installatören")
    panel.get_by_role("button", name="Om 5 minuter").click()
    expect(panel.locator("[data-part=log]")).to_contain_text("Påminnelse satt")
    running.dial("2002", "NBA3")
    expect(first).to_contain_text("Storgatan 8")
    with homes.cast.acting(homes.operator):
        Reminder.objects.update(due=timezone.now())
    expect(first).to_contain_text("Påminnelse: Ring installatören")
    expect(first).to_have_attribute("data-calls", "")
    expect(page.locator("[data-count]")).to_have_text("2 väntar")
    panel.get_by_role("button", name="Lägg undan påminnelsen").click()
    expect(first).to_contain_text("Storgatan 8")
    expect(page.locator("[data-count]")).to_have_text("1 väntar")
