"""Where a shift works: a municipality's alarm desk, or one of an operator's centres."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kokong.kernel import tenancy

from .. import models as rows
from ..values import Refused


@dataclass(frozen=True)
class Desk:
    """A municipality that handles its own alarms, or a centre; the other is None."""

    municipality_id: int | None
    centre_id: int | None
    name: str

    @property
    def place(self) -> dict[str, Any]:
        """The columns of its own rows."""
        return {"municipality_id": self.municipality_id, "centre_id": self.centre_id}

    @property
    def handles(self) -> Q:
        """Alarms and panels that are handled here."""
        return Q(centre=None) if self.centre_id is None else Q(centre_id=self.centre_id)

    def has(self, centre_id: int | None) -> bool:
        """Whether something of this centre (None: of the municipality itself) is handled here."""
        return centre_id == self.centre_id


def desks() -> tuple[Desk, ...]:
    """Where whoever acts works: in the municipality in scope, else at their centres by name."""
    scope = tenancy.current()
    if scope.municipality_id is not None:
        return (Desk(scope.municipality_id, None, ""),)
    mine = rows.CentreOperator.objects.filter(user_id=scope.user_id or 0).select_related("centre")
    return tuple(Desk(None, one.centre_id, one.centre.name) for one in mine.order_by("centre__name"))


def desk(centre_id: int | None = None) -> Desk:
    """That desk, or the first. Raises Refused for somebody who works at none."""
    mine = desks()
    if not mine:
        raise Refused(_("Only those who handle alarms have a shift."))
    return next((one for one in mine if one.centre_id == centre_id), mine[0])


def me() -> int:
    """Who acts. Raises Refused for nobody."""
    user_id = tenancy.current().user_id
    if user_id is None:
        raise Refused(_("Alarms are handled by people who are signed in."))
    return user_id
