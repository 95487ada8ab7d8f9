"""Workers that hand out a mailing are killed with signal 9, or race: nobody twice, nobody left out."""

import multiprocessing
import os
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connections

from kokong.kernel import tenancy
from kokong.sending.mailings import handing, starting
from kokong.sending.models import Message
from tests import roles
from tests.cast import Cast
from tests.sending.conftest import Post
from tests.sending.crowd import Crowd, expand, hand_out, people, seen, start, states

KILLS = 5


class Deadly(Post):
    """A mail server that kills whoever writes to it, once it has the whole of every so many-th letter."""

    def __init__(self) -> None:
        super().__init__()
        self.victim: int | None = None
        self.after = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        self.after -= 1
        if self.victim is not None and self.after < 0:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = None
        return answer


@pytest.fixture
def post_office() -> type[Post]:
    """The server of this file's tests."""
    return Deadly


def in_a_process(cast: Cast, number: int, post: Any, *, job: int, after: int) -> int:
    """One batch in a process of its own, for the server to kill after so many letters; how it ended."""
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=_serve, args=(cast.home.pk, number, job))
    post.after = after
    child.start()
    post.victim = child.pid
    child.join(60)
    assert child.exitcode is not None
    return child.exitcode


def _serve(municipality_id: int, number: int, job: int) -> None:
    roles.serve_as("worker")
    handing.hand_out(municipality_id=municipality_id, mailing_id=number, lane=0, job=job)
    connections.close_all()


def test_killed_five_times_nobody_gets_two_and_nobody_is_left_out(
    committed_cast: Cast, crowd: Crowd, post: Any
) -> None:
    cast, crowd.people = committed_cast, people(180)
    number = start(cast)
    expand(cast, number)
    for kill in range(KILLS):  # the same job again, as `kernel.jobs.rescue` puts it back
        assert in_a_process(cast, number, post, job=7, after=6) == -signal.SIGKILL
        assert states(cast, number)["sending"] == 1, kill
    handing.hand_out(municipality_id=cast.home.pk, mailing_id=number, lane=0, job=7)
    hand_out(cast, number)
    got = Counter(reader for reader, _text in post.taken)
    assert set(got.values()) == {1}
    assert states(cast, number) == {"sent": 180 - KILLS, "perhaps": KILLS}
    with tenancy.scope(municipality_id=cast.home.pk):
        unsure = set(Message.objects.filter(state="perhaps").values_list("email", flat=True))
    assert {each.email for each in crowd.people} - set(got) <= unsure
    assert seen(cast, number).state == "done"


def test_another_worker_takes_over_what_one_that_is_gone_had_reserved(
    committed_cast: Cast, crowd: Crowd, post: Any
) -> None:
    cast = committed_cast
    number = start(cast)
    expand(cast, number)
    assert in_a_process(cast, number, post, job=7, after=2) == -signal.SIGKILL
    hand_out(cast, number, lane=1)
    assert states(cast, number) == {"sent": 2, "sending": 1, "waiting": 17}
    with tenancy.scope(municipality_id=cast.home.pk):
        Message.objects.filter(state="waiting").update(claimed="2020-01-01T00:00Z")
    hand_out(cast, number, lane=1)
    assert states(cast, number) == {"sent": 19, "sending": 1}
    assert seen(cast, number).state == "running"  # until somebody knows what became of the last


def test_workers_that_race_send_each_letter_once(committed_cast: Cast, crowd: Crowd, post: Any) -> None:
    cast, crowd.people = committed_cast, people(250)
    number = start(cast)
    start_together = Barrier(3)

    def race(lane: int) -> None:
        start_together.wait()
        starting.expand(municipality_id=cast.home.pk, mailing_id=number)
        hand_out(cast, number, lane=lane)
        connections.close_all()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(race, range(3)))
    hand_out(cast, number)
    assert sorted(reader for reader, _text in post.taken) == sorted(each.email for each in crowd.people)
    assert states(cast, number) == {"sent": 250}
    assert seen(cast, number).state == "done"
