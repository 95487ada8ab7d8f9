"""Lots announced, drawn once, and their outcome looked at. Everything within the municipality in scope."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.places import api as places

from .. import counting, judging
from .. import models as rows
from .. import reading as known
from ..rules import first_of_month
from ..values import Refused
from . import reading, rules, words
from .rules import Lottery
from .values import Lot, LotMissing


@transaction.atomic
def announce(*, asked: Lottery, user_id: int | None, now: datetime) -> int:
    """Write down areas, months and what the seed will be; its number. From then on it stays. Raises Refused."""
    asked = _checked(asked)
    names = {each.id: each.name for each in known.known_areas()}
    row = rows.Lot.objects.create(
        question=asked.question, measures=list(asked.measures), since=asked.since, start=asked.start,
        areas=[{"id": each, "name": names[each]} for each in asked.areas],
        at_once=asked.at_once, apart=asked.apart, seed_is=asked.seed_is, announced_at=now, announced_by=user_id,
    )  # fmt: skip
    audit.record(action="effect.lot_announced", subject="effect_lot", subject_id=row.pk)
    return int(row.pk)


@transaction.atomic
def draw(*, lot_id: int, seed: str, user_id: int | None, now: datetime) -> Lot:
    """Draw the order, once. The same seed again changes nothing. Raises LotMissing; Refused for another seed.

    The database draws it, too, and refuses an order that differs.
    """
    from kokong.analysis.effect import lot

    row = _held(lot_id)
    seed = unicodedata.normalize("NFC", " ".join(seed.split()))
    if not seed:
        raise Refused(_("Write the seed that was stated beforehand."), field="seed")
    if row.seed is not None and row.seed != seed:
        raise Refused(
            _("The lot is drawn already, with the seed “%(seed)s”. It is drawn once.") % {"seed": row.seed}
        )
    if row.seed is None:
        numbers = {each["name"]: each["id"] for each in row.areas}
        drawn = [numbers[name] for name in lot.order(seed, list(numbers))]
        rows.Lot.objects.filter(pk=row.pk).update(seed=seed, drawn=drawn, drawn_at=now, drawn_by=user_id)
        audit.record(action="effect.lot_drawn", subject="effect_lot", subject_id=row.pk)
    return reading.lot(lot_id=row.pk, today=timezone.localdate(now))


@transaction.atomic
def look(*, lot_id: int, user_id: int | None, now: datetime) -> Lot:
    """Look at the outcome by the drawn order, whatever was delivered, and keep what was seen.

    Raises LotMissing; Refused before it is drawn or a month is over, and for areas that share homes.
    """
    row = _held(lot_id)
    today = timezone.localdate(now)
    found = reading.lot(lot_id=row.pk, today=today)
    if found.seed is None:
        raise Refused(_("Draw the lot first."))
    end = rules.ends(found.asked)
    until = min(end, first_of_month(today))
    if until <= found.asked.start:
        raise Refused(_("No month since the start is over: there is nothing to look at yet."))
    called = "planned" if until >= end else "early"
    rows.LotLook.objects.create(
        lot_id=row.pk, at=now, by=user_id, called=called, until=until, **_outcome(found, until)
    )
    audit.record(
        action="effect.lot_looked", subject="effect_lot", subject_id=row.pk,
        detail={"called": called, "until": until.isoformat()},
    )  # fmt: skip
    return reading.lot(lot_id=row.pk, today=today)


def _outcome(found: Lot, until: date) -> dict[str, Any]:
    from kokong.analysis.effect import evaluation, lot

    asked, turns = found.asked, found.turns
    areas = [places.area(area_id=turn.area_id) for turn in turns]
    panel = counting.panel(treated=areas, compared=(), since=asked.since, start=asked.start, until=until)
    step = lot.steps(len(turns), at_once=asked.at_once)
    first, ring = lot.first_periods(step, start=panel.start, apart=asked.apart)
    panel = replace(panel, ring=ring)
    started = [turn for turn in turns if turn.begins < until]
    got = sum(turn.first is not None and turn.first < until for turn in started)
    result = judging.in_each_language(
        lambda: evaluation.evaluate_staggered(panel, first, by_lot=True, delivered=got / len(started))
    )
    rings = {
        "treated": [turn.area_id for turn in started],
        "compared": [turn.area_id for turn in turns if turn.begins >= until],
    }
    dose = counting.dose(measures=asked.measures, rings=rings, since=asked.start, until=until)
    return {"counted": {**judging.counted(panel), "first": first.tolist()}, "dose": dose, "result": result}


def _checked(asked: Lottery) -> Lottery:
    asked = replace(
        asked, question=asked.question.strip(), seed_is=asked.seed_is.strip(),
        since=first_of_month(asked.since), start=first_of_month(asked.start),
    )  # fmt: skip
    if wrong := rules.fault(asked):
        raise Refused(words.fault(wrong.why), field=wrong.field)
    for name in ("question", "seed_is"):
        if len(getattr(asked, name)) > rules.LONGEST:
            raise Refused(_("At most %(n)d letters.") % {"n": rules.LONGEST}, field=name)
    names = {each.id: each.name for each in known.known_areas()}
    if not set(names) >= set(asked.areas):
        raise Refused(_("One of these areas is not there any more. Choose again."), field="areas")
    if len({names[each] for each in asked.areas}) < len(asked.areas):
        raise Refused(
            _("Two areas have the same name. Give each a name of its own before the lot is drawn."), field="areas"
        )
    if not set(asked.measures) <= set(known.delivered_kinds()):
        raise Refused(_("There is no such measure."), field="measures")
    return asked


def _held(lot_id: int) -> rows.Lot:
    """The row, held until the transaction ends: of two people one is first."""
    row = rows.Lot.objects.select_for_update().filter(pk=lot_id).first()
    if row is None:
        raise LotMissing(_("There is no such lot."))
    return row
