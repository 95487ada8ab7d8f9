"""Who plays in the demonstration, as whoever acts."""

from kokong.kernel.scene import Stage
from kokong.people import api as people


def first(stage: Stage, role: str) -> people.Actor | None:
    """The first with a role, in whose name the caller is working; None where nobody plays it."""
    user_id = next(iter(stage.cast.people.get(role, ())), None)
    found = people.actors_of(user_id=user_id) if user_id else ()
    return people.choose_actor(found, municipality_id=stage.cast.municipality_id)
