"""What fault-report systems answer, read with care."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.walks.reporting import answers, rules
from kokong.measures.walks.reporting.values import Told

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(), each, max_size=4),
)


def test_one_thing_a_list_and_the_same_twice_are_read_alike() -> None:
    one = {"service_request_id": 7, "status": "Open", "requested_datetime": "2026-11-30T12:00:00Z"}
    expected = (Told(number="7", status="open", asked=NOW),)
    assert answers.rows(json.dumps(one).encode()) == expected
    assert answers.rows(json.dumps([one, one]).encode()) == expected


@pytest.mark.parametrize("text", [b"", b"<html>", b'[{"service_req', b"[7]", b"[" * 100_000, b"\xff", b"7"])
def test_what_is_no_answer_is_said_to_be_none(text: bytes) -> None:
    with pytest.raises(answers.Garbled):
        answers.rows(text)


@given(JSON)
def test_whatever_it_says_it_is_read_or_refused(said: object) -> None:
    text = json.dumps(said).encode()
    assert isinstance(answers.refusal(text), str)
    try:
        assert all(isinstance(each, Told) for each in answers.rows(text))
    except answers.Garbled:
        assert not isinstance(said, dict)


def test_long_words_are_cut_and_a_zone_is_asked_for() -> None:
    (found,) = answers.rows(
        json.dumps(
            {"service_request_id": "n" * 999, "status_notes": True, "requested_datetime": "2026-11-30"}
        ).encode()
    )
    assert (len(found.number), found.notes, found.asked) == (80, "", None)


def test_a_mark_is_known_whole_and_its_beginning_is_none() -> None:
    words = rules.marked("Lampan", "0123456789abcdef")
    assert rules.references(words) == {"0123456789abcdef"}
    assert rules.references(words[:-2]) == frozenset()
    assert rules.references("[kokong:0123456789abcdef0]") == frozenset()


def test_every_report_can_come_to_an_end_and_a_person_can_lead_on_what_failed() -> None:
    assert set(rules.LIVE) | {"closed", "failed"} == set(rules.REPORT.states())
    assert rules.REPORT.actions("failed", {"coordinator"}) == ("find", "again")
    assert not any(rules.REPORT.actions(state, {"visitor"}) for state in rules.REPORT.states())


def test_it_is_asked_about_often_at_first_and_never_for_ever() -> None:
    def after(state: str, days: int) -> timedelta | None:
        at = rules.next_look(state=state, changed=NOW - timedelta(days=days), now=NOW)
        return at - NOW if at else None

    assert (after("open", 0), after("open", 9)) == (rules.OFTEN, rules.SELDOM)
    assert (after("closed", 1), after("closed", 90), after("failed", 0)) == (rules.DAILY, None, None)
    assert [rules.pause(tries=n) for n in (1, 3, 99)] == [
        timedelta(minutes=40), timedelta(minutes=640), rules.LONGEST_WAIT,
    ]  # fmt: skip


def test_what_no_database_can_keep_is_left_out() -> None:
    (told,) = answers.rows(b'{"service_request_id": "7\\u0000\\ud800", "description": "a\\u202eb\\ud800c"}')
    assert (told.number, told.description) == ("7", "abc")
