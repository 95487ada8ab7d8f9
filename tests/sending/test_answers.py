"""Letters that people write back are read for their words; what programs send is left alone. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.sending import answers

OURS = "<1.7.0123456789abcdef@havsvik.example>"
PLAIN = f"""From: Nora <Nora@Granne.example>
To: nyhetsbrev@havsvik.example
Subject: Sv: Lys upp hemmet
Message-ID: <a1@granne.example>
In-Reply-To: {OURS}
Content-Type: text/plain; charset=utf-8

Vilken timer ska jag köpa?

> Sätt en timer på lampan.
>
"""


def read(text: str) -> answers.Answer | None:
    return answers.read(text.encode())


def test_an_answer_is_read_without_what_it_quotes_at_its_end() -> None:
    found = read(PLAIN)
    assert found is not None
    assert (found.to, found.number, found.email) == ((OURS,), "<a1@granne.example>", "nora@granne.example")
    assert (found.title, found.text) == ("Sv: Lys upp hemmet", "Vilken timer ska jag köpa?")


def test_html_becomes_words_and_scripts_go() -> None:
    html = "<p>Hej &amp; tack</p><script>alert(1)</script><div>Nora</div>"
    found = read(PLAIN.replace("text/plain", "text/html").replace("Vilken timer ska jag köpa?", html))
    assert found is not None
    assert found.text.startswith("Hej & tack\nNora")
    assert "alert" not in found.text
    assert "<" not in found.text


@pytest.mark.parametrize("added", ["Auto-Submitted: auto-replied\n", "Precedence: bulk\n", "X-Autoreply: yes\n"])
def test_what_a_program_answers_by_itself_is_none(added: str) -> None:
    assert read(added + PLAIN) is None


def test_a_letter_that_answers_nothing_or_names_no_sender_is_none() -> None:
    assert read(PLAIN.replace(f"In-Reply-To: {OURS}\n", "")) is None
    assert read(PLAIN.replace("Nora <Nora@Granne.example>", "nobody")) is None
    assert read(PLAIN.replace("Message-ID: <a1@granne.example>\n", "")) is None


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(content: bytes) -> None:
    answers.read(content)
    answers.read(PLAIN.encode() + content)
    answers.read(PLAIN.replace("utf-8", "nonsense").encode() + content)
