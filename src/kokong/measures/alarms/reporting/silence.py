"""How long a panel wasn't heard, of what the receiver found out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Silence:
    """A stretch of a year in which the panel wasn't heard; `goes_on`: it still isn't."""

    began: datetime
    ended: datetime
    goes_on: bool = False

    @property
    def lasted(self) -> timedelta:
        """How long."""
        return self.ended - self.began


def silences(
    told: Iterable[tuple[datetime, bool]], *, since: datetime, until: datetime, silent_before: bool = False
) -> tuple[Silence, ...]:
    """Stretches between `since` and `until`, of pairs in order: when, and whether it fell silent (else was heard).

    `silent_before`: it was silent at `since` already. A second fault during a silence changes nothing.
    """
    began, found = since if silent_before else None, []
    for when, silent in told:
        if silent and began is None:
            began = max(when, since)
        elif not silent and began is not None:
            found.append(Silence(began, min(when, until)))
            began = None
    if began is not None and began < until:
        found.append(Silence(began, until, goes_on=True))
    return tuple(found)


def together(found: Iterable[Silence]) -> timedelta:
    """How long in all."""
    return sum((one.lasted for one in found), timedelta(0))
