"""Evaluations published and taken back. Everything within the municipality in scope."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, public

from .. import reading
from ..values import Evaluation, Refused
from .models import Publication

PAGE = "results"
"""The public page that shows them."""


@transaction.atomic
def publish(*, evaluation_id: int, user_id: int | None, now: datetime) -> None:
    """Have everybody read an evaluation in plain words. Again it changes nothing.

    Raises EvaluationMissing; Refused for what was never registered, or that nobody has read.
    """
    found = reading.evaluation(evaluation_id=evaluation_id)
    if found.state != "registered":
        raise Refused(_("Only a registered evaluation can be published. Register it first."))
    if not found.looks:
        raise Refused(_("Nobody has read the outcome yet: there is nothing to publish."))
    _row, fresh = Publication.objects.get_or_create(
        evaluation_id=found.id, defaults={"at": now, "by": user_id}
    )  # fmt: skip
    if fresh:
        audit.record(action="effect.published", subject="effect_evaluation", subject_id=found.id)
        public.changed(PAGE)


@transaction.atomic
def take_back(*, evaluation_id: int) -> None:
    """Have nobody outside read it any more. Raises EvaluationMissing."""
    found = reading.evaluation(evaluation_id=evaluation_id)
    if Publication.objects.filter(evaluation_id=found.id).delete()[0]:
        audit.record(action="effect.unpublished", subject="effect_evaluation", subject_id=found.id)
        public.changed(PAGE)


def is_public(*, evaluation_id: int) -> bool:
    """Whether everybody may read it."""
    return Publication.objects.filter(evaluation_id=evaluation_id).exists()


def published() -> tuple[Evaluation, ...]:
    """Those that everybody may read, the newest first."""
    known = frozenset(Publication.objects.values_list("evaluation_id", flat=True))
    return tuple(each for each in reading.evaluations() if each.id in known) if known else ()
