"""Letters that come back: reports of mail servers, and what is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kokong.cli import app
from kokong.sending import returned
from tests.cast import Cast
from tests.sending.test_sending import hello, row
from tests.worker import run_jobs

OURS = "<7.12.0123456789abcdef@kokong.example.se>"


SAID = "smtp; 550 5.1.1 <bo@example.se> unknown"


def report(*, action: str = "failed", said: str = SAID, quoted: str = "message/rfc822", ours: str = OURS) -> bytes:
    """As Postfix writes it."""
    return f"""From: MAILER-DAEMON@mx.example.se
To: kokong@example.se
Subject: Undelivered Mail Returned to Sender
Message-ID: <1@mx.example.se>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.se

Final-Recipient: rfc822; bo@example.se
Action: {action}
Status: 5.1.1
Diagnostic-Code: {said}

--b
Content-Type: {quoted}

From: kokong@example.se
Message-ID: {ours}
Subject: A round is yours

--b--
""".encode()


@pytest.mark.parametrize("quoted", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_names_its_letter(quoted: str) -> None:
    found = returned.read(report(quoted=quoted))
    assert found == returned.Report(OURS, "550 5.1.1 <bo@example.se> unknown", "5.1.1")


def test_a_report_without_words_gives_its_code() -> None:
    assert returned.read(report(said="")) == returned.Report(OURS, "5.1.1", "5.1.1")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", ""])
def test_a_letter_that_is_late_has_not_failed(action: str) -> None:
    assert returned.read(report(action=action)) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: Out of office\n\nI am away.",
        report(ours=""),
        report()[:500],
        b"\xff\x00" * 40,
    ],
)
def test_other_letters_report_nothing(content: bytes) -> None:
    assert returned.read(content) is None


@given(st.binary(max_size=400), st.integers(0, 900))
def test_whatever_strangers_write_is_read(junk: bytes, at: int) -> None:
    whole = report()
    returned.read(junk)
    returned.read(whole[:at] + junk + whole[at:])


def command(letter: Path, content: bytes) -> str:
    letter.write_bytes(content)
    answer = CliRunner().invoke(app, ["mail", "returned", str(letter)])
    assert answer.exit_code == 0, "or the mail server sends one more letter"
    return answer.output


@pytest.mark.usefixtures("kind")
def test_it_is_written_on_its_message_once(committed_cast: Cast, tmp_path: Path) -> None:
    hello(committed_cast)
    run_jobs()
    back = report(ours=row(committed_cast).message_id)
    assert "1 written" in command(tmp_path / "letter.eml", back)
    assert (row(committed_cast).state, row(committed_cast).answer) == ("failed", "550 5.1.1 … unknown")
    assert "0 written" in command(tmp_path / "letter.eml", back)


def test_a_report_about_somebody_elses_letter_is_left_alone(db: None, tmp_path: Path) -> None:
    said = command(tmp_path / "letter.eml", report())
    assert said == "1 letters read, 1 reports, 0 written on their messages.\n"
