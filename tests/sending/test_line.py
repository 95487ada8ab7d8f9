"""Letters over one line: what goes over it, what is announced, and what a server's answers mean."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from email import message_from_bytes, policy
from threading import Thread

import pytest
from django.core.mail.message import sanitize_address

from kokong.kernel import installation
from kokong.kernel.mail import Envelope
from kokong.sending import delivery
from kokong.sending.channels import email, writing
from kokong.sending.channels.values import Calendar, ForGood, Letter, Nobody, NotNow, Unsure
from tests.cast import Cast
from tests.sending.conftest import Post
from tests.sending.crowd import Crowd, expand, hand_out, people, start, states

LETTER = Letter(
    way="email", email="anna@hem.example", phone="", devices=(), title="Inbrott på Malmen",
    text="Lås dörren.\n.\nHej", plain="", shown="", url="/", tag="",
    message_id="<1.2.0123456789abcdef@kommun.example>", urgent=True, twice=False,
    language="sv", unsubscribe="https://kokong.example/u/x/", list_id="<alerts.1.kommun.example>",
)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"title": "Plain title", "text": "Plain text"},
        {"title": "Å" * 300},
        {"html": "<p>Lås <b>dörren</b></p>"},
        {"text": "Å" * 2000},
        {"email": "“anna”@hem.example"},
        {"email": "anna@björk.example"},
        {"calendar": Calendar("REQUEST", "BEGIN:VCALENDAR\nEND:VCALENDAR")},
        {"unsubscribe": "", "list_id": ""},
    ],
)
def test_what_is_written_straight_away_reads_as_what_the_standard_library_writes(
    change: dict[str, object],
) -> None:
    letter = replace(LETTER, **change)  # type: ignore[arg-type]
    raw = writing.written(letter)
    ours = message_from_bytes(raw, policy=policy.default)
    theirs = message_from_bytes(writing.message(letter).message().as_bytes(), policy=policy.default)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert {*ours.keys()} == {*theirs.keys()}
    for name in {*ours.keys()} - {"Date", "Content-Type", "Content-Transfer-Encoding"}:
        assert ours[name] == theirs[name], name
    for kind in ("plain", "html"):
        mine, other = ours.get_body((kind,)), theirs.get_body((kind,))
        assert (mine is None) == (other is None)
        if mine is not None and other is not None:
            assert mine.get_content().split() == other.get_content().split()
    assert ours["Message-ID"] == letter.message_id


@pytest.mark.parametrize(
    "address", ["a b@hem.example", "a@hem.example>\r\nRCPT TO:<b@hem.example", "å@hem.example"]
)
def test_an_address_can_t_end_a_line_of_the_envelope(address: str) -> None:
    with pytest.raises(ValueError, match="envelope"):
        Envelope("us@kommun.example", address).commands()


@contextmanager
def server(monkeypatch: pytest.MonkeyPatch, says: Callable[[bytes], bytes]) -> Iterator[list[bytes]]:
    """A mail server that answers each thing that it reads; gives what it read, in the portions that came."""
    read: list[bytes] = []

    def serve() -> None:
        while True:
            with suppress(OSError):
                client, _address = listening.accept()
                with client:
                    client.sendall(b"220 here\r\n")
                    while (said := client.recv(65536)) not in {b"", b"quit\r\n"}:
                        read.append(said)
                        client.sendall(says(said))
                continue
            return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=serve, daemon=True).start()
        here = replace(installation.current(), email=f"smtp://127.0.0.1:{listening.getsockname()[1]}")
        monkeypatch.setattr(installation, "current", lambda: here)
        monkeypatch.setattr("django.conf.settings.EMAIL_BACKEND", "kokong.kernel.mail.InstallationEmailBackend")
        yield read
        listening.shutdown(socket.SHUT_RDWR)


EHLO = b"250-here\r\n250 PIPELINING\r\n"


def answers(rcpt: bytes = b"250 ok\r\n", data: bytes = b"354 go on\r\n") -> Callable[[bytes], bytes]:
    """A server that answers each command of a portion, and a text with one line."""

    def says(said: bytes) -> bytes:
        if said.startswith(b"ehlo"):
            return EHLO
        out = b""
        for line in said.split(b"\r\n"):
            out += {b"MAIL": b"250 ok\r\n", b"RCPT": rcpt, b"DATA": data, b"rset": b"250 ok\r\n"}.get(
                line[:4], b""
            )
            out += b"250 taken\r\n" if line == b"." else b""
        return out

    return says


def test_the_next_letter_is_announced_with_the_text_of_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    second = replace(LETTER, email="bo@hem.example")
    with server(monkeypatch, answers()) as read, email.line() as carry:
        carry(LETTER, second)
        carry(second)
    texts = [each for each in read if b"\r\n.\r\n" in each]
    assert texts[0].partition(b"\r\n.\r\n")[2].count(b"\r\n") == 3  # MAIL, RCPT, DATA
    assert b"RCPT TO:<bo@hem.example>" in texts[0]
    assert b"\r\n..\r\n" in texts[0]  # a line of a dot alone is no end
    assert [b"RCPT" in each for each in read].count(True) == 2


def test_an_announced_letter_that_does_not_come_was_never_given(monkeypatch: pytest.MonkeyPatch) -> None:
    second, third = replace(LETTER, email="bo@hem.example"), replace(LETTER, email="cecilia@hem.example")
    with server(monkeypatch, answers()) as read, email.line() as carry:
        carry(LETTER, second)
        carry(third)
    whole = b"".join(read)
    assert whole.count(b"\r\n.\r\n") == 2
    assert whole.lower().count(b"ehlo") == 2  # hung up in between: only that tells the server
    assert whole.index(b"RCPT TO:<cecilia@hem.example>") > whole.rindex(b"ehlo")


@pytest.mark.parametrize(
    ("rcpt", "data", "refusal"),
    [
        (b"550 5.1.1 nobody\r\n", b"354 go on\r\n", ForGood),
        (b"550 5.1.1 nobody\r\n", b"503 no reader\r\n", ForGood),
        (b"450 later\r\n", b"503 no reader\r\n", NotNow),
        (b"250 ok\r\n", b"451 later\r\n", NotNow),
        (b"250 ok\r\n", b"554 no\r\n", ForGood),
    ],
)
def test_a_refused_letter_leaves_no_text_behind(
    monkeypatch: pytest.MonkeyPatch, rcpt: bytes, data: bytes, refusal: type[Exception]
) -> None:
    with server(monkeypatch, answers(rcpt, data)) as read, email.line() as carry:
        with pytest.raises(refusal):
            carry(LETTER)
        with pytest.raises(refusal):
            carry(LETTER)  # the line, or another, goes on
    assert b"Subject" not in b"".join(read)


def test_a_line_that_breaks_after_the_text_leaves_the_letter_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(said: bytes) -> bytes:
        if b"\r\n.\r\n" in said:
            raise OSError
        return answers()(said)

    with server(monkeypatch, breaks), email.line() as carry, pytest.raises(Unsure):
        carry(LETTER, replace(LETTER, email="bo@hem.example"))


def test_a_server_that_hangs_up_after_a_refusal_leaves_the_next_letter_to_another_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second, first = replace(LETTER, email="bo@hem.example"), [True]

    def says(said: bytes) -> bytes:
        if b"\r\n.\r\n" in said and first and first.pop():
            return b"421 4.3.2 going\r\n"
        return answers()(said)

    with server(monkeypatch, says) as read, email.line() as carry:
        with pytest.raises(NotNow):
            carry(LETTER, second)
        carry(second)
    assert b"".join(read).count(b"Subject") == 2


@pytest.mark.parametrize("address", ["anna@hem.example>", "a b@hem.example"])
def test_an_address_that_can_t_be_written_fails_alone_and_before_anything_is_said(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    bad = replace(LETTER, email=address)
    with server(monkeypatch, answers()) as read, email.line() as carry:
        carry(LETTER, bad)
        with pytest.raises(ForGood):
            carry(bad)
    assert b"".join(read).count(b"Subject") == 1


def test_half_an_answer_before_the_text_is_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    def half(said: bytes) -> bytes:
        if b"MAIL" in said:
            raise OSError
        return EHLO

    with server(monkeypatch, half) as read, email.line() as carry, pytest.raises(Nobody):
        carry(LETTER)
    assert b"Subject" not in b"".join(read)


@pytest.mark.django_db
@pytest.mark.parametrize("pipelining", [True, False])
def test_refusals_in_the_middle_are_about_their_own_reader(
    cast: Cast, crowd: Crowd, post: Post, pipelining: bool
) -> None:
    post.pipelining, crowd.people = pipelining, people(9)
    post.answers = {"0@hem.example": "550 5.1.1 no", "4@hem.example": "550 5.1.1 no", "5@hem.example": "450 later"}
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 6, "failed": 2, "waiting": 1}
    assert sorted(reader[0] for reader, _text in post.taken) == ["1", "2", "3", "6", "7", "8"]


def test_what_a_server_answered_is_kept_without_the_address() -> None:
    assert delivery.fit(f"550 {sanitize_address('anna@hem.example', 'utf-8')} unknown") == "550 … unknown"
