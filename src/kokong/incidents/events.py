"""What happens to a burglary, as the flows hear it."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("burglary.confirmed")
@dataclass(frozen=True)
class BurglaryConfirmed:
    """The police confirmed a draft."""

    burglary_id: int
    dwelling_id: int | None


@event("burglary.corrected")
@dataclass(frozen=True)
class BurglaryCorrected:
    """A confirmed burglary was corrected; `moved` where it turned out to be another home."""

    burglary_id: int
    dwelling_id: int | None
    moved: bool


@event("burglary.withdrawn")
@dataclass(frozen=True)
class BurglaryWithdrawn:
    """A confirmed burglary proved to be none."""

    burglary_id: int
    dwelling_id: int | None
