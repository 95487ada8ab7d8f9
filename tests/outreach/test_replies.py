"""What people write back lies in one inbox with a clock; it is taken, answered by mail, and forgotten in time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.testing import InMemoryConnector

from kokong.kernel import audit, tenancy
from kokong.kernel.moves import MoveRefused
from kokong.ledger import api as ledger
from kokong.measures.outreach import api, costs, models, moving, rules, today
from kokong.measures.outreach.replies import inbox
from kokong.sending import api as sending
from kokong.sending import reporting
from kokong.sending.models import Message
from tests.cast import Cast
from tests.keeping import rule
from tests.outreach.conftest import DARK, NOW, Desk
from tests.outreach.test_newsletter import NORA, subscribed
from tests.sending.test_answers import OURS, PLAIN
from tests.worker import run_here, run_jobs

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("got", "due"),
    [
        (datetime(2026, 11, 30, 8, tzinfo=UTC), datetime(2026, 12, 3, 23, tzinfo=UTC)),  # a Monday
        (datetime(2026, 11, 26, 8, tzinfo=UTC), datetime(2026, 12, 1, 23, tzinfo=UTC)),  # a Thursday
        (datetime(2026, 11, 28, 8, tzinfo=UTC), datetime(2026, 12, 2, 23, tzinfo=UTC)),  # a Saturday
        (datetime(2026, 3, 26, 8, tzinfo=UTC), datetime(2026, 3, 31, 22, tzinfo=UTC)),  # the clock is put forward
    ],
)
def test_it_is_due_at_the_end_of_the_third_working_day(got: datetime, due: datetime) -> None:
    assert rules.reply_due(got, zone=STOCKHOLM) == due


def out(desk: Desk, **words: Any) -> api.Campaign:
    """A newsletter that its readers have."""
    last = timezone.localdate() + timedelta(days=30)
    found = desk.plan(replace(DARK, channels=("email",), **words), ends=last, both=False)
    now = timezone.now()
    desk.act(found, "schedule", now=now)
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        moving.tick(campaign_id=found.id, now=now)
    run_jobs()
    return found


def arrives(number: str, own: str = "a1", signed: str = "") -> Any:
    """A gateway hands over a letter that answers one of ours."""
    letter = PLAIN.replace(OURS, number).replace("<a1@", f"<{own}@").encode()
    proof = signed or reporting.sign(letter, gateway="post", at=int(timezone.now().timestamp()))
    headers = {reporting.HEADER: proof}
    return Client().post(reverse("bounces", args=["post"]), letter, content_type="message/rfc822", headers=headers)


def number_of(desk: Desk, kind: str) -> str:
    return str(desk.reading(lambda: Message.objects.get(kind=kind).message_id))


def test_a_reply_is_heard_once_taken_answered_and_may_be_answered_again(committed_cast: Cast) -> None:
    desk = Desk(committed_cast)
    subscribed(desk, NORA)
    found = out(desk)
    number = number_of(desk, "outreach.newsletter")
    assert arrives(number, signed="t=1,v1=0").status_code == 403
    assert arrives("<1.99999.0123456789abcdef@havsvik.example>").json() == {"read": 1, "written": 0}
    for _twice in range(2):
        assert arrives(number).json() == {"read": 1, "written": 1}
    (heard,) = desk.reading(inbox.replies)
    assert (heard.campaign_id, heard.channel, heard.email) == (found.id, "email", NORA)
    assert heard.text == "Vilken timer ska jag köpa?"

    browser = desk.cast.client(desk.cast.coordinator)
    assert "Sv: Lys upp hemmet" in browser.get(reverse("outreach:replies")).content.decode()
    page = reverse("outreach:reply", args=[heard.id])
    assert "Send the answer" not in browser.get(page).content.decode(), "who answers has taken it"
    browser.post(reverse("outreach:reply-act", args=[heard.id, "take"]))
    assert browser.post(page, {"text": " "}).status_code == 422
    mail.outbox.clear()
    done = browser.post(page, {"text": "En vanlig räcker."}, follow=True).content.decode()
    assert "on its way" in done
    run_jobs()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([NORA], "Sv: Lys upp hemmet")
    assert str(letter.body).startswith("En vanlig räcker.")
    arrives(number_of(desk, "outreach.answer"), own="a2")
    assert [each.state for each in desk.reading(inbox.replies)] == ["open"]
    assert "2 replies" in browser.get(reverse("outreach:campaign", args=[found.id])).content.decode()


def kept(desk: Desk) -> int:
    found, due = desk.plan(), NOW + timedelta(days=3)
    row = desk.reading(
        lambda: models.Reply.objects.create(
            campaign_id=found.id, channel="email", key="k", email=NORA, title="Hej", text="?", got=NOW, due=due
        )
    )
    return int(row.pk)


def test_two_who_take_it_at_once_are_told_and_nothing_is_sent_twice(desk: Desk, outbox: InMemoryConnector) -> None:
    number = kept(desk)
    with desk.cast.acting(desk.cast.coordinator):
        with pytest.raises(MoveRefused):
            inbox.answer(reply_id=number, text="Ja.", now=NOW)
        inbox.act(reply_id=number, action="take", now=NOW)
        with pytest.raises(MoveRefused):
            inbox.act(reply_id=number, action="take", now=NOW)
        inbox.answer(reply_id=number, text="Ja.", now=NOW)
        with pytest.raises(MoveRefused):
            inbox.answer(reply_id=number, text="Nej.", now=NOW)
        assert inbox.replies(states=("answered",))[0].answer == "Ja."
        assert Message.objects.filter(kind="outreach.answer").count() == 1


def test_what_is_late_stands_on_today_and_the_reading_in_the_log(desk: Desk) -> None:
    kept(desk)
    with desk.cast.acting(desk.cast.coordinator) as actor:
        early = today.day(actor=actor, now=NOW).sections[0]
        late = today.day(actor=actor, now=NOW + timedelta(days=4)).sections[0]
        assert [(each.lines[0].warning, each.total) for each in (early, late)] == [(False, 1), (True, 1)]
        inbox.replies()
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        assert "reply.read" in [each.action for each in audit.entries(limit=5)]


def test_the_police_and_others_see_no_reply(desk: Desk) -> None:
    number = kept(desk)
    with desk.cast.acting(desk.cast.officer):
        assert inbox.replies() == ()
        with pytest.raises(api.Missing):
            inbox.act(reply_id=number, action="take", now=NOW)
    assert desk.cast.client(desk.cast.officer).get(reverse("outreach:replies")).status_code == 403
    stranger = desk.cast.client(desk.cast.stranger)
    assert stranger.get(reverse("outreach:reply", args=[number])).status_code == 404


def test_words_and_address_go_after_a_year_and_the_count_stays(desk: Desk) -> None:
    number = kept(desk)
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        assert rule("replies to letters").apply(NOW + timedelta(days=1), False) == 1
    row = desk.reading(lambda: models.Reply.objects.get(pk=number))
    assert (row.email, row.text, row.title, row.taken_by) == ("", "", "", None)
    assert desk.reading(inbox.counted) == {row.campaign_id: 1}


def test_sheets_and_hours_cost_what_the_municipality_says(desk: Desk, outbox: InMemoryConnector) -> None:
    browser = desk.cast.client(desk.cast.coordinator)
    assert browser.post(reverse("outreach:prices"), {"sheet": "-1"}).status_code == 422
    browser.post(reverse("outreach:prices"), {"sheet": "1.5", "hour": "400"})
    plan = desk.plan(replace(DARK, channels=("print", "hand")), budget=2_000, both=False)
    found = desk.tick(desk.act(plan, "schedule"), NOW)
    run_here(outbox)
    decide = reverse("outreach:decide", args=[found.id, "print", "posted"])
    assert "Write numbers" in browser.post(decide, {"copies": "many"}, follow=True).content.decode()
    browser.post(decide, {"copies": "200", "hours": "2.5"})
    part = desk.reading(api.part, campaign_id=found.id, channel="print")
    assert (part.delivered, part.cost, part.hours) == (200, Decimal(300), Decimal("2.5"))
    told = costs.spent([part], costs.Prices(Decimal("1.5"), Decimal(400)), budget=2_000)
    assert (told.kronor, told.left) == (Decimal(1_300), Decimal(700))
    shown = browser.get(reverse("outreach:campaign", args=[found.id])).content.decode()
    assert "1,300 kr" in shown
    assert "700 kr of the budget left" in shown
    run_here(outbox)
    (given,) = desk.reading(ledger.deliveries, measure="campaign")
    assert (given.outcome, given.reach, given.cost) == ("print", 200, Decimal(300))
    assert given.hours == Decimal("2.5")


def test_a_reply_to_what_is_none_of_ours_is_left_alone(desk: Desk) -> None:
    written = sending.Answer(("<nonsense>", "<1.2.zz@x>"), "<a@b>", NORA, "", "")
    assert not sending.answered(written=written, now=NOW)
