"""A panel that falls silent has a line fault at 1.1 times its interval; its next message ends it."""

import time
from datetime import timedelta

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.measures.alarms import models
from kokong.measures.alarms.receiver.accounts import Account
from kokong.measures.alarms.receiver.supervision import Deadlines

from .rig import enrol, events, now, receiving, sent, sql, until

POLL = sent("", name="NULL", sequence=0)


def faults() -> list[tuple[str, str]]:
    return events("kind, restores", where="protocol = ''")


def test_silence_is_a_fault_and_the_next_message_ends_it() -> None:
    enrol(interval_s=2)
    with receiving() as receiver:
        assert b"ACK" in receiver.ask(POLL)
        until(faults)
        ((silent,),) = sql("SELECT e.received - l.heard > interval '1.5 seconds'"
                           " FROM alarms_event e, alarms_liveness l WHERE e.kind = 'line_fault'")  # fmt: skip
        assert silent
        assert b"ACK" in receiver.ask(sent("NBA1"))
        until(lambda: len(faults()) == 2)
    assert faults() == [("line_fault", ""), ("restore", "line_fault")]
    assert sql("SELECT count(*) FROM alarms_pending") == [(3,)]
    assert sql("SELECT fault_since FROM alarms_liveness") == [(None,)]


def test_a_panel_that_polls_has_no_fault_and_one_never_heard_is_not_waited_for() -> None:
    enrol(interval_s=2)
    enrol("5678", interval_s=2)
    with receiving() as receiver:
        line = receiver.line()
        for _ in range(12):
            assert b"ACK" in line.send(POLL).reply()
            ((last,),) = sql("SELECT clock_timestamp()")
            time.sleep(0.25)
        until(lambda: sql("SELECT heard > %s - interval '1 second' FROM alarms_liveness", last)[0][0])
    assert faults() == []


def test_a_night_without_a_receiver_raises_no_storm() -> None:
    ids = [enrol(f"{number}", interval_s=3) for number in range(1000, 1020)]
    municipality = sql("SELECT min(municipality_id) FROM alarms_account")[0][0]
    sql("INSERT INTO alarms_liveness (account_id, municipality_id, heard)"
        " SELECT unnest(%s::bigint[]), %s, now() - interval '9 hours'", ids, municipality)  # fmt: skip
    with receiving() as receiver:
        line = receiver.line()

        def faults_while_all_but_one_are_heard() -> list[tuple[str, str]]:
            for number in range(1000, 1019):
                assert b"ACK" in line.send(sent("", name="NULL", sequence=0, account=str(number))).reply()
            return faults()

        assert faults_while_all_but_one_are_heard() == []
        until(faults_while_all_but_one_are_heard)
        time.sleep(0.2)
    assert events("account_id", where="kind = 'line_fault'") == ids[-1:]


def test_a_panel_heard_by_another_receiver_is_not_silent() -> None:
    enrol(interval_s=2)
    with receiving() as one, receiving() as other:
        assert b"ACK" in one.ask(POLL)
        line = other.line()
        for _ in range(14):
            assert b"ACK" in line.send(POLL).reply()
            time.sleep(0.25)
        assert faults() == []
        until(faults)
        time.sleep(0.5)
        assert len(faults()) == 1


def account(number: int, interval: int | None) -> Account:
    row = {"id": number, "account": "1", "receiver": "0", "line": "0", "municipality_id": 1, "centre_id": None,
           "prefixed": False, "transport": "any", "interval_s": interval, "quirks": 0, "clock_s": 0,
           "key_sealed": None}  # fmt: skip
    return Account(row, 0.0)


def test_deadlines_move_on_with_what_was_heard() -> None:
    deadlines = Deadlines(0.0)
    panel = account(1, 20)
    deadlines.watch(panel)
    deadlines.watch(panel)
    panel.heard = 15.0
    assert deadlines.due(30.0) == []
    assert deadlines.due(36.6) == []
    assert deadlines.due(37.1) == [panel]
    assert deadlines.due(1000.0) == []


def test_a_shorter_interval_counts_at_once() -> None:
    deadlines = Deadlines(0.0)
    panel = account(1, 3600)
    deadlines.watch(panel)
    panel.interval = 10
    deadlines.watch_anew(panel)
    assert deadlines.due(11.5) == [panel]
    assert deadlines.due(5000.0) == []


def test_retired_and_unsupervised_panels_are_let_go() -> None:
    deadlines = Deadlines(0.0)
    retired, unsupervised = account(1, 10), account(2, 10)
    for panel in (retired, unsupervised, account(3, None)):
        deadlines.watch(panel)
    retired.gone, unsupervised.interval = True, None
    assert deadlines.due(100.0) == []


def test_a_fresh_interval_after_an_outage() -> None:
    deadlines = Deadlines(0.0)
    panel = account(1, 10)
    deadlines.watch(panel)
    deadlines.restart(9.0)
    assert deadlines.due(12.0) == []
    assert deadlines.due(20.0) == [panel]


def test_a_panel_that_never_came_is_a_line_fault_until_it_comes() -> None:
    fresh, late = enrol("1"), enrol("2")
    with tenancy.scope(municipality_id=Municipality.objects.order_by("pk")[0].pk):
        models.Account.objects.filter(pk=late).update(enrolled=now() - timedelta(hours=25))
    with receiving() as receiver:
        until(lambda: events("account_id, label") == [(late, "Never heard")])
        assert b"ACK" in receiver.ask(sent("NRP", account="2"))
        until(lambda: len(events()) == 3)
    with receiving():
        pass
    assert set(events("account_id, kind")) == {(late, "line_fault"), (late, "test"), (late, "restore")}
    assert fresh
