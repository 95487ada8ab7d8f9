"""A street, and signs in each state of their course."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from django.utils import timezone

from kokong.kernel.fields import Point
from kokong.measures.signs import api
from tests.cast import Cast
from tests.places.town import add_row_of_houses

SETTLED: Final[dict[str, Any]] = {"ground": "private", "permit": "not_needed"}


@dataclass(frozen=True)
class Street:
    """The cast, a street and the moment now."""

    cast: Cast
    homes: tuple[Any, ...]
    now: datetime

    @property
    def spot(self) -> Point:
        return Point(*self.homes[0].location)

    def planned(self, **given: Any) -> int:
        """A sign with its owner's consent and nothing against it."""
        draft = {"kind": "warning", "place": "Infarten", "point": self.spot, **SETTLED, **given}
        with self.cast.acting(self.cast.coordinator):
            sign_id = api.plan(draft=api.Draft(**draft), now=self.now - timedelta(days=100))
            api.agree(sign_id=sign_id, answer=True, channel="spoken", now=self.now - timedelta(days=100))
        return sign_id

    def act(self, sign_id: int, *actions: str, days_ago: float = 0) -> None:
        """Do these, one after the other, on a day."""
        at = self.now - timedelta(days=days_ago)
        with self.cast.acting(self.cast.coordinator):
            for action in actions:
                api.act(sign_id=sign_id, action=action, at=at, now=self.now)

    def up(self, *, days_ago: float = 0, **given: Any) -> int:
        """A sign that was put up; one of the neighbourhood watch stood before any group."""
        if given.get("kind") == "watch":
            return self.stood(days_ago=days_ago, **given)
        sign_id = self.planned(**given)
        self.act(sign_id, "order", "install", days_ago=days_ago)
        return sign_id

    def stood(self, *, days_ago: float, **given: Any) -> int:
        """A sign that is taken in as it stands."""
        at = self.now - timedelta(days=days_ago)
        draft = api.Draft(**{"place": "Infarten", "point": self.spot, **SETTLED, **given})
        with self.cast.acting(self.cast.coordinator):
            return api.found(draft=draft, installed=at, condition="good", agreed=True, now=at)

    def seen(self, sign_id: int, condition: str, *, days_ago: float = 0, **given: Any) -> bool:
        """Somebody has looked at it."""
        at, visitor = self.now - timedelta(days=days_ago), self.cast.visitor
        with self.cast.acting(visitor):
            return api.check(sign_id=sign_id, condition=condition, at=at, user_id=visitor.user_id, **given)

    def sign(self, sign_id: int) -> api.Sign:
        """As it is now."""
        with self.cast.acting(self.cast.coordinator):
            return api.sign(sign_id=sign_id)


def build_street(cast: Cast) -> Street:
    """Twelve houses, and no sign yet."""
    with cast.acting(cast.coordinator):
        return Street(cast, tuple(add_row_of_houses(12)), timezone.now())


@pytest.fixture
def street(cast: Cast) -> Street:
    return build_street(cast)
