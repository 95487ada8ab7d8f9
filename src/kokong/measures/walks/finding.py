"""What is found on a walk: noted once, corrected, joined with another, and answered."""

from datetime import date, datetime
from math import isfinite
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, public
from kokong.kernel.moves import Move, move
from kokong.places import api as places

from . import models as rows
from . import rules, words
from .reporting import work as reports
from .values import FindingMissing, Noted, Refused, WalkMissing

SUBJECT = "finding"
PAGE = "walks"


@transaction.atomic
def note(*, walk_id: int, noted: Noted, at: datetime, user_id: int | None) -> tuple[int, bool]:
    """Write down a finding; its number in the table, and whether it is new: the same `client_id` is taken once.

    Several people note on one walk at once; nothing that one wrote is changed by another. Raises WalkMissing;
    Refused for a walk that was cancelled, and for a place that is none in the municipality.
    """
    key = noted.client_id or uuid4()
    known = rows.Finding.objects.filter(client_id=key).values_list("pk", flat=True).first()
    if known is not None:
        return known, False
    row = rows.Walk.objects.filter(pk=walk_id).first()
    if row is None:
        raise WalkMissing(_("This walk is not there any more, so nothing was stored."))
    if row.state == "cancelled":
        raise Refused(_("This walk was cancelled, so nothing was stored."))
    _check(noted)
    made = rows.Finding.objects.create(
        client_id=key, walk=row, category=noted.category, feels=noted.feels.strip(), why=noted.why.strip(),
        proposal=noted.proposal.strip(), point=noted.point, accuracy_m=noted.accuracy_m, how=noted.how, at=at,
        user_id=user_id,
    )  # fmt: skip
    audit.record(action="finding.noted", subject=SUBJECT, subject_id=made.pk, detail={"kind": noted.category})
    same = rows.Finding.objects.filter(pk=noted.same_as or 0).exclude(state="joined").first()
    if same is not None:
        _join(made, same, now=at)
    return made.pk, True


@transaction.atomic
def change(*, finding_id: int, noted: Noted, shown: str) -> None:
    """Correct what was written, and say what everybody reads of it. Raises FindingMissing, Refused."""
    row = row_of(finding_id)
    _check(noted)
    rows.Finding.objects.filter(pk=row.pk).update(
        category=noted.category, feels=noted.feels.strip(), why=noted.why.strip(),
        proposal=noted.proposal.strip(), point=noted.point, shown=shown.strip(),
    )  # fmt: skip
    audit.record(action="finding.changed", subject=SUBJECT, subject_id=row.pk, detail={"kind": noted.category})
    public.changed(PAGE)


@transaction.atomic
def join(*, finding_id: int, other_id: int, now: datetime) -> Move:
    """Say that it is one with another, which goes on for both. Raises FindingMissing, Refused, MoveRefused."""
    row, other = row_of(finding_id), row_of(other_id)
    if row.pk == other.pk or other.state == "joined":
        raise Refused(_("Choose the finding that goes on for both. Nothing was changed."))
    return _join(row, other, now=now)


@transaction.atomic
def act(*, finding_id: int, action: str, now: datetime, said: str = "", until: date | None = None,
        roles: frozenset[str] | None = None) -> Move:  # fmt: skip
    """Answer for the owner (promise, refuse, mend), or say what a resident saw (confirm, doubt), or that it stays.

    `said` is the sentence that everybody reads. `roles` are those of whoever answers by a link. Raises
    FindingMissing, MoveRefused, NotYours; Refused for a promise without a day, or one for a day that is over.
    """
    row = row_of(finding_id)
    if action in {"ask", "join"}:
        raise Refused(_("Say whom, or with what. Nothing was changed."))
    if action == "promise" and (until is None or until < timezone.localdate(now)):
        raise Refused(_("Say by which day it will be done; a day to come. Nothing was changed."), field="until")
    changes = {"until": until if action == "promise" else None}
    if action == "doubt":
        changes["due"] = timezone.localdate(now) + rules.ANSWER
    done = move(
        row, action, states=rules.FINDING, now=now, public=said, words=words.FOUND, changes=changes, roles=roles
    )
    reports.answered(finding_id=row.pk, now=now)
    public.changed(PAGE)
    return done


def row_of(finding_id: int) -> rows.Finding:
    """A finding's row, locked. Raises FindingMissing."""
    row = rows.Finding.objects.select_for_update(no_key=True).filter(pk=finding_id).first()
    if row is None:
        raise FindingMissing("")
    return row


def _join(row: rows.Finding, other: rows.Finding, *, now: datetime) -> Move:
    done = move(
        row, "join", states=rules.FINDING, now=now, words=words.FOUND, changes={"same_as_id": other.pk},
        roles=rules.DESK,
    )  # fmt: skip
    public.changed(PAGE)
    return done


def _check(noted: Noted) -> None:
    if noted.category not in rules.CATEGORIES:
        raise Refused(_("Choose what it is about. Nothing was stored."), field="category")
    if not noted.feels.strip():
        raise Refused(_("Say in a few words what was found. Nothing was stored."), field="feels")
    if not all(map(isfinite, noted.point)) or not places.contains(point=noted.point):
        raise Refused(
            _("That place is outside the municipality, so nothing was stored. Point it out on the map."),
            field="point",
        )
