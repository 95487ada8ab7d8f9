"""What people do with reports: put findings in line for the fault-report system, and say what they found there."""

from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kokong.kernel import audit

from .. import models as rows
from ..values import Refused
from . import jobs, rules, words, work
from .values import Report

STUCK: Final = Q(state="failed") | Q(state="perhaps", next_look=None)
"""Reports that only a person can lead on."""


@transaction.atomic
def send(*, walk_id: int, now: datetime) -> int:
    """Put in line what waits for an owner who is asked by the fault-report system; how many. None goes twice."""
    waiting = rows.Finding.objects.select_for_update(no_key=True, of=("self",)).select_related("holder")
    made = 0
    for found in waiting.filter(walk_id=walk_id, state="asked").exclude(holder__service="").order_by("pk"):
        assert found.holder is not None
        if not found.reports.filter(holder=found.holder, state__in=rules.LIVE).exists():
            _make(found, found.holder, now)
            made += 1
    if made:
        audit.record(action="walk.reported", subject="walk", subject_id=walk_id, detail={"count": made})
    return made


@transaction.atomic
def settle(*, finding_id: int, number: str, now: datetime) -> None:
    """A person has looked: it is there under a number, or it isn't and is given once more. Raises Refused where
    no report of the finding waits for that.
    """
    found = rows.Report.objects.select_for_update(no_key=True).filter(STUCK, finding_id=finding_id)
    row = found.order_by("-pk").first()
    if row is None:
        raise Refused(_("This report needs nobody now. Nothing was changed."))
    if number.strip():
        work.step(row, "find", now, number=number.strip(), said="", looks=0, next_look=now)
        jobs.defer(row.pk)
        return
    if row.finding.state != "asked":
        raise Refused(_("Nobody is asked about this finding now. Nothing was changed."))
    if row.finding.reports.filter(holder_id=row.holder_id, state__in=rules.LIVE).exclude(pk=row.pk).exists():
        raise Refused(_("It has been reported once more already. Nothing was changed."))
    work.step(row, "again", now, said="", tries=0, looks=0, next_look=now)
    jobs.defer(row.pk)


def of(*, finding_id: int) -> tuple[Report, ...]:
    """The reports of a finding, the latest first."""
    return _read(rows.Report.objects.filter(finding_id=finding_id))


def stuck() -> tuple[Report, ...]:
    """Reports that need a person: they did not arrive, or nobody knows whether they did. The oldest last."""
    return _read(rows.Report.objects.filter(STUCK, finding__state="asked"))


def finding_of(*, task_id: int | None) -> int | None:
    """The finding that a task is about; None where there is no such task."""
    return rows.Report.objects.filter(task_id=task_id or 0).values_list("finding_id", flat=True).first()


def _read(found: "QuerySet[rows.Report]") -> tuple[Report, ...]:
    return tuple(
        Report(
            id=row.pk, finding_id=row.finding_id, state=row.state, number=row.number, service=row.service,
            notes=row.notes, said=str(words.SAID.get(row.said, row.said)), doubles=row.doubles, media=row.media,
            host=urlsplit(row.media).hostname or "", at=row.made,
            given=row.claimed,
            stuck=row.state == "failed" or (row.state == "perhaps" and row.next_look is None),
        )
        for row in found.order_by("-pk")
    )  # fmt: skip


def _make(found: rows.Finding, holder: rows.Holder, now: datetime) -> None:
    row = rows.Report.objects.create(
        finding=found, holder=holder, ref=uuid4().hex[:16], service=holder.service, made=now, changed=now,
        next_look=now,
    )  # fmt: skip
    jobs.defer(row.pk)
