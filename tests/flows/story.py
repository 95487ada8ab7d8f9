"""The story that the flows carry: a street, a burglary at one of its homes, visits at the doors."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from kokong.incidents import api as incidents
from kokong.kernel.events import Event
from kokong.ledger import api as ledger
from kokong.measures.cocoons import api as cocoons
from tests.cast import Cast
from tests.places.town import add_row_of_houses

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    """Twelve houses at home; each step commits, as a request does."""

    cast: Cast
    homes: tuple[int, ...]

    def report(self, home: int = 4) -> int:
        with self.cast.acting(self.cast.officer):
            told = incidents.report(
                dwelling_id=self.homes[home], earliest=NOW - timedelta(hours=8), latest=NOW - timedelta(hours=4),
                source="form", now=NOW,
            )  # fmt: skip
        return told.id

    def confirm(self, burglary_id: int) -> Event:
        with self.cast.acting(self.cast.officer):
            _, event = incidents.confirm(burglary_id=burglary_id, now=NOW)
        assert event is not None
        return event

    def correct(self, burglary_id: int, **changes: Any) -> Event:
        with self.cast.acting(self.cast.officer):
            _, event = incidents.correct(burglary_id=burglary_id, reason="Wrong house", now=NOW, **changes)
        assert event is not None
        return event

    def withdraw(self, burglary_id: int) -> Event:
        with self.cast.acting(self.cast.officer):
            _, event = incidents.withdraw(burglary_id=burglary_id, reason="Was no burglary", now=NOW)
        assert event is not None
        return event

    def cocoon(self, burglary_id: int) -> cocoons.Cocoon | None:
        with self.cast.acting(self.cast.coordinator):
            return cocoons.cocoon_for(burglary_id=burglary_id)

    def open_doors(self, burglary_id: int) -> dict[int, int]:
        """Door ids by dwelling."""
        found = self.cocoon(burglary_id)
        assert found is not None
        with self.cast.acting(self.cast.coordinator):
            return {d.dwelling_id: d.id for d in cocoons.doors(cocoon_id=found.id) if d.state == "open"}

    def visit(self, door_id: int, outcome: str = "talked") -> UUID:
        """A visit as the desk types it in from paper; its client id."""
        client_id = uuid4()
        with self.cast.acting(self.cast.coordinator) as actor:
            cocoons.record_visit(
                client_id=client_id, door_id=door_id, outcome=outcome, at=NOW, user_id=actor.user_id,
                source="paper", now=NOW,
            )  # fmt: skip
        return client_id

    def undo(self, door_id: int, client_id: UUID) -> None:
        with self.cast.acting(self.cast.coordinator) as actor:
            cocoons.undo_visit(
                client_id=uuid4(), undoes=client_id, door_id=door_id, at=NOW, user_id=actor.user_id,
                source="paper", now=NOW,
            )  # fmt: skip

    def delivered(self) -> list[tuple[int | None, str]]:
        """Dwelling and outcome of what the ledger counts."""
        with self.cast.acting(self.cast.coordinator):
            return [(d.dwelling_id, d.outcome) for d in ledger.deliveries(measure="cocoon_visit")]


def build_story(cast: Cast) -> Story:
    """The street at home."""
    with cast.acting(cast.coordinator):
        return Story(cast, tuple(row.pk for row in add_row_of_houses(12)))
