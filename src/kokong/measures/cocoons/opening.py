"""A confirmed burglary gets its cocoon."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kokong.kernel import audit
from kokong.places import api as places
from kokong.risk import api as risk

from . import models as rows
from . import presets, ring, rules
from .values import Cocoon


def value(row: rows.Cocoon) -> Cocoon:
    """A row as it crosses the room's door."""
    return Cocoon(
        id=row.pk,
        burglary_id=row.burglary_id,
        dwelling_id=row.home_id,
        kind=row.kind,
        opened=row.opened,
        due=row.due,
        watch_until=row.watch_until,
        closed=row.closed,
        ended=row.ended,
        ended_because=row.ended_because,
        cleared=row.cleared,
        walk_by=row.walk_by,
        walk_m=row.walk_m,
    )


@transaction.atomic(savepoint=False)
def open_for(*, burglary_id: int, dwelling_id: int, dwelling_kind: str, now: datetime) -> Cocoon:
    """The cocoon of a confirmed burglary, opened now unless it is open already. Emits `cocoon.opened`.

    Raises places.DwellingNotFound for a dwelling of another municipality.
    """
    found = rows.Cocoon.objects.filter(burglary_id=burglary_id).first()
    if found is not None:
        return value(found)
    kind = _kind(dwelling_kind, dwelling_id)
    accepted = risk.settings()
    preset = presets.preset(kind=kind, accepted=accepted)
    chosen = ring.choose(dwelling_id, kind, preset, accepted=accepted)
    try:
        with transaction.atomic():
            cocoon = rows.Cocoon.objects.create(
                burglary_id=burglary_id,
                dwelling_id=dwelling_id,
                kind=kind,
                opened=now,
                due=rules.due(opened=now, preset=preset),
                watch_until=rules.watch_until(opened=now, preset=preset),
                claim_minutes=preset.claim_minutes,
            )
    except IntegrityError:  # opened at this very moment by somebody else
        return value(rows.Cocoon.objects.get(burglary_id=burglary_id))
    ring.add_doors(cocoon, chosen, preset=preset, now=now)
    audit.record(action="cocoon.opened", subject="cocoon", subject_id=cocoon.pk, detail={"doors": len(chosen)})
    return value(cocoon)


def _kind(burgled: str, dwelling_id: int) -> str:
    """The preset's kind: by the burglary's kind of dwelling, else by the address's."""
    if burgled in rules.PRESET_OF:
        return rules.PRESET_OF[burgled]
    home = places.dwelling(dwelling_id=dwelling_id)
    return rules.PRESET_OF.get(home.kind if home else "", "detached")
