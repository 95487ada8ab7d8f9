"""Letters: with a link to accept a membership or to what is one's own, and that a question has been answered."""

from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.sending import api as sending

from . import links, reading
from . import models as rows
from .caring import questions
from .rules import OWN

LINK: Final = "watch.link"
LISTED: Final = "watch.listed"
MOVED: Final = "watch.moved"


def _say(due: sending.Due, now: datetime) -> sending.Said | None:
    """While the link is the last one that was asked for, and holds."""
    row = rows.Member.objects.select_related("municipality").filter(pk=due.because[1], left=None).first()
    if row is None or row.asked.isoformat() != due.turn:
        return None
    purpose: links.Purpose = "join" if row.joined is None else "own"
    holds = links.lasts(row, purpose)
    if row.asked + holds < now:
        return None
    said = _join(row) if purpose == "join" else _own(row, holds)
    return sending.Said(said[0], "\n\n".join((*said[1:], links.address_of(row))))


def _join(row: rows.Member) -> tuple[str, ...]:
    return (
        _("Neighbourhood watch: confirm that you join"),
        _("Somebody, we hope you, has asked %(place)s to let this address join the neighbourhood watch.")
        % {"place": row.municipality.signed},
        _("Nothing happens unless you press the button on this page within 14 days. It works once."),
        _("If it was not you, do nothing: what was written down is removed after 30 days."),
    )


def _own(row: rows.Member, holds: timedelta) -> tuple[str, ...]:
    hours = int(holds.total_seconds() // 3600)
    held = _("It holds for %(n)s hours.") % {"n": hours} if hours <= 24 else _("It holds for 14 days.")
    link = _("This link leads to what is kept of you: to see it, correct it, or leave.")
    return (
        _("Neighbourhood watch: your page"),
        _("You are in the neighbourhood watch in %(place)s.") % {"place": row.municipality.signed},
        f"{link} {held}",
    )


TOLD: Final = sending.Kind(
    LINK, gettext_lazy("Link to a neighbourhood-watch membership"), _say, offers=("email",), usual=("email",)
)


def _say_listed(due: sending.Due, now: datetime) -> sending.Said | None:
    """Once, to whom a list brought: what is kept of them and where it came from, as the law asks; nothing else."""
    row = rows.Member.objects.select_related("municipality", "group").filter(pk=due.because[1], left=None).first()
    if row is None or row.group is None or row.asked.isoformat() != due.turn:
        return None
    if row.asked + links.lasts(row, "own") < now:
        return None
    told = {"place": row.municipality.signed, "group": row.group.name}
    return sending.Said(
        _("You stand on the list of a neighbourhood watch"),
        "\n\n".join(
            (
                _("%(place)s has taken in a list of the neighbourhood watch group %(group)s, and you stand on it.")
                % told,
                _(
                    "You get no alerts and your neighbours see nothing of you unless you agree. On this page you "
                    "see what is kept of you: agree, correct it, or leave. The link holds for 14 days."
                ),
                links.address_of(row),
            )
        ),
    )


LISTED_TOLD: Final = sending.Kind(
    LISTED, gettext_lazy("What is kept of somebody who stands on a list"), _say_listed, offers=("email",),
    usual=("email",),
)  # fmt: skip


def _say_moved(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """To each member of a group that another municipality has now. Who they were isn't known here any more."""
    row = rows.Group.objects.select_related("municipality").filter(pk=due.because[1]).first()
    to = "" if row is None else reading.moved_to(group_id=row.pk)
    if row is None or not to:
        return None
    told = {"group": row.name, "place": row.municipality.signed, "to": to}
    return sending.Said(
        _("Your neighbourhood watch has moved to %(to)s") % told,
        "\n\n".join(
            (
                _("%(to)s looks after the neighbourhood watch group %(group)s from now on. It has its list.")
                % told,
                _("%(place)s has removed your name and how to reach you. %(to)s will ask what you agree to.")
                % told,
            )
        ),
    )


MOVED_TOLD: Final = sending.Kind(
    MOVED, gettext_lazy("A watch group moves to another municipality"), _say_moved, offers=("email",),
    usual=("email",),
)  # fmt: skip


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
