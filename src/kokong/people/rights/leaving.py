"""What somebody has begun themselves is ended at once, without waiting for anybody's answer."""

from datetime import datetime

from kokong.kernel import audit, measure

from .values import Asked


def leave(*, asked: Asked, now: datetime) -> int:
    """End every subscription and membership that this address began, in the scope that is open; how many."""
    ended: int = sum(end(asked.email, now) for _measure, end in measure.each("leave"))
    audit.record(action="rights.left", subject="rights", detail={"parts": ended})
    return ended
