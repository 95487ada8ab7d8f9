"""More people than places, all at once: over connections of their own, as the web's processes have them."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

import pytest
from django.db import connections

from kokong.measures.walks import rules, wishes
from kokong.meetings import answering
from kokong.meetings import links as meeting_links
from kokong.meetings import models as meeting_rows
from kokong.sending.models import Message
from tests.cast import Cast
from tests.walks.conftest import Ground, build_ground


@pytest.fixture
def ground(committed_cast: Cast) -> Ground:
    return build_ground(committed_cast)


def at_once(work: Callable[[str], object], given: Sequence[str]) -> list[object]:
    """What came of work that begins everywhere at the same moment, each in a thread and connection of its own."""
    ready, came = Barrier(len(given)), list[object]()

    def one(what: str) -> None:
        try:
            ready.wait(60)
            came.append(work(what))
        except Exception as error:
            came.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=(each,)) for each in given]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return came


def signed_up(ground: Ground, walk_id: int, email: str) -> None:
    wishes.sign_up(place=ground.cast.home, walk_id=walk_id, name=email, email=email, now=ground.now)


def letters(ground: Ground) -> dict[str, str]:
    """The link that each address was sent."""
    with ground.cast.acting(ground.cast.coordinator):
        return {row.email: meeting_links.secret_of(row) for row in meeting_rows.Invitation.objects.order_by("pk")}


def say(ground: Ground, answer: str) -> Callable[[str], tuple[str, int]]:
    def said(secret: str) -> tuple[str, int]:
        done = answering.answer_link(secret=secret, answer=answer, now=ground.now)
        assert done is not None
        return done[1].seat, done[1].place

    return said


def test_twenty_one_at_once_for_twenty_places(ground: Ground) -> None:
    walk_id = ground.planned()
    ground.act(walk_id, "open")
    emails = [f"p{n}@p.example" for n in range(rules.MOST_PEOPLE + 1)]
    assert at_once(lambda email: signed_up(ground, walk_id, email), emails) == [None] * 21
    sent = letters(ground)
    assert sorted(sent) == sorted(emails), "nobody is lost, and nobody is there twice"
    with ground.cast.acting(ground.cast.coordinator):
        assert Message.objects.filter(kind="meeting.invited").count() == 21
    seats = at_once(say(ground, "yes"), list(sent.values()))
    assert sorted(map(str, seats)) == [str(("in", 0))] * 20 + [str(("waiting", 1))]
    assert ground.meeting(walk_id).counts.people == 20


def test_those_who_wait_move_up_in_their_order_when_several_leave_at_once(ground: Ground) -> None:
    walk_id = ground.planned(places=4)
    ground.act(walk_id, "open")
    emails = [f"p{n}@p.example" for n in range(9)]
    for email in emails:
        signed_up(ground, walk_id, email)
    sent = letters(ground)
    seats = [say(ground, "yes")(sent[email]) for email in emails]
    assert seats == [("in", 0)] * 4 + [("waiting", n) for n in range(1, 6)]
    assert at_once(say(ground, "no"), [sent[email] for email in emails[:3]]) == [("", 0)] * 3
    with ground.cast.acting(ground.cast.coordinator):
        now = dict(meeting_rows.Invitation.objects.values_list("email", "seat"))
        told = Message.objects.filter(kind="meeting.seated").count()
    assert [now[email] for email in emails[3:]] == ["in"] * 4 + ["waiting"] * 2
    assert (told, ground.meeting(walk_id).counts.people) == (3, 4)


def test_the_same_address_pressed_many_times_at_once_is_one_person(ground: Ground) -> None:
    walk_id = ground.planned()
    ground.act(walk_id, "open")
    assert at_once(lambda email: signed_up(ground, walk_id, email), ["p@p.example"] * 8) == [None] * 8
    (secret,) = letters(ground).values()
    assert at_once(say(ground, "yes"), [secret] * 8) == [("in", 0)] * 8
    assert ground.meeting(walk_id).counts.people == 1
