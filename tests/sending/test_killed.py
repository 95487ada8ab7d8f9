"""Workers that are killed with signal 9 or race: no message is sent twice, and none is lost unseen."""

import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connections
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.sending import api, delivery
from kokong.sending.models import Message
from tests import roles
from tests.cast import Cast
from tests.sending.conftest import Post

pytestmark = pytest.mark.usefixtures("kind")
MANY = 8


class Deadly(Post):
    """A mail server that kills whoever writes to it: at the reader's name, or once it has the whole letter."""

    def __init__(self) -> None:
        super().__init__()
        self.victim: int | None = None
        self.at = ""
        self.after = 0

    def strike(self, moment: str) -> None:
        if self.victim is None or moment != self.at:
            return
        self.after -= 1
        if self.after < 0:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.strike("name")
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        self.strike("letter")
        return answer


@pytest.fixture
def post_office() -> type[Post]:
    """The server of this file's tests."""
    return Deadly


def written(cast: Cast, count: int) -> list[int]:
    """Messages to people outside, each its own."""
    with tenancy.scope(municipality_id=cast.home.pk):
        return [
            api.send(
                kind="test.hello", to=api.To(email=f"{number}@hem.example"), because=("letter", number),
                now=timezone.now(),
            )[0]
            for number in range(count)
        ]  # fmt: skip


def work(municipality_id: int, numbers: list[int]) -> None:
    """A worker's life: each message in a job of its own, whose number stays when it is run again."""
    for number in numbers:
        delivery.deliver(municipality_id=municipality_id, message_id=number, job=1000 + number)


def in_a_process(cast: Cast, numbers: list[int], post: Post) -> int:
    """Run a worker in a process of its own, for the server to kill; how it ended."""
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=_serve, args=(cast.home.pk, numbers))
    child.start()
    assert isinstance(post, Deadly)
    post.victim = child.pid
    child.join(60)
    assert child.exitcode is not None
    return child.exitcode


def _serve(municipality_id: int, numbers: list[int]) -> None:
    roles.serve_as("worker")
    work(municipality_id, numbers)
    connections.close_all()


def states(cast: Cast) -> dict[int, str]:
    with tenancy.scope(municipality_id=cast.home.pk):
        return dict(Message.objects.order_by("pk").values_list("pk", "state"))


@pytest.mark.parametrize("moment", ["name", "letter"])
def test_a_worker_killed_on_the_way_leaves_one_message_perhaps_sent_and_the_others_go_out_once(
    committed_cast: Cast, post: Any, moment: str
) -> None:
    cast, numbers = committed_cast, written(committed_cast, MANY)
    post.at, post.after = moment, 3
    assert in_a_process(cast, numbers, post) == -signal.SIGKILL
    hit = next(number for number, state in states(cast).items() if state == "sending")
    work(cast.home.pk, numbers)  # its jobs are run again, those that were done, too
    work(cast.home.pk, numbers)
    assert states(cast) == {number: "perhaps" if number == hit else "sent" for number in numbers}
    readers = [reader for reader, _text in post.taken]
    assert len(readers) == len(set(readers)) == MANY - (moment == "name")


def test_a_person_who_has_asked_the_reader_sends_it_again(committed_cast: Cast, post: Any) -> None:
    cast, numbers = committed_cast, written(committed_cast, 1)
    post.at = "name"
    assert in_a_process(cast, numbers, post) == -signal.SIGKILL
    work(cast.home.pk, numbers)
    assert list(states(cast).values()) == ["perhaps"]
    with cast.acting(cast.coordinator):
        api.send_again(message_id=numbers[0], now=timezone.now())
    work(cast.home.pk, numbers)
    assert list(states(cast).values()) == ["sent"]
    assert len(post.taken) == 1


def test_of_workers_that_race_one_sends(committed_cast: Cast, post: Any) -> None:
    cast, (number,) = committed_cast, written(committed_cast, 1)
    start = Barrier(4)

    def race(job: int) -> None:
        start.wait()
        delivery.deliver(municipality_id=cast.home.pk, message_id=number, job=job)
        connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(race, range(4)))
    assert len(post.taken) == 1
    assert states(cast) == {number: "sent"}
