"""What the doctor says of the sender's address in the DNS, and of a name server that is silent."""

import socket
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from kokong.kernel import dkim, installation, mail, txt
from kokong.sending import sender
from tests.kernel.test_dkim import KEYS

SIGNER = dkim.Signer("kommun.example", "kokong", KEYS["rsa"])
OURS = "kokong._domainkey.kommun.example"
SPF = "v=spf1 include:mail.example -all"


def said(monkeypatch: pytest.MonkeyPatch, found: Mapping[str, Sequence[str]], *, signs: bool = False,
         at: str = "Kokong <no-reply@kommun.example>") -> dict[str, tuple[bool, str]]:  # fmt: skip
    """Each part of what is said of an installation that sends: whether it is in order, and the words."""
    monkeypatch.setattr(mail, "signer", lambda: SIGNER if signs else None)
    here = replace(installation.current(), email="smtp://mail.example", sender=at)
    findings = sender.look(here, lambda name: found.get(name, ()))
    return {each.part: (each.ok, f"{each.says} {each.mend}") for each in findings}


def test_a_sender_that_is_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    records = {
        "kommun.example": ["google-site=1", SPF],
        OURS: [SIGNER.record()],
        "_dmarc.kommun.example": ["v=DMARC1; p=reject"],
    }
    found = said(monkeypatch, records, signs=True)
    assert all(ok for ok, _words in found.values())
    assert list(found) == ["SPF", "DKIM", "DMARC"]


def test_a_sender_that_dmarc_refuses_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for policy, words in (("reject", "refuse"), ("quarantine", "put among spam"), ("REJECT", "refuse")):
        found = said(monkeypatch, {"_dmarc.kommun.example": [f"v=DMARC1; p={policy}"]})
        ok, why = found["DMARC"]
        assert not ok
        assert f"asks receivers to {words} letters" in why


@pytest.mark.parametrize(
    ("spf", "ok", "word"),
    [
        ([], False, "doesn't say"),
        (["v=spf1 -all"], False, "allows no server"),
        ([SPF, SPF], False, "2 records"),
        (["V=SPF1 mx -all"], True, "mx"),
        (["v=spf10 mx"], False, "doesn't say"),
        (["v=spf1 redirect=mail.example"], True, "redirect"),
    ],
)
def test_who_sends_for_the_domain(monkeypatch: pytest.MonkeyPatch, spf: list[str], ok: bool, word: str) -> None:
    found = said(monkeypatch, {"kommun.example": spf, "_dmarc.kommun.example": ["v=DMARC1; p=reject"]})
    assert found["SPF"][0] is ok
    assert word in found["SPF"][1]
    assert found["DMARC"][0] is ok


@pytest.mark.parametrize("published", [[], ["v=DKIM1; k=rsa; p=AAAA"], ["v=DKIM1; p="]])
def test_a_key_that_receivers_do_not_find_is_said_with_what_to_publish(
    monkeypatch: pytest.MonkeyPatch, published: list[str]
) -> None:
    ok, words = said(monkeypatch, {OURS: published}, signs=True)["DKIM"]
    assert not ok
    assert SIGNER.record() in words


def test_the_domain_above_decides_where_there_is_no_record_below(monkeypatch: pytest.MonkeyPatch) -> None:
    above = {"_dmarc.kommun.example": ["v=DMARC1; p=none; sp=reject"]}
    ok, words = said(monkeypatch, above, at="k@trygg.kommun.example")["DMARC"]
    assert not ok
    assert words.startswith("kommun.example asks receivers to refuse")
    assert said(monkeypatch, {"_dmarc.example": ["v=DMARC1; p=reject"]})["DMARC"][1].startswith(
        "kommun.example has none"
    )


def test_an_address_of_nobody_and_mail_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not said(monkeypatch, {}, at="kokong@localhost")["sender"][0]
    assert sender.look(replace(installation.current(), email=None)) == ()


def test_a_key_that_cannot_be_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise mail.Unsigned("the key can't be read")

    monkeypatch.setattr(mail, "signer", broken)
    here = replace(installation.current(), email="smtp://mail.example", sender="a@kommun.example")
    (found,) = sender.look(here)
    assert not found.ok
    assert "can't be read" in found.says


def test_without_a_network_it_is_said_that_nothing_was_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    monkeypatch.setattr(mail, "signer", lambda: None)
    here = replace(installation.current(), email="smtp://mail.example", sender="a@kommun.example")
    (found,) = sender.look(here, lambda name: txt.records(name, servers=(("127.0.0.1", port),)))
    assert found.ok
    assert "were not looked up" in found.says
    with pytest.raises(txt.NoAnswer, match="no name server"):
        txt.records("kommun.example", servers=())


class Server:
    """A name server on a real socket, which answers with what it is told."""

    def __init__(self) -> None:
        self.answer = b""
        self.asked = b""
        self.door = socket.create_server(("127.0.0.1", 0))
        self.at = self.door.getsockname()

    def serve(self) -> None:
        """Answer each question, until the door is closed."""
        while True:
            try:
                line, _from = self.door.accept()
            except OSError:
                return
            with line:
                (size,) = struct.unpack("!H", line.recv(2))
                self.asked = line.recv(size)
                made = self.answer.replace(b"ID", self.asked[:2], 1)
                line.sendall(struct.pack("!H", len(made)) + made)


@pytest.fixture
def server() -> Iterator[Server]:
    """A name server."""
    made = Server()
    thread = Thread(target=made.serve, daemon=True)
    thread.start()
    yield made
    made.door.shutdown(socket.SHUT_RDWR)
    made.door.close()
    thread.join(5)


QUESTION = b"\x06kommun\x07example\x00\x00\x10\x00\x01"


def answer(*records: tuple[int, bytes], error: int = 0) -> bytes:
    """A message as a name server writes it, the names in it as pointers to the question's."""
    head = b"ID" + struct.pack("!HHHHH", 0x8180 | error, 1, len(records), 0, 0)
    body = [b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 300, len(data)) + data for kind, data in records]
    return head + QUESTION + b"".join(body)


def test_records_are_read_with_their_parts_joined(server: Server) -> None:
    long = bytes([255]) + b"a" * 255 + b"\x03bcd"
    server.answer = answer((5, b"\x01x\x00"), (16, long), (16, b"\x05\xc3\xa5 \xff."))
    assert txt.records("kommun.example", servers=(server.at,)) == ("a" * 255 + "bcd", "å \ufffd.")
    assert server.asked[12:] == QUESTION


def test_a_name_that_is_not_there_has_none(server: Server) -> None:
    server.answer = answer(error=3)
    assert txt.records("kommun.example.", servers=(server.at,)) == ()


@pytest.mark.parametrize(
    "broken",
    [b"", b"ID", answer(error=2), b"XX" + answer()[2:], answer((16, b"\x05ab"))[:-4], b"ID" + b"\x00" * 10,
     b"ID\x81\x80\x00\x01\xff\xff\x00\x00\x00\x00" + QUESTION],
)  # fmt: skip
def test_nonsense_is_no_answer(server: Server, broken: bytes) -> None:
    server.answer = broken
    with pytest.raises(txt.NoAnswer):
        txt.records("kommun.example", servers=(server.at,))


@pytest.mark.parametrize("name", ["", "a..b", "x" * 80])
def test_a_name_that_is_none_is_no_answer(server: Server, name: str) -> None:
    server.answer = answer(error=3)
    with pytest.raises(txt.NoAnswer):
        txt.records(name, servers=(server.at,))


def test_the_machines_name_servers(tmp_path: Path) -> None:
    conf = tmp_path / "resolv.conf"
    assert txt.resolvers(conf) == ()
    conf.write_text("# nameserver 9.9.9.9\nsearch x\nnameserver 192.0.2.1\nnameserver  2001:db8::1\n")
    assert txt.resolvers(conf) == (("192.0.2.1", 53), ("2001:db8::1", 53))
