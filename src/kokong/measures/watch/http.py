"""Groups over HTTP, to read: how each stands and is covered, and homes compared. Nobody is named."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Schema

from kokong.people.api import MISSING, REFUSALS, allow

from . import api, rules
from .comparing import told, work

router = Router(tags=["watch groups"])

Id = Annotated[int, Path(ge=1, le=2**63 - 1)]


class GroupOut(Schema):
    """A group. `homes` lie in its area, `joined` and `declined` of them; `coverage` is joined over homes. `blocks`
    are codes for what keeps it from being active; `stale`: nobody has gone through its roster for a year."""

    id: int
    name: str
    state: str
    area_id: int
    began: datetime
    active_since: datetime | None
    ended: datetime | None
    homes: int
    joined: int
    declined: int
    coverage: float
    contacts: int
    blocks: list[str]
    stale: bool
    met: date | None
    meeting_due: date | None
    may_order_signs: bool


class SideOut(Schema):
    """Homes watched over some time; rates per 1,000 homes and year, with 95 % limits."""

    home_years: float
    burglaries: int
    rate: float | None
    low: float | None
    high: float | None


class PeriodOut(Schema):
    """Twelve months, or all of them; `ratio` is value, low and high, and None where `why_not` says why."""

    since: date
    until: date
    members: SideOut
    others: SideOut
    ratio: dict[str, float | None] | None
    why_not: str | None
    verdict: str


class CompareOut(Schema):
    """The comparison, which is no effect: `note` says why."""

    per: str
    level: float
    periods: list[PeriodOut]
    whole: PeriodOut
    note: str


@router.get("/groups/", response={200: list[GroupOut], **REFUSALS}, summary="List watch groups")
def list_watch_groups(request: HttpRequest, closed: bool = False) -> list[GroupOut]:
    """Groups that go on, by name; with `closed=true` those that don't, too."""
    allow(request, "watch.see")
    return [_out(each) for each in api.groups(states=None if closed else rules.GOES_ON)]


@router.get("/groups/{group_id}", response={200: GroupOut, **MISSING}, summary="One watch group")
def get_watch_group(request: HttpRequest, group_id: Id) -> GroupOut:
    """A group, and how it is covered."""
    allow(request, "watch.see")
    found = api.groups(ids=[group_id])
    if not found:
        raise api.GroupMissing(f"There is no group {group_id}.")
    return _out(found[0])


@router.get("/compare", response={200: CompareOut, **REFUSALS}, summary="Homes in a group beside the others")
def compare_watch_homes(request: HttpRequest) -> dict[str, Any]:
    """Burglaries of homes in a group beside those of others, by twelve months."""
    allow(request, "watch.see")
    return told.values(work.compare(now=timezone.now()))


def _out(found: api.Group) -> GroupOut:
    coverage = round(found.joined / found.homes, 4) if found.homes else 0.0
    names = set(GroupOut.model_fields) - {"coverage"}
    return GroupOut(coverage=coverage, **{name: getattr(found, name) for name in names})
