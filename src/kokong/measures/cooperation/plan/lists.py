"""The list of action plans."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.lists import Asked, Column, List

from . import reading, words
from .values import Plan


def find(asked: Asked) -> tuple[Plan, ...]:  # noqa: ARG001
    """All of them: a municipality has one every second year."""
    return reading.plans()


PLANS: Final = List[Plan](
    name="cooperation:plans",
    title=_("Action plans"),
    columns=(
        Column(
            "title", pgettext_lazy("action plan", "Plan"), lambda each: each.title,
            link=lambda each: reverse("cooperation:plan", args=[each.id]),
        ),
        Column("id", _("Kokong number"), lambda each: each.id, where="file"),
        Column("state", _("State"), lambda each: words.STATES[each.state]),
        Column("begins", _("From"), lambda each: each.begins),
        Column("decided", _("Decided"), lambda each: each.decided_on),
        Column("number", _("Number of the decision"), lambda each: each.number, spare=True),
    ),
    action="action_plan.exported",
    subject="action_plan",
    key=lambda each: each.id,
    called=lambda each: each.title,
    sort="begins",
    empty=(_("No action plan yet"), _("Begin one: from a problem to who does what by when.")),
    icon="clipboard-checkmark",
)  # fmt: skip
