"""A street with burglaries in every state, for the pages that show several rooms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kokong.field import api as field
from kokong.incidents import api as incidents
from kokong.measures.cocoons import api as cocoons
from tests.cast import Cast
from tests.places.town import add_dwelling


@dataclass
class Desk:
    """Makes things wait at the desk; each home stands alone enough to have doors of its own."""

    cast: Cast
    homes: Iterator[int]

    def draft(self) -> int:
        """A burglary that the coordinator has reported; its id."""
        now, home = timezone.now(), next(self.homes)
        with self.cast.acting(self.cast.coordinator):
            told = incidents.report(
                dwelling_id=home, earliest=now - timedelta(hours=9), latest=now - timedelta(hours=6),
                source="form", now=now - timedelta(hours=1),
            )  # fmt: skip
        return told.id

    def confirmed(self, *, hours_ago: float = 1, case_number: str = "") -> int:
        """A confirmed burglary whose cocoon the worker hasn't opened yet; its id."""
        at, home = timezone.now() - timedelta(hours=hours_ago), next(self.homes)
        with self.cast.acting(self.cast.officer):
            told = incidents.report(
                dwelling_id=home, earliest=at - timedelta(hours=9), latest=at - timedelta(hours=6),
                source="form", case_number=case_number, contact="Granne i nr 7", another=True, now=at,
            )  # fmt: skip
            incidents.confirm(burglary_id=told.id, now=at)
        return told.id

    def cocoon(self, *, hours_ago: float = 1, case_number: str = "") -> cocoons.Cocoon:
        """A confirmed burglary's cocoon, without a round."""
        burglary_id = self.confirmed(hours_ago=hours_ago, case_number=case_number)
        with self.cast.acting(self.cast.coordinator):
            burglary = incidents.burglary(burglary_id=burglary_id)
            assert burglary is not None
            assert burglary.confirmed_at is not None
            return cocoons.open_for(
                burglary_id=burglary_id,
                dwelling_id=burglary.dwelling_id,
                dwelling_kind="house",
                now=burglary.confirmed_at,
            )

    def round(self, cocoon: cocoons.Cocoon, *, visits: tuple[str, ...] = ()) -> cocoons.Round:
        """A round by the visitor, with these outcomes at its first doors."""
        now = timezone.now()
        with self.cast.acting(self.cast.coordinator):
            made = cocoons.create_round(cocoon_id=cocoon.id, visitor_ids=(self.cast.visitor.user_id,), now=now)
            doors = cocoons.round_doors(round_id=made.id)
        with self.cast.acting(self.cast.visitor):
            for door, outcome in zip(doors, visits, strict=False):
                cocoons.record_visit(
                    client_id=uuid4(), door_id=door.id, outcome=outcome, at=now,
                    user_id=self.cast.visitor.user_id, now=now,
                )  # fmt: skip
        return made

    def silent_phone(self) -> None:
        """The visitor's phone holds two records and hasn't spoken for two hours."""
        with self.cast.acting(self.cast.visitor):
            field.touch_device(
                device_id=uuid4(), user_id=self.cast.visitor.user_id, waiting=2,
                now=timezone.now() - timedelta(hours=2),
            )  # fmt: skip


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """Streets of houses, far from each other."""
    return build_desk(cast)


def build_desk(cast: Cast) -> Desk:
    """The same for a cast of one's own choosing."""

    def homes() -> Iterator[int]:
        for street in range(100):
            with cast.acting(cast.coordinator):
                row = [
                    add_dwelling(f"Gata {street}", str(n), east=15.0 * n, north=1000.0 * street).pk
                    for n in range(1, 11)
                ]
            yield row[4]

    return Desk(cast, homes())
