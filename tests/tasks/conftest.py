"""Some homes, and wishes that wait."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from kokong.tasks import api
from tests.cast import Cast
from tests.places.town import add_row_of_houses

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Work:
    """The cast, and twelve homes in a street."""

    cast: Cast
    homes: tuple[int, ...]

    def wish(self, number: int = 1, kind: str = "wish.kit", *, now: datetime = NOW) -> int:
        """A household's wish on the list; its task."""
        with self.cast.acting(self.cast.coordinator):
            return api.open_task(
                kind=kind, source="wish", source_id=str(number), dwelling_id=self.homes[number], now=now
            )

    def state(self, task_id: int) -> str:
        """How a task stands."""
        from kokong.tasks.models import Task

        with self.cast.acting(self.cast.coordinator):
            return Task.objects.get(pk=task_id).state


@pytest.fixture
def work(cast: Cast) -> Work:
    """Nothing waits yet."""
    with cast.acting(cast.coordinator):
        return Work(cast, tuple(home.pk for home in add_row_of_houses(12)))
