"""A table of states is whole, and a move happens with all that belongs to it, or not at all."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kokong.intake.models import Batch
from kokong.kernel import events, moves, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.models import Move
from kokong.kernel.states import States
from tests.cast import Cast
from tests.keeping import rule

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
DESK = frozenset({"coordinator", "officer"})
SIGN = States(
    subject="sign",
    initial="ordered",
    moves={
        ("ordered", "install"): "standing",
        ("standing", "check"): "standing",
        ("standing", "fade"): "faded",
        ("faded", "replace"): "standing",
        ("standing", "remove"): "removed",
        ("faded", "remove"): "removed",
    },
    who={"install": DESK, "check": DESK | {"visitor"}, "replace": DESK, "remove": {"coordinator"}},
    public={"remove"},
)
TABLES = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["go", "stop"])), st.sampled_from("abcd"), max_size=8
)


def test_what_leads_where() -> None:
    assert SIGN.after("ordered", "install") == "standing"
    assert SIGN.after("ordered", "remove") is None
    assert SIGN.states() == ("ordered", "standing", "faded", "removed")
    assert SIGN.ends() == {"removed"}
    assert SIGN.sources("remove") == {"standing", "faded"}


def test_who_may_do_what() -> None:
    assert SIGN.may("remove", "faded", {"coordinator"})
    assert not SIGN.may("remove", "faded", {"officer"})
    assert not SIGN.may("remove", "ordered", {"coordinator"})
    assert not SIGN.may("fade", "standing", DESK)  # nobody is named: the system alone
    assert SIGN.actions("standing", {"visitor"}) == ("check",)


def test_a_table_with_a_hole_is_refused() -> None:
    with pytest.raises(ValueError, match="is called paint"):
        States("sign", "ordered", {("ordered", "install"): "standing"}, who={"paint": DESK})
    with pytest.raises(ValueError, match="to faded"):
        States("sign", "ordered", {("ordered", "install"): "standing", ("faded", "remove"): "removed"})


@given(TABLES, st.lists(st.sampled_from(["go", "stop"]), max_size=12))
def test_whatever_is_done_ends_in_a_state_that_can_be_reached(
    table: dict[tuple[str, str], str], done: list[str]
) -> None:
    try:
        states = States("thing", "a", table, who={action: DESK for _, action in table})
    except ValueError:
        return
    state = "a"
    for action in done:
        after = states.after(state, action)
        assert (after is not None) == states.may(action, state, DESK) == (action in states.actions(state, DESK))
        state = after or state
        assert state in states.reachable()
    assert states.reachable() == set(states.states())
    assert state not in states.ends() or all(states.after(state, each) in (None, state) for each in ("go", "stop"))


@dataclass(frozen=True)
class Moved:
    """Stands for an event."""

    sign_id: int


def sign(**other: Any) -> Batch:
    """A row with a state, whatever kind it is of."""
    given = {"name": "sign", "content": b"", "police": False, "state": "standing", "created": NOW}
    return Batch.objects.create(**(given | other))


def do(row: Batch, action: str, **other: Any) -> moves.Move:
    return moves.move(row, action, states=SIGN, now=NOW, **other)


def test_a_move_is_written_with_its_history_and_a_line_of_the_log(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(events, "emit", told.append)
    said: dict[str, Any] = {"reason": "Rust.", "public": "The sign is down.", "changes": {"ended": NOW}}
    with cast.acting(cast.coordinator):
        row = sign()
        do(row, "remove", **said, tell=lambda move: Moved(move.subject_id))
        assert (row.state, row.ended) == ("removed", NOW)
        row.refresh_from_db()
        assert (row.state, row.ended) == ("removed", NOW)
        (step,) = moves.history(subject="sign", subject_id=row.pk)
        assert told == [Moved(row.pk)]
        assert (step.before, step.after, step.by) == ("standing", "removed", cast.coordinator.user_id)
        assert (step.at, step.reason, step.public) == (NOW, "Rust.", "The sign is down.")
    (line, *_) = cast.log(subject="sign", subject_id=row.pk)
    assert (line.action, line.detail) == ("sign.remove", {"from": "standing", "to": "removed"})


def test_who_was_too_late_is_told_what_it_is_now(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        row = sign()
        seen_before = Batch.objects.get(pk=row.pk)
        do(row, "remove", public="The sign is down.")
        with pytest.raises(moves.MoveRefused, match="It is now: taken down") as refusal:
            do(seen_before, "check", words={"removed": "taken down"})
        assert refusal.value.state == "removed"
        assert seen_before.state == "standing"  # what was read stays what was read
        assert [step.action for step in moves.history(subject="sign", subject_id=row.pk)] == ["remove"]


def test_what_a_state_does_not_allow_is_refused(cast: Cast) -> None:
    with cast.acting(cast.coordinator), pytest.raises(moves.MoveRefused, match="It is now: standing"):
        do(sign(), "install")


def test_a_role_that_may_not_and_a_missing_sentence(cast: Cast) -> None:
    with cast.acting(cast.visitor):
        do(sign(), "check")
        with pytest.raises(moves.NotYours):
            do(sign(), "remove", public="The sign is down.")
    with cast.acting(cast.coordinator):
        with pytest.raises(moves.NotYours):
            do(sign(), "fade")  # the system's
        with pytest.raises(UserError, match="the public may know"):
            do(sign(), "remove", public=" ")
        with pytest.raises(UserError, match="At most 400"):
            do(sign(), "check", reason="x" * 401)
    with tenancy.scope(municipality_id=cast.home.pk):
        assert do(sign(), "fade").by is None


def test_where_telling_fails_nothing_has_happened(cast: Cast) -> None:
    def fail(_: moves.Move) -> None:
        raise UserError("No.")

    with cast.acting(cast.coordinator):
        row = sign()
        with pytest.raises(UserError, match="No"):
            do(row, "check", tell=fail)
        with pytest.raises(UserError, match="No"):
            do(row, "remove", public="The sign is down.", tell=fail)
        assert row.state == Batch.objects.get(pk=row.pk).state == "standing"
        assert moves.history(subject="sign", subject_id=row.pk) == ()


def test_a_row_that_is_gone_and_the_next_municipality(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        row = sign()
        do(row, "check")
    with cast.acting(cast.stranger):
        assert moves.history(subject="sign", subject_id=row.pk) == ()
        with pytest.raises(moves.MoveRefused, match="no longer there"):
            do(row, "check")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_move")
        assert cursor.fetchone() == (0,)


def test_who_and_why_are_forgotten_and_the_step_stays(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        do(sign(), "remove", reason="Rust.", public="The sign is down.")
    with tenancy.scope(municipality_id=cast.home.pk):
        assert rule("who moved what").apply(NOW, False) == 0
        assert rule("who moved what").apply(NOW + timedelta(days=1), True) == 1
        assert rule("who moved what").apply(NOW + timedelta(days=1), False) == 1
        row = Move.objects.get()
        assert (row.by, row.reason, row.public, row.after) == (None, "", "The sign is down.", "removed")
