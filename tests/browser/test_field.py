"""A visitor with a phone in one hand: with a network, without one, and with a server that dies."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from kokong.field.models import Device
from kokong.measures.cocoons import api
from kokong.measures.cocoons.models import Door, FollowUp, Visit
from tests.browser.conftest import Open, Site, axe, lose_sign_in, sign_in
from tests.browser.street import SETTLING, Street, at_the_doors, fill_in, record, sign_out, street, until

__all__ = ["street"]

pytestmark = pytest.mark.browser


def test_five_doors_without_a_network_reach_the_server_once(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.context.set_offline(True)
    page.reload()
    page.locator("[data-next]").click()
    for outcome in ("talked", "no_answer", "card_left", "declined", "talked"):
        record(page, outcome)
    expect(page.locator("[data-strip] strong")).to_have_text("5 väntar")
    page.reload()
    expect(page.locator("[data-strip] strong")).to_have_text("5 väntar")
    assert street.visits() == []
    page.context.set_offline(False)
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    assert [visit.outcome for visit in street.visits()].count("talked") == 2
    assert len(street.visits()) == 5
    page.reload()
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    assert len(street.visits()) == 5
    assert len({visit.door_id for visit in street.visits()}) == 5


def test_a_server_that_dies_and_comes_back(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    street.site.stop()
    page.goto("/field/")
    expect(page.get_by_role("heading", name="Runda")).to_be_visible()
    page.goto(street.page)
    page.locator("[data-next]").click()
    record(page, "talked")
    page.locator('[data-sheet] [data-wish="kit"]').click()
    expect(page.locator("[data-strip] strong")).to_have_text("2 väntar")
    page.goto("/field/rounds/987654/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingen täckning")
    street.site.start()
    page.goto(street.page)
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    with street.site.cast.acting(street.site.cast.officer):
        (wish,) = FollowUp.objects.all()
        assert wish.kind == "kit"
        assert wish.visit is not None
        assert wish.visit.outcome == "talked"


def test_a_browser_killed_halfway_loses_nothing(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.context.set_offline(True)
    page.locator("[data-next]").click()
    record(page, "talked")
    killed = page.context.new_page()
    page.close(run_before_unload=False)
    killed.goto(street.page)
    expect(killed.locator("[data-strip] strong")).to_have_text("1 väntar")
    killed.context.set_offline(False)
    until(killed, street.stored(1))


def test_two_tabs_send_each_record_once(street: Street, open_phone: Open) -> None:
    first = at_the_doors(street, open_phone(), street.site.cast.visitor)
    second = first.context.new_page()
    second.goto(street.page)
    posted: list[str] = []
    first.context.on(
        "request", lambda r: posted.extend(e["id"] for e in json.loads(r.post_data or "{}").get("events", []))
        if r.url.endswith("/field/api/outbox") else None,
    )  # fmt: skip
    first.context.set_offline(True)
    first.locator("[data-next]").click()
    for outcome in ("talked", "declined", "card_left"):
        record(first, outcome)
    expect(second.locator("[data-strip] strong")).to_have_text("3 väntar")
    posted.clear()
    first.context.set_offline(False)
    until(first, street.stored(3))
    expect(second.locator("[data-strip] strong")).to_have_text("Allt skickat")
    ids = {str(visit.client_id) for visit in street.visits()}
    assert sorted(each for each in posted if each in ids) == sorted(ids)


def test_a_claim_shows_on_the_colleagues_phone(street: Street, open_phone: Open) -> None:
    cast = street.site.cast
    mine = at_the_doors(street, open_phone(), cast.visitor)
    theirs = at_the_doors(street, open_phone(), cast.partner)
    door = mine.locator("[data-next]").get_attribute("data-next")
    row = theirs.locator(f'[data-door="{door}"] .kk-door__line')
    mine.locator("[data-next]").click()
    expect(row).to_contain_text("Cilla Besökare är här")
    record(mine, "declined")
    expect(row).to_contain_text("Tackade nej")
    expect(theirs.locator("[data-next]")).not_to_have_attribute("data-next", str(door))


def test_both_recorded_something_and_both_are_kept(street: Street, open_phone: Open) -> None:
    cast = street.site.cast
    mine = at_the_doors(street, open_phone(), cast.visitor)
    theirs = at_the_doors(street, open_phone(), cast.partner)
    door = mine.locator("[data-next]").get_attribute("data-next")
    mine.context.set_offline(True)
    mine.locator("[data-next]").click()
    record(mine, "talked")
    theirs.locator(f'[data-door="{door}"] .kk-door__head').click()
    record(theirs, "no_answer")
    until(theirs, street.stored(1))
    mine.context.set_offline(False)
    until(mine, street.stored(2))
    expect(mine.locator("[data-notices]")).to_contain_text("Dag Besökare har också registrerat: ingen svarade")
    mine.get_by_role("button", name="Jag förstår").click()
    expect(mine.locator("[data-notices] .kk-notice")).to_have_count(0)


def test_signing_out_waits_for_what_is_unsent(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.context.set_offline(True)
    page.locator("[data-next]").click()
    record(page, "talked")
    sign_out(page)
    expect(page.locator("dialog[data-unsent]")).to_contain_text("1 uppgift på telefonen är inte skickad än")
    page.get_by_role("button", name="Fortsätt vara inloggad").click()
    page.context.set_offline(False)
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    sign_out(page)
    page.wait_for_url("**/account/login/**")
    assert page.evaluate("caches.has('kokong-pages')") is False
    assert len(street.visits()) == 1


def test_signing_out_waits_on_every_page_of_the_site(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.context.route("**/field/api/outbox", lambda route: route.abort())
    page.locator("[data-next]").click()
    record(page, "talked")
    expect(page.locator("[data-strip] strong")).to_have_text("1 väntar")
    page.goto("/account/logout/")
    page.locator("main form button").click()
    expect(page.locator("dialog[data-unsent]")).to_be_visible()
    page.context.unroute("**/field/api/outbox")
    page.goto("/field/")
    until(page, street.stored(1))


def test_an_expired_sign_in_keeps_the_records_and_sends_them_after_signing_in_again(
    street: Street, open_phone: Open
) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.context.set_offline(True)
    page.locator("[data-next]").click()
    record(page, "talked")
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect(page.locator("[data-notices]")).to_contain_text("Din inloggning har gått ut")
    assert street.visits() == []
    page.get_by_role("link", name="Logga in").click()
    fill_in(page, street.site.cast.visitor)
    page.wait_for_url(f"**{street.page}")
    until(page, street.stored(1))


def test_another_person_on_the_same_phone_never_sends_the_first_ones_records(
    street: Street, open_phone: Open
) -> None:
    cast = street.site.cast
    page = at_the_doors(street, open_phone(), cast.visitor)
    page.context.set_offline(True)
    page.locator("[data-next]").click()
    record(page, "talked")
    page.context.clear_cookies()
    page.goto("about:blank")
    page.context.set_offline(False)
    sign_in(page, cast.partner, to="/field/")
    expect(page.locator("[data-notices]")).to_contain_text("1 uppgift från någon annan väntar på att skickas")
    page.wait_for_timeout(1_500)
    assert street.visits() == []
    lose_sign_in(page)
    sign_in(page, cast.visitor, to="/field/")
    until(page, street.stored(1))
    assert street.visits()[0].user_id == cast.visitor.user_id


def test_a_page_left_open_by_somebody_else_becomes_mine(street: Street, open_phone: Open) -> None:
    cast = street.site.cast
    theirs = at_the_doors(street, open_phone(), cast.visitor)
    mine = theirs.context.new_page()
    theirs.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    sign_in(mine, cast.partner, to="/field/")
    theirs.bring_to_front()
    expect(theirs.locator(".kk-menu strong")).to_have_text(cast.partner.name)


def test_a_full_phone_says_that_nothing_was_recorded(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(quiet=True), street.site.cast.visitor)
    full = "throw new DOMException('full', 'QuotaExceededError')"
    page.evaluate(f"() => {{ IDBObjectStore.prototype.add = () => {{ {full}; }}; }}")
    page.locator("[data-next]").click()
    record(page, "talked")
    expect(page.get_by_role("alert")).to_contain_text("Det gick inte att spara på telefonen")
    expect(page.locator('[data-standing="done"]')).to_have_count(0)


def test_undo_at_once_and_later_from_the_card(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    door = page.locator("[data-next]").get_attribute("data-next")
    page.locator("[data-next]").click()
    record(page, "declined")
    page.locator('[data-focus="sheet-undo"]').click()
    expect(page.locator(f'[data-door="{door}"]')).to_have_attribute("data-standing", "open")
    record(page, "talked")
    page.locator(f'[data-door="{door}"] .kk-door__head').click()
    page.locator(f'[data-door="{door}"] [data-focus="undo"]').click()
    expect(page.locator(f'[data-door="{door}"]')).to_have_attribute("data-standing", "open")
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    with street.site.cast.acting(street.site.cast.officer):
        until(page, lambda: Visit.objects.exclude(undoes=None).count() == 2)
        assert Door.objects.get(pk=str(door)).outcome == ""


def test_a_wish_touched_by_mistake_is_taken_back(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.locator("[data-next]").click()
    record(page, "talked")
    for wish in ("kit", "sign", "kit"):
        page.locator(f'[data-sheet] [data-wish="{wish}"]').click()
    expect(page.locator('[data-sheet] [data-wish="kit"]')).to_have_attribute("aria-pressed", "false")

    def wishes() -> list[str]:
        with street.site.cast.acting(street.site.cast.officer):
            return list(FollowUp.objects.values_list("kind", flat=True))

    until(page, lambda: wishes() != [])
    assert wishes() == ["sign"]


def test_come_back_asks_for_a_time(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.locator("[data-next]").click()
    page.locator('[data-outcome="come_back"]').click()
    page.locator('[data-time="tomorrow"]').click()
    until(page, street.stored(1))
    (visit,) = street.visits()
    assert visit.come_back_at is not None
    local = timezone.localtime(visit.come_back_at)
    assert (local.hour, local.minute) == (17, 0)
    assert local.date() == timezone.localtime().date() + timedelta(days=1)


def test_a_building_closes_when_every_flat_is_marked(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    building = page.locator('[data-group^="building Kyrkgatan 3 A"]')
    building.locator(".kk-door__head").first.click()
    for _ in range(4):  # the next flat opens by itself
        record(page, "card_left")
    expect(building).to_have_attribute("data-closed", "")
    expect(building.locator("h2")).to_contain_text("klart")


def test_taking_a_free_round(site: Site, street: Street, open_phone: Open) -> None:
    with site.cast.acting(site.cast.officer):
        free = api.create_round(cocoon_id=street.round.cocoon_id, title="Ledig runda", now=timezone.now())
    page = open_phone()
    sign_in(page, site.cast.partner, to="/field/")
    page.get_by_role("button", name="Ta den här rundan").click()
    page.wait_for_url(f"**/field/rounds/{free.id}/")
    other = open_phone(quiet=True)
    sign_in(other, site.cast.visitor, to="/field/")
    expect(other.get_by_role("button", name="Ta den här rundan")).to_have_count(0)


def test_the_map_runs_only_when_somebody_asks_for_it(street: Street, open_phone: Open) -> None:
    page = open_phone(quiet=True)
    at_the_doors(street, page, street.site.cast.visitor)
    expect(page.locator("[data-strip]")).to_contain_text("kartan sparad")
    assert page.evaluate("customElements.get('kk-map') === undefined"), "kept, and not run"
    page.get_by_role("button", name="Karta").click()
    page.locator("kk-map").wait_for()
    page.locator("kk-map > *").first.wait_for()
    whole = """() => {
        const foot = (e) => e.getBoundingClientRect().bottom, place = document.querySelector('.kk-map-place');
        return [...document.querySelectorAll('kk-map > *')].every((part) => foot(part) <= foot(place));
    }"""
    assert page.evaluate(whole), "its foot says who made the ground"


def test_where_one_is_shows_on_the_map_when_asked_for_and_is_told_to_nobody(
    street: Street, open_phone: Open
) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 56.123457, "longitude": 16.765432, "accuracy": 40})
    page.get_by_role("button", name="Karta").click()
    told: list[str] = []
    page.on("request", lambda request: told.append(f"{request.url} {request.post_data or ''}"))
    button = page.get_by_role("button", name="Visa var jag är")
    expect(page.locator(".maplibregl-user-location-dot")).to_have_count(0)
    button.click()
    page.locator(".maplibregl-user-location-dot").wait_for(state="attached")
    page.locator(".maplibregl-user-location-accuracy-circle").wait_for(state="attached")
    page.locator("[data-next]").click()
    record(page, "talked")
    until(page, street.stored(1))
    assert [line for line in told if "123457" in line or "765432" in line] == []


def test_a_tap_meant_for_the_door_before_counts_once(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.locator("[data-next]").click()
    page.locator('[data-open] [data-outcome="talked"]').dblclick()
    until(page, street.stored(1))
    page.wait_for_timeout(1_000)
    assert len(street.visits()) == 1


def test_what_the_server_refuses_stays_until_it_is_read(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.context.set_offline(True)
    page.clock.set_system_time("2019-05-03T12:00:00Z")
    page.locator("[data-next]").click()
    record(page, "talked")
    page.clock.set_system_time(timezone.now())
    page.context.set_offline(False)
    expect(page.locator(".kk-notice")).to_contain_text("Telefonens klocka visade 3 maj 2019")
    page.reload()
    page.get_by_role("button", name="Jag förstår").click()
    expect(page.locator(".kk-notice")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-strip] strong")).to_have_text("Allt skickat")
    expect(page.locator(".kk-notice")).to_have_count(0)


def test_the_desk_hears_of_the_phone(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)

    def devices() -> list[Device]:
        with street.site.cast.acting(street.site.cast.officer):
            return list(Device.objects.all())

    until(page, lambda: len(devices()) == 1)
    (device,) = devices()
    assert device.waiting == 0
    assert device.user_id == street.site.cast.visitor.user_id


@pytest.mark.parametrize(("locale", "scheme"), [("sv-SE", "light"), ("en-GB", "dark")])
def test_axe_finds_nothing(street: Street, open_phone: Open, locale: str, scheme: str) -> None:
    page = open_phone(locale=locale, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, street.site.cast.visitor, to="/field/")
    assert axe(page) == []
    page.goto(street.page)
    page.locator("[data-next]").click()
    assert axe(page) == []
    record(page, "talked")
    assert axe(page) == []
    page.locator('[data-outcome="come_back"]').click()
    assert axe(page) == []
    page.goto("/field/offline/")
    assert axe(page) == []


def test_everything_to_touch_is_at_least_48_pixels(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.locator("[data-next]").click()
    record(page, "talked")
    small = page.evaluate(
        """() => [...document.querySelectorAll('main button, main summary, [data-sheet] button, .kk-phone__top a')]
            .filter((e) => e.checkVisibility())
            .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 48 || box.width < 48)
            .map(([html, box]) => `${box.width}x${box.height} ${html}`)"""
    )
    assert small == []


def test_one_hand_and_a_keyboard(street: Street, open_phone: Open) -> None:
    page = at_the_doors(street, open_phone(), street.site.cast.visitor)
    page.locator("[data-next]").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(SETTLING)
    focused = page.evaluate("document.activeElement.closest('[data-door]').dataset.standing")
    assert focused == "open"
    page.locator('[data-open] [data-outcome="declined"]').focus()
    page.keyboard.press("Enter")
    until(page, street.stored(1))
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    page.wait_for_timeout(1_700)
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true", "a poll took the focus"


def test_small(street: Street, open_phone: Open, capsys: pytest.CaptureFixture[str]) -> None:
    """At most 200 kB over the wire without the map. How soon it is usable, `benchmarks/start.py` measures."""
    page = open_phone()
    sign_in(page, street.site.cast.visitor, to="/account/")
    page.context.clear_cookies(name="none")
    page.goto(street.page)
    page.locator("[data-next]").wait_for()
    parts = page.evaluate(
        """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
            .filter(({ name }) => !['/api/', '/map', '/tiles/'].some((part) => name.includes(part)))
            .map((e) => [new URL(e.name).pathname, e.encodedBodySize])"""
    )
    total = sum(size for _, size in parts)
    with capsys.disabled():
        print(f"\nphone page: {total / 1000:.0f} kB over the wire")
        for path, size in sorted(parts, key=lambda part: -part[1]):
            print(f"  {size / 1000:6.1f} kB  {path}")
    assert total <= 200_000
