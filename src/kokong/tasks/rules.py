"""What a task can be, and what leads from one to the other. Pure."""

from typing import Final, Literal

DESK: Final = frozenset({"officer", "coordinator"})
MAY: Final = {
    "task.see": DESK,
    "task.do": DESK,
}

State = Literal["open", "taken", "done", "not_needed", "withdrawn"]
Move = Literal["take", "give_back", "finish", "drop", "withdraw", "reopen"]

WAITING: Final[tuple[State, ...]] = ("open", "taken")
ENDED: Final[tuple[State, ...]] = ("done", "not_needed", "withdrawn")

MOVES: Final[dict[tuple[str, str], State]] = {
    ("open", "take"): "taken",
    ("taken", "give_back"): "open",
    ("open", "finish"): "done",
    ("taken", "finish"): "done",
    ("open", "drop"): "not_needed",
    ("taken", "drop"): "not_needed",
    ("open", "withdraw"): "withdrawn",
    ("taken", "withdraw"): "withdrawn",
    ("done", "reopen"): "open",
    ("not_needed", "reopen"): "open",
}

LONGEST_ANSWER: Final = 300


def after(state: str, move: str) -> State | None:
    """What a task in `state` is after `move`; None where that can't be done."""
    return MOVES.get((state, move))


def before(move: str) -> tuple[str, ...]:
    """From which states a move leads on."""
    return tuple(state for state, each in MOVES if each == move)
