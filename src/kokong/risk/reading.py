"""Looking runs up, always within the municipality in scope."""

from django.db.models import QuerySet

from kokong.analysis import studies

from . import models, words
from .values import Result, Run, RunMissing

SHOWN = 50
ANSWERED = frozenset({"done", "too_few"})


def of(row: models.Run) -> Run:
    """A row as a value."""
    return Run(
        id=row.pk,
        kind=row.kind,
        state=row.state,
        asked=row.asked,
        started=row.started,
        finished=row.finished,
        seed=row.seed,
        version=row.version,
        parameters=row.parameters,
        snapshot_digest=row.snapshot_digest,
        result_digest=row.result_digest,
        burglaries=row.burglaries,
        left_out=row.left_out,
        message=words.problem(row.problem),
        asked_by=row.asked_by,
        repeatable=row.snapshot_id is not None and row.state in ANSWERED,
    )


def _rows() -> QuerySet[models.Run]:
    return models.Run.objects.order_by("-id").defer("figures", "arrays")


def latest(*, kind: str) -> Run | None:
    """The newest run of a kind that has a result; None where there is none."""
    row = _rows().filter(kind=kind, state="done").first()
    return of(row) if row else None


def newest(*, kind: str) -> Run | None:
    """The newest run of a kind in any state: what is under way, or why there is no result."""
    row = _rows().filter(kind=kind).first()
    return of(row) if row else None


def run(*, run_id: int) -> Run | None:
    """One run, or None where the municipality in scope has no such."""
    row = _rows().filter(pk=run_id).first()
    return of(row) if row else None


def runs(*, limit: int = SHOWN, kinds: tuple[str, ...] = ()) -> tuple[Run, ...]:
    """Runs, the newest first."""
    rows = _rows().filter(kind__in=kinds) if kinds else _rows()
    return tuple(of(row) for row in rows[:limit])


def result(*, run_id: int) -> Result | None:
    """What a run found; None where it found nothing. Raises RunMissing.

    Only the newest of a kind still has its arrays: those of older ones can be made again.
    """
    row = models.Run.objects.filter(pk=run_id).first()
    if row is None:
        raise RunMissing(run_id)
    return _found(row)


def _found(row: models.Run) -> Result | None:
    if row.figures is None:
        return None
    arrays = studies.unpack(bytes(row.arrays)) if row.arrays else {}
    return Result(of(row), row.figures, arrays)


def newest_result(*, kind: str) -> Result | None:
    """What the newest run of a kind that has a result found."""
    row = models.Run.objects.filter(kind=kind, state="done").order_by("-id").first()
    return _found(row) if row else None


def verdict(*, kind: str) -> models.Run | None:
    """The newest run that came to an answer: figures, or that burglaries are too few. Only for this room.

    One that didn't succeed says nothing about the burglaries.
    """
    return models.Run.objects.filter(kind=kind, state__in=ANSWERED).order_by("-id").defer("arrays").first()
