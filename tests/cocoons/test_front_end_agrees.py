"""What may be said of a door stands twice: in `rules.py`, and in what the phone knows without a network."""

import json
import re
from pathlib import Path

import pytest

from kokong.measures.cocoons import rules, words
from kokong.measures.cocoons.features import DOORS
from kokong.places.rules import FOUND_ADDRESS, found_parts

FRONTEND = Path(__file__).parents[2] / "frontend"
MODEL = FRONTEND / "src/measures/cocoons/model.ts"
FOUND = json.loads(
    (FRONTEND / "test/measures/cocoons/found.json").read_text("utf-8")
)  # the phone's test reads it, too


def listed(name: str) -> list[str]:
    """The words of a list or a set that `model.ts` exports."""
    (found,) = re.findall(rf"export const {name}\b[^=]*= (?:new Set\()?\[([^\]]*)\]", MODEL.read_text("utf-8"))
    return re.findall(r'"(\w+)"', found)


@pytest.mark.parametrize("name", ["OUTCOMES", "FOLLOW_UPS"])
def test_the_phone_knows_the_same_in_the_same_order(name: str) -> None:
    assert listed(name) == list(getattr(rules, name))


def test_the_phone_lets_as_many_homes_be_counted() -> None:
    assert re.findall(r"export const MOST_COUNTED = (\d+);", MODEL.read_text("utf-8")) == [str(rules.MOST_COUNTED)]


def test_an_outcome_looks_the_same_on_phone_desk_and_map() -> None:
    (said,) = re.findall(r"export const LOOKS: [^=]*= \{(.*?)\};", MODEL.read_text("utf-8"), re.DOTALL)
    assert dict(re.findall(r'(\w+): "(\w+)"', said)) == rules.LOOKS
    assert set(rules.LOOKS) == set(rules.OUTCOMES)
    assert {code: said.tone for code, said in words.DELIVERED.items()} == {
        code: words.TONES[look] for code, look in rules.LOOKS.items()
    }
    assert set(words.TONES) <= set(DOORS.look.symbols)


@pytest.mark.parametrize("name", ["SETTLED", "VISITED", "HOME_DONE"])
def test_the_phone_reckons_outcomes_as_the_server_does(name: str) -> None:
    assert set(listed(name)) == getattr(rules, name)


def test_the_phone_asks_for_an_address_word_for_word_as_the_server_does() -> None:
    (lines,) = re.findall(r"export const FOUND_ADDRESS = \[(.*?)\]\.join", MODEL.read_text("utf-8"), re.DOTALL)
    assert "".join(re.findall(r"String\.raw`([^`]*)`", lines)) == FOUND_ADDRESS


@pytest.mark.parametrize("case", FOUND["addresses"], ids=lambda case: case[0])
def test_an_address_that_was_found_is_taken_apart(case: list[str]) -> None:
    parts = found_parts(case[0])
    assert parts is not None
    assert [parts.street, parts.number, parts.stairwell, parts.unit] == case[1:]


@pytest.mark.parametrize("text", FOUND["none"])
def test_what_is_no_address_is_none_to_the_server(text: str) -> None:
    assert found_parts(text) is None
