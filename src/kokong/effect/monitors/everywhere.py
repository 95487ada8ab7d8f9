"""The monthly looks of many municipalities, each evaluation a piece of work that any machine can do.

Only this process reads and writes the database, with one municipality in scope at a time. What is sent out is
counts by area and month.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kokong.kernel import tenancy
from kokong.kernel.errors import UserError

from .. import reading
from . import work

if TYPE_CHECKING:
    from kokong.analysis.cluster import Runner
    from kokong.analysis.effect.monitor import Due, Look


@dataclass(frozen=True)
class TakenFor:
    """What came of one evaluation: how many looks were kept, or why none could be."""

    municipality_id: int
    evaluation_id: int
    looks: int
    why: str = ""


@dataclass(frozen=True)
class _Piece:
    municipality_id: int
    evaluation_id: int
    due: "Due"


def take_everywhere(*, municipality_ids: Sequence[int], now: datetime, runner: "Runner") -> Iterator[TakenFor]:
    """Take every look that is due in these municipalities, outside any scope; one that can't be stops no other."""
    from kokong.analysis.effect import monitor

    sent: deque[_Piece] = deque()
    refused: list[TakenFor] = []

    def waiting() -> Iterator["Due"]:
        for municipality_id in municipality_ids:
            for piece in _pieces(municipality_id, now, refused):
                sent.append(piece)
                yield piece.due

    for looks in runner.map(monitor.take, waiting()):
        yield _keep(sent.popleft(), looks, now)
    yield from refused


def _pieces(municipality_id: int, now: datetime, refused: list[TakenFor]) -> list[_Piece]:
    """What is due in one municipality; evaluations that can't be counted go to `refused`."""
    found = []
    with tenancy.scope(municipality_id=municipality_id):
        for evaluation in reading.registered():
            try:
                due = work.due(evaluation, now=now)
            except UserError as why:
                refused.append(TakenFor(municipality_id, evaluation.id, 0, str(why)))
                continue
            if due is not None:
                found.append(_Piece(municipality_id, evaluation.id, due))
    return found


def _keep(piece: _Piece, looks: "tuple[Look, ...] | str", now: datetime) -> TakenFor:
    with tenancy.scope(municipality_id=piece.municipality_id):
        try:
            kept = work.keep(evaluation_id=piece.evaluation_id, due=piece.due, looks=looks, now=now)
        except UserError as why:
            return TakenFor(piece.municipality_id, piece.evaluation_id, 0, str(why))
    return TakenFor(piece.municipality_id, piece.evaluation_id, kept)
