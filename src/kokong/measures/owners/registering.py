"""Owners known, corrected and ended."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.moves import move

from . import models as rows
from . import rules, words
from .disputes import settle
from .mine import opening
from .values import Draft, OwnerMissing, Refused

SUBJECT = "owner"


def add(*, draft: Draft, now: datetime, out_of: int | None = None) -> int:
    """Know an owner; their number in the table.

    Raises Refused for a name or an organisation number that is none, and for one that is known already.
    """
    name, number = checked(draft)
    _not_twice(name, number)
    try:
        with transaction.atomic():
            row = rows.Owner.objects.create(name=name, kind=draft.kind, number=number, since=now, out_of_id=out_of)
    except IntegrityError as error:
        raise _twice() from error
    audit.record(action="owner.added", subject=SUBJECT, subject_id=row.pk, detail={"kind": draft.kind})
    return row.pk


@transaction.atomic
def change(*, owner_id: int, draft: Draft) -> None:
    """Correct what was written. Raises OwnerMissing, and Refused as `add` does or once the owner has ended."""
    row = row_of(owner_id)
    name, number = checked(draft)
    _not_twice(name, number, but=owner_id)
    rows.Owner.objects.filter(pk=row.pk).update(name=name, kind=draft.kind, number=number)
    audit.record(action="owner.changed", subject=SUBJECT, subject_id=row.pk, detail={"kind": draft.kind})


@transaction.atomic
def end(*, owner_id: int, now: datetime) -> None:
    """The owner is none any more: claims and contacts end with it. Raises OwnerMissing, MoveRefused, NotYours."""
    row = row_of(owner_id, ended=True)
    move(row, "end", states=rules.OWNER, now=now, words=words.STATES, changes={"ended": now})
    close(row, now)


def close(row: rows.Owner, now: datetime) -> None:
    """End what an owner has: buildings, people, and its own pages for whoever opened them."""
    opening.close_all(owner_id=row.pk, now=now)
    had = rows.Claim.objects.filter(owner=row, until=None)
    buildings = list(had.values_list("building_id", flat=True))
    had.update(until=now)
    settle(buildings)
    rows.Contact.objects.filter(owner=row, ended=None).update(ended=now)


def row_of(owner_id: int, *, ended: bool = False) -> rows.Owner:
    """An owner's row, locked. Raises OwnerMissing, and Refused for one that has ended unless `ended` may be."""
    row = rows.Owner.objects.select_for_update(no_key=True).filter(pk=owner_id).first()
    if row is None:
        raise OwnerMissing("")
    if row.state != "active" and not ended:
        raise Refused(_("This owner has ended. Nothing was changed."))
    return row


def checked(draft: Draft) -> tuple[str, str]:
    """The name and number of a draft as they are kept. Raises Refused, and names the field."""
    name = " ".join(draft.name.split())
    if not name:
        raise Refused(_("Write the owner’s name. Nothing was changed."), field="name")
    if draft.kind not in rules.KINDS:
        raise Refused(_("Choose which kind of owner it is. Nothing was changed."), field="kind")
    try:
        return name, rules.organisation_number(draft.number)
    except rules.Unnumbered as error:
        raise Refused(
            _("%(why)s Nothing was changed.") % {"why": words.NUMBERS[error.why]}, field="number"
        ) from error


def _not_twice(name: str, number: str, but: int = 0) -> None:
    """A number is an owner's; two without one are told apart by their names."""
    same = rows.Owner.objects.filter(state="active").exclude(pk=but)
    if number and same.filter(number=number).exists():
        raise _twice()
    if not number and same.filter(name__iexact=name, number="").exists():
        raise Refused(_("An owner of this name is known already. Nothing was changed."), field="name")


def _twice() -> Refused:
    return Refused(
        _("An owner with this organisation number is known already. Nothing was changed."), field="number"
    )
