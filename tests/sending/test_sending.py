"""A message goes out once, in its reader's language, where they want it, and what became of it is written down."""

import re
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import requests
import urllib3
from django.core import mail
from django.utils import timezone

import kokong
from kokong.kernel import events, installation, tenancy
from kokong.people import api as people
from kokong.people.accounts import keep_language
from kokong.people.members import end_membership
from kokong.sending import api, choices, delivery, gateways, rules
from kokong.sending.channels import _WAYS, push
from kokong.sending.channels.values import Nobody
from kokong.sending.models import Gateway, Message, Preference, QuietHours
from tests.cast import Cast
from tests.sending.conftest import GREETING, LATER, Post, due_now
from tests.worker import run_jobs

pytestmark = pytest.mark.usefixtures("kind")
BECAUSE = ("round", 7)
SOURCE: Final = Path(kokong.__file__).parent


def hello(cast: Cast, to: api.To | None = None, **more: Any) -> tuple[int, ...]:
    with tenancy.scope(municipality_id=cast.home.pk):
        told: dict[str, Any] = {"kind": "test.hello", "because": BECAUSE, "now": timezone.now()} | more
        return api.send(to=to or api.To(user_id=cast.visitor.user_id), **told)


def states(cast: Cast) -> dict[str, str]:
    with tenancy.scope(municipality_id=cast.home.pk):
        return dict(Message.objects.values_list("way", "state"))


def row(cast: Cast, way: str = "email") -> Message:
    with tenancy.scope(municipality_id=cast.home.pk):
        return Message.objects.get(way=way)


@pytest.mark.parametrize("kind", [{"twice": True}], indirect=True)
def test_what_is_cut_off_each_time_is_sent_again_later_and_later_and_not_for_ever(
    cast: Cast, kind: api.Kind
) -> None:
    hello(cast)
    now, waits = timezone.now(), list[float]()
    for attempts in range(1, kind.again.attempts + 1):
        with tenancy.scope(municipality_id=cast.home.pk):
            Message.objects.filter(way="email").update(state="sending", attempts=attempts, next_try=None)
            delivery.lose(Message.objects.get(way="email"), now)
        found = row(cast)
        if found.next_try is not None:
            waits.append((found.next_try - now).total_seconds())
    assert waits[0] == 0
    assert waits[-1] > 20 * waits[1] > 0
    assert len(waits) == kind.again.attempts - 1
    assert row(cast).state == "perhaps"


def test_told_twice_it_is_sent_once(committed_cast: Cast) -> None:
    cast = committed_cast
    assert len(hello(cast)) == 3
    assert hello(cast) == ()
    run_jobs()
    assert hello(cast) == ()
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == [cast.visitor.email]
    assert letter.extra_headers["Message-ID"] == row(cast).message_id
    assert states(cast) == {"page": "sent", "email": "sent", "push": "withheld"}
    assert len(hello(cast, turn="again")) == 3


def test_it_is_written_in_the_readers_language_at_the_moment_of_sending(committed_cast: Cast) -> None:
    cast = committed_cast
    hello(cast)
    with cast.acting(cast.visitor):
        keep_language(user_id=cast.visitor.user_id, language="en")
    hello(cast, api.To(user_id=cast.partner.user_id))
    run_jobs()
    written = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert written == {cast.visitor.email: "Today", cast.partner.email: "I dag"}


def test_the_next_municipality_sees_nothing_of_it(committed_cast: Cast) -> None:
    hello(committed_cast)
    number = row(committed_cast).pk
    with committed_cast.acting(committed_cast.stranger):
        assert not Message.objects.exists()
        with pytest.raises(api.MessageMissing):
            api.send_again(message_id=number, now=timezone.now())


def test_whoever_switched_it_off_meanwhile_does_not_get_it(committed_cast: Cast) -> None:
    cast = committed_cast
    hello(cast)
    with cast.acting(cast.visitor):
        choices.choose(actor=cast.visitor, on=frozenset({("test.hello", "page")}), quiet=(None, None))
    run_jobs()
    assert mail.outbox == []
    assert (row(cast).state, row(cast).answer) == ("withheld", "off")


def test_whoever_left_meanwhile_does_not_get_it(committed_cast: Cast) -> None:
    cast = committed_cast
    hello(cast)
    with tenancy.scope(municipality_id=cast.home.pk):
        end_membership(user_id=cast.visitor.user_id)
    run_jobs()
    assert mail.outbox == []
    assert (row(cast).state, row(cast).answer) == ("withheld", "gone")


@pytest.mark.parametrize("kind", [{"consent": "test.letters"}], indirect=True)
def test_consent_is_asked_at_the_moment_of_sending(committed_cast: Cast) -> None:
    cast, household = committed_cast, ("household", 12)
    to = api.To(email="hem@hem.example", known_as="household 12")
    with tenancy.scope(municipality_id=cast.home.pk):
        given = {"subject": household, "purpose": "test.letters", "text": "Ja", "now": timezone.now()}
        people.consent.given(channel="paper", **given)  # type: ignore[arg-type]
    hello(cast, to)
    hello(cast, to, because=("round", 8))
    with tenancy.scope(municipality_id=cast.home.pk):
        first, second = Message.objects.order_by("pk")
    delivery.deliver(municipality_id=cast.home.pk, message_id=first.pk, job=None)
    with tenancy.scope(municipality_id=cast.home.pk):
        people.consent.withdraw(
            subject=household, purpose="test.letters", channel="phone", now=timezone.now() + timedelta(seconds=1)
        )
    delivery.deliver(municipality_id=cast.home.pk, message_id=second.pk, job=None)
    assert len(mail.outbox) == 1
    with tenancy.scope(municipality_id=cast.home.pk):
        assert [each.state for each in Message.objects.order_by("pk")] == ["sent", "withheld"]


def test_quiet_hours_hold_a_letter_back_and_it_goes_when_they_are_over(committed_cast: Cast) -> None:
    cast, local = committed_cast, timezone.localtime()
    begins, ends = (local - timedelta(hours=1)).time(), (local + timedelta(hours=1)).time()
    with cast.acting(cast.visitor):
        QuietHours.objects.create(user_id=cast.visitor.user_id, begins=begins, ends=ends)
    hello(cast)
    run_jobs()
    assert mail.outbox == []
    waiting = row(cast)
    assert (waiting.state, waiting.attempts) == ("waiting", 0)
    assert waiting.next_try is not None
    assert waiting.next_try > timezone.now()
    assert states(cast)["page"] == "sent"  # a page makes no sound
    with cast.acting(cast.visitor):
        QuietHours.objects.all().delete()
    due_now()
    run_jobs()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("kind", [{"compose": lambda due, now: None}], indirect=True)
def test_what_is_over_is_not_said(committed_cast: Cast) -> None:
    hello(committed_cast)
    run_jobs()
    assert mail.outbox == []
    assert (row(committed_cast).state, row(committed_cast).answer) == ("withheld", "over")


def test_an_address_that_is_refused_has_failed_for_good_and_who_can_mend_it_is_told(
    committed_cast: Cast, post: Post
) -> None:
    cast = committed_cast
    post.answers[cast.visitor.email] = "550 5.1.1 <cilla@9901.example> no such user"
    hello(cast)
    run_jobs()
    failed = row(cast)
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert failed.answer.startswith("550")
    assert cast.visitor.email not in failed.answer
    page = cast.client(cast.coordinator).get("/")
    assert "Hello" in page.content.decode()
    assert cast.client(cast.visitor).get("/account/messages/undelivered/").status_code == 403
    with tenancy.scope(municipality_id=cast.home.pk):
        assert not Gateway.objects.filter(refusals__gt=0).exists()


def test_a_person_sends_it_again_once_the_address_is_right(committed_cast: Cast, post: Post) -> None:
    cast = committed_cast
    post.answers[cast.visitor.email] = "550 no"
    hello(cast)
    run_jobs()
    post.answers.clear()
    desk = cast.client(cast.coordinator)
    (line,) = desk.get("/account/messages/undelivered/").context["lines"]
    assert line["who"] == cast.visitor.name
    assert desk.post(f"/account/messages/undelivered/{line['message'].id}/again/").status_code == 302
    run_jobs()
    assert len(post.taken) == 1
    assert row(cast).state == "sent"
    assert desk.get("/account/messages/undelivered/").context["lines"] == []


def test_a_mailbox_that_is_busy_is_asked_again_later(committed_cast: Cast, post: Post) -> None:
    cast = committed_cast
    post.answers[cast.visitor.email] = "451 4.7.1 greylisted"
    hello(cast)
    run_jobs()
    waiting = row(cast)
    assert (waiting.state, waiting.attempts) == ("waiting", 1)
    assert waiting.next_try is not None
    before = waiting.message_id
    post.answers.clear()
    due_now()
    run_jobs()
    assert (row(cast).state, row(cast).attempts, row(cast).message_id) == ("sent", 2, before)
    assert GREETING in post.taken[0][1]


def test_a_line_that_breaks_after_the_text_was_given_is_perhaps_sent_and_never_sent_again(
    committed_cast: Cast, post: Post
) -> None:
    cast = committed_cast
    post.after_data = "hang up"
    hello(cast)
    run_jobs()
    due_now()
    run_jobs()
    assert len(post.taken) == 1
    assert row(cast).state == "perhaps"


def test_a_gateway_that_refuses_everybody_is_left_alone_and_spends_nobodys_attempts(
    committed_cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = committed_cast
    tries = []

    def away(letter: Any) -> None:
        tries.append(letter.email)
        raise Nobody("535 who are you?")

    monkeypatch.setitem(_WAYS, "email", away)
    for number in range(12):
        hello(cast, because=("round", 100 + number))
    run_jobs()
    assert len(tries) == rules.TOLERATED
    with tenancy.scope(municipality_id=cast.home.pk):
        untried = Message.objects.filter(way="email", attempts=0, state="waiting")
        assert untried.count() == 12 - rules.TOLERATED
        (resting,) = gateways.troubled(now=timezone.now())
    assert resting.answer.startswith("535")


def test_what_was_cut_off_long_ago_is_perhaps_sent_and_what_lost_its_job_gets_one(committed_cast: Cast) -> None:
    cast = committed_cast
    hello(cast)
    hello(cast, api.To(user_id=cast.partner.user_id))
    run_jobs_dropped(cast)
    with tenancy.scope(municipality_id=cast.home.pk):
        first, second = Message.objects.filter(way="email").order_by("pk")
        Message.objects.filter(pk=first.pk).update(state="sending", claimed=timezone.now() - LATER, attempts=1)
        Message.objects.filter(pk=second.pk).update(made=timezone.now() - LATER)
        delivery.sweep("")
        delivery.sweep("")
    run_jobs()
    with tenancy.scope(municipality_id=cast.home.pk):
        found = {each.pk: each.state for each in Message.objects.filter(way="email")}
    assert found == {first.pk: "perhaps", second.pk: "sent"}
    assert len(mail.outbox) == 1


def run_jobs_dropped(cast: Cast) -> None:
    from tests.alarms.admin import as_owner

    as_owner("DELETE FROM procrastinate_jobs")


def test_a_bounce_is_written_on_its_message(committed_cast: Cast) -> None:
    cast = committed_cast
    hello(cast)
    run_jobs()
    ours = row(cast).message_id
    assert not api.bounced(message_id="<strange@elsewhere.example>", answer="550")
    assert not api.bounced(message_id=ours[:-3] + "x>", answer="550")
    assert api.bounced(message_id=ours, answer=f"550 {cast.visitor.email} unknown")
    assert (row(cast).state, row(cast).answer) == ("failed", "550 … unknown")
    assert not api.bounced(message_id=ours, answer="550")


def test_a_notice_waits_on_the_page_until_it_is_put_away(committed_cast: Cast) -> None:
    cast = committed_cast
    hello(cast)
    visitor, other = cast.client(cast.visitor), cast.client(cast.coordinator)
    shown = visitor.get("/account/messages/new/").content.decode()
    assert "I dag" in shown or "Today" in shown
    assert other.get("/account/messages/new/").content.decode().strip() == ""
    number = row(cast, "page").pk
    assert other.post("/account/messages/seen/", {"notice": number}).status_code == 404
    for nonsense in ("abc", "-1", "9" * 40, str(number + 1)):
        assert visitor.post("/account/messages/seen/", {"notice": nonsense}).status_code == 404
    assert visitor.get("/account/messages/new/").content.decode().strip() != "", "nothing else is put away by that"
    assert visitor.post("/account/messages/seen/", {"notice": number}).status_code == 302
    assert visitor.get("/account/messages/new/").content.decode().strip() == ""


def test_an_unknown_kind_is_the_callers_mistake(cast: Cast) -> None:
    with cast.acting(cast.coordinator), pytest.raises(KeyError):
        api.send(kind="nothing", to=api.To(user_id=1), because=BECAUSE, now=timezone.now())


def test_choices_and_quiet_hours_are_kept_on_the_page(committed_cast: Cast) -> None:
    cast = committed_cast
    browser = cast.client(cast.visitor)
    page = browser.get("/account/messages/").content.decode()
    assert 'name="test.hello|email"' in page
    sent = {"test.hello|page": "on", "begins": "22:00", "ends": "06:30"}
    assert browser.post("/account/messages/", sent).status_code == 302
    with cast.acting(cast.visitor):
        assert dict(Preference.objects.filter(kind="test.hello").values_list("way", "on")) == {
            "page": True, "email": False, "push": False,
        }  # fmt: skip
        quiet = choices.quiet_hours(user_id=cast.visitor.user_id)
    assert quiet is not None
    assert (quiet.begins.hour, quiet.ends.minute) == (22, 30)
    assert browser.post("/account/messages/", {"begins": "22:00"}).status_code == 422


def test_who_left_keeps_no_choices(cast: Cast) -> None:
    from tests.keeping import rule

    with cast.acting(cast.visitor):
        choices.choose(actor=cast.visitor, on=frozenset(), quiet=(None, None))
    with tenancy.scope(municipality_id=cast.home.pk):
        assert rule("what people are told").apply(timezone.now(), False) == 0
        end_membership(user_id=cast.visitor.user_id)
        assert rule("what people are told").apply(timezone.now(), False) > 0
        assert not Preference.objects.exists()


def test_the_doctor_counts_what_did_not_go_out_and_names_a_gateway_that_rests(committed_cast: Cast) -> None:
    cast, here = committed_cast, installation.current()
    assert api.look(here)[0].ok
    hello(cast)
    with tenancy.scope(municipality_id=cast.home.pk):
        Message.objects.filter(way="email").update(state="failed")
    (finding,) = api.look(here)
    assert (finding.ok, finding.says) == (False, "1 did not go out")
    Gateway.objects.create(way="email", paused_until=timezone.now() + LATER, answer="535 who are you?")
    (finding,) = api.look(here)
    assert "535 who are you?" in finding.says


def test_a_kind_that_this_edition_does_not_know_waits_for_one_that_does(committed_cast: Cast) -> None:
    cast = committed_cast
    hello(cast)
    with tenancy.scope(municipality_id=cast.home.pk):
        Message.objects.filter(way="email").update(kind="test.later")
    run_jobs()
    assert row(cast).state == "waiting"
    with tenancy.scope(municipality_id=cast.home.pk):
        Message.objects.filter(way="email").update(kind="test.hello", made=timezone.now() - LATER)
        delivery.sweep("")
    run_jobs()
    assert row(cast).state == "sent"


def test_mail_goes_out_in_one_place() -> None:
    """Who sends past this room sends twice, or to somebody who said no. Two letters may (see its README); what a
    campaign posts in a network goes to nobody in particular."""
    found = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if re.search(
            r"django\.core\.mail import|(import|from) (pywebpush|apprise)|kernel import gateways", file.read_text()
        )
    }
    assert found == {
        "install/doctor.py", "people/addresses.py", "kernel/gateways.py", "measures/outreach/channels/networks.py",
        *(f"sending/channels/{way}.py" for way in ("email", "push", "sms", "writing")),
    }  # fmt: skip


def test_nothing_here_listens_to_events(cast: Cast) -> None:
    """Rooms below know nothing of who is told; flows join them."""
    names = [name for kind in events.kinds().values() for name in events.subscribers_of(kind)]
    assert not any(name.startswith("kokong.sending") for name in names)


@pytest.mark.parametrize(
    "endpoint", ["https://fcm.googleapis.com:99999/x", "https://[::1/x", "https://evil.example/x"]
)
def test_a_gateway_that_is_none_is_refused_in_words(cast: Cast, endpoint: str) -> None:
    sent = {"endpoint": endpoint, "p256dh": "x", "auth": "y"}
    assert cast.client(cast.visitor).post("/account/messages/devices/", sent).status_code < 500


def test_a_host_that_is_not_found_was_told_nothing() -> None:
    """So it is tried again, and nobody is asked whether it arrived."""
    pool, host = urllib3.HTTPSConnectionPool("gateway.invalid"), "gateway.invalid"
    nowhere = urllib3.exceptions.NameResolutionError(host, pool, socket.gaierror("no such host"))  # type: ignore[arg-type]
    error = requests.ConnectionError(urllib3.exceptions.MaxRetryError(pool, "/x", nowhere))
    assert push._never_reached(error)
    assert not push._never_reached(requests.ReadTimeout("late"))


def test_a_kind_that_looks_addresses_up_goes_by_e_mail_alone() -> None:
    kind = api.Kind("test.elsewhere", "Elsewhere", lambda _due, _now: None, reach=lambda _due: "a@b.example")
    with pytest.raises(ValueError, match="by e-mail alone"):
        api.declare(kind)
