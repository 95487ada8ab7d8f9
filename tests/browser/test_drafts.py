"""A form never loses what was typed: signed out, offline, refused, failed, or closed; and nobody else sees it."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from kokong.incidents import api as incidents
from kokong.kernel import bodies
from kokong.people.api import Actor
from kokong.places import api as places
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.cast import PASSWORD
from tests.places.extract import street_of_houses

pytestmark = pytest.mark.browser

REPORT = "/burglaries/report/"
CASE_NUMBER = "5000-K4711-26"
VICTIM = "Tove, 070-174 06 05, helst kvällar"
DRAFTS = "() => Object.keys(localStorage).filter((name) => name.startsWith('kokong-draft-')).length"
WATCHED = "() => document.documentElement.dataset.drafts === 'watched'"


@pytest.fixture
def town(site: Site, tmp_path: Path) -> Site:
    """Storgatan 1–20 at home."""
    with site.cast.acting(site.cast.coordinator):
        places.import_places(path=street_of_houses(20).write(tmp_path / "town.osm.pbf"))
    return site


def typing(page: Page, actor: Actor) -> None:
    """An officer has written a report, and has not saved it."""
    sign_in(page, actor, to=REPORT)
    page.wait_for_function(WATCHED)
    fill(page)


def fill(page: Page) -> None:
    day = timezone.localdate().replace(day=1).isoformat()
    page.get_by_role("combobox", name="Adress").fill("Storgatan 13, Havsvik")
    for name in ("earliest", "latest"):
        page.fill(f'[name="{name}_0"]', day)
        page.fill(f'[name="{name}_1"]', "00:10")
    page.get_by_label("Försök").check()
    page.fill('[name="case_number"]', CASE_NUMBER)
    page.fill('[name="contact"]', VICTIM)


def as_typed(page: Page) -> None:
    """All of it is there, and the page says so."""
    expect(page.locator('[name="contact"]')).to_have_value(VICTIM)
    expect(page.locator('[name="case_number"]')).to_have_value(CASE_NUMBER)
    expect(page.get_by_role("combobox", name="Adress")).to_have_value("Storgatan 13, Havsvik")
    expect(page.get_by_label("Försök")).to_be_checked()


def save(page: Page) -> None:
    page.get_by_role("button", name="Spara som utkast").click()


def saved(page: Page, site: Site) -> None:
    """It has arrived, once; and the browser has let it go."""
    page.wait_for_url("**/burglary/*/")
    assert page.evaluate(DRAFTS) == 0
    with site.cast.acting(site.cast.officer):
        (found,) = incidents.burglaries(states=("draft",))
        part = incidents.police_part(burglary_id=found.id, purpose=incidents.Purpose("correct"))
    assert part is not None
    assert (part.contact, found.completed) == (VICTIM, False)


def signed_out_by_the_server() -> None:
    Session.objects.all().delete()


def test_signed_out_one_signs_in_beside_the_form_and_it_goes_on(town: Site, open_page: Open) -> None:
    page = open_page()
    typing(page, town.cast.officer)
    signed_out_by_the_server()
    save(page)
    dialog = page.get_by_role("dialog", name="Du har loggats ut")
    expect(dialog).to_be_visible()
    assert axe(page) == []
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Logga in igen").click()
    enter(opened.value, town.cast.officer)
    saved(page, town)
    assert page.context.pages == [page], "the page for signing in closes itself"


def enter(page: Page, actor: Actor) -> None:
    page.fill('input[name="login"]', actor.email)
    page.fill('input[name="password"]', PASSWORD)
    page.locator('form:has(input[name="password"]) button').first.click()


def test_somebody_else_who_signs_in_beside_it_ends_the_page(town: Site, open_page: Open) -> None:
    page = open_page()
    typing(page, town.cast.officer)
    signed_out_by_the_server()
    save(page)
    with page.context.expect_page() as opened:
        page.get_by_role("dialog").get_by_role("link", name="Logga in igen").click()
    enter(opened.value, town.cast.coordinator)
    page.wait_for_url(f"{town.url}/")
    expect(page.locator("body")).not_to_contain_text("Tove")


def test_without_a_connection_it_waits_and_goes_on(town: Site, open_page: Open) -> None:
    page = open_page()
    typing(page, town.cast.officer)
    page.context.set_offline(True)
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Det saknas uppkoppling")
    as_typed(page)
    page.context.set_offline(False)
    saved(page, town)


@pytest.mark.parametrize("what", [413, 500])
def test_after_a_page_that_failed_it_is_there(
    town: Site, open_page: Open, monkeypatch: pytest.MonkeyPatch, what: int
) -> None:
    page = open_page(quiet=True)
    typing(page, town.cast.officer)
    with monkeypatch.context() as broken:
        if what == 413:
            broken.setattr(bodies, "ORDINARY", 100)
        else:
            broken.setattr(incidents, "report", fails)
        with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            save(page)
        assert answered.value.status == what
        page.get_by_role("link", name="Tillbaka till det du skrev").click()
    page.wait_for_url(f"**{REPORT}")
    expect(page.get_by_role("status").filter(has_text="är tillbaka")).to_be_visible()
    as_typed(page)
    assert axe(page) == []
    save(page)
    saved(page, town)


def fails(**_given: Any) -> None:
    raise RuntimeError("The disk is full.")


def test_a_closed_page_opens_as_it_was_left(town: Site, open_page: Open) -> None:
    page = open_page()
    typing(page, town.cast.officer)
    page.wait_for_function(DRAFTS)
    again = reopened(page)
    as_typed(again)
    again.get_by_role("button", name="Börja om").click()
    expect(again.locator('[name="contact"]')).to_have_value("")
    assert again.evaluate(DRAFTS) == 0
    again = reopened(again)
    expect(again.locator('[name="contact"]')).to_have_value("")


def reopened(page: Page) -> Page:
    context: BrowserContext = page.context
    page.close()
    again = context.new_page()
    again.goto(REPORT)
    again.wait_for_function(WATCHED)
    return again


def test_another_person_on_the_same_browser_sees_nothing_of_it(town: Site, open_page: Open) -> None:
    page = open_page()
    typing(page, town.cast.officer)
    page.wait_for_function(DRAFTS)
    kept = page.evaluate("() => JSON.stringify({...localStorage})")
    assert "Tove" not in kept
    assert REPORT not in kept
    page.context.clear_cookies()
    sign_in(page, town.cast.coordinator, to=REPORT)
    page.wait_for_function(WATCHED)
    expect(page.get_by_role("combobox", name="Adress")).to_have_value("")
    expect(page.locator("main")).not_to_contain_text("är tillbaka")
    page.context.clear_cookies()
    sign_in(page, town.cast.officer, to=REPORT)
    as_typed(page)


def test_what_was_wrong_is_said_and_nothing_is_typed_twice(town: Site, open_page: Open) -> None:
    page = open_page()
    typing(page, town.cast.officer)
    page.get_by_role("combobox", name="Adress").fill("Ingenstans 99")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        save(page)
    assert answered.value.status == 422
    page.wait_for_function(WATCHED)
    expect(page.locator('[name="contact"]')).to_have_value(VICTIM)
    expect(page.locator("main")).not_to_contain_text("är tillbaka")
    page.get_by_role("combobox", name="Adress").fill("Storgatan 13, Havsvik")
    save(page)
    saved(page, town)


def test_secrets_are_never_among_it(town: Site, open_page: Open) -> None:
    page = open_page()
    page.context.route(f"**{REPORT}", with_secrets)
    sign_in(page, town.cast.officer)
    page.goto(REPORT)
    page.wait_for_function(WATCHED)
    fill(page)
    page.fill('[name="pin"]', "4711")
    page.fill('[name="key"]', "000102030405")
    page.wait_for_function(DRAFTS)
    again = reopened(page)
    as_typed(again)
    for name in ("pin", "key"):
        expect(again.locator(f'[name="{name}"]')).to_have_value("")


def with_secrets(route: Route) -> None:
    """The page as it is, with a password and a key to type in as well."""
    answer = route.fetch()
    form = 'method="post" novalidate>'
    fields = '<input type="password" name="pin" aria-label="pin"><input data-secret name="key" aria-label="key">'
    route.fulfill(response=answer, body=answer.text().replace(form, form + fields))
