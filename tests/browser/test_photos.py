"""A photo taken on the round, whatever happens to network, server, sign-in and storage: it arrives once."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request, expect

from kokong.measures.signs import phone
from kokong.pictures import api as pictures
from tests.browser.conftest import Open, Site, axe, lose_sign_in, sign_in
from tests.browser.street import fill_in, sign_out, until
from tests.browser.test_trust_phone import dump
from tests.pictures.conftest import CAMERA, opened, photo
from tests.signs.conftest import Street, build_street

pytestmark = pytest.mark.browser

# No room for photos any more; records would still fit.
FULL = """() => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (...given) {
        if (this.name === 'bytes') throw new DOMException('full', 'QuotaExceededError');
        return add.apply(this, given);
    };
}"""


@pytest.fixture
def street(site: Site) -> Street:
    return build_street(site.cast)


@pytest.fixture
def sign(street: Street) -> int:
    street.up(days_ago=96, place="Bron")
    return street.up(days_ago=95, place="Infarten")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_4711.jpg"
    path.write_bytes(photo(2400, 1800, turned=6))
    return path


def at_the_sign(street: Street, page: Page) -> Page:
    """Signed in, the round open and kept on the phone, and the sign's card open."""
    sign_in(page, street.cast.visitor, to="/field/")
    address = f"/field/signs/{phone.this_week(timezone.now())}/"
    page.goto(address)
    strip(page, "Allt skickat")
    until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    until(page, lambda: page.evaluate(f"caches.match('{address}').then(Boolean)"))
    page.get_by_role("button", name="Infarten").click()
    return page


def shoot(page: Page, file: Path) -> None:
    """Take a photo, and say in which condition the sign is."""
    page.locator('.kk-camera input[type="file"]').set_input_files(file)
    expect(page.locator(".kk-camera__list canvas")).to_have_count(1)
    page.get_by_role("button", name="Blekt").click()


def strip(page: Page, words: str) -> None:
    expect(page.locator("[data-strip] strong")).to_have_text(words)


def kept(street: Street, sign: int) -> tuple[pictures.Picture, ...]:
    with street.cast.acting(street.cast.coordinator):
        return pictures.pictures_of(("sign", sign))


def content(street: Street, sign: int) -> bytes:
    with street.cast.acting(street.cast.coordinator):
        return pictures.content(kept(street, sign)[0].id, "large")


def test_taken_offline_it_arrives_once_and_only_its_pixels(
    street: Street, sign: int, open_phone: Open, file: Path
) -> None:
    page = at_the_sign(street, open_phone())
    uploads: list[Request] = []
    page.context.on("request", lambda r: uploads.append(r) if r.url.endswith("/field/api/photo") else None)
    page.context.set_offline(True)
    shoot(page, file)
    strip(page, "2 väntar")
    assert axe(page) == []
    page.reload()
    strip(page, "2 väntar")
    assert CAMERA not in dump(page)
    assert kept(street, sign) == ()
    page.context.set_offline(False)
    strip(page, "Allt skickat")
    until(page, lambda: len(kept(street, sign)) == 1)
    seen = opened(content(street, sign))
    assert (seen.size, len(seen.getexif())) == ((1200, 1600), 0), "upright, smaller, and telling nothing"
    assert CAMERA.encode() not in content(street, sign)
    again = uploads[0].all_headers()
    answer = page.request.post(uploads[0].url, data=uploads[0].post_data_buffer, headers={
        "X-CSRFToken": again["x-csrftoken"], "Content-Type": again["content-type"], "Referer": page.url,
    })  # fmt: skip
    if uploads[0].post_data_buffer:  # a browser may hand a file's bytes to nobody
        assert answer.status in {200, 400}, answer.text()
    page.reload()
    strip(page, "Allt skickat")
    assert len(kept(street, sign)) == 1


def test_an_answer_that_is_lost_is_no_harm(street: Street, sign: int, open_phone: Open, file: Path) -> None:
    page = at_the_sign(street, open_phone())
    sent: list[int] = []

    def lose(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        sent.append(answer.status)
        route.abort()  # type: ignore[attr-defined]

    page.context.route("**/field/api/photo", lose, times=1)
    shoot(page, file)
    until(page, lambda: sent == [200])
    strip(page, "1 väntar")
    strip(page, "Allt skickat")
    assert len(kept(street, sign)) == 1


def test_a_server_that_dies_and_a_browser_that_is_closed(
    street: Street, site: Site, sign: int, open_phone: Open, file: Path
) -> None:
    page = at_the_sign(street, open_phone())
    site.stop()
    shoot(page, file)
    strip(page, "2 väntar")
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto("/field/")
    strip(other, "2 väntar")
    site.start()
    strip(other, "Allt skickat")
    assert len(kept(street, sign)) == 1


def test_signed_out_it_waits_sealed_for_its_person(
    street: Street, sign: int, open_phone: Open, file: Path
) -> None:
    page = at_the_sign(street, open_phone())
    page.context.route("**/field/api/photo", lambda route: route.abort())
    shoot(page, file)
    strip(page, "1 väntar")
    sign_out(page)
    expect(page.locator("dialog[data-unsent]")).to_contain_text("1 uppgift på telefonen är inte skickad än")
    page.get_by_role("button", name="Logga ut ändå").click()
    page.wait_for_url("**/account/login/**")
    found = dump(page)
    assert "kokong-photos.bytes" in found
    assert "«key»" not in found
    assert "Infarten" not in found
    assert "JFIF" not in found
    page.context.unroute("**/field/api/photo")
    sign_in(page, street.cast.partner, to="/field/")
    expect(page.locator("[data-notices]")).to_contain_text("1 uppgift från någon annan väntar på att skickas")
    lose_sign_in(page)
    page.goto("/account/login/?next=/field/")
    fill_in(page, street.cast.visitor)
    until(page, lambda: len(kept(street, sign)) == 1)
    assert kept(street, sign)[0].taken_by == street.cast.visitor.user_id


def test_a_full_phone_says_that_nothing_was_recorded(
    street: Street, sign: int, open_phone: Open, file: Path
) -> None:
    page = at_the_sign(street, open_phone(quiet=True))
    page.evaluate(FULL)
    shoot(page, file)
    expect(page.get_by_role("alert")).to_contain_text("Det gick inte att spara på telefonen")
    strip(page, "Allt skickat")
    expect(page.locator(".kk-camera__list canvas")).to_have_count(1)
    assert kept(street, sign) == ()


def test_what_is_no_photo_is_said_on_the_phone(
    street: Street, sign: int, open_phone: Open, tmp_path: Path
) -> None:
    (tmp_path / "note.jpg").write_bytes(b"not a photo at all")
    page = at_the_sign(street, open_phone())
    shoot(page, tmp_path / "note.jpg")
    expect(page.locator(".kk-notice")).to_contain_text("Det här är inget foto")
    strip(page, "Allt skickat")
    page.get_by_role("button", name="Jag förstår").click()
    expect(page.locator(".kk-notice")).to_have_count(0)
    page.reload()
    strip(page, "Allt skickat")
    expect(page.locator(".kk-notice")).to_have_count(0)
