"""One text for each channel: lengths, text messages, links. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.outreach import wording
from kokong.measures.outreach.wording import Words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("å" * 160, 1),
        ("å" * 161, 2),
        ("å" * 306, 2),
        ("å" * 307, 3),
        ("€" * 80, 1),  # each is two of the alphabet's extension
        ("€" * 81, 2),
        ("–" * 70, 1),  # a dash is of another alphabet
        ("–" * 71, 2),
        ("😀" * 35, 1),  # two units each
        ("😀" * 36, 2),
        ("", 1),
    ],
)
def test_text_messages_are_counted_as_gateways_do(text: str, parts: int) -> None:
    assert wording.parts(text) == parts


def test_a_length_says_what_is_too_many_and_how_long_it_takes() -> None:
    size = wording.length("ord " * 300, longest=1_000)
    assert (size.characters, size.words, size.too_many) == (1_200, 300, 200)
    assert (size.seconds, size.minutes) == (90, 2)
    short = wording.length("Lås dörren.", longest=500)
    assert (short.too_many, short.seconds, short.minutes) == (0, 1, 0)


def test_marks_are_not_read_aloud() -> None:
    body = "## Lås\n\n* Sätt **timer**.\n* Se [råden](https://kalmar.se/rad).\n\nKöp *inte* 2*3*4 snake_case_namn."
    assert wording.plain(body) == (
        "Lås\n\n– Sätt timer.\n– Se råden (https://kalmar.se/rad).\n\nKöp inte 2*3*4 snake_case_namn."
    )


def test_a_text_message_has_no_letter_that_makes_it_dear() -> None:
    words = Words("T", "Lås – även “hemma” – när du är borta… det är grannens’ råd.")
    assert wording.parts(wording.briefest(words)) == 1
    assert "–" not in wording.briefest(words)


def test_a_link_stands_where_its_writer_wants_it() -> None:
    assert wording.with_link("Läs mer", "https://x/l/1") == "Läs mer\nhttps://x/l/1"
    assert wording.with_link("Se {link} nu", "https://x/l/1") == "Se https://x/l/1 nu"
    assert wording.with_link("Läs mer", "") == "Läs mer"
    assert "{" not in wording.with_link("Se {link}", "")


@given(st.text(max_size=400))
def test_no_text_breaks_the_counting(text: str) -> None:
    assert wording.parts(text) >= 1
    assert wording.length(wording.plain(text)).seconds >= 0
