"""What happens to checks."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("owners.checked")
@dataclass(frozen=True)
class BuildingChecked:
    """A building was gone through, to the end."""

    check_id: int
