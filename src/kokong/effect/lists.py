"""The list of evaluations."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.lists import Asked, Column, List

from . import reading, showing, words
from .values import Evaluation


def find(asked: Asked) -> tuple[Evaluation, ...]:  # noqa: ARG001
    """All of them: a municipality has few."""
    return reading.evaluations()


EVALUATIONS: Final = List[Evaluation](
    name="effect:list",
    title=_("Effect"),
    columns=(
        Column(
            "question", pgettext_lazy("evaluation", "Question"), lambda e: e.plan.question,
            link=lambda e: reverse("effect:evaluation", args=[e.id]),
        ),
        Column("id", _("Kokong number"), lambda e: e.id, where="file"),
        Column("state", _("State"), lambda e: words.STATES[e.state]),
        Column("start", pgettext_lazy("evaluation", "Start"), lambda e: e.plan.start, spare=True),
        Column("until", pgettext_lazy("evaluation", "Read from"), lambda e: e.plan.until),
        Column("answer", pgettext_lazy("evaluation", "Answer"), showing.answer),
    ),
    action="effect.exported",
    subject="effect_evaluation",
    key=lambda e: e.id,
    called=lambda e: e.plan.question,
    sort="until",
    empty=(_("No evaluation yet"), _("Register the question before anybody looks at the outcome.")),
    icon="bar-chart",
)  # fmt: skip
