"""Owners asked about what was found on their ground: one letter a walk, answered by its link, reminded of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, public
from kokong.kernel.moves import MoveRefused, move
from kokong.sending import api as sending

from . import finding as work
from . import letters, links, reading, rules, words
from . import models as rows
from .values import Finding, Refused

HOLDER = frozenset({rules.HOLDER})


@dataclass(frozen=True)
class Asked:
    """What an owner's link opens: the walk, whose ground, until when to answer, and what was found there.

    It names nobody who walked: links are passed on.
    """

    municipality: str
    language: str
    walk: str
    holder: str
    due: date
    findings: tuple[Finding, ...]

    @property
    def left(self) -> int:
        """How many findings have no answer yet."""
        return sum(1 for each in self.findings if each.state == "asked")


@transaction.atomic
def ask(*, finding_id: int, holder_id: int, now: datetime) -> None:
    """Ask the owner of the ground about a finding, with three weeks to answer; one letter for all of a walk.

    Raises FindingMissing, MoveRefused; Refused for an owner that nobody asks any more, or without words that
    the owner may read.
    """
    row = work.row_of(finding_id)
    holder = rows.Holder.objects.filter(pk=holder_id, ended=None).first()
    if holder is None:
        raise Refused(_("This owner is not asked any more. Nothing was changed."), field="holder")
    if not row.shown:
        raise Refused(_("Write first what everybody reads of it: the owner reads it too. Nothing was changed."))
    due = timezone.localdate(now) + rules.ANSWER
    move(
        row, "ask", states=rules.FINDING, now=now, words=words.FOUND, changes={"holder_id": holder.pk, "due": due}
    )
    public.changed(work.PAGE)


@transaction.atomic
def send(*, walk_id: int, now: datetime) -> int:
    """Write to each owner who has something to answer of this walk; to how many. One that was written to within
    the day is not written to again; one who is asked by the fault-report system has no letter (`reporting`).
    """
    waiting = rows.Finding.objects.filter(walk_id=walk_id, state="asked", holder__service="")
    sent = 0
    for holder_id in sorted(set(filter(None, waiting.values_list("holder_id", flat=True)))):
        sent += _letter(walk_id, holder_id, now)
    if sent:
        audit.record(action="walk.owners_asked", subject="walk", subject_id=walk_id, detail={"count": sent})
    return sent


def look(*, secret: str) -> Asked | None:
    """What a link is about; None where it doesn't hold. Changes nothing, whoever looks."""
    with links.ask(secret) as row:
        return _asked(row) if row is not None else None


def answer(
    *, secret: str, finding_id: int, action: str, said: str, until: date | None, now: datetime
) -> Asked | None:
    """Take the answer of whoever has the link; None where it doesn't hold. The owner is written a receipt.

    The same answer again changes nothing. Raises Refused for a finding that is not on their ground, or an answer
    that is none; MoveRefused for one that is settled.
    """
    with links.ask(secret) as row:
        if row is None:
            return None
        _take(row, finding_id, action=action, said=said, until=until, now=now)
        return _asked(row)


@transaction.atomic
def renew(*, walk_id: int, holder_id: int, now: datetime) -> None:
    """End the link that was sent, and send another. Raises Refused where none was."""
    row = rows.Ask.objects.select_for_update(no_key=True).filter(walk_id=walk_id, holder_id=holder_id).first()
    if row is None:
        raise Refused(_("Nobody was written to yet. Nothing was changed."))
    rows.Ask.objects.filter(pk=row.pk).update(key=uuid4(), sent=now)
    _write(row, f"new {now.isoformat()}", now)
    audit.record(action="walk.link_renewed", subject="walk", subject_id=walk_id)


def remind(*, now: datetime) -> int:
    """Remind owners whose answer is soon due, or overdue; how many. Once each time, however often it is asked."""
    today, reminded = timezone.localdate(now), 0
    found = rows.Ask.objects.select_for_update(no_key=True, skip_locked=True).order_by("pk")
    for row in found.filter(reminded__lt=len(rules.REMIND), due__lte=today - rules.REMIND[0]):
        if not rules.to_remind(due=row.due, reminded=row.reminded, today=today):
            continue
        rows.Ask.objects.filter(pk=row.pk).update(reminded=row.reminded + 1)
        if rows.Finding.objects.filter(walk_id=row.walk_id, holder_id=row.holder_id, state="asked").exists():
            _write(row, f"reminder {row.reminded + 1} {row.due}", now)
            reminded += 1
    return reminded


def urge(*, now: datetime) -> int:
    """Remind the municipality's own of what is not done before its six months are over; how many."""
    today, urged = timezone.localdate(now), 0
    found = rows.Ask.objects.select_for_update(no_key=True, skip_locked=True, of=("self",)).select_related("walk")
    for row in found.filter(holder__own=True, holder__ended=None, urged__lt=len(rules.URGE)).order_by("pk"):
        by = rules.act_by(own=True, state="promised", walked=_day(row.walk.walked))
        if by is None or not rules.to_urge(by=by, urged=row.urged, today=today):
            continue
        rows.Ask.objects.filter(pk=row.pk).update(urged=row.urged + 1)
        if letters.undone(row).exists():
            _write(row, f"urge {row.urged + 1} {by}", now)
            urged += 1
    return urged


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at is not None else None


def _letter(walk_id: int, holder_id: int, now: datetime) -> bool:
    due = timezone.localdate(now) + rules.ANSWER
    row, made = rows.Ask.objects.get_or_create(
        walk_id=walk_id, holder_id=holder_id, defaults={"sent": now, "due": due}
    )
    if not made:
        if timezone.localdate(row.sent) == timezone.localdate(now):
            return False
        rows.Ask.objects.filter(pk=row.pk).update(sent=now, due=due, reminded=0)
    _write(row, f"asked {timezone.localdate(now)}", now)
    return True


def _write(row: rows.Ask, turn: str, now: datetime) -> None:
    to = sending.To(email=row.holder.email, known_as=f"ground_owner {row.holder_id}")
    sending.send(kind=letters.ASKED, to=to, because=("walk_ask", row.pk), turn=turn, now=now)


def _take(row: rows.Ask, finding_id: int, *, action: str, said: str, until: date | None, now: datetime) -> None:
    found = work.row_of(finding_id)
    if found.walk_id != row.walk_id or found.holder_id != row.holder_id:
        raise Refused(_("That is not on your ground. Nothing was changed."))
    if not settle(finding_id=finding_id, action=action, said=said, until=until, now=now):
        return
    to = sending.To(email=row.holder.email, known_as=f"ground_owner {row.holder_id}")
    sending.send(
        kind=letters.ASKED,
        to=to,
        because=("walk_ask", row.pk),
        turn=f"receipt {finding_id} {now.isoformat()}",
        now=now,
    )


def settle(*, finding_id: int, action: str, said: str, until: date | None, now: datetime) -> bool:
    """Take what the owner of the ground answers, whoever that was proven to be; False for the same once more.

    Raises FindingMissing; Refused for an answer that is none, and for a finding that is settled otherwise.
    """
    before = reading.finding(finding_id=finding_id)
    if action not in rules.ANSWERS:
        raise Refused(_("That is not on your ground. Nothing was changed."))
    if _same(before, action, said, until):
        return False
    try:
        work.act(finding_id=finding_id, action=action, said=said, until=until, now=now, roles=HOLDER)
    except MoveRefused as error:
        raise Refused(
            _("This was answered before, and is settled: %(state)s. Nothing was changed.")
            % {"state": words.FOUND[before.state]}
        ) from error
    return True


def _same(found: Finding, action: str, said: str, until: date | None) -> bool:
    after = {"promise": "promised", "refuse": "refused", "mend": "done"}[action]
    return found.state == after and found.said == said.strip() and (action != "promise" or found.until == until)


def _asked(row: rows.Ask) -> Asked:
    found: Sequence[Finding] = reading.findings(walk_id=row.walk_id, holder_id=row.holder_id)
    shown = tuple(each for each in found if each.state not in {"noted", "kept", "joined"})
    return Asked(
        row.municipality.signed, row.municipality.language, row.walk.title, row.holder.name, row.due, shown
    )
