"""Spending written down and looked up. Everything within the municipality in scope."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.ledger import api as ledger

from .. import reading
from ..rules import Plan
from ..values import Refused
from .models import Spending
from .values import Spent

LONGEST = 500


@transaction.atomic
def note(*, evaluation_id: int, spent: Spent, user_id: int | None, now: datetime) -> None:
    """Write down what a measure took; what was written before stays, and no longer counts.

    Raises EvaluationMissing; Refused for less than nothing, nothing at all, and figures without a source.
    """
    found = reading.evaluation(evaluation_id=evaluation_id)
    for name in ("hours", "an_hour", "other"):
        if getattr(spent, name) < 0:
            raise Refused(_("It can't be less than nothing."), field=name)
    if spent.whole <= 0:
        raise Refused(
            _("This comes to nothing. Give hours with what an hour costs, or other costs."), field="hours"
        )
    if not spent.said.strip():
        raise Refused(_("Say where the figures come from."), field="said")
    Spending.objects.create(
        evaluation_id=found.id, at=now, by=user_id, hours=spent.hours, an_hour=spent.an_hour, other=spent.other,
        said=spent.said.strip()[:LONGEST],
    )  # fmt: skip
    audit.record(action="effect.costed", subject="effect_evaluation", subject_id=found.id)


def spent(*, evaluation_id: int) -> Spent | None:
    """What counts now; None where nobody has written anything down."""
    row = Spending.objects.filter(evaluation_id=evaluation_id).order_by("-id").first()
    return None if row is None else Spent(row.hours, row.an_hour, row.other, row.said, row.at, row.by)


def known(plan: Plan) -> Decimal:
    """The hours that deliveries of the plan's measures in the treated areas have told, since the start."""
    if not plan.treated:
        return Decimal(0)
    found = ledger.by_outcome_and_month(
        measures=plan.measures, since=plan.start, until=plan.until, area_ids=plan.treated
    )
    return sum((each.hours for each in found), Decimal(0))
