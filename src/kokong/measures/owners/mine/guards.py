"""For which owners somebody speaks."""

from kokong.people import api as people

from ..rules import ROLE


def own(actor: people.Actor) -> frozenset[int]:
    """The owners for whom somebody speaks, by number, whatever else they are here."""
    return frozenset(each.id for each in actor.on if (each.role, each.kind) == (ROLE, "owner"))
