"""Making analyses: taken up by one process at a time, computed outside any transaction, stored in one.

A session's advisory lock says that a municipality's analyses are being made. It goes with its process, so a run
that is still called running when somebody gets the lock was left by a process that is gone, and is made again from
what it had read.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as installed
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import kokong
from kokong.analysis import studies
from kokong.kernel import tenancy

if TYPE_CHECKING:
    from kokong.analysis.cluster import Runner

from . import models, proposals, reading, rules, snapshots
from .values import Busy, Everywhere, MadeFor, NotRepeatable, Refused, Repetition, Run, RunMissing

KINDS: Final = studies.KINDS
SEED: Final = 1
Progress = Callable[[int, str, str], None]
_LOCK: Final = 0x6B6F6B02  # this room's advisory lock; its second number is the municipality
_LIBRARIES: Final = ("numpy", "scipy", "numba")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Job:
    municipality_id: int
    run_id: int
    attempt: int
    kind: str


def software() -> str:
    """What a result may depend on, as runs keep it."""
    libraries = (f"{name} {installed(name)}" for name in _LIBRARIES)
    return ", ".join((f"Kokong {kokong.__version__} ({studies.edition()})", *libraries))


def check_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds in their order. Raises Refused for one that doesn't exist."""
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise Refused(
            _("There is no analysis “%(kind)s”. There are: %(known)s.")
            % {"kind": unknown[0], "known": ", ".join(KINDS)}
        )
    return tuple(kind for kind in KINDS if kind in kinds)


def wait(*, kinds: Sequence[str], now: datetime, user_id: int | None, seed: int = SEED) -> list[models.Run]:
    """A run of each kind that waits or is under way: the one there is, else a new one."""
    return [_waiting(kind, now=now, user_id=user_id, seed=seed) for kind in check_kinds(kinds)]


def _waiting(kind: str, *, now: datetime, user_id: int | None, seed: int) -> models.Run:
    under_way = models.Run.objects.filter(kind=kind, state__in=rules.UNDER_WAY)
    if found := under_way.first():
        return found
    try:
        with transaction.atomic():
            return models.Run.objects.create(
                kind=kind,
                seed=seed,
                parameters=dict(studies.DEFAULTS[kind]),
                asked=now,
                asked_by=user_id,
            )
    except IntegrityError:  # somebody else asked at this very moment
        return under_way.get()


def run_now(
    *,
    municipality_id: int,
    now: datetime,
    kinds: Sequence[str] = KINDS,
    seed: int = SEED,
    progress: Progress = lambda _municipality, _kind, _state: None,
    runner: "Runner | None" = None,
) -> tuple[Run, ...]:
    """Make analyses of one municipality at once, outside any scope. Raises Busy while somebody else makes them."""
    with tenancy.scope(municipality_id=municipality_id):
        wanted = check_kinds(kinds)
    with _alone(municipality_id):
        jobs = _take_up([municipality_id], wanted, now=now, seed=seed)
        _carry_out(jobs, runner or _here(), progress)
    resume(municipality_ids=[municipality_id], now=now)
    return _made(municipality_id, jobs)


def run_everywhere(
    *,
    municipality_ids: Sequence[int],
    now: datetime,
    runner: "Runner",
    kinds: Sequence[str] = KINDS,
    seed: int = SEED,
    progress: Progress = lambda _municipality, _kind, _state: None,
) -> Everywhere:
    """Make analyses of many municipalities, each municipality and kind a piece of work for `runner`.

    Only this process reads and writes the database. Municipalities whose analyses somebody else is making are left
    to them.
    """
    busy = []
    with ExitStack() as held:
        ours = []
        for key in municipality_ids:
            try:
                held.enter_context(_alone(key))
            except Busy:
                busy.append(key)
            else:
                ours.append(key)
        jobs = _take_up(ours, check_kinds(kinds), now=now, seed=seed)
        _carry_out(jobs, runner, progress)
    resume(municipality_ids=ours, now=now)
    made = tuple(MadeFor(key, run) for key in ours for run in _made(key, jobs))
    return Everywhere(made, tuple(busy))


def _made(municipality_id: int, jobs: Sequence[_Job]) -> tuple[Run, ...]:
    """The runs of one municipality as they ended."""
    ids = [job.run_id for job in jobs if job.municipality_id == municipality_id]
    with tenancy.scope(municipality_id=municipality_id):
        rows = models.Run.objects.in_bulk(ids)
        return tuple(reading.of(rows[key]) for key in ids)


def resume(*, municipality_ids: Sequence[int], now: datetime) -> None:
    """Make what waits, and what a killed process left, until nothing does.

    Where somebody else holds a municipality, nothing: who lets go of one looks again for what came meanwhile.
    """
    for key in municipality_ids:
        while _waits(key):
            try:
                with _alone(key):
                    _carry_out(_take_up([key], (), now=now, seed=SEED), _here(), lambda *_: None)
            except Busy:
                log.info("The analyses of municipality %s are being made already.", key)
                break


def _waits(municipality_id: int) -> bool:
    with tenancy.scope(municipality_id=municipality_id):
        return models.Run.objects.filter(state__in=rules.UNDER_WAY).exists()


def _here() -> "Runner":
    from kokong.analysis.cluster import Here  # numerics: not for every page

    return Here()


@contextmanager
def _alone(municipality_id: int) -> Iterator[None]:
    """Hold a municipality's analyses. Raises Busy where another process does."""
    key = [_LOCK, municipality_id]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        if not cursor.fetchone()[0]:
            raise Busy(
                _(
                    "The municipality's burglaries are being analysed right now. Nothing was started; the results "
                    "will be here in a moment."
                )
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _take_up(municipality_ids: Sequence[int], kinds: Sequence[str], *, now: datetime, seed: int) -> list[_Job]:
    """What is to be made: what waits or was left half-way, and the wanted kinds. The lock must be held."""
    jobs = []
    for key in municipality_ids:
        with tenancy.scope(municipality_id=key):
            wait(kinds=kinds, now=now, user_id=tenancy.current().user_id, seed=seed)
            models.Run.objects.filter(kind__in=kinds, snapshot=None, state="waiting").update(seed=seed)
            jobs += [_job(row) for row in _ready(kinds, now=now)]
    return jobs


def _ready(kinds: Sequence[str], *, now: datetime) -> list[models.Run]:
    """Runs that wait or were left half-way, in the kinds' order, each with what it is to read."""
    ready, taken = [], None
    for row in models.Run.objects.filter(state__in=rules.UNDER_WAY, kind__in=kinds or KINDS):
        if row.attempts >= rules.ATTEMPTS:
            _give_up(row, now=now)
            continue
        if row.snapshot is None:
            row.snapshot = taken = taken or snapshots.take(now=now)
        ready.append(row)
    return sorted(ready, key=lambda row: KINDS.index(row.kind))


def _job(row: models.Run) -> _Job:
    """The next attempt at a run, with what it is to read; begun once its work is sent."""
    assert row.snapshot is not None
    row.snapshot_digest, row.burglaries = row.snapshot.digest, row.snapshot.burglaries
    row.left_out = row.snapshot.left_out
    row.save()
    return _Job(tenancy.municipality_id(), row.pk, row.attempts + 1, row.kind)


def _give_up(row: models.Run, *, now: datetime) -> None:
    row.state, row.finished = "failed", now
    row.problem = {"code": "stopped", "attempts": row.attempts}
    row.save()


def _carry_out(jobs: Sequence[_Job], runner: "Runner", progress: Progress) -> None:
    """Compute and store each; then see what the municipalities' figures propose."""
    results = runner.map(studies.attempt, (_work(job) for job in jobs))
    for job, result in zip(jobs, results, strict=True):
        with tenancy.scope(municipality_id=job.municipality_id):
            state = _finish(job, result)
        progress(job.municipality_id, job.kind, state)
    for key in dict.fromkeys(job.municipality_id for job in jobs):
        with tenancy.scope(municipality_id=key):
            proposals.renew(now=timezone.now())


def _work(job: _Job) -> tuple[studies.Snapshot, studies.Study]:
    with tenancy.scope(municipality_id=job.municipality_id):
        row = models.Run.objects.select_related("snapshot__homes").get(pk=job.run_id)
        row.state, row.attempts, row.started, row.version = "running", job.attempt, timezone.now(), software()
        row.save(update_fields=["state", "attempts", "started", "version"])
        return _asked(row)


def _asked(row: models.Run) -> tuple[studies.Snapshot, studies.Study]:
    assert row.snapshot is not None
    return snapshots.load(row.snapshot), studies.Study(row.kind, row.parameters, row.seed)


def _finish(job: _Job, result: studies.Result) -> str:
    """Store a result, unless the run has been begun anew meanwhile; the state it ended in."""
    mine = models.Run.objects.filter(pk=job.run_id, state="running", attempts=job.attempt)
    told = dict(result.problem or {})
    if trace := told.pop("trace", ""):
        log.error("Analysis %s (%s) failed.\n%s", job.run_id, job.kind, trace)
    state = "done" if not told else "too_few" if told["code"].startswith("few") else "failed"
    stored = mine.update(
        state=state,
        finished=timezone.now(),
        figures=result.figures if state == "done" else None,
        arrays=studies.pack(result.arrays) if result.arrays else None,
        problem=told or None,
        result_digest="" if state == "failed" else result.digest(),
    )
    if not stored:
        return "failed"
    if state == "done":
        models.Run.objects.filter(kind=job.kind, pk__lt=job.run_id).exclude(arrays=None).update(arrays=None)
    return state


def repeat(*, run_id: int) -> Repetition:
    """Make a run again from what it read. Raises RunMissing, or NotRepeatable where that is no longer kept."""
    row = models.Run.objects.select_related("snapshot__homes").filter(pk=run_id).first()
    if row is None:
        raise RunMissing(run_id)
    if not row.result_digest:
        raise NotRepeatable(_("Analysis %(id)s has no result, so there is nothing to compare.") % {"id": run_id})
    if row.snapshot is None:
        raise NotRepeatable(
            _(
                "What analysis %(id)s read is kept for a year and is gone. Its figures are still here, but it "
                "can't be repeated."
            )
            % {"id": run_id}
        )
    again = studies.study(_asked(row)).digest()
    return Repetition(again == row.result_digest, row.result_digest, again, row.version, software())
