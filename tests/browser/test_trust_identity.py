"""Who somebody is, tried on the running site: nobody becomes what they were not proven to be."""

import re

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from kokong.kernel import installation
from kokong.people import api as people
from kokong.people.models import User
from tests.browser.conftest import Open, Site, axe, sign_in
from tests.cast import PASSWORD
from tests.everything import build_everything
from tests.worker import run_jobs

pytestmark = pytest.mark.browser

COLLEAGUE = "kollega@polisen.example"


def sent(what: str, *, to: str) -> str:
    """Where the last letter to an address leads, on this site."""
    run_jobs()
    letter = next(one for one in reversed(mail.outbox) if one.to == [to])
    found = re.search(re.escape(installation.current().url) + rf"(/account/{what}/\S+)", str(letter.body))
    assert found
    return found[1]


def invite(page: Page, *, email: str, name: str, role: str | None) -> None:
    page.goto("/account/people/")
    page.get_by_role("textbox", name="E-mail address").fill(email)
    page.get_by_label("Name", exact=True).fill(name)
    if role is not None:
        page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("is being sent an invitation")).to_be_visible()


def show_oneself(page: Page) -> None:
    page.fill('input[name="password"]', PASSWORD)
    page.locator("main form:has(input[name='password']) button").first.click()


def burglaries(context: BrowserContext) -> int:
    """How many the API shows to whoever is signed in."""
    answer = context.request.get("/api/v1/burglaries/")
    return len(answer.json()["items"]) if answer.ok else 0


def choose_password(page: Page) -> None:
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Accept and begin").click()


def test_a_visitor_of_another_municipality_becomes_no_officer_here(site: Site, open_page: Open) -> None:
    """The attack: name the address of an officer's colleague, unproven, and wait for the invitation."""
    build_everything(site.cast)
    attacker = open_page(locale="en-GB")
    sign_in(attacker, site.cast.stranger, to="/account/")
    gone = attacker.goto("/account/email/")
    assert gone is not None
    assert gone.status == 404
    attacker.goto("/account/address/")
    show_oneself(attacker)
    attacker.wait_for_url("**/account/address/")
    attacker.get_by_label("New e-mail address").fill(COLLEAGUE)
    attacker.get_by_role("button", name="Send the e-mail").click()
    expect(attacker.get_by_text("An e-mail is on its way")).to_be_visible()
    officer = open_page(locale="en-GB")
    sign_in(officer, site.cast.officer, to="/account/")
    invite(officer, email=COLLEAGUE, name="Kim Kollega", role="Police officer")
    address = sent("invitation", to=COLLEAGUE)
    assert burglaries(attacker.context) == 0
    attacker.goto(address)  # even with the link, which they have not: they are somebody else
    expect(attacker.get_by_text("You are signed in as")).to_be_visible()
    colleague = open_page(locale="en-GB")
    colleague.goto(address)
    expect(colleague.get_by_text("Police officer")).to_be_visible()
    choose_password(colleague)
    colleague.wait_for_url("**/")
    assert burglaries(colleague.context) == 1
    assert burglaries(attacker.context) == 0
    attacker.goto("/account/")
    expect(attacker.get_by_text("Norrsund").first).to_be_visible()
    expect(attacker.get_by_text("Havsvik")).to_have_count(0)
    assert User.objects.get(pk=site.cast.stranger.user_id).email == site.cast.stranger.email
    with site.cast.acting(site.cast.officer):
        named = {p.name for p in people.people(roles=frozenset({"officer"}))}
    assert named == {"Alva Polis", "Kim Kollega"}


def test_somebody_with_an_account_accepts_under_their_own_name(site: Site, open_page: Open) -> None:
    host = open_page(locale="en-GB")
    sign_in(host, site.cast.stranger, to="/account/")
    invite(host, email=site.cast.visitor.email, name="Cilla hos oss", role="Coordinator")
    address = sent("invitation", to=site.cast.visitor.email)
    guest = open_page(locale="en-GB", viewport={"width": 390, "height": 844})
    sign_in(guest, site.cast.partner, to="/account/")
    guest.goto(address)
    guest.get_by_role("button", name="Sign out").click()
    guest.wait_for_url(f"**{address}")
    guest.get_by_role("link", name="Sign in", exact=True).click()
    guest.fill('input[name="login"]', site.cast.visitor.email)
    show_oneself(guest)
    guest.wait_for_url(f"**{address}")
    expect(guest.get_by_text("Norrsund")).to_be_visible()
    expect(guest.get_by_text("Hugo Grannkommun")).to_be_visible()
    assert axe(guest) == []
    guest.get_by_role("button", name="Accept").click()
    expect(guest.get_by_text("You work in Norrsund now")).to_be_visible()
    guest.goto("/account/municipality/")
    guest.get_by_role("button", name="Havsvik").click()
    expect(guest.get_by_role("heading", name="My rounds")).to_be_visible()
    guest.goto("/account/")
    expect(guest.get_by_label("Name")).to_have_value("Cilla Besökare")
    host.goto("/account/people/")
    expect(host.get_by_role("link", name="Cilla hos oss")).to_be_visible()
    expect(host.get_by_text("Cilla Besökare")).to_have_count(0)


def test_a_person_of_two_municipalities_chooses_and_is_remembered(site: Site, open_page: Open) -> None:
    page = open_page(locale="en-GB")
    sign_in(page, site.cast.commuter, to="/account/")
    expect(page.locator(".kk-top__place")).to_contain_text("Field visitor")
    refused = page.goto("/cocoons/")
    assert refused is not None
    assert refused.status == 403
    expect(page.get_by_text("You are Field visitor in Havsvik")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Change municipality").click()
    page.get_by_role("button", name="Norrsund").click()
    expect(page.locator(".kk-top__place")).to_contain_text("Coordinator")
    page.goto("/account/tokens/new/")
    show_oneself(page)
    page.wait_for_url("**/account/tokens/new/")
    page.get_by_label("Name").fill("QGIS")
    page.get_by_role("button", name="Make").click()
    expect(page.locator("main code").first).to_be_visible()
    page.goto("/account/logout/")
    page.locator("main form button").click()
    page.wait_for_url("**/account/login/**")
    sign_in(page, site.cast.commuter, to="/account/")
    expect(page.locator(".kk-top__place")).to_contain_text("Coordinator")


def test_an_address_changes_with_its_letter_alone(site: Site, open_page: Open) -> None:
    page = open_page(locale="en-GB")
    sign_in(page, site.cast.commuter, to="/account/")
    page.get_by_role("link", name="Change address").click()
    show_oneself(page)
    page.get_by_label("New e-mail address").fill("karl@nytt.example")
    page.get_by_role("button", name="Send the e-mail").click()
    expect(page.get_by_text("An e-mail is on its way")).to_be_visible()
    page.goto("/account/")
    expect(page.locator(".kk-lead")).to_have_text(site.cast.commuter.email)
    page.goto(sent("address", to="karl@nytt.example"))
    assert axe(page) == []
    page.get_by_role("button", name="Change address").click()
    expect(page.get_by_text("From now on you sign in with karl@nytt.example")).to_be_visible()
    run_jobs()
    assert mail.outbox[-1].to == [site.cast.commuter.email]


def test_roles_are_given_and_ended_on_the_page_of_people(site: Site, open_page: Open) -> None:
    page = open_page(locale="en-GB")
    sign_in(page, site.cast.coordinator, to="/account/")
    page.goto("/account/people/")
    page.get_by_role("link", name="Cilla Besökare").click()
    page.get_by_label("Role", exact=True).select_option(label="Auditor")
    page.get_by_label("Last day").fill("2099-12-31")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text("until 31 December 2099")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="End Auditor").click()
    expect(page.get_by_text("until 31 December 2099")).to_have_count(0)
