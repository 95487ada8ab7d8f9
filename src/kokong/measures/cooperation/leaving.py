"""What was decided, on paper, for a municipality's archive."""

from collections.abc import Iterator
from datetime import datetime

from .picture import paper as picture_paper
from .picture import reading as pictures
from .plan import paper as plan_paper
from .plan import reading as plans


def papers(*, language: str, now: datetime) -> Iterator[tuple[str, bytes]]:
    """Every frozen situational picture and every action plan as a PDF, by the name of its file."""
    for version in pictures.versions():
        found = pictures.version(number=version.number)
        yield f"picture-{version.number}.pdf", picture_paper.report(found, language=language)
    for plan in plans.plans():
        yield f"plan-{plan.id}.pdf", plan_paper.plan(plans.plan(plan_id=plan.id, now=now))
