"""Burglaries over HTTP: the same roles, rules and policies as the pages."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema, Status

from kokong.people.api import REFUSALS as EVERYWHERE
from kokong.people.api import Problem, allow
from kokong.places import api as places

from . import api as burglaries
from . import reading, rules, times, values

router = Router(tags=["burglaries"])

BIGGEST = 2**63 - 1
Id = Annotated[int, Path(ge=1, le=BIGGEST)]
State = Literal["draft", "confirmed", "withdrawn"]
Kind = Literal["house", "row", "flat", "holiday", "cellar_attic", "unknown"]
EntryPoint = Literal["", "door", "window", "patio_door", "balcony", "basement", "other", "unknown"]
Reason = Annotated[str, Field(min_length=1, max_length=rules.REASON_LIMIT, description="One sentence: why.")]
CaseNumber = Annotated[str, Field(max_length=rules.CASE_NUMBER_LIMIT, description="For the police alone.")]
Contact = Annotated[str, Field(max_length=rules.CONTACT_LIMIT, description="For the police alone; kept 90 days.")]


class PoliceOut(Schema):
    """What only the police see."""

    case_number: str
    contact: str


class BurglaryOut(Schema):
    """A burglary as it is known now."""

    id: int
    dwelling: int
    address: str
    state: State
    earliest: datetime
    latest: datetime
    completed: bool
    dwelling_kind: Kind
    entry_point: EntryPoint
    source: str
    reported_at: datetime
    confirmed_at: datetime | None
    withdrawn_at: datetime | None
    police: PoliceOut | None


class PageOut(Schema):
    """A page of burglaries, the newest first."""

    total: int
    items: list[BurglaryOut]


class FilterIn(Schema):
    """Which burglaries; `since` and `until` compare with the latest time, half-open."""

    since: datetime | None = None
    until: datetime | None = None
    state: list[State] = Field(default=["confirmed"])
    kind: list[Kind] = Field(default=[])
    completed: bool | None = None
    limit: int = Field(default=50, ge=1, le=200)
    offset: int = Field(default=0, ge=0, le=10**9)


class ReportIn(Schema):
    """A burglary at a dwelling, named by its number or by its address. Times without zone are local."""

    dwelling: int | None = Field(default=None, ge=1, le=BIGGEST)
    address: str | None = Field(default=None, max_length=300)
    earliest: datetime
    latest: datetime
    completed: bool = True
    dwelling_kind: Kind | None = None
    entry_point: EntryPoint = ""
    case_number: CaseNumber = ""
    contact: Contact = ""
    another: bool = Field(default=False, description="Not the burglary already there near in time.")


class WithdrawIn(Schema):
    """Why it was no burglary."""

    reason: Reason


class CorrectIn(Schema):
    """What was wrong; what is left out stays as it is."""

    reason: Reason
    dwelling: int | None = Field(default=None, ge=1, le=BIGGEST)
    address: str | None = Field(default=None, max_length=300)
    earliest: datetime | None = None
    latest: datetime | None = None
    completed: bool | None = None
    dwelling_kind: Kind | None = None
    entry_point: EntryPoint | None = None
    case_number: CaseNumber | None = None
    contact: Contact | None = None


REFUSALS: dict[Any, Any] = {400: Problem, **EVERYWHERE}
OF_ONE: dict[Any, Any] = {200: BurglaryOut, 404: Problem, **REFUSALS}


@router.get("/", response={200: PageOut, **REFUSALS}, summary="List burglaries")
def list_burglaries(request: HttpRequest, wanted: Query[FilterIn]) -> PageOut:
    """Burglaries of the municipality, the newest first, a page at a time."""
    allow(request, "burglary.see")
    rows = reading.matching(
        since=times.aware(wanted.since) if wanted.since else None,
        until=times.aware(wanted.until) if wanted.until else None,
        states=wanted.state,
        kinds=wanted.kind,
        completed=wanted.completed,
    )
    page = [values.of(row) for row in rows[wanted.offset : wanted.offset + wanted.limit]]
    return PageOut(total=rows.count(), items=_out(page))


@router.post("/", response={201: BurglaryOut, **REFUSALS}, summary="Report a burglary")
def report_burglary(request: HttpRequest, given: ReportIn) -> Status[BurglaryOut]:
    """Write a burglary down as a draft. 422 names the one already there, if it seems the same."""
    allow(request, "burglary.report")
    burglary = burglaries.report(
        dwelling_id=_dwelling(given.dwelling, given.address),
        earliest=times.aware(given.earliest),
        latest=times.aware(given.latest, last=True),
        completed=given.completed,
        dwelling_kind=given.dwelling_kind or "",
        entry_point=given.entry_point,
        case_number=given.case_number,
        contact=given.contact,
        another=given.another,
        source="api",
        now=timezone.now(),
    )
    return Status(201, _out([burglary])[0])


@router.get("/{burglary_id}", response=OF_ONE, summary="One burglary")
def get_burglary(request: HttpRequest, burglary_id: Id) -> BurglaryOut:
    """A burglary; its police part is null without the police authority."""
    allow(request, "burglary.see")
    burglary = burglaries.burglary(burglary_id=burglary_id)
    if burglary is None:
        raise values.BurglaryMissing(burglary_id)
    return _out([burglary])[0]


@router.post("/{burglary_id}/confirm", response=OF_ONE, summary="Confirm")
def confirm_burglary(request: HttpRequest, burglary_id: Id) -> BurglaryOut:
    """Confirm a draft; its cocoon opens. Confirming again changes nothing."""
    allow(request, "burglary.confirm")
    return _out([burglaries.confirm(burglary_id=burglary_id, now=timezone.now())[0]])[0]


@router.post("/{burglary_id}/withdraw", response=OF_ONE, summary="Withdraw")
def withdraw_burglary(request: HttpRequest, burglary_id: Id, given: WithdrawIn) -> BurglaryOut:
    """Withdraw what was no burglary; its cocoon closes. Withdrawing again changes nothing."""
    allow(request, "burglary.withdraw")
    return _out([burglaries.withdraw(burglary_id=burglary_id, reason=given.reason, now=timezone.now())[0]])[0]


@router.post("/{burglary_id}/correct", response=OF_ONE, summary="Correct")
def correct_burglary(request: HttpRequest, burglary_id: Id, given: CorrectIn) -> BurglaryOut:
    """Correct a burglary; the earlier values stay in its history, and its cocoon moves with its place."""
    allow(request, "burglary.correct")
    changes = given.dict(exclude={"dwelling", "address", "earliest", "latest"})
    if given.dwelling or given.address:
        changes["dwelling_id"] = _dwelling(given.dwelling, given.address)
    if given.earliest:
        changes["earliest"] = times.aware(given.earliest)
    if given.latest:
        changes["latest"] = times.aware(given.latest, last=True)
    return _out([burglaries.correct(burglary_id=burglary_id, now=timezone.now(), **changes)[0]])[0]


def _dwelling(number: int | None, address: str | None) -> int:
    return number or places.home_told(text=rules.clean(address or "")).id


def _out(found: list[values.Burglary]) -> list[BurglaryOut]:
    """With addresses and, for the police, their part: two queries however many."""
    homes = places.dwellings(ids={burglary.dwelling_id for burglary in found})
    parts = reading.police_parts(burglary_ids=[burglary.id for burglary in found], purpose=values.Purpose("api"))
    return [
        BurglaryOut(
            **{name: getattr(b, name) for name in BurglaryOut.model_fields if hasattr(b, name)},
            dwelling=b.dwelling_id,
            address=homes[b.dwelling_id].full_address if b.dwelling_id in homes else "",
            police=PoliceOut(**vars(parts[b.id])) if b.id in parts else None,
        )
        for b in found
    ]
