"""Settings of cocoons that the municipality's own burglaries speak for: proposed, and used once accepted."""

from datetime import datetime
from typing import Any, Final, cast

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import models, reading, rules, snapshots, words
from .values import Decided, Enough, Proposal, ProposalMissing, Refused, Settings

REASON_LIMIT: Final = 400
PUBLISHED: Final = Settings(
    rules.PUBLISHED.radius_m, rules.PUBLISHED.watch_days, rules.PUBLISHED.ranking, source="published"
)


def settings() -> Settings:
    """What cocoons use: the published figures until a coordinator accepts the municipality's own."""
    row = models.Proposal.objects.filter(state="accepted", ended=None).defer("evidence").first()
    return PUBLISHED if row is None else _settings(row)


def _settings(row: models.Proposal) -> Settings:
    return Settings(
        radius_m=row.radius_m,
        watch_days=row.watch_days,
        ranking=row.ranking,
        source="own",
        since=row.decided,
        run_id=row.run_id,
        proposal_id=row.pk,
        decided_by=row.decided_by,
    )


def proposal(*, proposal_id: int | None = None) -> Proposal | None:
    """One proposal; by default the open one. None where there is no such."""
    rows = models.Proposal.objects
    row = rows.filter(state="open").first() if proposal_id is None else rows.filter(pk=proposal_id).first()
    return _of(row, settings()) if row else None


def proposals(*, limit: int = 50) -> tuple[Proposal, ...]:
    """Proposals, the newest first."""
    used = settings()
    return tuple(_of(row, used) for row in models.Proposal.objects.order_by("-id")[:limit])


def _of(row: models.Proposal, used: Settings) -> Proposal:
    shown = {name: value for name, value in row.evidence.items() if name != "door_kernel"}
    return Proposal(
        id=row.pk,
        run_id=row.run_id,
        state=row.state,
        radius_m=row.radius_m,
        watch_days=row.watch_days,
        ranking=row.ranking,
        published=PUBLISHED,
        in_use=used,
        evidence=shown,
        made=row.made,
        decided=row.decided,
        decided_by=row.decided_by,
        reason=row.reason,
    )


def enough(*, now: datetime) -> Enough:
    """Whether the burglaries suffice to propose settings, by the newest answer about near repeats."""
    run = reading.verdict(kind="near_repeat")
    if run is None or run.figures is None:
        burglaries, years, expected = *snapshots.count(now=now), None
    else:
        found = cast(dict[str, Any], run.figures)
        burglaries, years, expected = found["burglaries"], found["years"], found["deciding"]["expected"]
    judged = rules.judge(burglaries=burglaries, years=years, expected=expected)
    problem = words.problem(run.problem) if run else ""
    told = words.reasons(burglaries=burglaries, years=years, expected=expected, judged=judged, problem=problem)
    return Enough(judged.enough, burglaries, judged.needed, years, told, run.pk if run else None)


@transaction.atomic
def renew(*, now: datetime) -> Proposal | None:
    """See what the newest figures speak for; the open proposal afterwards.

    An open proposal for other figures is replaced, by none where burglaries have become too few. What is in use
    already, or was declined lately, isn't proposed.
    """
    near, doors = reading.verdict(kind="near_repeat"), reading.verdict(kind="doors")
    before = models.Proposal.objects.select_for_update(no_key=True).filter(state="open").first()
    suggested = rules.suggest(near.figures, doors.figures if doors else None) if near and near.figures else None
    if before is not None and _figures(before) == suggested:
        return _of(before, settings())
    if before is not None:
        before.state, before.decided = "replaced", now
        before.save()
    if near is None or suggested is None or _known(suggested, now=now):
        return None
    return _of(_propose(near, doors, suggested, now=now), settings())


def _propose(
    near: models.Run, doors: models.Run | None, suggested: rules.Figures, *, now: datetime
) -> models.Proposal:
    row = models.Proposal.objects.create(
        run=near,
        radius_m=suggested.radius_m,
        watch_days=suggested.watch_days,
        ranking=suggested.ranking,
        evidence=rules.evidence(near.figures or {}, doors.figures if doors else None),
        made=now,
    )
    audit.record(action="risk.proposed", subject="risk_proposal", subject_id=row.pk, detail=_detail(row))
    return row


def _figures(row: models.Proposal | Settings) -> rules.Figures:
    return rules.Figures(row.radius_m, row.watch_days, cast(rules.Ranking, row.ranking))


def _known(suggested: rules.Figures, *, now: datetime) -> bool:
    """Whether the figures are in use, or somebody decided against them lately."""
    if suggested == _figures(settings()):
        return True
    said_no = models.Proposal.objects.filter(state="declined") | models.Proposal.objects.exclude(ended=None)
    return rules.asked_lately(
        suggested, ((_figures(row), now - (row.ended or row.decided or row.made)) for row in said_no)
    )


@transaction.atomic
def accept(*, proposal_id: int, now: datetime, user_id: int | None) -> Settings:
    """Use the proposed settings for cocoons opened from now on. Raises ProposalMissing or Decided."""
    row = _open(proposal_id)
    models.Proposal.objects.filter(state="accepted", ended=None).update(ended=now)
    row.state, row.decided, row.decided_by = "accepted", now, user_id
    row.save()
    audit.record(action="risk.accepted", subject="risk_proposal", subject_id=row.pk, detail=_detail(row))
    return _settings(row)


@transaction.atomic
def decline(*, proposal_id: int, reason: str, now: datetime, user_id: int | None) -> None:
    """Keep the settings in use. Raises ProposalMissing or Decided, and Refused without a reason."""
    said = " ".join(reason.split())
    if not 0 < len(said) <= REASON_LIMIT:
        raise Refused(
            _("Say in a sentence why (at most %(most)s characters). Nothing was changed.") % {"most": REASON_LIMIT}
        )
    row = _open(proposal_id)
    row.state, row.decided, row.decided_by, row.reason = "declined", now, user_id, said
    row.save()
    audit.record(action="risk.declined", subject="risk_proposal", subject_id=row.pk, detail=_detail(row))


@transaction.atomic
def back_to_defaults(*, now: datetime, user_id: int | None) -> bool:
    """Use the published settings again; False where they are in use already."""
    row = models.Proposal.objects.select_for_update(no_key=True).filter(state="accepted", ended=None).first()
    if row is None:
        return False
    row.ended = now
    row.save()
    audit.record(
        action="risk.defaults", subject="risk_proposal", subject_id=row.pk, detail={**_detail(row), "by": user_id}
    )
    return True


def _open(proposal_id: int) -> models.Proposal:
    row = models.Proposal.objects.select_for_update(no_key=True).filter(pk=proposal_id).first()
    if row is None:
        raise ProposalMissing(proposal_id)
    if row.state == "replaced":
        raise Decided(
            _("Newer figures have taken the place of this proposal. Nothing was changed. Look at the page again.")
        )
    if row.state != "open":
        said = {"accepted": _("accepted"), "declined": _("declined")}[row.state]
        raise Decided(_("This proposal has been %(decided)s already. Nothing was changed.") % {"decided": said})
    return row


def _detail(row: models.Proposal) -> dict[str, Any]:
    return {"radius_m": row.radius_m, "watch_days": row.watch_days, "ranking": row.ranking, "run": row.run_id}
