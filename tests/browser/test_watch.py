"""A watch group's life: begun by a resident, trained by an officer, told of a burglary, left by oneself."""

import os
import re
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.incidents import api as incidents
from kokong.kernel import documents, installation, tenancy
from kokong.meetings.models import Meeting
from kokong.places.models import Dwelling
from kokong.public import api as public
from kokong.sending.digests import gathering
from kokong.sending.models import Collected
from tests.browser.conftest import PHONE, Open, Site, axe, sign_in
from tests.cast import Cast
from tests.places.town import add_row_of_houses
from tests.worker import run_jobs

pytestmark = pytest.mark.browser
DESK = {"viewport": {"width": 1280, "height": 900}}
RESIDENT, NEIGHBOUR = "rut@granne.example", "nils@granne.example"


@dataclass
class Street:
    """Twelve homes of one street without a group, whoever looks at them, and what the poster's code says."""

    cast: Cast
    homes: list[Dwelling]
    desk: Page
    rut: Page
    codes: list[str]


@pytest.fixture
def street(site: Site, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Street:
    with site.cast.acting(site.cast.coordinator) as actor:
        homes = add_row_of_houses(12, street="Almvägen")
        public.publish(name="watch", user_id=actor.user_id, now=timezone.now())
    here, codes = installation.current(), list[str]()
    monkeypatch.setattr(installation, "current", lambda: replace(here, url=site.url))
    real = documents.code

    def code(link: str) -> str:
        codes.append(link)
        return real(link)

    monkeypatch.setattr(documents, "code", code)
    desk, rut = open_page(locale="en-GB", **DESK), open_page(locale="en-GB", **PHONE)
    sign_in(desk, site.cast.coordinator)
    return Street(site.cast, homes, desk, rut, codes)


def fits(page: Page, name: str) -> None:
    """Nothing against it, and no scrolling sideways."""
    assert axe(page) == [], name
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/watch-{name}-{width}.png", full_page=True)


def letter(to: str, path: str) -> str:
    """The link of the last letter to somebody that leads to such a page."""
    run_jobs()
    found = [re.search(rf"https?://[^/]+({path}\S+)", str(each.body)) for each in mail.outbox if each.to == [to]]
    link = next(each for each in reversed(found) if each)
    return str(link[1])


def joins(page: Page, number: int, name: str, email: str) -> None:
    """Filled in, and agreed to in the letter."""
    page.get_by_label("Your address", exact=True).fill(f"Almvägen {number}")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label(re.compile("by e-mail")).check()
    fits(page, "join")
    page.get_by_role("button", name="Join, or start a group").click()
    expect(page.get_by_role("heading", name="Look in your mail")).to_be_visible()
    page.goto(letter(email, "/watch/accept/"))
    fits(page, "accept")
    page.get_by_role("button", name="Yes, I join").click()
    expect(page.get_by_text("You are a member now.")).to_be_visible()


def test_a_group_begins_learns_grows_is_told_of_a_burglary_and_loses_a_member(
    street: Street, open_page: Open
) -> None:
    begun_by_a_resident(street)
    a_speaker_offers_a_time(street, open_page)
    booked_and_trained(street)
    active(street)
    a_neighbour_joins_by_the_code(street, open_page)


def begun_by_a_resident(street: Street) -> None:
    """From the public page, where there is no group yet."""
    page = street.rut
    page.goto("/k/havsvik/watch/")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Neighbourhood watch")
    fits(page, "public")
    page.get_by_role("link", name="Find, join or start a group").click()
    page.get_by_label("Your address", exact=True).fill("Almvägen 3")
    page.get_by_role("button", name="Is there a group here?").click()
    expect(page.get_by_text("You can start one.")).to_be_visible()
    joins(page, 3, "Rut Rask", RESIDENT)


def a_speaker_offers_a_time(street: Street, open_page: Open) -> None:
    """A crime-scene officer, who is of the police, next week."""
    page, day = open_page(locale="en-GB", **DESK), timezone.localdate() + timedelta(days=7)
    sign_in(page, street.cast.officer, to="/meetings/speakers/")
    page.get_by_label("What about").fill("Vad en brottsplats berättar")
    page.get_by_label("Day").fill(day.isoformat())
    page.get_by_label("Begins at").fill("18:30")
    fits(page, "speakers")
    page.get_by_role("button", name="Offer the time").click()
    expect(page.get_by_text("Whoever plans a meeting within that time may book you.")).to_be_visible()


def booked_and_trained(street: Street) -> None:
    """By the coordinator; a week later its minutes are sent."""
    page = street.desk
    page.goto("/watch/")
    fits(page, "groups")
    page.get_by_role("link", name="Almvägen", exact=True).click()
    fits(page, "interest")
    page.get_by_role("link", name="Book the start meeting").click()
    page.get_by_label(re.compile("Alva Polis · Vad en brottsplats")).check()
    page.get_by_label("A crime-scene officer").check()
    page.get_by_label("Where you meet").fill("Berga skola")
    fits(page, "start-meeting")
    page.get_by_role("button", name="Book and invite").click()
    expect(page.get_by_text("Booked. The speaker and whoever has joined are told.")).to_be_visible()
    assert letter(RESIDENT, "/m/")
    with street.cast.acting(street.cast.coordinator):
        Meeting.objects.update(begins=timezone.now() - timedelta(hours=2))  # the week has passed
    page.reload()
    page.get_by_role("button", name="It was held").click()
    page.get_by_role("link", name="Write the minutes").click()
    page.get_by_label("What was said").fill("Lås, ljus och grannar som ser.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Send the minutes").click()
    expect(page.get_by_text("The minutes are on their way.")).to_be_visible()
    run_jobs()


def active(street: Street) -> None:
    """Once somebody looks after it."""
    page = street.desk
    page.goto("/watch/")
    page.get_by_role("link", name="Almvägen", exact=True).click()
    expect(page.get_by_text("Trained", exact=True).first).to_be_visible()
    fits(page, "trained")
    page.get_by_role("link", name="The roster").click()
    page.get_by_role("link", name="Almvägen 3").click()
    page.get_by_label("Task of Rut Rask").select_option("contact")
    page.get_by_role("button", name="Save the task").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Roster")
    fits(page, "roster")
    page.get_by_role("link", name="Almvägen", exact=True).click()
    page.get_by_role("button", name="The group is active").click()
    expect(page.get_by_text("Signs may be ordered.")).to_be_visible()
    fits(page, "active")
    page.request.get(str(page.get_by_role("link", name="Poster with a code").get_attribute("href")))


def a_neighbour_joins_by_the_code(street: Street, open_page: Open) -> None:
    """The poster's code, told of a burglary, answered, and gone again."""
    page = open_page(locale="en-GB", **PHONE)
    (link,) = street.codes
    page.goto(link.removeprefix(installation.current().url))
    expect(page.get_by_role("heading", name="Join Almvägen")).to_be_visible()
    joins(page, 5, "Nils Nyström", NEIGHBOUR)
    told_of_a_burglary(street, open_page)
    answers(street, page)
    leaves(street, page)


def told_of_a_burglary(street: Street, open_page: Open) -> None:
    """An officer sends what a confirmed burglary proposes; it can wait for the digest."""
    now = timezone.now()
    with street.cast.acting(street.cast.officer):
        told = incidents.report(
            dwelling_id=street.homes[8].pk, earliest=now - timedelta(hours=9), latest=now - timedelta(hours=7),
            source="form", now=now,
        )  # fmt: skip
        incidents.confirm(burglary_id=told.id, now=now)
    run_jobs()
    mail.outbox.clear()
    page = open_page(locale="en-GB", **DESK)
    sign_in(page, street.cast.officer, to="/watch/alerts/")
    page.get_by_role("link", name=re.compile("Inbrott i")).click()
    page.get_by_role("button", name="Send it", exact=True).click()
    expect(page.get_by_text("The alert is on its way.")).to_be_visible()
    run_jobs()
    assert mail.outbox == []
    with street.cast.acting(street.cast.coordinator):
        Collected.objects.update(due=timezone.now())
    with tenancy.scope(municipality_id=street.cast.home.pk):
        gathering.gather(now=timezone.now())
    run_jobs()
    assert sorted(each.to[0] for each in mail.outbox) == [NEIGHBOUR, RESIDENT]
    assert all("Almvägen 9" not in str(each.body) for each in mail.outbox)
    street.desk.goto(page.url)


def answers(street: Street, page: Page) -> None:
    """By the link in the letter, and is answered."""
    page.goto(letter(NEIGHBOUR, "/watch/alerts/answer/"))
    page.get_by_label("What you have seen").fill("En vit skåpbil stod länge vid vändplatsen.")
    fits(page, "answer")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    desk = street.desk
    desk.reload()
    desk.get_by_label("Your answer").fill("Tack, en patrull tittar dit.")
    desk.get_by_role("button", name="Answer", exact=True).click()
    expect(desk.get_by_text("The answer is on its way.")).to_be_visible()
    run_jobs()
    assert "en patrull tittar dit" in str(mail.outbox[-1].body)


def leaves(street: Street, page: Page) -> None:
    """By a link to what is theirs, sent anew."""
    page.goto(f"/watch/join/{street.cast.home.code}/link/")
    page.get_by_label("Your e-mail address").fill(NEIGHBOUR)
    fits(page, "link")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="Look in your mail")).to_be_visible()
    page.goto(letter(NEIGHBOUR, "/watch/mine/"))
    fits(page, "mine")
    page.get_by_role("button", name="Leave, and remove what is written of me").click()
    page.get_by_role("dialog").get_by_role("button", name="Leave, and remove").click()
    expect(page.get_by_role("heading", name="You have left")).to_be_visible()
