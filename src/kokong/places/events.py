"""What happens to places, as the flows hear it."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("places.imported")
@dataclass(frozen=True)
class PlacesImported:
    """Dwellings were imported; how many rows were read, and what became of them."""

    rows: int
    added: int
    changed: int
    unchanged: int
    retired: int
