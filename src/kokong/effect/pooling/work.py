"""Who takes part, counts given and taken, what all say together. Everything within the municipality in scope."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.models import Municipality
from kokong.places import api as places

from .. import models as rows
from .. import reading
from ..values import Evaluation, Refused
from . import files, rules
from .files import Area, Shared
from .models import Pool as PoolRow
from .models import PoolFile
from .rules import Partner, Told
from .values import Came, Pool, Read

if TYPE_CHECKING:
    from kokong.analysis.effect.panel import Panel
    from kokong.analysis.effect.pooling import Part


@transaction.atomic
def declare(*, evaluation_id: int, partners: Sequence[Partner], user_id: int | None, now: datetime) -> None:
    """Write down who takes part, once. Raises EvaluationMissing; Refused for a draft, nobody, or oneself."""
    found = reading.evaluation(evaluation_id=evaluation_id)
    row = rows.Evaluation.objects.select_for_update().get(pk=found.id)
    if row.state != "registered":
        raise Refused(_("Register the evaluation first. Then write down who takes part."))
    if not found.first.compared:
        raise Refused(_("Without areas to compare with it can't be read together with others."))
    if PoolRow.objects.filter(evaluation_id=found.id).exists():
        raise Refused(_("Who takes part is written down already, and stays."))
    _check(partners)
    PoolRow.objects.create(
        evaluation_id=found.id, partners=[[each.code, each.name] for each in partners], at=now, by=user_id
    )
    audit.record(
        action="effect.pool_declared", subject="effect_evaluation", subject_id=found.id,
        detail={"with": ", ".join(each.name for each in partners)},
    )  # fmt: skip


def _check(partners: Sequence[Partner]) -> None:
    codes = [each.code for each in partners]
    if not codes:
        raise Refused(_("Write at least one other municipality."), field="partners")
    if len(codes) > rules.MOST_PARTNERS:
        raise Refused(_("At most %(n)d municipalities.") % {"n": rules.MOST_PARTNERS}, field="partners")
    if len(set(codes)) < len(codes):
        raise Refused(_("A municipality stands there twice."), field="partners")
    if _own().code in codes:
        raise Refused(_("Your own municipality takes part anyway. Write the others."), field="partners")


def pool(*, evaluation_id: int) -> Pool | None:
    """Who takes part in reading an evaluation, and whose counts have come; None where that isn't written down."""
    row = PoolRow.objects.filter(evaluation_id=evaluation_id).first()
    if row is None:
        return None
    newest = {each.code: each for each in PoolFile.objects.filter(pool_id=row.pk).order_by("pk")}
    came = {code: Came(files.shared(each.said), each.digest, each.at) for code, each in newest.items()}
    return Pool(evaluation_id, tuple(Partner(code, name) for code, name in row.partners), row.at, row.by, came)


@transaction.atomic
def take(*, evaluation_id: int, content: bytes, user_id: int | None, now: datetime) -> Shared:
    """Take another municipality's counts. The same file again changes nothing.

    Raises EvaluationMissing; Refused for a file that can't be read, or isn't of one that takes part.
    """
    evaluation = reading.evaluation(evaluation_id=evaluation_id)
    row = PoolRow.objects.filter(evaluation_id=evaluation.id).first()
    if row is None:
        raise Refused(_("Write down first who takes part."))
    said = files.loaded(content)
    shared = files.shared(said)
    _belongs(shared, evaluation, dict(row.partners))
    _row, fresh = PoolFile.objects.get_or_create(
        pool_id=row.pk, digest=files.digest(content),
        defaults={"code": shared.code, "said": said, "at": now, "by": user_id},
    )  # fmt: skip
    if fresh:
        audit.record(
            action="effect.pool_taken", subject="effect_evaluation", subject_id=evaluation.id,
            detail={"with": row_name(row, shared.code)},
        )  # fmt: skip
    return shared


def row_name(row: PoolRow, code: str) -> str:
    """A partner's name as it was written down here; what a file calls itself proves nothing."""
    return str(dict(row.partners)[code])


def _belongs(shared: Shared, evaluation: Evaluation, partners: Mapping[str, str]) -> None:
    if shared.code == _own().code:
        raise Refused(_("These are your own counts. Take those of the others."), field="file")
    if shared.code not in partners:
        raise Refused(
            _("%(name)s (%(code)s) isn't among those who take part.") % {"name": shared.name, "code": shared.code},
            field="file",
        )
    if set(shared.measures) != set(evaluation.first.measures):
        raise Refused(_("Their evaluation is of other measures: it isn't the same question."), field="file")


@transaction.atomic
def give(*, evaluation_id: int) -> bytes:
    """This municipality's counts, from the newest look, as a file. Raises EvaluationMissing; Refused without."""
    evaluation = reading.evaluation(evaluation_id=evaluation_id)
    found = pool(evaluation_id=evaluation_id)
    if found is None:
        raise Refused(_("Write down first who takes part."))
    content = files.written(_mine(evaluation, found))
    audit.record(
        action="effect.pool_given", subject="effect_evaluation", subject_id=evaluation.id,
        detail={"with": ", ".join(each.name for each in found.partners)},
    )  # fmt: skip
    return content


def read_together(*, evaluation_id: int) -> Read:
    """What all whose counts have come say together. Raises EvaluationMissing; Refused without one's own look."""
    evaluation, found = reading.evaluation(evaluation_id=evaluation_id), pool(evaluation_id=evaluation_id)
    if found is None:
        raise Refused(_("Write down first who takes part."))
    return read(evaluation, found)


def read(evaluation: Evaluation, found: Pool) -> Read:
    """The same of what is at hand."""
    from kokong.analysis.effect import pooling
    from kokong.analysis.effect.errors import NotWarranted

    mine, names = _mine(evaluation, found), {each.code: each.name for each in found.partners}
    takes_part = {*names, mine.code}
    known = {mine.code: mine, **{code: came.shared for code, came in found.came.items()}}
    doubts = rules.doubts({code: each.told for code, each in known.items()}, takes_part)
    try:
        parts = [_part(each, {**names, mine.code: mine.name}[code]) for code, each in known.items()]
        return Read(pooling.pool(parts), doubts)
    except NotWarranted as why:
        return Read(None, doubts, str(why))


def _mine(evaluation: Evaluation, found: Pool) -> Shared:
    """What this municipality gives, from its newest look."""
    looks = rows.Look.objects.filter(evaluation_id=evaluation.id).order_by("pk")
    row, first = looks.last(), looks.first()
    if row is None or first is None:
        raise Refused(_("Read your own outcome first, at its time."))
    own, counted = _own(), row.counted
    plan = evaluation.plan
    rings = ["treated" if ring == 1 else "compared" for ring in counted["ring"]]
    homes = counted["homes"] or [0] * len(rings)
    return Shared(
        code=own.code, name=own.name, question=plan.question, measures=plan.measures,
        months=tuple(counted["months"]), start=counted["months"][counted["start"]],
        areas=tuple(map(Area, rings, homes, map(tuple, counted["burglaries"]))),
        neighbours=_inflation(evaluation, counted),
        delivered={ring: sum(row.dose.get(ring, {}).values()) for ring in files.RINGS},
        told=Told(
            "exploratory" if evaluation.changes else row.called,  # type: ignore[arg-type]
            found.at <= first.at,
            frozenset({own.code, *(each.code for each in found.partners)}),
        ),
    )  # fmt: skip


def _inflation(evaluation: Evaluation, counted: Mapping[str, Any]) -> float:
    """How much more areas that lie so vary; 1 where the areas of the look aren't those of the plan any more."""
    import numpy as np

    from kokong.analysis.effect import pooling

    areas = (*evaluation.plan.treated, *evaluation.plan.compared)
    drawn = places.areas_drawn(area_ids=areas)
    panel = _panel(counted["burglaries"], counted["ring"], counted["months"], counted["start"], counted["homes"])
    if len(drawn) != len(counted["ring"]):
        return 1.0
    where = np.array([drawn[each].shape.centroid.coords[0] for each in areas])
    return pooling.inflation_of(replace(panel, places=where))


def _part(shared: Shared, name: str) -> "Part":
    from kokong.analysis.effect.panel import CONTROL, TREATED
    from kokong.analysis.effect.pooling import Part

    ring = [TREATED if each.ring == "treated" else CONTROL for each in shared.areas]
    homes = [each.homes for each in shared.areas]
    counts = [each.burglaries for each in shared.areas]
    panel = _panel(counts, ring, shared.months, shared.months.index(shared.start), homes)
    return Part(name, panel, shared.neighbours)


def _panel(
    counts: Sequence[Sequence[int]], ring: Sequence[int], months: Sequence[str], start: int,
    homes: Sequence[int] | None,
) -> "Panel":  # fmt: skip
    import numpy as np

    from kokong.analysis.effect.panel import Panel

    size = None if not homes or not any(homes) else np.maximum(np.array(homes, np.float64), 1)
    return Panel(
        counts=np.array(counts, np.float64), units=tuple(map(str, range(len(ring)))), periods=tuple(months),
        ring=np.array(ring), start=start, per_year=12,
        exposure=None if size is None else np.repeat(size[:, None], len(months), axis=1),
    )  # fmt: skip


def _own() -> Municipality:
    return Municipality.objects.get(pk=tenancy.municipality_id())
