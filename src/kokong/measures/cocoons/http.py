"""Cocoons over HTTP, to read: the same roles and policies as the pages. Visits come from the phones."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema

from kokong.people.api import MISSING, REFUSALS, allow

from . import api
from .values import CocoonMissing

router = Router(tags=["cocoons"])

Id = Annotated[int, Path(ge=1, le=2**63 - 1)]


class CoverageOut(Schema):
    """Homes that count, visited, talked to, and talked to within the clock; a block is one door with many."""

    eligible: int
    visited: int
    talked: int
    within_clock: int


class CocoonOut(Schema):
    """A cocoon, its clock and its coverage."""

    id: int
    burglary_id: int
    dwelling_id: int
    kind: str
    opened: datetime
    due: datetime
    watch_until: datetime
    closed: datetime | None
    ended: datetime | None
    coverage: CoverageOut


class DoorOut(Schema):
    """A door: why it is there, and what became of it. Who was there is not told."""

    id: int
    dwelling_id: int
    address: str
    lon: float
    lat: float
    distance_m: float
    reason: str
    homes: int
    rank: int
    walk: int | None
    state: str
    outcome: str | None
    visited_at: datetime | None
    come_back_at: datetime | None


@router.get("/", response={200: list[CocoonOut], **REFUSALS}, summary="List cocoons")
def list_cocoons(
    request: HttpRequest, watched: bool = True, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[CocoonOut]:
    """Cocoons watched now, the most urgent first; with `watched=false` all, the newest first."""
    allow(request, "cocoon.see")
    found = api.open_cocoons(now=timezone.now())[:limit] if watched else api.cocoons(limit=limit)
    return _out(found)


@router.get("/{cocoon_id}", response={200: CocoonOut, **MISSING}, summary="One cocoon")
def get_cocoon(request: HttpRequest, cocoon_id: Id) -> CocoonOut:
    """A cocoon and its coverage."""
    allow(request, "cocoon.see")
    found = api.cocoon(cocoon_id=cocoon_id)
    if found is None:
        raise CocoonMissing(f"There is no cocoon {cocoon_id}.")
    return _out((found,))[0]


@router.get("/{cocoon_id}/doors", response={200: list[DoorOut], **MISSING}, summary="Its doors")
def get_doors(request: HttpRequest, cocoon_id: Id) -> list[DoorOut]:
    """The doors, in walking order; empty once the addresses were removed."""
    allow(request, "cocoon.see")
    return [DoorOut.from_orm(door) for door in api.doors(cocoon_id=cocoon_id)]


def _out(found: tuple[api.Cocoon, ...]) -> list[CocoonOut]:
    counts = api.coverage(cocoon_ids=[cocoon.id for cocoon in found])
    names = [name for name in CocoonOut.model_fields if name != "coverage"]
    return [
        CocoonOut(
            **{name: getattr(cocoon, name) for name in names}, coverage=CoverageOut(**vars(counts[cocoon.id]))
        )
        for cocoon in found
    ]
