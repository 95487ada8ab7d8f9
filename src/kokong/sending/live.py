"""Open pages hear at once that their person is told something."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from kokong.kernel import live, tenancy
from kokong.people import api as people

CEILING: Final = 4  # of a process's twenty threads; a page without a stream asks now and then
hub: Final = live.Hub(live.NEWS, ceiling=CEILING)


@dataclass(frozen=True)
class Interest:
    """Who listens, and where they work now."""

    municipality_id: int
    user_id: int

    def covers(self, news: dict[str, Any]) -> bool:
        """Whether they are told."""
        return (news.get("municipality"), news.get("user")) == (self.municipality_id, self.user_id)


def allowed(session_key: str, interest: Interest) -> Callable[[], bool]:
    """Whether they are still signed in and still work there."""

    def check() -> bool:
        if not live.signed_in(session_key):
            return False
        with tenancy.scope(municipality_id=None, authority="municipality", user_id=interest.user_id):
            actors = people.actors_of(user_id=interest.user_id)
        return any(actor.municipality_id == interest.municipality_id for actor in actors)

    return check
