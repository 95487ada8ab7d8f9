"""What becomes of an event: the table, and what holds for any sequence of events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong import dc09
from kokong.dc09 import Kind
from kokong.measures.alarms import rules, supervising, words
from kokong.measures.alarms.rules import Happening, Settings, Standing

START = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SET = Settings(is_set=True, set_since=START - timedelta(hours=5))

Events = Sequence[tuple[str, str, float]]


def play(events: Events, settings: Settings = SET) -> tuple[list[Standing], list[tuple[str, ...]]]:
    """The alarms that events (kind, zone, seconds after the one before) come to, and what each was said to do."""
    when, said = START, []
    alarms: list[Standing] = []
    for kind, zone, after in events:
        when += timedelta(seconds=after)
        name, _, restores = kind.partition(":")
        event = Happening(name, when, zone, restores=restores)
        decided = {place: rules.assess(alarms[place], event, settings) for place in rules.whose(alarms, event)}
        fresh = () if decided else (rules.assess(None, event, settings),)
        settings = rules.after(settings, event)
        said += [decision.steps for decision in (*decided.values(), *fresh)]
        for place, decision in decided.items():
            if decision.standing is not None and decision.outcome == "join":
                alarms[place] = decision.standing
        raised = [decision for decision in (*decided.values(), *fresh) if decision.outcome == "raise"]
        alarms += [decision.standing for decision in raised if decision.standing is not None]
    return alarms, said


def one(events: Events, settings: Settings = SET) -> Standing:
    (alarm,), _ = play(events, settings)
    return alarm


@pytest.mark.parametrize(
    ("events", "verification"),
    [
        ([("burglary", "1", 0)], "unconfirmed"),
        ([("burglary", "1", 0), ("burglary", "1", 60)], "unconfirmed"),
        ([("burglary", "1", 0), ("burglary", "2", 60)], "sequential"),
        ([("burglary", "1", 0), ("restore:burglary", "1", 5), ("burglary", "2", 60)], "sequential"),
        ([("burglary", "1", 0), ("burglary", "2", 1800)], "sequential"),
        ([("burglary", "1", 0), ("burglary", "2", 1801)], "unconfirmed"),
        ([("burglary", "1", 0), ("burglary", "1", 1700), ("burglary", "2", 1700)], "sequential"),
        ([("burglary", "", 0), ("burglary", "", 60)], "unconfirmed"),
        ([("burglary", "1", 0), ("burglary", "", 60)], "unconfirmed"),
        ([("burglary", "1", 0), ("tamper", "2", 60)], "unconfirmed"),
        ([("burglary", "1", 0), ("alarm", "2", 60)], "unconfirmed"),
        ([("exit_error", "1", 0), ("burglary", "2", 60)], "unconfirmed"),
        ([("burglary", "1", 0), ("burglary", "2", 1801), ("tamper", "1", 5)], "unconfirmed"),
        ([("verified", "", 0)], "code"),
        ([("burglary", "1", 0), ("verified", "1", 2)], "code"),
        ([("burglary", "1", 0), ("burglary", "2", 2), ("verified", "2", 2)], "sequential"),
        ([("burglary", "1", 0), ("open", "", 600), ("burglary", "2", 60)], "unconfirmed"),
        ([("burglary", "1", 0), ("open", "", 600), ("verified", "2", 60)], "unconfirmed"),
    ],
)
def test_what_confirms_a_burglary(events: Events, verification: str) -> None:
    assert one(events).verification == verification


def test_a_detector_outdoors_confirms_nothing() -> None:
    outdoors = replace(SET, outdoor=frozenset({"9"}))
    for events in ([("burglary", "9", 0), ("burglary", "1", 9)], [("burglary", "1", 0), ("burglary", "9", 9)]):
        assert one(events, outdoors).verification == "unconfirmed"


def test_a_detector_on_the_way_out_is_an_exit_error_and_confirms_nothing() -> None:
    leaving = replace(SET, set_since=START - timedelta(seconds=30))
    alarm = one([("burglary", "1", 0)], leaving)
    assert (alarm.kind, alarm.zones) == (Kind.EXIT_ERROR, {})
    assert one([("burglary", "1", 0), ("burglary", "2", 20)], leaving).verification == "unconfirmed"
    assert one([("burglary", "1", 0), ("burglary", "2", 31), ("burglary", "3", 9)], leaving).verification == (
        "sequential"
    )
    assert one([("verified", "1", 0)], leaving).verification == "code"


def test_a_panel_that_never_says_whether_it_is_set_can_be_verified() -> None:
    assert one([("verified", "1", 0)], Settings()).verification == "code"
    assert one([("burglary", "1", 0), ("burglary", "2", 9)], Settings()).verification == "sequential"


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ([("burglary", "1", 0), ("abort", "", 45)], "aborted"),
        ([("burglary", "1", 0), ("abort", "", 46)], ""),
        ([("burglary", "1", 0), ("cancel", "", 300)], "cancelled"),
        ([("burglary", "1", 0), ("cancel", "", 301)], ""),
        ([("burglary", "1", 0), ("open", "", 45)], "cancelled"),
        ([("burglary", "1", 0), ("open", "", 46)], ""),
        ([("burglary", "1", 0), ("restore:burglary", "1", 1)], ""),
        ([("exit_error", "1", 0), ("cancel", "", 60)], "cancelled"),
        ([("verified", "1", 0), ("cancel", "", 1)], ""),
        ([("burglary", "1", 0), ("burglary", "2", 1), ("abort", "", 1)], ""),
        ([("tamper", "1", 0), ("cancel", "", 1)], ""),
        ([("hold_up", "1", 0), ("cancel", "", 1)], ""),
        ([("hold_up", "1", 0), ("open", "", 1)], ""),
        ([("fire", "1", 0), ("restore:fire", "1", 1)], ""),
        ([("line_fault", "", 0), ("restore:line_fault", "", 99)], "restored"),
        ([("trouble", "1", 0), ("restore:trouble", "1", 99)], "restored"),
        ([("trouble", "1", 0), ("restore:communication", "1", 99)], ""),
        ([("trouble", "1", 0), ("restore:trouble", "2", 99)], ""),
        ([("trouble", "1", 0), ("trouble", "2", 0), ("restore:trouble", "1", 99)], ""),
        (
            [("trouble", "1", 0), ("trouble", "2", 0), ("restore:trouble", "2", 9), ("restore:trouble", "1", 9)],
            "restored",
        ),
        ([("trouble", "", 0), ("line_fault", "", 9), ("restore:line_fault", "", 9)], ""),
        ([("gas", "3", 0), ("restore:gas", "3", 9)], ""),
    ],
)
def test_what_closes_an_alarm_by_itself(events: Events, reason: str) -> None:
    alarm = one(events)
    assert (alarm.state, alarm.close_reason) == (("closed", reason) if reason else ("waiting", ""))


def coded(*packets: str) -> Standing:
    """The alarm that SIA codes with their zones come to, five seconds apart: "GA3", "YT", in area 2 "2/GA3"."""
    alarm: Standing | None = None
    for number, packet in enumerate(packets):
        area, _, said = packet.rpartition("/")
        code, zone = said[:2], said[2:]
        meaning = dc09.sia_meaning(code)
        when = START + timedelta(seconds=5 * number)
        event = Happening(meaning.kind, when, zone, restores=str(meaning.restores or ""), code=code, area=area)
        alarm = rules.assess(alarm, event, SET).standing or alarm
    assert alarm is not None
    return alarm


@pytest.mark.parametrize(
    ("packets", "state", "left"),
    [
        (("WA3", "WA4", "WH3"), "waiting", {"WA 4"}),
        (("WA3", "WA4", "WH3", "WH4"), "closed", set()),
        (("GA3", "GA4", "GH3"), "waiting", {"GA 4"}),
        (("GA3", "GH3"), "waiting", set()),  # danger to life never closes by itself
        (("YT", "WA1", "WH1"), "waiting", {"YT"}),
        (("YT", "AT", "YR"), "waiting", {"AT"}),
        (("YT", "AT", "YR", "AR"), "closed", set()),
        (("WA1", "WJ1"), "waiting", {"WA 1"}),  # the trouble is over, not the water
        (("WT1", "WA1", "WR1"), "closed", set()),
        (("WA1", "WH"), "waiting", {"WA 1"}),
        (("WH1", "WA1"), "waiting", {"WA 1"}),
        (("1/WA3", "2/WA3", "1/WH3"), "waiting", {"WA 3 2"}),
        (("1/WA3", "2/WA3", "1/WH3", "2/WH3"), "closed", set()),
        (("1/WA3", "WH3"), "waiting", {"WA 3 1"}),
        (("1/AT", "2/AT", "2/AR"), "waiting", {"AT  1"}),
        (("YX", "YZ5"), "closed", set()),  # where it was seen to is told, where it was asked for is not
    ],
)
def test_a_restore_ends_only_what_it_restores(packets: tuple[str, ...], state: str, left: set[str]) -> None:
    alarm = coded(*packets)
    assert (str(alarm.state), set(alarm.on)) == (state, left)


def test_more_conditions_than_are_kept_end_only_in_an_operators_hands() -> None:
    zones = [str(number) for number in range(1, rules.CONDITIONS_KEPT + 2)]
    alarm = coded(*(f"WA{zone}" for zone in zones), *(f"WH{zone}" for zone in zones))
    assert (str(alarm.state), set(alarm.on)) == ("waiting", {rules.TOO_MANY})


def test_gas_is_as_urgent_as_fire_and_more_than_a_burglary() -> None:
    assert rules.PRIORITIES[Kind.GAS] == rules.PRIORITIES[Kind.FIRE] < rules.PRIORITIES[Kind.BURGLARY]
    assert rules.group(Kind.GAS) == "life"


def test_an_alarm_in_somebodys_hands_is_closed_by_nobody_else() -> None:
    taken = replace(one([("burglary", "1", 0)]), state="taken")
    for kind in (Kind.ABORT, Kind.CANCEL, Kind.OPEN):
        decision = rules.assess(taken, Happening(kind, START + timedelta(seconds=1)), SET)
        assert decision.standing == taken
        assert len(decision.steps) == 1


def test_the_most_urgent_event_decides_and_a_fault_is_an_alarm_of_its_own() -> None:
    alarms, said = play([("line_fault", "", 0), ("tamper", "1", 5), ("burglary", "2", 5), ("hold_up", "", 5)])
    assert [alarm.kind for alarm in alarms] == ["line_fault", "burglary", "hold_up"]
    assert said == [("raised",), ("raised",), ("events", "escalated"), ("raised",)]


def test_what_comes_an_hour_later_is_another_alarm() -> None:
    alarms, _ = play([("burglary", "1", 0), ("burglary", "1", 3600), ("burglary", "1", 3601)])
    assert len(alarms) == 2


def test_what_was_reported_before_and_is_still_so_raises_nothing() -> None:
    still = Happening(Kind.BURGLARY, START, "1", still=True)
    assert rules.assess(None, still, SET) == rules.NOTHING


def test_in_a_test_nothing_is_verified_and_nothing_waits() -> None:
    testing = replace(SET, test_until=START + timedelta(minutes=30))
    alarm = one([("burglary", "1", 0), ("burglary", "2", 5), ("verified", "3", 5)], testing)
    assert (alarm.suppressed, alarm.state, alarm.verification) == (True, "closed", "unconfirmed")


def test_urgent_alarms_have_the_short_goals() -> None:
    assert [goal.total_seconds() for goal in rules.goals(rules.PRIORITIES[Kind.HOLD_UP])] == [30, 60]
    assert [goal.total_seconds() for goal in rules.goals(rules.PRIORITIES[Kind.VERIFIED])] == [90, 180]
    order = ["hold_up", "verified", "burglary", "tamper", "line_fault", "technical", "trouble"]
    assert order == sorted(order, key=lambda kind: rules.PRIORITIES[kind])


def test_every_code_has_its_words() -> None:
    own = {rules.LINE_FAULT, *supervising.KINDS}
    assert set(words.KINDS) == {*Kind, *own}
    assert set(words.CLOSE_REASONS) == set(rules.CLOSE_REASONS)
    assert set(words.STEPS) == set(rules.STEPS)
    assert set(words.CALL_RESULTS) == set(rules.CALL_RESULTS)
    assert set(words.VERIFICATIONS) == set(rules.VERIFICATIONS)
    assert rules.MATTERS - own <= set(Kind)


KINDS = st.sampled_from([*rules.MATTERS, "restore:burglary", "restore:line_fault", "test", "status"])
EVENTS: st.SearchStrategy[Any] = st.lists(
    st.tuples(KINDS, st.sampled_from(["", "1", "2", "3"]), st.floats(0, 4000)), max_size=30
)
SETTINGS = st.builds(
    Settings,
    is_set=st.sampled_from([None, True, False]),
    set_since=st.sampled_from([None, START, START - timedelta(days=1)]),
    test_until=st.sampled_from([None, START + timedelta(minutes=20)]),
    outdoor=st.sampled_from([frozenset(), frozenset({"3"})]),
)


@given(EVENTS, SETTINGS)
def test_what_holds_whatever_is_reported(events: Events, settings: Settings) -> None:
    alarms, said = play(events, settings)
    for alarm in alarms:
        verified = alarm.verification != "unconfirmed"
        assert not (alarm.suppressed and (verified or alarm.state != "closed"))
        assert verified == (alarm.kind == Kind.VERIFIED)
        assert not (verified and alarm.state == "closed")
        assert alarm.last >= alarm.opened
        assert alarm.state in {"waiting", "closed"}
        assert bool(alarm.close_reason) == (alarm.state == "closed")
        assert "3" not in alarm.zones or "3" not in settings.outdoor
    confirmed = sum(alarm.verification != "unconfirmed" for alarm in alarms)
    assert sum("verified" in steps for steps in said) == confirmed
    assert sum("raised" in steps for steps in said) == len(alarms)
    assert all(word in rules.STEPS for steps in said for word in steps)


@given(st.lists(st.tuples(KINDS, st.sampled_from(["", "1", "2"]), st.floats(0, 400)), max_size=15))
def test_nothing_is_verified_while_the_alarm_is_off(events: Events) -> None:
    events = [event for event in events if event[0] not in {"open", "close"}]
    alarms, _ = play(events, Settings(is_set=False))
    assert all(alarm.verification == "unconfirmed" for alarm in alarms)


@given(EVENTS, SETTINGS)
def test_an_alarm_only_gets_more_urgent(events: Events, settings: Settings) -> None:
    alarms, _ = play(events, settings)
    for shorter in range(len(events)):
        before, _ = play(events[:shorter], settings)
        for earlier, later in zip(before, alarms, strict=False):
            assert later.priority <= earlier.priority
            assert not (earlier.state == "closed" and not earlier.suppressed and later != earlier)


@given(
    st.sampled_from(rules.STATES), st.sampled_from(sorted(rules.TRANSITIONS)),
)  # fmt: skip
def test_a_closed_alarm_stays_closed_takes_notes(state: str, action: str) -> None:
    after = rules.next_state(state, action)
    if state == "closed":
        assert after == ("closed" if action == "note" else None)
    elif state == "waiting":
        assert after in {None, "waiting", "taken"}
