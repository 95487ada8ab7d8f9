"""The parts of this room, as its front page leads to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """A way on from the front page: what it is called, what it is for, and the name of its address."""

    title: str | Promise
    says: str | Promise
    to: str


WAYS: Final[Sequence[Way]] = (
    Way(
        _("Situational picture"),
        _("What both authorities know: figures, what they mean, and versions that a board can decide on."),
        "cooperation:picture",
    ),
    Way(_("Action plan"), _("From a problem to who does what by when, and its proof."), "cooperation:plan-now"),
    Way(
        _("Meetings and year wheel"),
        _("The weekly meeting with its agenda, steering group and council, and what comes round each year."),
        "cooperation:rhythm",
    ),
    Way(_("The act and us"), _("What the act (2023:196) asks for, and where it is met."), "cooperation:act"),
    Way(
        _("Next best measure"),
        _("What could come next in each area, and what to take within the hours you have."),
        "cooperation:best",
    ),
    Way(_("Hours"), _("What each measure took, and what one of it cost."), "cooperation:hours"),
    Way(
        _("Agreement"), _("Who shares what on what ground, the register of processing and the impact assessment."),
        "cooperation:agreement",
    ),
    Way(
        _("Public documents"),
        _("What was decided and told in a time, with its papers, for the authority’s register."),
        "cooperation:diary",
    ),
)  # fmt: skip
