"""The journal: each movement of stock and money is a line, written under the lock of its batch."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel import audit

from . import models as rows
from . import rules
from .values import Missing, Refused


def lot_of(lot_id: int) -> rows.Lot:
    """A batch's row, locked: what is on its shelf stays so until this transaction ends. Raises Missing."""
    row = rows.Lot.objects.select_for_update(no_key=True).filter(pk=lot_id).first()
    if row is None:
        raise Missing("")
    return row


def write(
    lot: rows.Lot, line: rules.Line, *, at: datetime, handing: rows.Handing | None = None, cost: int = 0,
    reason: str = "",
) -> None:  # fmt: skip
    """Move stock and money of a locked batch. Raises Refused where more goes than lies there."""
    left, decals = lot.left + line.kits, lot.decals_left + line.decals
    if left < 0:
        raise Refused(_few_kits(lot.left), field="kits")
    if decals < 0:
        raise Refused(
            _("Only %(n)d decals are left of this batch. Nothing was changed.") % {"n": lot.decals_left},
            field="decals",
        )
    if left > lot.kits or decals > lot.decals:
        raise Refused(_("That is more than was bought of this batch. Nothing was changed."), field="kits")
    lot.left, lot.decals_left = left, decals
    lot.save(update_fields=["left", "decals_left"])
    rows.Entry.objects.create(**vars(line), lot=lot, handing=handing, cost=cost, at=at, reason=reason)


def _few_kits(left: int) -> str:
    if not left:
        return _("No kit is left of this batch. Nothing was changed.")
    return ngettext(
        "Only %(n)d kit is left of this batch. Nothing was changed.",
        "Only %(n)d kits are left of this batch. Nothing was changed.",
        left,
    ) % {"n": left}


@transaction.atomic
def correct(*, lot_id: int, kits: int, decals: int, reason: str, now: datetime) -> None:
    """Set right what lies on the shelf: so many kits and decals more, or fewer, and why.

    Raises Missing; Refused without a reason, for nothing at all, and where it can't be.
    """
    said = " ".join(reason.split())
    if not said:
        raise Refused(_("Say why, so that the account can be followed. Nothing was changed."), field="reason")
    if not kits and not decals:
        raise Refused(_("Write how many more or fewer there are. Nothing was changed."), field="kits")
    line = rules.Line("correction", kits=kits, decals=decals)
    write(lot_of(lot_id), line, at=now, reason=said[:200])
    audit.record(
        action="marking.corrected",
        subject="marking_lot",
        subject_id=lot_id,
        detail={"kits": kits, "decals": decals},
    )


def lines(*, after: int = 0, lot_id: int | None = None) -> tuple[rules.Line, ...]:
    """The journal's movements after an entry, of one batch where it is named."""
    found = rows.Entry.objects.filter(pk__gt=after).order_by("pk")
    if lot_id is not None:
        found = found.filter(lot_id=lot_id)
    return tuple(rules.Line(*each) for each in found.values_list(*rules.Line.__dataclass_fields__))
