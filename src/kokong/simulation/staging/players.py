"""Who plays, once their accounts are there."""

from typing import Final

from kokong.kernel import tenancy
from kokong.kernel.scene import Cast
from kokong.people import api as people

AUTHORITIES: Final[dict[str, tenancy.Authority]] = {"officer": "police"}


def known(*, municipality_id: int) -> Cast:
    """The people of a municipality by their roles."""
    with tenancy.scope(municipality_id=municipality_id):
        everybody = people.people()
    roles: set[str] = {role for person in everybody for role in person.roles}
    played = {role: tuple(sorted(p.user_id for p in everybody if role in p.roles)) for role in roles}
    return Cast(municipality_id, played, AUTHORITIES)
