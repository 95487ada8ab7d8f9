"""Keeping a check: asked for on a page for everybody, begun when the link in the letter is pressed.

Whoever asks is told the same whether or not the address is known. Answers that came with an address which nobody
has proven wait beside what is kept, and are kept or thrown away by whoever has the address.
"""

import re
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong import questions
from kokong.kernel import audit, tenancy
from kokong.kernel.models import Municipality
from kokong.places import api as places
from kokong.sending import api as sending

from . import letters, links, rules
from .models import Asking, Check, Keeper
from .sheet import sheet
from .values import Refused

_PAGE: Final = re.compile(r"(/k/[a-z0-9-]{1,60})?/home-check/(lattlast/)?")


def ask(*, place: Municipality, email: str, answers: str, area_id: int | None, page: str, now: datetime) -> None:
    """Write a check down beside an address, and send a link there.

    `answers` as the end of a link has them. Raises Refused without any, where the area is none of the
    municipality's, and where too many ask within an hour.
    """
    linked = questions.read_link(sheet(), answers)
    if linked is None or not linked.answers:
        raise Refused(
            _("There are no answers to keep. Go back to the home check, and choose to keep it from there.")
        )
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        if area_id is not None and area_id not in {each.id for each in places.areas()}:
            raise Refused(_("There is no such area any more. Choose another, or none."), field="area")
        not_too_many(now)
        row = _keeper(email.strip().lower(), area_id, page, now)
        if row.checks.filter(kept=None).count() < rules.WAITING:
            Check.objects.create(keeper=row, at=now, edition=linked.edition[:20], answers=dict(linked.answers))
        send_link(row, now=now)


def ask_again(*, place: Municipality, email: str, now: datetime) -> None:
    """Send whoever keeps checks by an address a fresh link; nobody is told whether there is any.

    Raises Refused where too many ask within an hour.
    """
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        not_too_many(now)
        row = Keeper.objects.select_for_update(no_key=True).filter(email=email.strip().lower()).first()
        if row is not None:
            send_link(row, now=now)


def _keeper(email: str, area_id: int | None, page: str, now: datetime) -> Keeper:
    """Whoever has the address; what an unproven page says of the area changes nothing that is known already."""
    known = Keeper.objects.select_for_update(no_key=True).filter(email=email).first()
    if known is not None:
        return known
    begun = now - rules.AGAIN
    row: Keeper = Keeper.objects.create(
        email=email, language=(get_language() or "sv")[:2], asked=begun, lasts=begun, active=now, area_id=area_id,
        page=page if _PAGE.fullmatch(page) else "",
    )  # fmt: skip
    return row


def send_link(row: Keeper, *, now: datetime, kind: str = letters.LINK, lasts: timedelta = rules.LINK) -> None:
    """A link, unless one went a moment ago. It ends the one before."""
    if row.asked + rules.AGAIN > now:
        return
    Keeper.objects.filter(pk=row.pk).update(asked=now, lasts=now + lasts)
    to = sending.To(email=row.email, known_as=f"homecheck keeper {row.pk}", language=row.language)
    sending.send(kind=kind, to=to, because=("homecheck_keeper", row.pk), turn=now.isoformat(), now=now)


def not_too_many(now: datetime) -> None:
    """Raises Refused where too many letters were asked for within the hour, by anybody."""
    if Asking.objects.filter(at__gt=now - timedelta(hours=1)).count() >= rules.HOURLY:
        raise Refused(_("Very many are asking right now. Nothing was sent: try again in an hour."))
    Asking.objects.create(at=now)


def keep(*, secret: str, check_id: int, now: datetime) -> bool:
    """Keep a check that waits; False where the link is over. Kept already, or not theirs, it changes nothing."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        if found.row.checks.filter(pk=check_id, kept=None).update(kept=now):
            _active(found.row, now, proven=True)
            oldest = found.row.checks.exclude(kept=None).order_by("-at", "-pk")[rules.MOST :]
            Check.objects.filter(pk__in=[each.pk for each in oldest]).delete()
            audit.record(action="homecheck.kept", subject="homecheck_keeper", subject_id=found.row.pk)
        return True


def throw_away(*, secret: str, check_id: int, now: datetime) -> bool:
    """Remove one check, kept or not; False where the link is over."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        found.row.checks.filter(pk=check_id).delete()
        _active(found.row, now)
        return True


def settle(*, secret: str, area_id: int | None, reminds: bool, now: datetime) -> bool:
    """Which area's sums the answers count in (None: no area's), and whether to remind; False where it is over.

    Raises Refused for an area that is none of the municipality's.
    """
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        if area_id is not None and area_id not in {each.id for each in places.areas()}:
            raise Refused(_("There is no such area any more. Choose another, or none."), field="area")
        Keeper.objects.filter(pk=found.row.pk).update(area_id=area_id, reminds=reminds)
        _active(found.row, now, proven=True)
        return True


def share(*, secret: str, on: bool, now: datetime) -> bool:
    """Have a link for the household, a new one each time, or none any more; False where one's own is over."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        number = found.row.shares + 1 if on else 0
        Keeper.objects.filter(pk=found.row.pk).update(shared=number, shares=found.row.shares + int(on))
        _active(found.row, now, proven=True)
        return True


def forget(*, secret: str, now: datetime) -> bool:
    """Remove all that is kept of whoever has the link; False where it is over."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        _forget(found.row)
        return True


def forget_all(address: str, now: datetime) -> int:  # noqa: ARG001 gone is gone, whenever
    """As `forget`, for whoever has proven an address in the scope that is open; how many."""
    found = list(Keeper.objects.select_for_update(no_key=True).filter(email__iexact=address))
    for row in found:
        _forget(row)
    return len(found)


def _forget(row: Keeper) -> None:
    audit.record(action="homecheck.forgotten", subject="homecheck_keeper", subject_id=row.pk)
    row.delete()


def _active(row: Keeper, now: datetime, *, proven: bool = False) -> None:
    """They did something; what only a person who has the address can do proves it."""
    said = {"active": now, **({"proven": row.proven or now} if proven else {})}
    Keeper.objects.filter(pk=row.pk).update(**said)


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Write to those whose last check is a year old, once for each; how many."""
    due = Keeper.objects.select_for_update(no_key=True).filter(reminds=True, proven__isnull=False)
    told = 0
    for row in due.order_by("pk"):
        last = row.checks.exclude(kept=None).order_by("at").last()
        if last is None or last.at + rules.YEAR > now or (row.reminded is not None and row.reminded > last.at):
            continue
        send_link(row, now=now, kind=letters.AGAIN, lasts=rules.REMINDER)
        Keeper.objects.filter(pk=row.pk).update(reminded=now)
        told += 1
    return told
