"""The table of every address as every role: what it calls wrong."""

import pytest
from benchmarks import addresses


@pytest.mark.parametrize(
    ("may", "status", "foreign", "wrong"),
    [
        (True, 200, False, False),
        (True, 403, False, True),
        (True, 500, False, True),
        (True, 404, True, False),
        (True, 200, True, True),
        (True, 302, True, True),
        (False, 403, False, False),
        (False, 200, False, True),
        (False, 302, False, True),
        (False, 404, True, True),
        (False, 503, True, True),
    ],
)
def test_a_leak_and_a_failure_are_wrong(may: bool, status: int, foreign: bool, wrong: bool) -> None:
    said = addresses.judge(may=may, status=status, entrance=False, foreign=foreign)
    assert bool(said) == wrong


def test_being_led_to_the_entrance_is_no_leak() -> None:
    assert not addresses.judge(may=False, status=302, entrance=True, foreign=False)


def test_what_is_wrong_is_marked_in_its_cell() -> None:
    row = addresses.Row("desk:today", "GET", {"officer": 200, "nobody": 200}, {"nobody": "200, and may not"})
    head, line = addresses.lines(row, head=True)
    assert head.split() == ["officer", "nobody"]
    assert line.split() == ["desk:today", "GET", "200", "200!"]
