"""When an operator's console was last heard from, so that colleagues see whether who has an alarm is there."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max

from kokong.kernel import tenancy

from .. import models as rows

OFTEN: Final = timedelta(seconds=10)


def here(*, user_id: int, now: datetime) -> None:
    """Note that somebody is there, in the municipality in scope or else at their centres; every ten seconds."""
    for place in _places(user_id):
        known = rows.Presence.objects.filter(user_id=user_id, **place)
        if known.filter(at__gt=now - OFTEN).exists() or known.update(at=now):
            continue
        rows.Presence.objects.bulk_create([rows.Presence(user_id=user_id, at=now, **place)], ignore_conflicts=True)


def _places(user_id: int) -> list[dict[str, int | None]]:
    municipality = tenancy.current().municipality_id
    if municipality is not None:
        return [{"municipality_id": municipality, "centre_id": None}]
    centres = rows.CentreOperator.objects.filter(user_id=user_id).values_list("centre_id", flat=True)
    return [{"municipality_id": None, "centre_id": centre} for centre in centres]


def last(user_ids: Iterable[int | None]) -> dict[int, datetime]:
    """When these were last there, as far as it is known in this scope."""
    wanted = {one for one in user_ids if one is not None}
    if not wanted:
        return {}
    found = rows.Presence.objects.filter(user_id__in=wanted).values_list("user_id").annotate(at=Max("at"))
    return dict(found)
