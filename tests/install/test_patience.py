"""The real web server, and people who are slow on purpose: they wait, and nobody else does."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from pytest_django import DjangoDbBlocker

from kokong.install import patience
from kokong.kernel.bodies import ORDINARY
from tests.browser.installed import Installed, installed

HALVES = 50  # more than the two processes have threads
PATIENT_S = 10.0  # less than the server waits for a half
LOGIN = b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
HALF = {
    "nothing at all": b"",
    "half a line": b"GET /account/lo",
    "half a head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: y",
    "half a body": LOGIN + b"Content-Length: 1000\r\n\r\nlogin=",
    "a body promised": LOGIN + b"Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n",
    "half a second request": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /hea",
}


@pytest.fixture(scope="module")
def web(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Installed]:
    """gunicorn as the supervisor starts it, on a database without rows."""
    with django_db_blocker.unblock(), installed(only=("web",)) as running:
        yield running


def line(web: Installed, words: bytes) -> socket.socket:
    """A connection on which something has been said."""
    made = socket.create_connection(("127.0.0.1", web.port), PATIENT_S)
    made.sendall(words)
    return made


def heard(caller: socket.socket) -> bytes:
    """All that is answered, until the server hangs up."""
    found = b""
    while part := caller.recv(1 << 16):
        found += part
    return found


def answers(web: Installed) -> None:
    """A probe and a page, each over a connection of its own."""
    for _ in range(4):  # both processes
        assert httpx.get(f"{web.url}/healthz", timeout=PATIENT_S).text == "ok\n"
        assert httpx.get(f"{web.url}/account/login/", timeout=PATIENT_S).status_code == 200


@pytest.mark.parametrize("words", HALF.values(), ids=HALF)
def test_the_slow_hold_up_nobody(web: Installed, words: bytes) -> None:
    with ExitStack() as held:
        for _ in range(HALVES):
            held.enter_context(line(web, words))
        answers(web)


def test_those_who_never_hang_up_hold_up_nobody(web: Installed) -> None:
    with ExitStack() as held:
        for _ in range(HALVES):
            caller = held.enter_context(line(web, b"GET /healthz HTTP/1.0\r\n\r\n"))
            assert heard(caller).endswith(b"ok\n")
        answers(web)


def test_what_comes_in_pieces_is_heard(web: Installed) -> None:
    with line(web, b"GET /healthz HTTP/1.1\r\nHo") as caller:
        caller.sendall(b"st: localhost\r\n\r\n" + LOGIN + b"Content-Length: 70000\r\n")
        caller.sendall(b"Connection: close\r\n\r\n" + b"a" * 30_000)
        caller.sendall(b"a" * 40_000)
        found = heard(caller)
    assert found.count(b"HTTP/1.1 200") == 1
    assert found.count(b"HTTP/1.1 403") == 1, "without its token the form is refused, but read"


def test_who_waits_to_be_asked_is_asked(web: Installed) -> None:
    with line(web, HALF["a body promised"].replace(b"\r\nExpect", b"\r\nConnection: close\r\nExpect")) as caller:
        assert caller.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        caller.sendall(b"a" * 1000)
        assert b"HTTP/1.1 403" in heard(caller)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (LOGIN + b"Content-Length: 10000000000\r\n\r\n", b"413"),
        (LOGIN + b"Content-Length: %d\r\n\r\n" % (ORDINARY + 1), b"413"),
        (LOGIN + b"Transfer-Encoding: chunked\r\n\r\n5\r\nlogin\r\n", b"411"),
        (b"GET / HTTP/1.1\r\nX-Long: " + b"a" * patience.LONGEST_HEAD, b"431"),
    ],
    ids=["a huge body", "a body a little too long", "a body without its length", "a huge head"],
)
def test_what_is_too_long_is_refused_before_it_comes(web: Installed, head: bytes, status: bytes) -> None:
    with line(web, head) as caller:
        assert heard(caller).startswith(b"HTTP/1.1 " + status)


@pytest.mark.parametrize(
    ("said", "more"),
    [
        (b"", 1), (b"GET / HTTP/1.1\r\nHost: x\r\n\r", 1), (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\nContent-Length: 7\r\n\r\nabc", 4),
        (b"POST / HTTP/1.1\r\ncontent-length:7\r\n\r\nabcdefg", 0),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 0),
        (b"GET / HTTP/1.1\r\n\r\nContent-Length: 9\r\n\r\n", 0),
    ],
)  # fmt: skip
def test_what_is_still_to_come(said: bytes, more: int) -> None:
    assert patience.missing(said) == more
