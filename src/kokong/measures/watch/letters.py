"""Letters: with a link to accept a membership or to what is one's own, and that a question has been answered."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.sending import api as sending

from . import links
from . import models as rows
from .caring import questions
from .rules import OWN

LINK: Final = "watch.link"


def _say(due: sending.Due, now: datetime) -> sending.Said | None:
    """While the link is the last one that was asked for, and holds."""
    row = rows.Member.objects.select_related("municipality").filter(pk=due.because[1], left=None).first()
    if row is None or row.asked.isoformat() != due.turn:
        return None
    purpose: links.Purpose = "join" if row.joined is None else "own"
    if row.asked + links.LASTS[purpose] < now:
        return None
    said = _join(row) if purpose == "join" else _own(row)
    return sending.Said(said[0], "\n\n".join((*said[1:], links.address_of(row))))


def _join(row: rows.Member) -> tuple[str, ...]:
    return (
        _("Neighbourhood watch: confirm that you join"),
        _("Somebody, we hope you, has asked %(place)s to let this address join the neighbourhood watch.")
        % {"place": row.municipality.signed},
        _("Nothing happens unless you press the button on this page within 14 days. It works once."),
        _("If it was not you, do nothing: what was written down is removed after 30 days."),
    )


def _own(row: rows.Member) -> tuple[str, ...]:
    return (
        _("Neighbourhood watch: your page"),
        _("You are in the neighbourhood watch in %(place)s.") % {"place": row.municipality.signed},
        _("This link leads to what is kept of you: to see it, correct it, or leave. It holds for 24 hours."),
    )


TOLD: Final = sending.Kind(
    LINK, gettext_lazy("Link to a neighbourhood-watch membership"), _say, offers=("email",), usual=("email",)
)


def _answered(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """The answer itself stays on the page, which asks who one is."""
    found = questions.question(question_id=due.because[1])
    if found is None or found.answered is None:
        return None
    text = _("Your question for %(group)s has been answered. Sign in to read the answer.") % {"group": found.group}
    return sending.Said(
        _("Your question has been answered"), text, reverse("watch:questions", args=[found.group_id])
    )


ANSWERED: Final = sending.Kind(
    questions.ANSWERED, gettext_lazy("An answer to a watch group’s question"), _answered,
    offers=("page", "email"), usual=("page", "email"), roles=OWN, may_turn_off=True,
)  # fmt: skip
