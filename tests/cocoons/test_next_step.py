"""What is to be done next with a cocoon."""

from typing import Any

import pytest

from kokong.measures.cocoons import rules
from kokong.measures.cocoons.values import Coverage


def step(**given: Any) -> rules.Step | None:
    usual: dict[str, Any] = {
        "closed": False, "watching": True, "counts": Coverage(10, 4, 2, 2), "walking": False, "untried": 6,
    }  # fmt: skip
    return rules.next_step(**{**usual, **given})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "assign"),
        ({"walking": True}, "walk"),
        ({"untried": 0}, "revisit"),
        ({"counts": Coverage(10, 10, 6, 5)}, "done"),
        ({"counts": Coverage(10, 10, 6, 5), "walking": True}, "done"),
        ({"counts": Coverage(0, 0, 0, 0)}, "no_doors"),
        ({"watching": False}, "over"),
        ({"watching": False, "walking": True}, "walk"),
        ({"closed": True}, None),
    ],
)
def test_the_next_step(given: dict[str, Any], expected: rules.Step | None) -> None:
    assert step(**given) == expected
