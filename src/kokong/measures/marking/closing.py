"""The closing sheet: what lies on the shelf and in the till is counted, and must be what the journal says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import journal, reading, rules
from . import models as rows
from .values import Lot, Refused

KINDS: Final = ("bought", "out", "back", "undo", "paid", "correction")


@dataclass(frozen=True)
class Counted:
    """What somebody counted of one batch."""

    kits: int
    decals: int


@dataclass(frozen=True)
class Sheet:
    """What the journal says since the last closing: sums by kind of movement, and what should be there now.

    `upto` is its last entry; `till` the öre taken since the last closing; `owed` what households still owe.
    """

    since: datetime | None
    upto: int
    by_kind: Mapping[str, rules.Line]
    lots: tuple[Lot, ...]
    till: int
    owed: int

    @property
    def kits(self) -> int:
        """Kits on the shelf."""
        return sum(lot.left for lot in self.lots)

    @property
    def decals(self) -> int:
        """Decals on the shelf."""
        return sum(lot.decals_left for lot in self.lots)


def sheet() -> Sheet:
    """The sheet as it stands now."""
    last = rows.Closing.objects.order_by("-upto", "-pk").first()
    lines = journal.lines(after=last.upto if last else 0)
    end = rows.Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    by_kind = {kind: rules.total(line for line in lines if line.kind == kind) for kind in KINDS}
    whole = rules.total(journal.lines())
    return Sheet(
        last.at if last else None, end, by_kind, reading.lots(), rules.total(lines).paid,
        whole.price - whole.subsidy - whole.paid,
    )  # fmt: skip


@transaction.atomic
def close(*, counted: Mapping[int, Counted], till: int, seen: int, user_id: int | None, now: datetime) -> int:
    """Close the account where all that was counted agrees with the journal; the closing's number.

    `counted` is by batch, `till` in öre, `seen` the last entry of the sheet that was counted by. Raises Refused
    where something has moved since, a batch was left out, or a sum differs: it says which.
    """
    list(rows.Lot.objects.select_for_update(no_key=True).order_by("pk"))  # nothing moves meanwhile
    found = sheet()
    if found.upto != seen:
        raise Refused(
            _("Something was handed out or paid meanwhile. Look at the sheet again. Nothing was closed.")
        )
    if missing := [lot.called for lot in found.lots if lot.id not in counted]:
        raise Refused(_("Count this batch, too: %s. Nothing was closed.") % ", ".join(missing))
    if off := differences(found, counted, till):
        raise Refused(_said(found, off))
    row = rows.Closing.objects.create(
        at=now, upto=found.upto, kits=found.kits, decals=found.decals, paid=till, user_id=user_id
    )
    audit.record(action="marking.closed", subject="marking_closing", subject_id=row.pk, detail={"amount": till})
    return row.pk


def differences(found: Sheet, counted: Mapping[int, Counted], till: int) -> tuple[rules.Off, ...]:
    """What was counted less what should be there, where that is not nothing."""
    each = [
        rules.Off(lot.id, counted[lot.id].kits - lot.left, counted[lot.id].decals - lot.decals_left)
        for lot in found.lots
    ]
    return tuple(off for off in (*each, rules.Off(None, ore=till - found.till)) if not off.nothing)


def _said(found: Sheet, off: tuple[rules.Off, ...]) -> str:
    called = {lot.id: lot.called for lot in found.lots}
    lines = [
        _("%(lot)s: %(kits)+d kits, %(decals)+d decals")
        % {"lot": called[each.lot_id], "kits": each.kits, "decals": each.decals}
        if each.lot_id is not None
        else _("the money: %(n)s kronor") % {"n": rules.kronor(each.ore)}
        for each in off
    ]
    said = _("It does not balance (counted less what should be there): %s.") % "; ".join(lines)
    end = _("Correct the batch with a reason, or take the payment down, and close again. Nothing was closed.")
    return f"{said} {end}"


def closings() -> tuple[rows.Closing, ...]:
    """The closings so far, the latest first."""
    return tuple(rows.Closing.objects.order_by("-at", "-pk")[:24])
