"""What every page's script does, in a real browser under the product's own security policy."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from csp.utils import build_policy
from playwright.sync_api import Browser, Page, Route, expect

import kokong.kernel
from tests.browser.conftest import PATIENT_MS
from tests.browser.street import until

pytestmark = pytest.mark.browser

STATIC = Path(kokong.kernel.__file__).parent / "static"
SITE = "http://kokong.test"
ADDRESSES = [
    {"id": 11, "label": "Storgatan 5 A, Havsvik", "detail": "lgh 1101"},
    {"id": 12, "label": "Storgatan 5 B, Havsvik"},
]
HEAD = (
    '<meta name="csrf-token" content="secret-of-this-page">'
    '<script type="module" src="/static/kokong/app.js"></script>'
)
SEARCH = (
    '<label for="home">Address</label><kk-address-search data-url="/search">'
    '<input id="home" name="home" type="text"><input type="hidden" name="home_id"></kk-address-search>'
)


class Site:
    """A site of one page, played to the browser without a network: it remembers what it is asked and sent."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.body = ""
        self.asked: list[str] = []
        self.sent: list[dict[str, list[str]]] = []
        self.tokens: list[str] = []
        self.complaints: list[str] = []
        self.answer: Callable[[Route], None] = lambda route: route.fulfill(json={"results": ADDRESSES})
        page.route("**/*", self._play)
        page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def show(self, body: str) -> Page:
        """Open a page with this body."""
        self.body = body
        self.page.goto(SITE)
        return self.page

    def _play(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        elif path == "/search":
            self.asked.append(parse_qs(urlsplit(route.request.url).query)["q"][0])
            self.answer(route)
        elif path == "/refuse":
            self.tokens.append(route.request.headers.get("x-csrftoken", ""))
            route.fulfill(status=422, content_type="text/html", body="<p>The street is missing.</p>")
        elif route.request.method == "POST":
            self.sent.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
            route.fulfill(status=204)  # the page stays, as it does while a slow server thinks
        else:
            page = f'<!doctype html><html lang="en"><head>{HEAD}</head><body>{self.body}</body></html>'
            route.fulfill(content_type="text/html", body=page, headers={"Content-Security-Policy": build_policy()})


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    page = browser.new_page()
    page.set_default_timeout(PATIENT_MS)
    played = Site(page)
    yield played
    page.close()
    assert played.complaints == []


def test_a_form_pressed_three_times_is_sent_once(site: Site) -> None:
    page = site.show('<form method="post"><button name="go" value="1">Send</button></form>')
    for _ in range(3):
        page.click("button")
        page.wait_for_timeout(100)  # a browser itself drops what is pressed within the same moment
    assert site.sent == [{"go": ["1"]}]


def test_a_search_form_may_be_sent_again(site: Site) -> None:
    page = site.show('<form action="/"><button>Find</button></form>')
    page.evaluate("document.querySelector('form').addEventListener('submit', (e) => e.preventDefault())")
    page.click("button")
    assert page.get_attribute("form", "data-sending") is None


def test_nothing_is_sent_until_the_question_is_answered(site: Site) -> None:
    dialog = (
        '<template id="confirm"><dialog><p data-words></p><button value="yes">Yes</button>'
        '<button value="no" autofocus>No</button></dialog></template>'
    )
    page = site.show(
        f'<form method="post" data-confirm="Withdraw it?"><button name="go">Go</button></form>{dialog}'
    )
    page.click("form button")
    expect(page.get_by_role("dialog")).to_have_accessible_name("Withdraw it?")
    page.keyboard.press("Escape")
    page.click("form button")
    page.get_by_role("button", name="No", exact=True).click()
    assert site.sent == []
    page.click("form button")
    page.get_by_role("dialog").get_by_role("button", name="Go").click()
    until(page, lambda: site.sent != [])
    assert site.sent == [{"go": [""]}]


def test_an_address_is_chosen_with_the_keyboard(site: Site) -> None:
    page = site.show(SEARCH)
    box = page.get_by_role("combobox", name="Address")
    box.press_sequentially("storg 5")
    expect(page.get_by_role("option")).to_have_count(2)
    assert site.asked[-1] == "storg 5"
    page.keyboard.press("ArrowUp")  # round to the last
    expect(box).to_have_attribute("aria-activedescendant", "home_options_1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.input_value("[name=home_id]") == "11"
    assert box.input_value() == "Storgatan 5 A, Havsvik, lgh 1101"
    expect(box).to_have_attribute("aria-expanded", "false")


def test_writing_on_forgets_what_was_chosen(site: Site) -> None:
    page = site.show(SEARCH)
    page.get_by_role("combobox").press_sequentially("storg")
    page.get_by_role("option").nth(1).click()
    assert page.input_value("[name=home_id]") == "12"
    page.get_by_role("combobox").press_sequentially("x")
    assert page.input_value("[name=home_id]") == ""


# Letter by letter in one breath: keys sent from here may stall on a busy machine, and then it isn't quick.
WRITE = """(field, text) => {
    for (let length = 1; length <= text.length; length++) {
        field.value = text.slice(0, length);
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }
}"""


def test_quick_writing_asks_once(site: Site) -> None:
    page = site.show(SEARCH)
    page.get_by_role("combobox").focus()
    page.get_by_role("combobox").evaluate(WRITE, "storgatan")
    expect(page.get_by_role("option")).to_have_count(2)
    assert site.asked == ["storgatan"]


def test_a_late_answer_to_an_old_question_is_dropped(site: Site) -> None:
    held: list[Route] = []
    site.answer = held.append
    page = site.show(SEARCH)
    box = page.get_by_role("combobox")
    box.fill("stor")
    until(page, lambda: held != [])
    site.answer = lambda route: route.fulfill(json={"results": ADDRESSES[1:]})
    box.fill("storg")
    expect(page.get_by_role("option")).to_have_count(1)
    page.wait_for_timeout(50)
    assert len(held) == 1
    expect(page.get_by_role("option")).to_have_text("Storgatan 5 B, Havsvik")


def test_nothing_found_is_said(site: Site) -> None:
    site.answer = lambda route: route.fulfill(json={"results": []})
    page = site.show(SEARCH)
    page.get_by_role("combobox").fill("qq")
    expect(page.get_by_role("status")).to_contain_text("No address matches")


def test_names_are_shown_as_text(site: Site) -> None:
    trap = "<img src=x onerror=alert(1)>"
    site.answer = lambda route: route.fulfill(body=json.dumps({"results": [{"id": 1, "label": trap}]}))
    page = site.show(SEARCH)
    page.get_by_role("combobox").fill("storg")
    expect(page.get_by_role("option")).to_have_text(trap)


def test_moments_are_kept_fresh_in_words(site: Site) -> None:
    page = site.show(
        '<time datetime="2020-01-01T00:00:00Z" data-relative>long ago</time>'
        '<time datetime="x" data-relative>?</time>'
    )
    expect(page.locator("time").first).to_contain_text("days ago")
    expect(page.locator("time").last).to_have_text("?")


def test_a_refused_form_is_swapped_in_and_carries_the_token(site: Site) -> None:
    page = site.show(
        '<form hx-post="/refuse" hx-target="#answer"><button>Save</button></form><div id="answer"></div>'
    )
    page.click("button")
    expect(page.locator("#answer")).to_have_text("The street is missing.")
    expect(page.locator("form")).not_to_have_attribute("data-sending", "")
    page.click("button")
    until(page, lambda: len(site.tokens) == 2)
    assert site.tokens == ["secret-of-this-page"] * 2
    until(page, lambda: sum("422" in line for line in site.complaints) == 2)  # the browser notes each refusal
    site.complaints = [line for line in site.complaints if "422" not in line]
