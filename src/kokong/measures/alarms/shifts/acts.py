"""What the console's buttons of this part do; the console adds them to its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from ..access import OperatorRequest
from . import moments, reminding


def _remind(request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    given = request.POST
    due = moments.moment(minutes=given.get("minutes", ""), at=given.get("at", ""), now=now)
    reminding.remind(alarm_id=alarm_id, due=due, note=given.get("note", ""), now=now)


def _put_away(_request: OperatorRequest, alarm_id: int, now: datetime) -> None:
    reminding.put_away(alarm_id=alarm_id, now=now)


ACTS: Final[dict[str, Callable[[OperatorRequest, int, datetime], Any]]] = {
    "remind": _remind,
    "put_away": _put_away,
}
