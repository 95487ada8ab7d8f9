"""What one is told: on an open page at once, and chosen on a page of its own; in a real browser."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kokong.kernel import tenancy
from kokong.measures.cocoons import api as cocoons
from kokong.sending.models import Message, Preference, QuietHours
from tests.browser.conftest import Open, axe, sign_in
from tests.browser.street import Street, street, until
from tests.worker import run_jobs

__all__ = ["street"]

pytestmark = pytest.mark.browser


def test_a_notice_appears_on_an_open_page_at_once_and_is_put_away(street: Street, open_page: Open) -> None:
    cast = street.site.cast
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, cast.walker, to="/account/")
    notices = page.locator("#notices")
    expect(page.locator("#notices[data-shown]")).to_have_count(1)  # the stream has said: look
    expect(notices.get_by_text("Du har fått en runda")).to_have_count(0)
    with cast.acting(cast.coordinator):
        cocoons.assign_round(
            round_id=street.round.id, visitor_ids=[*street.round.visitor_ids, cast.walker.user_id]
        )
    run_jobs()
    expect(notices.get_by_text("Du har fått en runda")).to_be_visible()
    assert axe(page) == []
    mine = notices.locator("li").filter(has_text="Du har fått en runda")
    mine.get_by_role("button", name="Markera som läst").click()
    expect(notices.get_by_text("Du har fått en runda")).to_have_count(0)
    page.reload()
    expect(page.locator("#notices[data-shown]")).to_have_count(1)
    expect(notices.get_by_text("Du har fått en runda")).to_have_count(0)


def test_opening_what_a_notice_is_about_puts_it_away(street: Street, open_page: Open) -> None:
    cast = street.site.cast
    with cast.acting(cast.coordinator):
        cocoons.assign_round(
            round_id=street.round.id, visitor_ids=[*street.round.visitor_ids, cast.walker.user_id]
        )
    run_jobs()
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, cast.walker, to="/account/")
    mine = page.locator("#notices li").filter(has_text="Du har fått en runda")
    mine.get_by_role("link", name="Öppna").click()
    page.wait_for_url(re.compile(r"/field/rounds/\d+/"))

    def seen() -> bool:
        with tenancy.scope(municipality_id=cast.home.pk):
            return (
                Message.objects.get(kind="round.assigned", user_id=cast.walker.user_id, way="page").seen
                is not None
            )

    until(page, seen)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_what_one_is_told_is_chosen_by_a_click(street: Street, open_page: Open, width: int) -> None:
    cast = street.site.cast
    page = open_page(viewport={"width": width, "height": 900})
    sign_in(page, cast.visitor, to="/account/messages/")
    expect(page.get_by_role("heading", name="Vad jag får besked om", level=1)).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("checkbox", name="Du har fått en runda: Med e-post").uncheck()
    page.get_by_label("Tyst från").fill("22:00")
    page.get_by_label("till", exact=True).fill("06:30")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Sparat.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Du har fått en runda: Med e-post")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Du har fått en runda: På sidan")).to_be_checked()
    with cast.acting(cast.visitor):
        off = Preference.objects.filter(user_id=cast.visitor.user_id, on=False).values_list("kind", "way")
        assert set(off) == {("round.assigned", "email"), ("outreach.push", "push")}  # the other is off by itself
        assert QuietHours.objects.get(user_id=cast.visitor.user_id).ends.minute == 30


def test_a_browser_offers_to_show_notices(street: Street, open_page: Open) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, street.site.cast.visitor, to="/account/messages/")
    expect(page.get_by_role("button", name="Visa aviseringar på den här enheten")).to_be_visible()
    scope = page.evaluate(
        "async () => (await navigator.serviceWorker.getRegistration('/account/messages/'))?.scope"
    )
    assert scope == f"{street.site.url}/account/messages/"


def test_what_did_not_go_out_is_sent_again_or_left(street: Street, open_page: Open) -> None:
    cast, now = street.site.cast, timezone.now()
    with tenancy.scope(municipality_id=cast.home.pk):
        for number, state in enumerate(("failed", "perhaps")):
            Message.objects.create(
                kind="round.assigned", subject="round", subject_id=number, whom=f"user {cast.visitor.user_id}",
                way="email", user_id=cast.visitor.user_id, made=now, state=state, answer="550 5.1.1 unknown",
            )  # fmt: skip
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, cast.coordinator, to="/")
    section = page.get_by_role("region", name="Meddelanden som inte skickades")
    section.get_by_role("link").first.click()
    page.wait_for_url(re.compile("/account/messages/undelivered/"))
    assert axe(page) == []
    rows = page.locator(".kk-row")
    expect(rows).to_have_count(2)
    rows.filter(has_text="Kanske skickat").get_by_role("button", name="Lämna utan åtgärd").click()
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name="Skicka igen").click()
    expect(rows).to_have_count(0)
    with tenancy.scope(municipality_id=cast.home.pk):
        assert sorted(Message.objects.filter(way="email", made__gte=now).values_list("state", flat=True))[:1] == [
            "left"
        ]
