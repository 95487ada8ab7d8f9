"""What a browser does to a phone's storage behind a page's back: nothing is said to be sent that was lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, axe, sign_in
from tests.browser.street import Street, at_the_doors, record, street, until

__all__ = ["street"]

pytestmark = pytest.mark.browser

# Keeps every handle to a memory that the page opens, so that a test can cut it.
HANDLES = """window.handles = [];
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...given) {
    const request = open.apply(this, given);
    request.addEventListener('success', () => window.handles.push(request.result));
    return request;
};"""
CUT = "window.handles.splice(0).forEach((handle) => handle.close())"
CLEAR = """() => new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase('kokong-phone');
    request.onsuccess = done;
    request.onerror = failed;
})"""
# iPhones offer no event to put a page on the home screen; whether it stands there, they do say.
IPHONE = "Object.defineProperty(Navigator.prototype, 'standalone', {get: () => false});"


def strip(page: Page, words: str) -> None:
    expect(page.locator("[data-strip] strong")).to_have_text(words)


def two_waiting(street: Street, page: Page) -> Page:
    """Two records on a phone without a network."""
    at_the_doors(street, page, street.site.cast.visitor)
    page.context.set_offline(True)
    page.locator("[data-next]").click()
    record(page, "talked")
    record(page, "declined")
    strip(page, "2 väntar")
    return page


def test_a_handle_that_was_cut_is_opened_anew(street: Street, open_phone: Open) -> None:
    page = open_phone()
    page.add_init_script(HANDLES)
    two_waiting(street, page)
    page.evaluate(CUT)
    record(page, "card_left")
    strip(page, "3 väntar")
    page.evaluate(CUT)
    page.context.set_offline(False)
    strip(page, "Allt skickat")
    until(page, street.stored(3))


def test_what_an_open_page_knows_outlives_a_storage_that_is_cleared(street: Street, open_phone: Open) -> None:
    page = two_waiting(street, open_phone())
    page.evaluate(CLEAR)
    record(page, "card_left")
    strip(page, "3 väntar")
    page.reload()
    strip(page, "3 väntar")
    page.context.set_offline(False)
    until(page, street.stored(3))
    strip(page, "Allt skickat")


def test_what_was_cleared_while_the_page_was_closed_is_told_as_lost(street: Street, open_phone: Open) -> None:
    page = two_waiting(street, open_phone())
    page.goto("/field/offline/")
    page.evaluate(CLEAR)
    page.context.set_offline(False)
    page.goto("/field/")
    strip(page, "2 uppgifter borta")
    expect(page.locator("[data-lost]")).to_contain_text("2 uppgifter som inte var skickade är borta")
    assert axe(page) == []
    page.reload()
    strip(page, "2 uppgifter borta")
    page.locator("[data-lost]").get_by_role("button", name="Jag förstår").click()
    strip(page, "Allt skickat")
    page.reload()
    strip(page, "Allt skickat")
    expect(page.locator("[data-lost]")).to_have_count(0)
    assert street.visits() == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("QuotaExceededError", "kan vara fullt"),
        ("InvalidStateError", "Webbläsaren har stängt sitt lagringsutrymme"),
    ],
)
def test_the_words_fit_the_cause(street: Street, open_phone: Open, name: str, words: str) -> None:
    page = at_the_doors(street, open_phone(quiet=True), street.site.cast.visitor)
    page.evaluate(
        f"() => {{ IDBObjectStore.prototype.add = () => {{ throw new DOMException('no', '{name}'); }}; }}"
    )
    page.locator("[data-next]").click()
    record(page, "talked")
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.locator('[data-standing="done"]')).to_have_count(0)


def test_what_cannot_be_read_is_not_taken_for_sent(street: Street, open_phone: Open) -> None:
    page = two_waiting(street, open_phone(quiet=True))
    page.evaluate("""() => {
        window.getAll = IDBIndex.prototype.getAll;
        IDBIndex.prototype.getAll = () => { throw new DOMException('Connection lost', 'UnknownError'); };
    }""")
    page.evaluate("new BroadcastChannel('kokong-field').postMessage('changed')")
    strip(page, "Det går inte att läsa vad som väntar just nu")
    page.evaluate("() => { IDBIndex.prototype.getAll = window.getAll; }")
    page.evaluate("new BroadcastChannel('kokong-field').postMessage('changed')")
    strip(page, "2 väntar")


def test_iphones_are_told_how_to_put_it_on_the_home_screen(street: Street, open_phone: Open) -> None:
    page = open_phone()
    page.add_init_script(IPHONE)
    sign_in(page, street.site.cast.visitor, to="/field/")
    expect(page.locator("[data-install]")).to_contain_text("tryck på Dela")
    assert axe(page) == []
    page.get_by_role("button", name="Inte nu").click()
    page.reload()
    strip(page, "Allt skickat")
    expect(page.locator("[data-install]")).to_be_empty()
