"""Looking burglaries up, always within the municipality in scope."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet

from kokong.kernel import audit, retention
from kokong.kernel.keep import Kept
from kokong.places import api as places

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
    among: QuerySet[models.Burglary] | None = None,
) -> QuerySet[models.Burglary]:
    """The rows that filters leave, newest first. Only for this room: others get values."""
    among = models.Burglary.objects.all() if among is None else among
    rows = among.filter(state__in=states).order_by("-latest", "-pk")
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
    """How many `burglaries` there are, also those of which only that is known any more."""
    found = matching(
        since=since,
        until=until,
        states=states,
        kinds=kinds,
        completed=completed,
        among=models.Burglary.every.all(),
    )
    return found.count()


def has_police_part(*, burglary_id: int) -> bool:
    """Whether there is a police part that the authority in scope could read; nothing of it is read."""
    return models.PolicePart.objects.filter(burglary_id=burglary_id).exists()


def police_part(*, burglary_id: int, purpose: values.Purpose) -> values.PolicePart | None:
    """Case number and contact; None where there are none, and always without the police authority. Logged."""
    return police_parts(burglary_ids=[burglary_id], purpose=purpose).get(burglary_id)


def police_parts(*, burglary_ids: Iterable[int], purpose: values.Purpose) -> dict[int, values.PolicePart]:
    """The police parts of several burglaries; empty without the police authority. One line in the log."""
    rows = models.PolicePart.objects.filter(burglary_id__in=list(burglary_ids)).select_related("burglary")
    found = {row.burglary_id: row for row in rows}
    _log_police_parts([row.burglary for row in found.values()], purpose)
    return {
        number: values.PolicePart(row.case_number, row.contact, retention.until(row))
        for number, row in found.items()
    }


def kept(*, burglary_id: int) -> tuple[Kept, ...]:
    """How long what a burglary's page shows is kept; of the police part it says so itself."""
    row = models.Burglary.every.filter(pk=burglary_id).first()
    return retention.until(row) if row else ()


def _log_police_parts(found: list[models.Burglary], purpose: values.Purpose) -> None:
    at = {row.pk: row.dwelling_id for row in found if row.dwelling_id is not None}  # some are forgotten by now
    homes = places.dwellings(ids=set(at.values())) if at else {}
    said: dict[int | str, str] = {number: homes[home].full_address for number, home in at.items() if home in homes}
    audit.read(
        action="burglary.police_part_seen",
        subject="burglary",
        subject_id=found[0].pk if len(found) == 1 else None,
        rows=[row.pk for row in found],
        purpose=purpose.code,
        said=said | ({"purpose": purpose.text} if purpose.text else {}),
    )


def history(*, burglary_id: int) -> tuple[values.Version, ...]:
    """Every change of a burglary, oldest first. The police part has no history."""
    rows = models.BurglaryVersion.objects.filter(burglary_id=burglary_id).order_by("number")
    return tuple(
        values.Version(row.number, row.at, row.user_id, row.action, row.reason, row.changes) for row in rows
    )
