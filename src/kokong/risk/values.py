"""What crosses the door of this room: frozen values, and errors in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from kokong.analysis.arrays import AnyArray
from kokong.kernel.errors import UserError

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Run:
    """One analysis. `state` is waiting, running, done, too_few or failed; `message` says why there is no result.

    `left_out` counts burglaries that were known and didn't count, by reason (`words.LEFT_OUT`).
    """

    id: int
    kind: str
    state: str
    asked: datetime
    started: datetime | None
    finished: datetime | None
    seed: int
    version: str
    parameters: Mapping[str, Any]
    snapshot_digest: str
    result_digest: str
    burglaries: int
    left_out: Mapping[str, int]
    message: str
    asked_by: int | None
    repeatable: bool


@dataclass(frozen=True)
class Result:
    """What a run found: figures for tables and sentences, and arrays (see `kokong.analysis.studies`)."""

    run: Run
    figures: Mapping[str, Any]
    arrays: Mapping[str, AnyArray]


@dataclass(frozen=True)
class Repetition:
    """A run done again from what it had read. `same`: it gave the same digest."""

    same: bool
    digest_then: str
    digest_now: str
    version_then: str
    version_now: str


@dataclass(frozen=True)
class MadeFor:
    """A run, and whose."""

    municipality_id: int
    run: Run


@dataclass(frozen=True)
class Everywhere:
    """Runs of many municipalities; `busy` are those whose analyses somebody else was making."""

    runs: tuple[MadeFor, ...]
    busy: tuple[int, ...]


@dataclass(frozen=True)
class Settings:
    """What cocoons use. `source` is "published" until a coordinator accepts the municipality's own ("own")."""

    radius_m: float
    watch_days: int
    ranking: str
    source: str
    since: datetime | None = None
    run_id: int | None = None
    proposal_id: int | None = None
    decided_by: int | None = None


@dataclass(frozen=True)
class Proposal:
    """Settings suggested by the municipality's own burglaries, beside those in use and the published ones.

    `state` is open, accepted, declined or replaced. `evidence` are the figures it rests on (`rules.evidence`).
    """

    id: int
    run_id: int
    state: str
    radius_m: float
    watch_days: int
    ranking: str
    published: Settings
    in_use: Settings
    evidence: Mapping[str, Any]
    made: datetime
    decided: datetime | None
    decided_by: int | None
    reason: str


@dataclass(frozen=True)
class Enough:
    """Whether the burglaries suffice to propose settings; `reasons` are sentences, also where they do.

    `needed`: burglaries at which they would, if they go on as they have; `run_id` the run it was judged by.
    """

    enough: bool
    burglaries: int
    needed: int
    years: float
    reasons: tuple[str, ...]
    run_id: int | None = None


@dataclass(frozen=True)
class Zone:
    """A place to pay attention to in one week.

    `outline` are polygons in longitude and latitude, each with its outer ring first; `expected` burglaries in the
    week by the forecast, `share` of all that are expected; `recent` burglaries near by in the last four weeks, the
    last of them on `latest`; `week` is its first day.
    """

    rank: int
    outline: tuple[tuple[Ring, ...], ...]
    lon: float
    lat: float
    area_m2: float
    dwellings: int
    expected: float
    share: float
    recent: int
    latest: date | None
    week: date


class RunMissing(UserError):
    """There is no such run in the municipality in scope."""

    status: ClassVar[int] = 404

    def __init__(self, run_id: int) -> None:
        super().__init__(_("There is no analysis %(id)s.") % {"id": run_id})


class ProposalMissing(UserError):
    """There is no such proposal in the municipality in scope."""

    status: ClassVar[int] = 404

    def __init__(self, proposal_id: int) -> None:
        super().__init__(_("There is no proposal %(id)s.") % {"id": proposal_id})


class Decided(UserError):
    """The proposal has been decided on, or a newer one has taken its place."""


class NotRepeatable(UserError):
    """What the run read is no longer kept, or it never found anything."""


class Busy(UserError):
    """Somebody else's analysis of the municipality is under way."""


class Refused(UserError):
    """Something was asked for that this room can't do."""
