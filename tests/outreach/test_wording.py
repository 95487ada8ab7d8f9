"""One text for each channel: lengths, text messages, links. Pure."""

from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.outreach import wording
from kokong.measures.outreach.wording import Words


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
    assert wording.length(wording.briefest(words), message=True).parts == 1
    assert "–" not in wording.briefest(words)


def test_a_link_stands_where_its_writer_wants_it() -> None:
    assert wording.with_link("Läs mer", "https://x/l/1") == "Läs mer\nhttps://x/l/1"
    assert wording.with_link("Se {link} nu", "https://x/l/1") == "Se https://x/l/1 nu"
    assert wording.with_link("Läs mer", "") == "Läs mer"
    assert "{" not in wording.with_link("Se {link}", "")


@given(st.text(max_size=400))
def test_no_text_breaks_the_counting(text: str) -> None:
    assert wording.length(wording.plain(text), message=True).seconds >= 0
