"""A mailing reaches everybody once; paused, resumed, stopped or refused it says so, and its sums agree."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import installation, moves, tenancy
from kokong.kernel.letters import Letters
from kokong.sending import api, delivery, rules
from kokong.sending.mailings import handing, passing
from kokong.sending.models import Mailing, Message, Pace
from tests.cast import Cast
from tests.sending.conftest import Post
from tests.sending.crowd import KIND, Crowd, clear, expand, hand_out, people, seen, start, states

pytestmark = pytest.mark.django_db


def setting(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    here = installation.current()
    changed = replace(here, mail=replace(here.mail, **changes))
    monkeypatch.setattr(installation, "current", lambda: changed)


def to() -> list[str]:
    return [letter.to[0] for letter in mail.outbox]


def test_everybody_gets_it_once_and_then_it_is_done(cast: Cast, crowd: Crowd) -> None:
    number = start(cast)
    assert start(cast) == number
    expand(cast, number)
    assert crowd.pages == ["", "7", "14"]
    hand_out(cast, number)
    assert to() == [each.email for each in crowd.people]
    assert states(cast, number) == {"sent": 20}
    assert seen(cast, number).state == "done"
    assert crowd.told == [(each.whom, "sent") for each in crowd.people]
    hand_out(cast, number)
    assert len(mail.outbox) == 20


def test_each_letter_is_written_with_what_the_mailing_and_its_reader_bring(cast: Cast, crowd: Crowd) -> None:
    api.declare(crowd.kind(compose=lambda due, now: api.Said(due.context["title"], due.context["text"])))
    mixed: Any = [api.Recipient(crowd.people[0]), api.Recipient(crowd.people[1], {"title": "Own"})]
    crowd.people[:] = mixed
    number = start(cast, context={"title": "All", "text": "Word"})
    expand(cast, number)
    hand_out(cast, number)
    assert [(letter.subject, str(letter.body).partition("\n")[0]) for letter in mail.outbox] == [
        ("All", "Word"), ("Own", "Word"),
    ]  # fmt: skip


def test_an_expansion_that_was_cut_off_goes_on_where_it_was(cast: Cast, crowd: Crowd) -> None:
    number = start(cast)
    crowd.people[10] = api.To(email="10@hem.example", known_as="x" * 80)  # what breaks the second page
    with pytest.raises(ValueError, match="longer"):
        expand(cast, number)
    crowd.people[10] = api.To(email="10@hem.example")
    expand(cast, number)
    assert crowd.pages == ["", "7", "7", "14"]
    assert states(cast, number) == {"waiting": 20}


def test_in_two_lists_one_row(cast: Cast, crowd: Crowd) -> None:
    crowd.people = [*people(10), *(api.To(email=each.email.upper()) for each in people(10))]
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert sorted(to()) == sorted(each.email for each in people(10))


def test_a_colleague_who_also_subscribes_gets_one_by_each_way(cast: Cast, crowd: Crowd) -> None:
    crowd.people = [api.To(user_id=cast.visitor.user_id), api.To(email=cast.visitor.email)]
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert to() == [cast.visitor.email]


def test_what_is_no_address_is_withheld_and_holds_nobody_up(cast: Cast, crowd: Crowd) -> None:
    crowd.people = [api.To(email="a@x.example\nBcc: b@x.example"), api.To(email="a@b.example,c@d.example"),
                    api.To(email="nobody"), *people(2)]  # fmt: skip
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"withheld": 3, "sent": 2}


def test_pause_and_resume_reach_each_once_and_nobody_is_left_out(cast: Cast, crowd: Crowd) -> None:
    """listmonk #2070, #2313, #2168, #3022."""
    crowd.people = people(250)
    number = start(cast)
    expand(cast, number)
    handing.hand_out(municipality_id=cast.home.pk, mailing_id=number, lane=0, job=1)
    with cast.acting(cast.coordinator):
        api.pause(mailing_id=number, now=timezone.now())
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 100, "waiting": 150}
    with cast.acting(cast.officer):
        api.resume(mailing_id=number, now=timezone.now())
    hand_out(cast, number)
    assert sorted(to()) == sorted(each.email for each in crowd.people)
    assert seen(cast, number).state == "done"
    with cast.acting(cast.coordinator):
        done = [(each.action, each.by) for each in moves.history(subject="mailing", subject_id=number)]
    by = (None, cast.coordinator.user_id, cast.officer.user_id, None)
    assert done == list(zip(("begin", "pause", "resume", "finish"), by, strict=True))


def test_a_pause_in_the_middle_of_a_batch_holds_the_next_letter(
    cast: Cast, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = start(cast)
    expand(cast, number)

    def pause_at_the_third(due: api.Due, result: str, attempt: int) -> None:
        crowd.hear(due, result, attempt)
        if len(crowd.told) == 3:
            Mailing.objects.update(state="paused")

    api.declare(crowd.kind(tell=pause_at_the_third))
    handing.hand_out(municipality_id=cast.home.pk, mailing_id=number, lane=0, job=1)
    assert states(cast, number) == {"sent": 3, "waiting": 17}
    with tenancy.scope(municipality_id=cast.home.pk):
        assert not Message.objects.filter(state="waiting").exclude(job=None).exists()


def test_paused_while_it_is_written_down_it_goes_on_there(cast: Cast, crowd: Crowd) -> None:
    number = start(cast)
    with cast.acting(cast.coordinator):
        api.pause(mailing_id=number, now=timezone.now())
    expand(cast, number)
    assert states(cast, number) == {}
    with cast.acting(cast.coordinator):
        api.resume(mailing_id=number, now=timezone.now())
    assert seen(cast, number).state == "expanding"
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 20}


def test_stopped_what_has_not_left_never_leaves(cast: Cast, crowd: Crowd) -> None:
    crowd.people = people(150)
    number = start(cast)
    expand(cast, number)
    handing.hand_out(municipality_id=cast.home.pk, mailing_id=number, lane=0, job=1)
    with cast.acting(cast.coordinator):
        api.stop(mailing_id=number, now=timezone.now())
        with pytest.raises(moves.MoveRefused):
            api.resume(mailing_id=number, now=timezone.now())
    hand_out(cast, number)
    clear(cast, number)
    assert states(cast, number) == {"sent": 100, "withheld": 50}
    assert len(mail.outbox) == 100


def test_who_may_not_steer_it_is_refused(cast: Cast, crowd: Crowd) -> None:
    number = start(cast)
    with cast.acting(cast.visitor), pytest.raises(moves.NotYours):
        api.pause(mailing_id=number, now=timezone.now())
    with cast.acting(cast.stranger):
        assert api.mailing(number) is None
        assert api.mailings() == ()
        with pytest.raises(api.MailingMissing):
            api.stop(mailing_id=number, now=timezone.now())


def test_a_first_batch_that_is_wholly_suppressed_does_not_end_it(cast: Cast, crowd: Crowd) -> None:
    """listmonk #1931: the first thousand blocked, the rest is sent."""
    crowd.people, crowd.limit = people(1100), 1100
    with tenancy.scope(municipality_id=cast.home.pk):
        for each in crowd.people[:1000]:
            api.suppress(address=each.email, reason="staff", now=timezone.now())
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"withheld": 1000, "sent": 100}
    assert seen(cast, number).state == "done"


def test_when_too_many_are_refused_it_pauses_by_itself_and_says_so(cast: Cast, crowd: Crowd, post: Post) -> None:
    crowd.people, crowd.limit = people(600), 600
    post.answers = {each.email: "550 5.1.1 unknown" for each in crowd.people[::3]}
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    found = seen(cast, number)
    assert (found.state, found.why) == ("paused", "refused")
    assert found.number("waiting") == 400
    with tenancy.scope(municipality_id=cast.home.pk):
        notice = Message.objects.get(kind=passing.STANDS_STILL, way="page")
    assert notice.user_id == cast.coordinator.user_id
    with cast.acting(cast.coordinator):
        api.resume(mailing_id=number, now=timezone.now())
    handing.hand_out(municipality_id=cast.home.pk, mailing_id=number, lane=0, job=99)
    assert seen(cast, number).state == "running"  # the window begins anew


def test_failures_are_not_counted_as_sent_and_only_those_are_sent_again(
    cast: Cast, crowd: Crowd, post: Post
) -> None:
    """listmonk #1250."""
    bad = [each.email for each in crowd.people[:4]]
    post.answers = dict.fromkeys(bad, "550 5.1.1 unknown")
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 16, "failed": 4}
    assert seen(cast, number).state == "done"
    post.answers, post.taken = {}, []
    with cast.acting(cast.coordinator):
        assert api.send_failed_again(mailing_id=number, now=timezone.now()) == 4
    hand_out(cast, number)
    assert sorted(reader for reader, _text in post.taken) == sorted(bad)
    assert states(cast, number) == {"sent": 20}
    with cast.acting(cast.coordinator), pytest.raises(api.Refused):
        api.send_failed_again(mailing_id=number, now=timezone.now())


def test_a_storm_of_soft_refusals_rests_that_domain_and_no_other(cast: Cast, crowd: Crowd, post: Post) -> None:
    """listmonk #2602."""
    slow = [replace(each, known_as="") for each in people(10, domain="slow.example")]
    crowd.people = [*slow, *people(150)]
    post.answers = {each.email: "451 4.7.1 later" for each in slow}
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 150, "waiting": 10}
    assert len(post.taken) == 150
    assert Pace.objects.get(name="slow.example").rests_until is not None
    assert seen(cast, number).state == "running"


def test_of_one_domain_no_more_go_than_its_pace_allows(
    cast: Cast, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """listmonk #2622: a window of 1 sends 1."""
    setting(monkeypatch, domain_rate=0.5)
    crowd.people = [*people(5, domain="slow.example"), api.To(email="0@other.example")]
    number = start(cast)
    expand(cast, number)
    handing.hand_out(municipality_id=cast.home.pk, mailing_id=number, lane=0, job=1)
    assert sorted(to()) == ["0@other.example", "0@slow.example"]
    with tenancy.scope(municipality_id=cast.home.pk):
        waits = Message.objects.filter(state="waiting").order_by("pk").values_list("next_try", flat=True)
        moments = [at for at in waits if at is not None]
    steps = {later - earlier for earlier, later in pairwise(moments)}
    assert len(moments) == 4
    assert steps == {timedelta(seconds=2)}


def test_suppression_and_consent_are_asked_when_it_is_sent_not_when_it_is_planned(
    cast: Cast, crowd: Crowd
) -> None:
    number = start(cast)
    expand(cast, number)
    crowd.disagree = {"subscriber 3"}
    with tenancy.scope(municipality_id=cast.home.pk):
        api.suppress(address="4@hem.example", reason="unsubscribed", purpose="alerts", now=timezone.now())
        api.suppress(address="5@hem.example", reason="unsubscribed", purpose="news", now=timezone.now())
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 18, "withheld": 2}
    with tenancy.scope(municipality_id=cast.home.pk):
        why = dict(Message.objects.filter(state="withheld").values_list("whom", "answer"))
    assert why == {"subscriber 3": "consent", "subscriber 4": "suppressed"}


def test_a_message_that_must_arrive_knows_no_unsubscription(cast: Cast, crowd: Crowd) -> None:
    api.declare(crowd.kind(purpose="", audience=None))
    with tenancy.scope(municipality_id=cast.home.pk):
        api.suppress(address="a@hem.example", reason="unsubscribed", now=timezone.now())
        (number,) = api.send(kind=KIND, to=api.To(email="a@hem.example"), because=("code", 1), now=timezone.now())
    delivery.deliver(municipality_id=cast.home.pk, message_id=number, job=None)
    assert to() == ["a@hem.example"]


def test_a_kind_without_an_audience_starts_nothing(cast: Cast, crowd: Crowd) -> None:
    api.declare(crowd.kind(audience=None))
    with pytest.raises(ValueError, match="audience"):
        start(cast)


def test_each_reads_it_in_their_own_language(cast: Cast, crowd: Crowd) -> None:
    api.declare(crowd.kind(compose=lambda due, now: api.Said(_("Today"))))
    crowd.people = [api.To(email="en@hem.example", language="en"), api.To(email="sv@hem.example")]
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert {letter.to[0]: letter.subject for letter in mail.outbox} == {
        "en@hem.example": "Today", "sv@hem.example": "I dag",
    }  # fmt: skip


def test_a_gateway_that_is_away_costs_nobody_their_letter(
    cast: Cast, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(installation.current(), email="smtp://127.0.0.1:9", mail=Letters(domain_rate=0.0))
    monkeypatch.setattr(installation, "current", lambda: here)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "kokong.kernel.mail.InstallationEmailBackend")
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"waiting": 20}
    with tenancy.scope(municipality_id=cast.home.pk):
        assert Message.objects.filter(attempts=0).count() == 20 - rules.TOLERATED
    assert seen(cast, number).state == "running"


def test_its_page_says_what_became_of_it_and_its_buttons_work(cast: Cast, crowd: Crowd) -> None:
    number = start(cast)
    expand(cast, number)
    browser = cast.client(cast.coordinator)
    assert "Malmen" in browser.get("/mailings/").content.decode()
    browser.post(f"/mailings/{number}/pause/")
    assert seen(cast, number).state == "paused"
    browser.post(f"/mailings/{number}/resume/")
    hand_out(cast, number)
    shown = browser.get(f"/mailings/{number}/").content.decode()
    assert "20 of 20" in shown or "20 av 20" in shown


def test_a_mailing_to_nobody_says_so(cast: Cast, crowd: Crowd) -> None:
    crowd.people = []
    number = start(cast)
    expand(cast, number)
    page = cast.client(cast.coordinator).get(f"/mailings/{number}/").content.decode()
    assert "Nobody stood in the list" in page
    assert "0 of 0" not in page
