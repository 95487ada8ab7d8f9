"""Every page of the site under axe-core, in both languages, on a desk's screen and on a phone's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from playwright.sync_api import Page, expect

from kokong.incidents.importing.importer import BURGLARIES
from kokong.intake import api as imports
from kokong.intake.addresses import work as addresses
from kokong.kernel import tenancy
from kokong.measures.alarms import api as alarms
from kokong.people import api as people
from kokong.people.models import RightsLink, User
from kokong.people.rights import asking
from tests.addresses import ADDRESSES, ANYBODY, OUTSIDE, patterns
from tests.browser.conftest import Open, Site, axe, lose_sign_in, sign_in
from tests.cast import PASSWORD
from tests.everything import Everything, build_everything, trust, trust_owner
from tests.worker import run_jobs

pytestmark = [pytest.mark.browser, pytest.mark.long]
WIDE: Final = {"width": 1280, "height": 900}
NARROW: Final = {"width": 390, "height": 844}
DRAWN: Final = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
DOUBLED: Final = """() => {
  const root = document.documentElement;
  root.style.fontSize = "200%";
  const needed = document.scrollingElement.scrollWidth;
  root.style.fontSize = "";
  return needed;
}"""
VISITORS: Final = (  # the first who may
    "coordinator", "officer", "visitor", "auditor", "alarm_operator", "contact_person",
    "owner_representative",
)  # fmt: skip

# Pages that lead on to another, which is visited in its own name.
LEAD_ON: Final = {
    "account_set_password": "for accounts without a password alone",
    "mfa_generate_recovery_codes": "once there are codes, it shows them",
    "cooperation:plan-now": "leads to the plan that holds, or to the list",
    "cooperation:plan-task": "leads to what the task is about",
    "cooperation:wheel-task": "leads to what the task is about",
    "cocoons:cocoon": "leads to the page of the burglary",
    "practice:drill": "leads to the page that begins one",
    "people:rights-by-link": "says that the link is none, with an error's status; the real one is asked elsewhere",
    "people:rights-file-by-link": "says that the link is none, with an error's status",
    "people:address-proof": "says that the link is none, with an error's status; the real one is asked elsewhere",
    "walks-public:answer": "says that the link is none, with an error's status",
    "walks-public:answer-one": "says that the link is none, with an error's status",
    "walks-public:confirm": "says that the link is none, with an error's status",
    "marking-public:used": "says that the link is none, with an error's status",
    "outreach:confirm": "says that the link is none, with an error's status",
    "outreach:mine": "says that the link is none, with an error's status",
    "watch:own": "leads to the only group that somebody looks after",
    "watch:accept": "says that the link is none, with an error's status",
    "watch:alert-answer": "says that the link is none, with an error's status",
    "watch:mine": "says that the link is none, with an error's status",
    "homecheck:mine": "says that the link is none, with an error's status; the real one is asked elsewhere",
    "homecheck:plan": "says that the link is none, with an error's status",
    "homecheck:holder": "says that the link is none, with an error's status",
    "homecheck:household": "says that the link is none, with an error's status",
    "texts:own": "leads to the text that stands instead of the article already",
    "public:old-site": "leads to the site's own address",
    "public:old": "leads to the page's own address",
}
# Pages of people who have a second step of signing in, visited once it is there.
SECOND_STEP: Final = {
    "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_remove_webauthn",
    "mfa_edit_webauthn", "mfa_authenticate",
}  # fmt: skip


@dataclass
class Walk:
    """One walk through the pages; `found` says what axe-core holds against which.

    axe-core looks in the first width (the Swedish walk's is a desk's, the English one's a phone's), which is most
    of what a look costs; that nothing is wider than the window is asked in each, of the public
    site with letters of twice their size, too.
    """

    page: Page
    widths: tuple[dict[str, int], ...]
    found: dict[str, list[str]] = field(default_factory=dict)

    def look(self, name: str, url: str, *, status: int = 200, leads_on: bool = False) -> None:
        """Open a page and look at it in every width."""
        answer = self.page.goto(url)
        assert answer is not None, name
        assert answer.status == status, (name, answer.status)
        assert leads_on or self.page.url.endswith(url), f"{name} leads to {self.page.url}"
        self.here(name)

    def here(self, name: str) -> None:
        """Look at the page that is open."""
        for width in self.widths:
            self.page.set_viewport_size(width)  # type: ignore[arg-type]
            self.page.evaluate(DRAWN)
            wrong = self._wide(width["width"]) + (axe(self.page) if width is self.widths[0] else [])
            if wrong:
                self.found[f"{name} at {width['width']}"] = wrong

    def _wide(self, width: int) -> list[str]:
        needed = self.page.evaluate("document.scrollingElement.scrollWidth")
        doubled = self.page.evaluate(DOUBLED) if "/k/" in self.page.url else 0
        wrong = [f"needs {needed} pixels"] if needed > width else []
        return wrong + ([f"needs {doubled} pixels at 200 % text"] if doubled > width else [])


@pytest.fixture
def everything(site: Site) -> Everything:
    """One of each thing, and of each kind of file two of the coordinator's: one to begin with, one taken in."""
    made = build_everything(site.cast)
    register = b"Gata;Nummer;E;N\nStorgatan;1;584000;6280000\nStorgatan;Ingen;584000;6280000"
    file = b"Adress;Tid\nStorgatan 3;2025-01-01\nIngenstans 1;2025-01-01\n"
    with site.cast.acting(site.cast.coordinator):
        begun, taken = (
            imports.upload(importer=BURGLARIES, content=file, name="inbrott.csv", now=made.now) for _ in range(2)
        )
        imports.start(batch_id=taken.pk, mapping={"address": "Adress", "when": "Tid"})
        homes = addresses.upload(content=register, name="adresser.csv", now=made.now)
        chosen = addresses.of_batch(homes)
        looked = addresses.look(homes, chosen)
        addresses.start(batch_id=homes.pk, chosen=chosen, looked=looked, now=made.now)
    run_jobs()
    made.ids.update(batch_id=begun.pk, taken=taken.pk, homes_taken=homes.pk)
    return made


def pages(fits: Callable[[str], bool]) -> Iterator[str]:
    """Names of pages, each to be looked at once; a page that nobody looks at is a new pattern without a line."""
    for name, address in ADDRESSES.items():
        if address.kind == "page" and name not in LEAD_ON and fits(name):
            yield name


def who_looks(name: str) -> str:
    """Who opens a page."""
    return next(who for who in VISITORS if ADDRESSES[name].may(who))


def test_every_pattern_is_a_page_or_said_to_be_none() -> None:
    assert set(patterns()) == set(ADDRESSES)
    assert set(LEAD_ON) | SECOND_STEP <= {name for name, address in ADDRESSES.items() if address.kind == "page"}


LOOKS: Final[dict[str, Any]] = {
    "sv-SE": {"widths": (WIDE, NARROW), "color_scheme": "light"},
    "en-GB": {"widths": (NARROW,), "color_scheme": "dark"},
}


@pytest.fixture(params=list(LOOKS))
def walk(request: pytest.FixtureRequest, open_page: Open) -> Iterator[Callable[[], Walk]]:
    """Begin a walk in a browser of its own. Swedish in daylight, English in the dark; ends with what was found."""
    look, begun = LOOKS[request.param], list[Walk]()

    def begin() -> Walk:
        page = open_page(locale=request.param, color_scheme=look["color_scheme"], reduced_motion="reduce")
        begun.append(Walk(page, look["widths"]))
        return begun[-1]

    yield begin
    assert {name: wrong for each in begun for name, wrong in each.found.items()} == {}


def test_the_api_describes_itself_under_the_security_policy(open_page: Open) -> None:
    page = open_page(locale="en-GB")
    page.goto("/api/v1/docs")
    expect(page.get_by_text("List burglaries")).to_be_visible()


@pytest.mark.parametrize("who", VISITORS)
def test_pages_of_the_work(walk: Callable[[], Walk], everything: Everything, who: str) -> None:
    through = walk()
    if who == "contact_person":
        trust(everything)
    if who == "owner_representative":
        trust_owner(everything)
    sign_in(through.page, getattr(everything.cast, who), to="/account/")
    if who == "coordinator":  # a new access token asks once more who one is
        through.page.goto("/account/reauthenticate/?next=/account/")
        submit_password(through.page)
        through.page.wait_for_url("**/account/")
    taken = {
        "intake:progress": {"batch_id": everything.ids["taken"]},
        "intake:addresses-progress": {"addresses_id": everything.ids["homes_taken"]},
    }
    for name in pages(lambda name: name not in OUTSIDE and who_looks(name) == who):
        through.look(name, everything.url(name, **taken.get(name, {})))
    if who == "coordinator":
        through.look("report", "/burglaries/report/")
        with through.page.expect_navigation():
            through.page.locator("main form.kk-form button").first.click()
        through.here("a form that was refused")
        through.look("not found", "/burglary/987654/", status=404)
    if who == "visitor":
        through.look("not allowed", "/cocoons/", status=403)


CENTRES_PAGES: Final = ("alarms:console", "alarms:alarm", "alarms:accounts", "alarms:account", "alarms:letter")


def test_pages_of_a_centre_that_serves_several_municipalities(
    walk: Callable[[], Walk], everything: Everything
) -> None:
    with tenancy.scope(municipality_id=None, authority="system"):
        centre = alarms.make_centre(name="Larmcentral Syd")
        siv = people.sign_in(email="siv@syd.example", name="Siv Syd")
        alarms.add_operator(centre_id=centre, user_id=siv, name="Siv Syd")
    user = User.objects.get(pk=siv)
    user.set_password(PASSWORD)
    user.save()
    with everything.cast.acting(everything.cast.coordinator):
        home = alarms.enrol(account="5001", centre_id=centre, now=everything.now)
    with tenancy.scope(municipality_id=None, authority="receiver"):
        alarms.report(account_id=home.id, data="Nri1/BA3", at=everything.now)
    alarms.raise_pending(now=everything.now)
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=siv):
        (alarm,) = alarms.queue()
    through = walk()
    sign_in(through.page, replace(everything.cast.alarm_operator, email="siv@syd.example"), to="/alarms/")
    for name in CENTRES_PAGES:
        through.look(name, everything.url(name, account_id=home.id, alarm_id=alarm.id))


def test_pages_for_anybody(walk: Callable[[], Walk], everything: Everything) -> None:
    through = walk()
    user = User.objects.get(pk=everything.ids["user_id"])
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    for name in pages(lambda name: ADDRESSES[name].who == ANYBODY and name not in SECOND_STEP):
        if name == "account_logout":
            continue  # for those who are signed in
        through.look(name, everything.url(name))
    through.look("account_reset_password_from_key", everything.url("account_reset_password_from_key", **key),
                 leads_on=True)  # fmt: skip
    with tenancy.scope(municipality_id=everything.cast.home.pk, authority="municipality"):
        link = RightsLink.objects.create(email=everything.cast.coordinator.email, asked=everything.now)
    mine = "people:rights-by-link"
    through.look(mine, everything.url(mine, secret=asking.secret_of(link)))


def test_pages_of_ones_own_account(walk: Callable[[], Walk], everything: Everything) -> None:
    through, actor = walk(), everything.cast.coordinator
    sign_in(through.page, actor, to="/account/")
    through.look("account_reauthenticate", "/account/reauthenticate/?next=/account/2fa/")
    submit_password(through.page)
    through.page.wait_for_url("**/account/2fa/")
    mine = ["account_logout", *pages(lambda name: name in OUTSIDE and ADDRESSES[name].who != ANYBODY)]
    for name in (name for name in mine if name not in SECOND_STEP):
        through.look(name, everything.url(name))
    user = User.objects.get(pk=actor.user_id)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    passkey = add_passkey(through.page, user)
    for name in SECOND_STEP - {"mfa_authenticate"}:
        through.look(name, everything.url(name, pk=passkey.pk))
    for name in ("mfa_index", "mfa_list_webauthn"):
        through.look(f"{name} with a second step", everything.url(name))
    lose_sign_in(through.page)
    through.page.goto("/account/login/")
    through.page.fill('input[name="login"]', actor.email)
    submit_password(through.page)
    through.page.wait_for_url("**/2fa/authenticate/")
    through.here("mfa_authenticate")
    lose_sign_in(through.page)
    through.page.goto("/account/login/")
    through.page.locator("#passkey_login").click()
    expect(through.page.locator(".kk-menu strong")).to_have_text(actor.name)


def add_passkey(page: Page, user: User) -> Authenticator:
    """Add a passkey through its page, with an authenticator that Chromium plays."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/account/2fa/webauthn/add/")
    page.fill('input[name="name"]', "Telefonen")
    page.check('input[name="passwordless"]')
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    return Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN)


def submit_password(page: Page) -> None:
    page.fill('input[name="password"]', PASSWORD)
    page.locator('form:has(input[name="password"]) button').first.click()
