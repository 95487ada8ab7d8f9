"""Signing in, in a browser: the second step, sessions, and an attack that locks nobody out."""

import httpx
import pytest
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Page, expect

from kokong.people.signin import providers, second
from kokong.people.signin.mapping import Line
from kokong.people.signin.providers import Terms
from tests.browser.conftest import Open, Site, sign_in
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser


def ask_for_it(site: Site) -> None:
    with site.cast.acting(site.cast.coordinator):
        second.ask(second_step=True)


def with_a_key(page: Page) -> None:
    """Give the browser a key that confirms at once, as a computer with a finger reader does."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/account/login/**")


def test_an_officer_adds_a_passkey_and_signs_in_with_it_alone(site: Site, open_page: Open) -> None:
    ask_for_it(site)
    page = open_page()
    with_a_key(page)
    sign_in(page, site.cast.officer, to="/account/second-step/")
    page.goto("/burglaries/")
    expect(page).to_have_url(f"{site.url}/account/second-step/")
    page.get_by_role("link", name="Lägg till en passnyckel").click()
    page.get_by_label("Namn").fill("Tjänstedatorn")
    page.locator("input[type=checkbox]").check()  # also alone, without a password
    page.get_by_role("main").get_by_role("button", name="Lägg till").click()
    page.wait_for_url("**/recovery-codes/")
    expect(page.locator("pre")).to_contain_text("\n")
    page.get_by_role("link", name="Jag har skrivit ner dem").click()
    page.goto("/burglaries/")
    expect(page).to_have_url(f"{site.url}/burglaries/")
    sign_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Logga in med passnyckel").click()
    page.wait_for_url(f"{site.url}/")
    page.goto("/burglaries/")
    expect(page).to_have_url(f"{site.url}/burglaries/")


def test_a_coordinator_sets_up_codes_on_a_phone(site: Site, open_phone: Open) -> None:
    ask_for_it(site)
    page = open_phone()
    sign_in(page, site.cast.coordinator, to="/account/second-step/")
    page.get_by_role("link", name="Använd en app").click()
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("input[name=code]").fill(code(secret))
    page.press("input[name=code]", "Enter")
    page.wait_for_url("**/recovery-codes/")
    page.goto("/account/2fa/recovery-codes/generate/")
    page.get_by_role("main").get_by_role("button").last.click()  # a new set, since the first is lost
    page.wait_for_url("**/recovery-codes/")
    spare = page.locator("pre").inner_text().split()[0]
    sign_out(page)
    page.fill("input[name=login]", site.cast.coordinator.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/2fa/authenticate/**")
    page.locator("input[name=code]").fill(spare)
    page.press("input[name=code]", "Enter")
    page.wait_for_url(f"{site.url}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def code(secret: str) -> str:
    return str(auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()))))


def test_a_lost_phone_is_signed_out_from_the_desk(site: Site, open_page: Open, open_phone: Open) -> None:
    phone, desk = open_phone(), open_page()
    sign_in(phone, site.cast.coordinator)
    sign_in(desk, site.cast.coordinator)
    desk.goto("/account/")
    desk.get_by_role("link", name="Var du är inloggad").click()
    expect(desk.get_by_text("den här enheten")).to_have_count(1)
    expect(desk.locator(".kk-row")).to_have_count(2)
    desk.get_by_role("button", name="Logga ut alla andra enheter").click()
    expect(desk.get_by_text("1 annan enhet är utloggad.")).to_be_visible()
    expect(desk.locator(".kk-row")).to_have_count(1)
    phone.goto("/burglaries/")
    expect(phone).to_have_url(f"{site.url}/account/login/?next=/burglaries/")


def test_guessing_at_an_account_locks_nobody_out(site: Site, open_page: Open) -> None:
    """The attack that used to keep an officer from the desk: wrong passwords, from wherever."""
    owner, attacker, colleague = open_page(), open_page(quiet=True), open_page()
    sign_in(owner, site.cast.officer)
    sign_out(owner)
    address = reverse("account_login")
    for number in range(40):
        wrong = {"login": site.cast.officer.email, "password": f"wrong-{number}-password"}
        Client(REMOTE_ADDR=f"198.51.100.{number % 8}").post(address, wrong)
    for number in range(6):
        attacker.goto(address)
        attacker.fill("input[name=login]", site.cast.officer.email)
        attacker.fill("input[name=password]", f"another-{number}-password")
        attacker.press("input[name=password]", "Enter")
        attacker.wait_for_load_state()
    expect(attacker.get_by_role("heading", name="Vänta lite")).to_be_visible()
    sign_in(owner, site.cast.officer)
    sign_in(colleague, site.cast.coordinator)
    expect(owner.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the provider's own libraries
def test_a_municipality_signs_its_people_in(site: Site, open_page: Open) -> None:
    """At the provider's own page, and back, with the content policy of every page in force."""
    with run_server_in_thread() as running:
        url = f"http://localhost:{running.server_port}"
        httpx.put(f"{url}/users/ny", json={"email": "ny@havsvik.se", "name": "Ny Kollega", "groups": ["safety"]})
        lines = (Line("groups", "safety", "coordinator"),)
        providers.add_openid(
            key="havsvik", name="Havsviks kommun", issuer=url, client_id="kokong", secret="s", internal=True,
            terms=Terms(site.cast.home.pk, "municipality", ("havsvik.se",), lines, 8),
        )  # fmt: skip
        page = open_page()
        page.goto("/account/login/")
        page.get_by_role("link", name="Logga in via din arbetsgivare").click()
        page.get_by_label("Din e-postadress på jobbet").fill("ny@havsvik.se")
        page.get_by_role("button", name="Fortsätt").click()
        page.get_by_role("link", name="Havsviks kommun").click()
        page.wait_for_url(f"{url}/**")
        page.locator("input[name=sub]").first.fill("ny")
        page.locator("button[type=submit], input[type=submit]").first.click()
        page.wait_for_url(f"{site.url}/")
        expect(page.get_by_text("Ny Kollega").first).to_be_visible()
        page.goto("/burglaries/")
        expect(page).to_have_url(f"{site.url}/burglaries/")
