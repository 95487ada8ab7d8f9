"""Looking burglaries up, always within the municipality in scope."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet

from . import models, values


def burglary(*, burglary_id: int) -> values.Burglary | None:
    """One burglary, or None where the municipality in scope has no such."""
    row = models.Burglary.objects.filter(pk=burglary_id).first()
    return values.of(row) if row else None


def matching(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    states: Collection[str] = ("confirmed",),
    kinds: Collection[str] = (),
    completed: bool | None = None,
    dwelling_id: int | None = None,
) -> QuerySet[models.Burglary]:
    """The rows that filters leave, newest first. Only for this room: others get values."""
    rows = models.Burglary.objects.filter(state__in=states).order_by("-latest", "-pk")
    wanted = {
        "latest__gte": since,
        "latest__lt": until,
        "dwelling_kind__in": tuple(kinds) or None,
        "completed": completed,
        "dwelling_id": dwelling_id,
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def burglaries(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    states: Collection[str] = ("confirmed",),
    kinds: Collection[str] = (),
    completed: bool | None = None,
    dwelling_id: int | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> tuple[values.Burglary, ...]:
    """Burglaries whose latest time is in [since, until), newest first. News events are never among them."""
    rows = matching(
        since=since, until=until, states=states, kinds=kinds, completed=completed, dwelling_id=dwelling_id
    )
    return tuple(values.of(row) for row in rows[offset : None if limit is None else offset + limit])


def count(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    states: Collection[str] = ("confirmed",),
    kinds: Collection[str] = (),
    completed: bool | None = None,
) -> int:
    """How many `burglaries` there are."""
    return matching(since=since, until=until, states=states, kinds=kinds, completed=completed).count()


def police_part(*, burglary_id: int) -> values.PolicePart | None:
    """Case number and contact; None where there are none, and always without the police authority."""
    return police_parts(burglary_ids=[burglary_id]).get(burglary_id)


def police_parts(*, burglary_ids: Iterable[int]) -> dict[int, values.PolicePart]:
    """The police parts of several burglaries in one query; empty without the police authority."""
    rows = models.PolicePart.objects.filter(burglary_id__in=list(burglary_ids))
    return {row.burglary_id: values.PolicePart(row.case_number, row.contact) for row in rows}


def history(*, burglary_id: int) -> tuple[values.Version, ...]:
    """Every change of a burglary, oldest first. The police part has no history."""
    rows = models.BurglaryVersion.objects.filter(burglary_id=burglary_id).order_by("number")
    return tuple(
        values.Version(row.number, row.at, row.user_id, row.action, row.reason, row.changes) for row in rows
    )
