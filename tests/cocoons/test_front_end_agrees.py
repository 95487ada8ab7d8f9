"""What may be said of a door stands twice: in `rules.py`, and in what the phone knows without a network."""

import re
from pathlib import Path

import pytest

from kokong.measures.cocoons import rules

MODEL = Path(__file__).parents[2] / "frontend/src/measures/cocoons/model.ts"


def listed(name: str) -> list[str]:
    """The words of a list or a set that `model.ts` exports."""
    (found,) = re.findall(rf"export const {name}\b[^=]*= (?:new Set\()?\[([^\]]*)\]", MODEL.read_text("utf-8"))
    return re.findall(r'"(\w+)"', found)


@pytest.mark.parametrize("name", ["OUTCOMES", "FOLLOW_UPS"])
def test_the_phone_knows_the_same_in_the_same_order(name: str) -> None:
    assert listed(name) == list(getattr(rules, name))


def test_the_phone_lets_as_many_homes_be_counted() -> None:
    assert re.findall(r"export const MOST_COUNTED = (\d+);", MODEL.read_text("utf-8")) == [str(rules.MOST_COUNTED)]


@pytest.mark.parametrize("name", ["SETTLED", "VISITED", "HOME_DONE"])
def test_the_phone_reckons_outcomes_as_the_server_does(name: str) -> None:
    assert set(listed(name)) == getattr(rules, name)
