"""What isn't urgent is collected and goes once a day: nothing twice, nothing lost, no letter of nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.sending import api, kinds, rules
from kokong.sending.digests import gathering
from kokong.sending.mailings import starting
from kokong.sending.models import Collected, Mailing, Message
from tests.cast import Cast
from tests.sending.crowd import KIND, Crowd, clear, expand, hand_out, people, seen, start

HERE = ZoneInfo("Europe/Stockholm")
DIGEST = "test.digest"
ANNA = api.To(email="anna@hem.example", known_as="member 12")


def local(text: str, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "hour", "due"),
    [
        ("2026-11-30T06:59", 7, "2026-11-30T07:00"),
        ("2026-11-30T07:00", 7, "2026-12-01T07:00"),  # not twice on one day
        ("2026-11-30T00:30", 0, "2026-12-01T00:00"),
        ("2026-03-28T12:00", 7, "2026-03-29T07:00"),  # 18 hours on, where the clock goes forward
        ("2026-10-24T12:00", 7, "2026-10-25T07:00"),  # 20 hours on, where it goes back
        ("2026-03-29T01:30", 2, "2026-03-29T03:00"),  # there is no two o'clock
    ],
)
def test_a_digest_is_due_when_the_clock_says_the_hour(now: str, hour: int, due: str) -> None:
    assert rules.digest_due(local(now), hour=hour, zone=HERE) == local(due)


def test_an_hour_that_comes_twice_brings_one_digest() -> None:
    first = rules.digest_due(local("2026-10-25T01:00"), hour=2, zone=HERE)
    assert first == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    assert rules.digest_due(first, hour=2, zone=HERE) == local("2026-10-26T02:00")


@pytest.fixture
def news(crowd: Crowd) -> Iterator[Crowd]:
    """A kind that is collected, its digest, and whom it is told."""
    api.declare(api.digest(DIGEST, "From your neighbourhood", purpose="alerts"))
    api.declare(crowd.kind(digest=DIGEST, compose=say, agree=None))
    yield crowd
    kinds._kinds.pop(DIGEST)


def say(due: api.Due, now: datetime) -> api.Said | None:
    text = due.context.get("text", f"thing {due.because[1]}")
    return api.Said(f"About {due.because[1]}", str(text), "/tasks/") if text else None


def later(cast: Cast, number: int, *, to: api.To = ANNA, ago: timedelta = timedelta(days=1), **more: Any) -> bool:
    """Something that happened some time ago, for the next digest."""
    with tenancy.scope(municipality_id=cast.home.pk):
        return api.later(kind=KIND, to=to, because=("alert", number), now=timezone.now() - ago, **more)


def gather(cast: Cast) -> tuple[int, ...]:
    """It is time; digests are written down and sent."""
    with tenancy.scope(municipality_id=cast.home.pk):
        started = gathering.gather(now=timezone.now())
    for number in started:
        expand(cast, number)
        hand_out(cast, number)
    return started


def letters() -> dict[str, str]:
    return {letter.to[0]: str(letter.body) for letter in mail.outbox}


def test_what_waits_for_one_reader_goes_as_one_letter_newest_first(cast: Cast, news: Crowd) -> None:
    assert later(cast, 1, ago=timedelta(days=2, hours=1))
    assert later(cast, 2, ago=timedelta(days=2))
    assert later(cast, 3, to=api.To(email="Anna@hem.example", known_as="member 45"))  # in another group
    assert later(cast, 3, to=api.To(email="bo@hem.example", known_as="member 46"))
    gather(cast)
    assert len(mail.outbox) == 2
    text = letters()["anna@hem.example"] if "anna@hem.example" in letters() else letters()["Anna@hem.example"]
    assert text.index("About 3") < text.index("About 2") < text.index("About 1")
    assert "About 2" not in letters()["bo@hem.example"]
    assert gather(cast) == ()


def test_nobody_reads_the_same_thing_twice(cast: Cast, news: Crowd) -> None:
    """In two groups under two names; told at once in one of them; told again after the digest."""
    assert later(cast, 1)
    assert not later(cast, 1, to=replace(ANNA, known_as="member 45"))
    later(cast, 2)
    with tenancy.scope(municipality_id=cast.home.pk):
        api.send(kind=KIND, to=ANNA, because=("alert", 2), now=timezone.now())
    gather(cast)
    assert not later(cast, 1)
    assert letters()["anna@hem.example"].count("About 1") == 1
    assert "About 2" not in letters()["anna@hem.example"]


def test_before_its_hour_nothing_goes_and_of_nothing_there_is_no_letter(cast: Cast, news: Crowd) -> None:
    assert gather(cast) == ()
    later(cast, 1, ago=timedelta())
    assert gather(cast) == ()
    later(cast, 2, to=api.To(email="bo@hem.example"), context={"text": ""})
    later(cast, 3, to=api.To(email="bo@hem.example"), ago=timedelta(days=4))  # longer ago than its kind lasts
    gather(cast)
    assert mail.outbox == []


def test_who_had_a_digest_today_waits_for_tomorrow(cast: Cast, news: Crowd) -> None:
    later(cast, 1)
    gather(cast)
    later(cast, 2)
    gather(cast)
    assert len(mail.outbox) == 1
    with tenancy.scope(municipality_id=cast.home.pk):
        waits = Collected.objects.get(subject_id=2)
        zone = timezone.get_default_timezone()
        assert waits.due.astimezone(zone).date() == timezone.localtime(timezone=zone).date() + timedelta(days=1)


def test_agreement_is_asked_when_it_goes(cast: Cast, news: Crowd) -> None:
    api.declare(news.kind(digest=DIGEST, compose=say))
    later(cast, 1)
    later(cast, 1, to=api.To(email="bo@hem.example", known_as="member 13"))
    later(cast, 1, to=api.To(email="eva@hem.example", known_as="member 14"))
    news.disagree = {"member 12"}
    with tenancy.scope(municipality_id=cast.home.pk):
        api.suppress(address="eva@hem.example", reason="unsubscribed", purpose="alerts", now=timezone.now())
    (number,) = gather(cast)
    assert list(letters()) == ["bo@hem.example"]
    assert news.told == [("member 13", "sent")]
    assert seen(cast, number).number("withheld") == 2


def test_a_worker_killed_while_it_writes_them_down_leaves_nobody_out(
    cast: Cast, news: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    for to in people(7):
        later(cast, 1, to=to)
    with tenancy.scope(municipality_id=cast.home.pk):
        (number,) = gathering.gather(now=timezone.now())
        assert gathering.gather(now=timezone.now()) == ()  # it is being written down
    real, calls = starting._insert, []

    def die(row: Any, lines: Any) -> None:
        real(row, lines)
        calls.append(len(lines))
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(starting, "_insert", die)
    with pytest.raises(KeyboardInterrupt):
        starting.expand(municipality_id=cast.home.pk, mailing_id=number, limit=3)
    with tenancy.scope(municipality_id=cast.home.pk):
        assert Message.objects.count() == Collected.objects.exclude(gone_with=None).count() == 3
    starting.expand(municipality_id=cast.home.pk, mailing_id=number, limit=3)
    hand_out(cast, number)
    assert sorted(letters()) == sorted(each.email for each in people(7))
    assert len(mail.outbox) == 7


def test_of_a_mailing_those_who_want_it_so_read_it_in_their_digest(cast: Cast, news: Crowd) -> None:
    told = people(6)
    sms = api.To(phone="+46701234567", known_as="subscriber 9")
    news.people = [*told[:2], *(api.Recipient(to, digest_at=7) for to in (*told[2:], sms))]  # type: ignore[list-item]
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    found = seen(cast, number)
    assert (found.state, found.number("sent"), found.in_digests) == ("done", 2, 4)
    page = cast.client(cast.coordinator).get(f"/mailings/{number}/").content.decode()
    assert "4 läser det i sina sammanfattningar" in page or "4 read it in their digests" in page
    with tenancy.scope(municipality_id=cast.home.pk):
        Collected.objects.update(due=timezone.now())
        Mailing.objects.filter(pk=number).update(state="paused")
    assert gather(cast) == ()
    with tenancy.scope(municipality_id=cast.home.pk):
        Mailing.objects.filter(pk=number).update(state="running")
    gather(cast)
    assert sorted(letters()) == [each.email for each in told]


def test_what_was_stopped_is_left_out_and_a_stopped_digest_waits_for_tomorrow(cast: Cast, news: Crowd) -> None:
    news.people = [api.Recipient(to, digest_at=7) for to in people(2)]  # type: ignore[misc]
    number = start(cast)
    expand(cast, number)
    with cast.acting(cast.coordinator):
        api.stop(mailing_id=number, now=timezone.now())
    clear(cast, number)
    with tenancy.scope(municipality_id=cast.home.pk):
        Collected.objects.update(due=timezone.now())
    assert gather(cast) == ()
    later(cast, 5)
    with tenancy.scope(municipality_id=cast.home.pk):
        (digest,) = gathering.gather(now=timezone.now())
    with cast.acting(cast.coordinator):
        api.stop(mailing_id=digest, now=timezone.now())
    assert gather(cast) == ()
    assert mail.outbox == []
    with tenancy.scope(municipality_id=cast.home.pk):
        assert Collected.objects.get(subject_id=5).due > timezone.now()


def test_whom_no_letter_reaches_is_told_at_once(cast: Cast, news: Crowd) -> None:
    api.declare(news.kind(digest=DIGEST, compose=say, offers=("email", "sms")))
    assert later(cast, 1, to=api.To(phone="+46701234567", known_as="member 9"))
    with tenancy.scope(municipality_id=cast.home.pk):
        assert Message.objects.get().way == "sms"
        assert not Collected.objects.exists()


def test_a_kind_without_a_digest_and_an_hour_that_is_none_are_refused(cast: Cast, news: Crowd) -> None:
    with pytest.raises(ValueError, match="hour"):
        later(cast, 1, hour=24)
    api.declare(news.kind())
    with pytest.raises(ValueError, match="digest"):
        later(cast, 1)


def test_another_municipality_sees_none_of_it(cast: Cast, news: Crowd) -> None:
    later(cast, 1)
    with cast.acting(cast.stranger):
        assert not Collected.objects.exists()
        assert gathering.gather(now=timezone.now()) == ()


@pytest.mark.parametrize("urgent", [False, True])
def test_who_has_no_account_is_left_in_peace_at_night_unless_it_is_urgent(
    cast: Cast, crowd: Crowd, urgent: bool
) -> None:
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    around = api.Quiet((now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time())
    away = api.Quiet((now + timedelta(hours=2)).time(), (now + timedelta(hours=3)).time())
    api.declare(crowd.kind(urgent=urgent, quiet=around))
    crowd.people = [*people(2), api.To(email="own@hem.example", quiet=away)]  # who says when goes before the kind
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert seen(cast, number).number("sent") == (3 if urgent else 1)
    with tenancy.scope(municipality_id=cast.home.pk):
        waiting = Message.objects.filter(state="waiting").values_list("next_try", flat=True)
        assert all(at is not None and at > timezone.now() for at in waiting)
