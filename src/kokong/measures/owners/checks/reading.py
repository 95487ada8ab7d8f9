"""Checks as values: what was answered, what it came to, what to do first."""

from collections.abc import Collection, Mapping

from kokong import questions

from ..values import CheckMissing
from .models import Answer, Check
from .sheet import language, sheet
from .values import Checked, Part, Todo


def check(*, check_id: int) -> Checked:
    """One check. Raises CheckMissing."""
    row = Check.objects.filter(pk=check_id).first()
    if row is None:
        raise CheckMissing("")
    return _value(row, given(check_id=check_id))


def checks(
    *, building_ids: Collection[int] | None = None, states: Collection[str] = ("begun", "done")
) -> tuple[Checked, ...]:
    """Checks of some buildings or of all, the latest first."""
    found = Check.objects.filter(state__in=list(states)).order_by("-begun", "-pk")
    rows = list(found if building_ids is None else found.filter(building_id__in=building_ids))
    said = _given([row.pk for row in rows])
    return tuple(_value(row, said.get(row.pk, {})) for row in rows)


def before(found: Checked) -> Checked | None:
    """The check of the same building that was ended before this one; None where there is none."""
    earlier = Check.objects.filter(building_id=found.building_id, state="done", begun__lt=found.begun)
    row = earlier.exclude(pk=found.id).order_by("-begun", "-pk").first()
    return None if row is None else _value(row, given(check_id=row.pk))


def given(*, check_id: int) -> Mapping[str, str]:
    """What is answered now to each question of a check."""
    return _given([check_id]).get(check_id, {})


def _given(ids: Collection[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    rows = Answer.objects.filter(within_id__in=ids).order_by("at", "pk")
    for check_id, question, said in rows.values_list("within_id", "question", "given"):
        found.setdefault(check_id, {})[question] = said
    return {check_id: {q: said for q, said in each.items() if said} for check_id, each in found.items()}


def _value(row: Check, said: Mapping[str, str]) -> Checked:
    asked, tongue = sheet(), language()
    answers = {name: each for name, each in said.items() if name in asked.by_id}  # of this edition
    titles = {part.id: part.title[tongue] for part in asked.parts}
    total = questions.total(asked, answers)
    return Checked(
        id=row.pk, building_id=row.building_id, edition=row.edition, state=row.state, begun=row.begun,
        ended=row.ended, due=row.due, answers=answers, share=total.share, open=total.open,
        parts=tuple(Part(titles[s.part], s.share, s.open) for s in questions.scores(asked, answers)),
        missing=tuple(q.ask[tongue] for q in questions.missing(asked, answers)),
        todo=tuple(
            Todo(n.question.ask[tongue], n.step.says[tongue], n.step.kronor)
            for n in questions.steps(asked, answers)
        ),
    )  # fmt: skip
