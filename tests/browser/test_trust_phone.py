"""What can be read on a phone that is signed out, lost or handed on, or whose person's role has ended: nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from kokong.field.models import Device
from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import FollowUp
from kokong.people.models import Membership
from tests.browser.conftest import Open, sign_in
from tests.browser.street import Street, at_the_doors, fill_in, record, sign_out, street, until

__all__ = ["street"]

pytestmark = pytest.mark.browser

# Everything that a browser keeps of this site: every store of every database, caches, and both storages. What is
# sealed comes as the noise that it is; a key says only that it is one.
DUMP = """async () => {
    const noise = (bytes) => new TextDecoder('latin1').decode(bytes);
    const plain = (_, value) => value instanceof CryptoKey ? `«key» ${value.extractable}`
        : value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? noise(value) : value;
    const asked = (request) => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
    const found = [];
    for (const { name } of await indexedDB.databases()) {
        const db = await asked(indexedDB.open(name));
        for (const store of db.objectStoreNames) {
            const rows = await asked(db.transaction(store).objectStore(store).getAll());
            const keys = await asked(db.transaction(store).objectStore(store).getAllKeys());
            found.push(`${name}.${store}: ${JSON.stringify([keys, rows], plain)}`);
        }
        db.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            found.push(`${name} ${request.url}: ${await (await cache.match(request)).text()}`);
        }
    }
    return [...found, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join('\\n');
}"""

# Let hours pass over what lies on the phone: by the pages' clock and by the service worker's.
AGE = """async ([hours, parts]) => {
    const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    const db = await asked(indexedDB.open('kokong-phone'));
    const work = db.transaction(['facts', 'rounds'], 'readwrite');
    const older = (row) => {
        for (const part of parts) if (part in row) row[part] -= hours * 3600000;
        return row;
    };
    const holder = await asked(work.objectStore('facts').get('holder'));
    work.objectStore('facts').put(older(holder), 'holder');
    for (const row of await asked(work.objectStore('rounds').getAll())) work.objectStore('rounds').put(older(row));
    await new Promise((done) => { work.oncomplete = done; });
    db.close();
}"""

# Whether any record that lies here opens with the keys that lie here.
OPENS = """async () => {
    const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    const db = await asked(indexedDB.open('kokong-phone'));
    const rows = await asked(db.transaction('outbox').objectStore('outbox').getAll());
    const holder = await asked(db.transaction('facts').objectStore('facts').get('holder'));
    db.close();
    const opened = [];
    for (const { id, told: { iv, data } } of rows) {
        for (const key of holder?.keys ?? []) {
            const how = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`told ${id}`) };
            const found = await crypto.subtle.decrypt(how, key, data).catch(() => null);
            opened.push(found !== null);
        }
    }
    return [rows.length, opened];
}"""


def dump(page: Page) -> str:
    found: str = page.evaluate(DUMP)
    return found


def secrets(street: Street) -> list[str]:
    """What must not be found on a phone: names, addresses, passes, what happened."""
    cast = street.site.cast
    with cast.acting(cast.officer):
        doors = api.round_doors(round_id=street.round.id)
        addresses = {door.address for door in doors}
    assert len(addresses) > 10
    return [cast.visitor.name, *addresses, "Storgatan", "Kyrkgatan", '"pass"', '"outcome":"']


def assert_nothing_readable(page: Page, street: Street) -> None:
    found = dump(page)
    assert [word for word in secrets(street) if word in found] == []
    assert "«key»" not in found, "the key goes with the person"


@pytest.fixture
def walked(street: Street, open_phone: Open) -> Page:
    """A phone with a round, one record that was sent and one that waits, since the server takes no post."""
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.locator("[data-next]").click()
    record(page, "talked")
    until(page, street.stored(1))
    page.context.route("**/field/api/outbox", _no_post)
    record(page, "declined")
    expect(page.locator("[data-strip] strong")).to_have_text("1 väntar")
    return page


def _no_post(route: Route) -> None:
    route.abort()


def post_again(page: Page) -> None:
    page.context.unroute("**/field/api/outbox")


def leave_anyway(page: Page) -> None:
    sign_out(page)
    expect(page.locator("dialog[data-unsent]")).to_contain_text("ligger den kvar låst på telefonen")
    page.get_by_role("button", name="Logga ut ändå").click()


def test_after_signing_out_nothing_can_be_read_and_nothing_is_lost(street: Street, walked: Page) -> None:
    assert [word for word in secrets(street)[:3] if word in dump(walked)], "the dump sees what a phone holds"
    leave_anyway(walked)
    walked.wait_for_url("**/account/login/**")
    assert_nothing_readable(walked, street)
    assert walked.evaluate(OPENS) == [1, []], "the unsent record alone, and no key"
    walked.go_back()
    expect(walked.locator('input[name="password"]')).to_be_visible()
    post_again(walked)
    fill_in(walked, street.site.cast.visitor)
    until(walked, street.stored(2))
    expect(walked.locator("[data-strip] strong")).to_have_text("Allt skickat")
    assert {visit.user_id for visit in street.visits()} == {street.site.cast.visitor.user_id}


def test_signing_out_without_a_connection_locks_the_phone_and_ends_the_sign_in_later(
    street: Street, walked: Page
) -> None:
    walked.context.set_offline(True)
    leave_anyway(walked)
    expect(walked.locator("[data-left]")).to_contain_text("Du är utloggad på telefonen")
    assert_nothing_readable(walked, street)
    walked.goto(street.page)
    expect(walked.get_by_role("heading", level=1)).to_have_text("Ingen täckning")
    assert_nothing_readable(walked, street)
    walked.context.set_offline(False)
    walked.goto(street.page)
    walked.wait_for_url("**/account/login/**")
    assert_nothing_readable(walked, street)
    walked.goto("/field/")
    expect(walked.locator('input[name="password"]')).to_be_visible()
    post_again(walked)
    fill_in(walked, street.site.cast.visitor)
    until(walked, street.stored(2))


def test_another_person_sees_neither_rounds_nor_records_and_the_first_ones_are_sent_later(
    street: Street, walked: Page
) -> None:
    cast = street.site.cast
    leave_anyway(walked)
    walked.wait_for_url("**/account/login/**")
    post_again(walked)
    sign_in(walked, cast.coordinator, to="/field/")
    expect(walked.locator("[data-notices]")).to_contain_text(
        "1 uppgift från någon annan väntar på att skickas. Bara den som har registrerat den kan öppna den"
    )
    expect(walked.locator("[data-strip] strong")).to_have_text("Allt skickat")
    assert walked.evaluate(OPENS) == [1, [False]]
    found = dump(walked)
    assert [word for word in secrets(street) if word in found] == []
    until(walked, lambda: _devices(street, cast.coordinator.user_id) == [0])
    assert len(street.visits()) == 1
    sign_out(walked)
    walked.wait_for_url("**/account/login/**")
    sign_in(walked, cast.visitor, to="/field/")
    until(walked, street.stored(2))
    assert {visit.user_id for visit in street.visits()} == {cast.visitor.user_id}


def _devices(street: Street, user_id: int) -> list[int]:
    with street.site.cast.acting(street.site.cast.officer):
        return list(Device.objects.filter(user_id=user_id).values_list("waiting", flat=True))


def test_a_role_that_ended_takes_everything_off_the_phone(street: Street, walked: Page) -> None:
    cast = street.site.cast
    with cast.acting(cast.coordinator):
        Membership.objects.filter(user_id=cast.visitor.user_id).update(ended=timezone.now())
    expect(walked.locator("[data-notices]")).to_contain_text("Du gör inte längre besök här")
    expect(walked.locator("[data-notices]")).to_contain_text("1 uppgift ligger kvar låst på telefonen")
    assert_gone(walked, street)
    walked.context.set_offline(True)
    walked.goto(street.page)
    expect(walked.get_by_role("heading", level=1)).to_have_text("Ingen täckning")
    assert walked.evaluate(OPENS) == [1, []]


def assert_gone(page: Page, street: Street) -> None:
    """Neither on the phone nor on the screen."""
    assert_nothing_readable(page, street)
    shown = page.content()
    assert [word for word in secrets(street)[1:] if word in shown] == []


def test_a_sign_in_that_ran_out_takes_the_round_and_keeps_the_record(street: Street, walked: Page) -> None:
    walked.context.clear_cookies()
    expect(walked.locator("[data-notices]")).to_contain_text("Din inloggning har gått ut")
    expect(walked.locator("[data-strip] strong")).to_have_text("1 väntar")
    assert_gone(walked, street)
    post_again(walked)
    walked.get_by_role("link", name="Logga in").click()
    fill_in(walked, street.site.cast.visitor)
    walked.wait_for_url(f"**{street.page}")
    until(walked, street.stored(2))


def test_a_round_given_to_others_leaves_with_what_was_sent_of_it(street: Street, walked: Page) -> None:
    cast = street.site.cast
    with cast.acting(cast.coordinator):
        api.assign_round(round_id=street.round.id, visitor_ids=[cast.partner.user_id])
    expect(walked.locator("[data-progress]")).to_contain_text("har därför tagits bort från telefonen")
    until(walked, lambda: "Storgatan" not in dump(walked))
    assert walked.evaluate(OPENS) == [1, [True]], "what waits is kept, and its person is still here"
    assert "Storgatan" not in walked.content()
    expect(walked.locator("[data-sheet]")).to_be_empty()
    post_again(walked)
    walked.evaluate("window.dispatchEvent(new Event('online'))")
    until(walked, street.stored(2))


def test_signing_out_in_one_tab_clears_the_other(street: Street, walked: Page) -> None:
    other = walked.context.new_page()
    other.goto(street.page)
    other.locator(".kk-door").first.wait_for()
    leave_anyway(walked)
    walked.wait_for_url("**/account/login/**")
    expect(other.locator(".kk-door")).to_have_count(0)
    expect(other.get_by_role("link", name="Logga in")).to_be_visible()
    assert_nothing_readable(other, street)


def test_a_phone_that_hears_nothing_for_twelve_hours_shows_no_addresses(street: Street, walked: Page) -> None:
    walked.context.set_offline(True)
    walked.evaluate(AGE, [11.9, ["heard", "taken", "ends"]])
    walked.goto(street.page)
    walked.locator(".kk-door").first.wait_for()
    walked.evaluate(AGE, [0.2, ["heard", "taken", "ends"]])
    walked.goto(street.page)
    expect(walked.get_by_role("heading", level=1)).to_have_text("Ingen täckning")
    assert "Storgatan" not in walked.content()
    post_again(walked)
    walked.context.set_offline(False)
    walked.goto(street.page)
    until(walked, street.stored(2))
    walked.locator(".kk-door").first.wait_for()


def test_the_lease_ends_on_an_open_page_too_and_the_round_comes_back(street: Street, walked: Page) -> None:
    walked.context.set_offline(True)
    walked.clock.set_system_time(timezone.now() + timedelta(hours=12, minutes=1))
    walked.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(walked.locator("[data-notices]")).to_contain_text("Telefonen har inte nått Kokong på så länge")
    assert_gone(walked, street)
    walked.clock.set_system_time(timezone.now())
    post_again(walked)
    walked.context.set_offline(False)
    walked.locator(".kk-door").first.wait_for()
    until(walked, street.stored(2))


def test_a_round_goes_when_its_clock_says_also_where_nobody_answers(street: Street, walked: Page) -> None:
    ask = "(id) => fetch(`/field/api/rounds/${id}`).then((answer) => answer.json())"
    told = walked.evaluate(ask, street.round.id)["round"]
    assert datetime.fromisoformat(told["expires"]) - datetime.fromisoformat(told["due"]) == timedelta(hours=6)
    walked.context.set_offline(True)
    walked.goto("/field/")
    expect(walked.locator("[data-round]")).to_have_count(1)
    walked.evaluate(AGE, [60, ["ends"]])
    walked.goto("/field/")
    expect(walked.locator("[data-strip] strong")).to_have_text("1 väntar")
    expect(walked.locator("[data-round]")).to_have_count(0)
    walked.goto(street.page)
    expect(walked.get_by_role("heading", level=1)).to_have_text("Ingen täckning")


# A phone as the version before this one left it: everything in the open.
OLD = """async ([mine, theirs, round, door, pass]) => {
    const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    const opening = indexedDB.open('kokong-field', 1);
    opening.onupgradeneeded = () => {
        const db = opening.result;
        const outbox = db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
        outbox.createIndex('id', 'id', { unique: true });
        outbox.createIndex('user', 'user');
        outbox.createIndex('status', ['user', 'status']);
        db.createObjectStore('rounds', { keyPath: ['user', 'round.id'] });
        db.createObjectStore('facts');
    };
    const db = await asked(opening);
    const work = db.transaction(['outbox', 'rounds', 'facts'], 'readwrite');
    const entry = (user, name, outcome, status) => {
        const id = crypto.randomUUID();
        const at = new Date().toISOString(), settled = status === 'sent' ? Date.now() : null;
        const told = { id, kind: 'visit', door, pass: user === mine ? pass : '', at, outcome };
        const more = { round, address: 'Storgatan 5', status, message: '', settled };
        work.objectStore('outbox').add({ id, user, name, told, ...more });
    };
    entry(mine, 'Cilla Besökare', 'declined', 'waiting');
    entry(mine, 'Cilla Besökare', 'no_answer', 'sent');
    entry(theirs, 'Dag Besökare', 'card_left', 'waiting');
    work.objectStore('rounds').put({ user: mine, taken: 0, doors: [{ address: 'Storgatan 7' }],
        round: { id: round, expires: new Date(Date.now() + 86400000).toISOString() } });
    work.objectStore('facts').put(crypto.randomUUID(), 'device');
    await new Promise((done) => { work.oncomplete = done; });
    db.close();
}"""


@pytest.fixture
def old_phone(street: Street, open_phone: Open) -> Page:
    """Signed in as the visitor, on a phone with the layout before this one and two unsent records in it."""
    cast = street.site.cast
    page = open_phone()
    sign_in(page, cast.visitor, to="/account/")
    door: dict[str, Any] = page.evaluate(
        "(id) => fetch(`/field/api/rounds/${id}`).then((answer) => answer.json()).then((state) => state.doors[2])",
        street.round.id,
    )
    people = [cast.visitor.user_id, cast.partner.user_id]
    page.evaluate(OLD, [*people, street.round.id, door["id"], door["pass"]])
    return page


def test_a_phone_from_before_loses_nothing(street: Street, old_phone: Page) -> None:
    cast = street.site.cast
    old_phone.goto(street.page)
    until(old_phone, street.stored(1))
    assert [visit.outcome for visit in street.visits()] == ["declined"]
    expect(old_phone.locator("[data-notices]")).to_contain_text("1 uppgift från någon annan")
    assert "Storgatan 7" not in _old_part(old_phone), "its open rounds go at once"
    assert "Cilla" not in _old_part(old_phone)
    sign_out(old_phone)
    old_phone.wait_for_url("**/account/login/**")
    sign_in(old_phone, cast.partner, to="/field/")
    until(old_phone, street.stored(2))
    assert {visit.user_id for visit in street.visits()} == {cast.visitor.user_id, cast.partner.user_id}
    until(old_phone, lambda: _old_part(old_phone) == "")


def _old_part(page: Page) -> str:
    return "\n".join(line for line in dump(page).splitlines() if line.startswith("kokong-field"))


def test_a_phone_from_before_is_sealed_when_its_person_signs_out_at_once(street: Street, old_phone: Page) -> None:
    old_phone.context.route("**/field/api/outbox", _no_post)
    old_phone.goto("/account/logout/")
    old_phone.locator("main form button").click()
    old_phone.get_by_role("button", name="Logga ut ändå").click()
    old_phone.wait_for_url("**/account/login/**")
    found = dump(old_phone)
    assert "Cilla" not in found
    assert "Storgatan 7" not in found
    post_again(old_phone)
    sign_in(old_phone, street.site.cast.visitor, to="/field/")
    until(old_phone, street.stored(1))


# A sealed record as the version before wrote it, when there were only doors.
BEFORE = """async ([round, door]) => {
    const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    const { user, municipality, name, keys } = await fetch('/field/api/session').then((answer) => answer.json());
    const raw = Uint8Array.from(atob(keys[0]), (sign) => sign.charCodeAt(0));
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
    const opening = indexedDB.open('kokong-phone', 1);
    opening.onupgradeneeded = () => {
        const outbox = opening.result.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
        outbox.createIndex('id', 'id', { unique: true });
        outbox.createIndex('user', 'user');
        outbox.createIndex('status', ['user', 'status']);
        opening.result.createObjectStore('rounds', { keyPath: ['user', 'round'] });
        opening.result.createObjectStore('facts');
    };
    const db = await asked(opening);
    const id = crypto.randomUUID();
    const seal = async (told) => {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const how = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`told ${told.id}`) };
        const what = new TextEncoder().encode(JSON.stringify({ name, address: 'Storgatan 5', told }));
        return { iv, data: await crypto.subtle.encrypt(how, key, what) };
    };
    const at = new Date().toISOString();
    const visit = { id, kind: 'visit', door: door.id, pass: door.pass, at, outcome: 'talked' };
    const wish = { ...visit, id: crypto.randomUUID(), kind: 'follow_up', visit: id, follow_ups: ['kit'] };
    delete wish.outcome;
    const rows = [];
    for (const told of [visit, wish]) {
        const box = await seal(told);
        const row = { id: told.id, user, municipality, round, status: 'waiting', settled: null };
        rows.push({ ...row, told: box, note: null });
    }
    const work = db.transaction('outbox', 'readwrite');
    for (const row of rows) work.objectStore('outbox').add(row);
    await new Promise((done) => { work.oncomplete = done; });
    db.close();
    return id;
}"""


def test_what_the_version_before_left_unsent_is_sent_and_taken_once(street: Street, open_phone: Open) -> None:
    page = open_phone()
    sign_in(page, street.site.cast.visitor, to="/account/")
    door: dict[str, Any] = page.evaluate(
        "(id) => fetch(`/field/api/rounds/${id}`).then((answer) => answer.json()).then((state) => state.doors[2])",
        street.round.id,
    )
    sent = page.evaluate(BEFORE, [street.round.id, door])
    page.goto(street.page)
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    page.reload()
    page.locator(".kk-door").first.wait_for()
    (visit,) = street.visits()
    assert (str(visit.client_id), visit.outcome, visit.door_id) == (sent, "talked", door["id"])
    with street.site.cast.acting(street.site.cast.officer):
        assert list(FollowUp.objects.values_list("visit__client_id", "kind")) == [(visit.client_id, "kit")]
