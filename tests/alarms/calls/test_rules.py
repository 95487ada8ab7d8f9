"""Code words are alike however they are written."""

import pytest

from kokong.measures.alarms.calls import rules, words


@pytest.mark.parametrize("said", ["Blåbärs-paj", "blåbärspaj", " BLÅBÄRS PAJ ", "blåba\u0308rspaj", "blåbärspaj!"])
def test_a_code_word_is_compared_as_it_sounds(said: str) -> None:
    assert rules.plain(said) == "blåbärspaj"


def test_another_word_is_another() -> None:
    assert rules.plain("blabarspaj") != rules.plain("blåbärspaj")


def test_every_code_has_words() -> None:
    assert set(words.WHO) == set(rules.WHO)
    assert set(words.WANTED) == set(rules.WANTED)
    assert set(words.IDENTITIES) == set(rules.IDENTITIES)
