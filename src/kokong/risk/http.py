"""Analyses over HTTP: the same roles, rules and policies as the pages."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from kokong.people.api import REFUSALS as EVERYWHERE
from kokong.people.api import Problem, allow

from . import api

router = Router(tags=["risk"])

BIGGEST = 2**63 - 1
Id = Annotated[int, Path(ge=1, le=BIGGEST)]
Kind = Literal["near_repeat", "surface", "forecast", "backtest", "doors", "homes"]
State = Literal["waiting", "running", "done", "too_few", "failed"]
Ranking = Literal["distance", "risk"]


class RunOut(Schema):
    """One analysis; `message` says why there is no result."""

    id: int
    kind: Kind
    state: State
    asked: datetime
    started: datetime | None
    finished: datetime | None
    seed: int
    version: str
    parameters: dict[str, Any]
    snapshot_digest: str
    result_digest: str
    burglaries: int
    left_out: dict[str, int]
    message: str
    repeatable: bool


class ResultOut(Schema):
    """An analysis and its figures; null where it found nothing."""

    run: RunOut
    figures: dict[str, Any] | None


class ZoneOut(Schema):
    """A zone of the week; `outline` is a GeoJSON MultiPolygon's coordinates."""

    rank: int
    outline: list[list[list[tuple[float, float]]]]
    lon: float
    lat: float
    area_m2: float
    dwellings: int
    expected: float
    share: float
    recent: int
    latest: date | None
    week: date


class SettingsOut(Schema):
    """What cocoons use, from research ("published") or the municipality's own burglaries ("own")."""

    radius_m: float
    watch_days: int
    ranking: Ranking
    source: Literal["published", "own"]
    since: datetime | None
    run_id: int | None


class EnoughOut(Schema):
    """Whether the burglaries suffice to propose settings, and why."""

    enough: bool
    burglaries: int
    needed: int
    years: float
    reasons: list[str]


class ProposalOut(Schema):
    """Settings proposed, and what they rest on."""

    id: int
    run_id: int
    state: Literal["open", "accepted", "declined", "replaced"]
    radius_m: float
    watch_days: int
    ranking: Ranking
    evidence: dict[str, Any]
    made: datetime
    decided: datetime | None
    reason: str


class StandingOut(Schema):
    """The settings in use, the open proposal if there is one, and whether the burglaries suffice."""

    settings: SettingsOut
    published: SettingsOut
    proposal: ProposalOut | None
    enough: EnoughOut


class AskIn(Schema):
    """Which analyses; all unless given."""

    kinds: list[Kind] = Field(default=list(api.KINDS), min_length=1, max_length=len(api.KINDS))


class DeclineIn(Schema):
    """Why the settings in use are kept."""

    reason: Annotated[str, Field(min_length=1, max_length=api.REASON_LIMIT, description="One sentence: why.")]


class RunsIn(Schema):
    """Which runs."""

    kind: list[Kind] = Field(default=[])
    limit: int = Field(default=50, ge=1, le=200)


REFUSALS: dict[Any, Any] = {400: Problem, **EVERYWHERE}
OF_ONE: dict[Any, Any] = {404: Problem, **REFUSALS}


@router.get("/runs", response={200: list[RunOut], **REFUSALS}, summary="List analyses")
def list_risk_runs(request: HttpRequest, wanted: Query[RunsIn]) -> list[dict[str, Any]]:
    """Analyses of the municipality, the newest first."""
    allow(request, "risk.see")
    return [asdict(run) for run in api.runs(limit=wanted.limit, kinds=tuple(wanted.kind))]


@router.post("/runs", response={200: list[RunOut], **REFUSALS}, summary="Ask for analyses")
def ask_for_risk_runs(request: HttpRequest, given: AskIn) -> list[dict[str, Any]]:
    """Have analyses made in the background. Asking again while they wait or run changes nothing."""
    actor = allow(request, "risk.run")
    return [asdict(run) for run in api.ask(kinds=given.kinds, now=timezone.now(), user_id=actor.user_id)]


@router.get("/runs/{run_id}", response={200: ResultOut, **OF_ONE}, summary="One analysis")
def get_risk_run(request: HttpRequest, run_id: Id) -> dict[str, Any]:
    """An analysis with its figures."""
    allow(request, "risk.see")
    run = api.run(run_id=run_id)
    if run is None:
        raise api.RunMissing(run_id)
    return _result(run)


@router.get("/latest", response={200: list[ResultOut], **REFUSALS}, summary="The newest results")
def list_latest_risk(request: HttpRequest) -> list[dict[str, Any]]:
    """The newest analysis of each kind that has a result."""
    allow(request, "risk.see")
    return [_result(run) for kind in api.KINDS if (run := api.latest(kind=kind))]


@router.get("/zones", response={200: list[ZoneOut], **REFUSALS}, summary="This week's zones")
def list_risk_zones(request: HttpRequest) -> list[dict[str, Any]]:
    """The zones of this week, most expected burglaries first; empty once the last forecast's week is over."""
    allow(request, "risk.see")
    return [asdict(zone) for zone in api.zones(now=timezone.now())]


@router.get("/settings", response={200: StandingOut, **REFUSALS}, summary="Settings of cocoons")
def get_risk_settings(request: HttpRequest) -> dict[str, Any]:
    """What cocoons use, beside the published settings and what the burglaries speak for."""
    allow(request, "risk.see")
    found = api.proposal()
    return {
        "settings": asdict(api.settings()),
        "published": asdict(api.PUBLISHED),
        "proposal": asdict(found) if found else None,
        "enough": asdict(api.enough(now=timezone.now())),
    }


@router.post("/proposals/{proposal_id}/accept", response={200: SettingsOut, **OF_ONE}, summary="Accept")
def accept_risk_proposal(request: HttpRequest, proposal_id: Id) -> dict[str, Any]:
    """Use the proposed settings for cocoons opened from now on."""
    actor = allow(request, "risk.settings")
    return asdict(api.accept(proposal_id=proposal_id, now=timezone.now(), user_id=actor.user_id))


@router.post("/proposals/{proposal_id}/decline", response={200: ProposalOut, **OF_ONE}, summary="Decline")
def decline_risk_proposal(request: HttpRequest, proposal_id: Id, given: DeclineIn) -> dict[str, Any]:
    """Keep the settings in use."""
    actor = allow(request, "risk.settings")
    api.decline(proposal_id=proposal_id, reason=given.reason, now=timezone.now(), user_id=actor.user_id)
    return _proposal(proposal_id)


@router.post(
    "/settings/defaults", response={200: SettingsOut, **REFUSALS}, summary="Back to the published settings"
)
def reset_risk_settings(request: HttpRequest) -> dict[str, Any]:
    """Use the published settings for cocoons opened from now on. Asking again changes nothing."""
    actor = allow(request, "risk.settings")
    api.back_to_defaults(now=timezone.now(), user_id=actor.user_id)
    return asdict(api.settings())


def _result(run: api.Run) -> dict[str, Any]:
    found = api.result(run_id=run.id)
    return {"run": asdict(run), "figures": found.figures if found else None}


def _proposal(proposal_id: int) -> dict[str, Any]:
    found = api.proposal(proposal_id=proposal_id)
    if found is None:
        raise api.ProposalMissing(proposal_id)
    return asdict(found)
