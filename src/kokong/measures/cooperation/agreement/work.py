"""Lines agreed on and ended; facts shared by decision, and taken back before their end."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.kernel import audit, tenancy
from kokong.people.api import Actor

from . import models as rows
from . import rules
from .values import Line, LineMissing, Refused, Sharing, SharingMissing


def lines() -> tuple[Line, ...]:
    """All lines, those in force first."""
    found = rows.AgreementLine.objects.order_by("ended_at", "giver", "pk")
    return tuple(sorted(map(_line, found), key=lambda each: each.ended_at is not None))


@transaction.atomic
def agree(*, what: str, ground: str, purpose: str, actor: Actor, now: datetime) -> int:
    """Say what one's own authority shares; nobody says it for the other. Its number."""
    said = {"what": what.strip(), "purpose": purpose.strip()}
    for field, text in said.items():
        if not text or len(text) > rules.LONGEST:
            raise Refused(_("Write it in at most 400 characters. Nothing was changed."), field=field)
    if ground not in rules.GROUNDS:
        raise Refused(_("Choose the ground. Nothing was changed."), field="ground")
    row = rows.AgreementLine.objects.create(
        giver=actor.authority, ground=ground, made_at=now, made_by=actor.user_id, **said
    )
    audit.record(action="agreement.line_made", subject="agreement", subject_id=row.pk)
    return int(row.pk)


@transaction.atomic
def end(*, line_id: int, actor: Actor, now: datetime) -> None:
    """End a line of one's own authority; what was shared on it before stays as decided."""
    row = rows.AgreementLine.objects.select_for_update(no_key=True).filter(pk=line_id).first()
    if row is None:
        raise LineMissing(_("There is no such line."))
    if row.giver != actor.authority:
        raise Refused(_("Only the authority that shares can end it. Nothing was changed."))
    if row.ended_at is None:
        row.ended_at, row.ended_by = now, actor.user_id
        row.save(update_fields=["ended_at", "ended_by"])
        audit.record(action="agreement.line_ended", subject="agreement", subject_id=row.pk)


@transaction.atomic
def share(
    *, line_id: int, burglary_id: int, fact: str, text: str, purpose: str, days: int, actor: Actor, now: datetime
) -> int:
    """Share a police-only fact with the municipality: an officer's own decision. Its number.

    Raises Refused for another authority, a line that isn't the police's or has ended, a burglary that isn't there,
    and words, purposes or days that can't be.
    """
    if tenancy.current().authority != "police":
        raise Refused(_("Only the police decide about what only the police see. Nothing was shared."))
    line = rows.AgreementLine.objects.filter(pk=line_id, giver="police", ended_at=None).first()
    if line is None:
        said = _("Choose a line of the agreement that the police share by. Nothing was shared.")
        raise Refused(said, field="line")
    _check(burglary_id, fact, text.strip(), purpose.strip(), days)
    row = rows.AgreementSharing.objects.create(
        line=line, burglary_id=burglary_id, fact=fact, text=text.strip(), purpose=purpose.strip(), decided_at=now,
        decided_by=actor.user_id, ends=now + timedelta(days=days),
    )  # fmt: skip
    audit.record(action="agreement.police_shared", subject="sharing", subject_id=row.pk, detail={"days": days})
    return int(row.pk)


def _check(burglary_id: int, fact: str, text: str, purpose: str, days: int) -> None:
    if incidents.burglary(burglary_id=burglary_id) is None:
        raise Refused(_("There is no such burglary. Nothing was shared."), field="burglary")
    if fact not in rules.FACTS:
        raise Refused(_("Say what kind of fact it is. Nothing was shared."), field="fact")
    if not text or len(text) > rules.LONGEST_TEXT:
        raise Refused(_("Write what is shared in at most 1,000 characters. Nothing was shared."), field="text")
    if not purpose or len(purpose) > rules.LONGEST:
        raise Refused(_("Say what for, in at most 400 characters. Nothing was shared."), field="purpose")
    if not rules.days_fit(days):
        raise Refused(_("Share it for 1 to 90 days. Nothing was shared."), field="days")


@transaction.atomic
def take_back(*, sharing_id: int, actor: Actor, now: datetime) -> None:
    """End a sharing at once: from then on only the police see it."""
    found = rows.AgreementSharing.objects.filter(pk=sharing_id)
    if not found.exists():  # whoever can't see it learns nothing of it
        raise SharingMissing(_("There is no such sharing."))
    if tenancy.current().authority != "police":
        raise Refused(_("Only the police take back what they shared. Nothing was changed."))
    row = found.select_for_update(no_key=True).get()
    if row.ends > now:
        row.ends = row.ended_at = now
        row.ended_by = actor.user_id
        row.save(update_fields=["ends", "ended_at", "ended_by"])
        audit.record(action="agreement.police_taken_back", subject="sharing", subject_id=row.pk)


def sharings(*, now: datetime, burglary_id: int | None = None) -> tuple[Sharing, ...]:
    """What is shared now, the newest first; for the police also what has ended. Who reads it is written down.

    The municipality gets nothing that has ended: the database shows it no more.
    """
    found = rows.AgreementSharing.objects.order_by("-decided_at", "-pk")
    if burglary_id is not None:
        found = found.filter(burglary_id=burglary_id)
    seen = [_sharing(row) for row in found]
    audit.read(
        action="agreement.police_sharing_seen", subject="sharing",
        rows=[each.id for each in seen if each.text and each.ends > now],
    )  # fmt: skip
    return tuple(seen)


def _line(row: rows.AgreementLine) -> Line:
    return Line(row.pk, row.giver, row.what, row.ground, row.purpose, row.made_at, row.ended_at)


def _sharing(row: rows.AgreementSharing) -> Sharing:
    return Sharing(
        row.pk, row.line_id, row.burglary_id, row.fact, row.text, row.purpose, row.decided_at, row.decided_by,
        row.ends, row.ended_at,
    )  # fmt: skip
