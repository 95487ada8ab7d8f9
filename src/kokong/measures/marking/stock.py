"""Kits bought in, handed out, lent, back and lost. A batch is locked while anything of it moves."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.events import emit
from kokong.kernel.moves import Move, move

from . import journal, reading, rules, suppliers, words
from . import models as rows
from .events import HandingMoved
from .reach import counting
from .values import Bought, Given, Missing, Refused

NO_ONE = {"name": "", "email": "", "phone": ""}


def buy(*, bought: Bought, now: datetime) -> int:
    """Take kits of a batch into stock; the batch's number. A batch that is known gets more.

    Raises Refused for a supplier that we know nothing of, an amount that makes no sense, or other prices than the
    batch has.
    """
    said = replace(bought, batch=" ".join(bought.batch.split()))
    _check_bought(said)
    with transaction.atomic():
        lot = _known(said) or _new(said, now)
        rows.Lot.objects.filter(pk=lot.pk).update(kits=lot.kits + said.kits, decals=lot.decals + said.decals)
        lot.refresh_from_db()
        line = rules.Line("bought", kits=said.kits, decals=said.decals)
        journal.write(lot, line, at=now, cost=said.cost * said.kits)
        audit.record(
            action="marking.bought", subject="marking_lot", subject_id=lot.pk,
            detail={"kits": said.kits, "decals": said.decals},
        )  # fmt: skip
    return lot.pk


def _check_bought(said: Bought) -> None:
    if suppliers.known(said.supplier) is None:
        raise Refused(
            _("No supplier that we know is called so. Choose one of the list. Nothing was changed."),
            field="supplier",
        )
    if not said.batch:
        raise Refused(_("Write the batch as it stands on the box. Nothing was changed."), field="batch")
    if not 1 <= said.kits <= rules.MOST_KITS:
        most = {"n": rules.MOST_KITS}
        raise Refused(_("Write between 1 and %(n)d kits. Nothing was changed.") % most, field="kits")
    if not 0 <= said.subsidy <= said.price <= rules.MOST_ORE or not 0 <= said.cost <= rules.MOST_ORE:
        raise Refused(_("The subsidy can’t be more than the price. Nothing was changed."), field="subsidy")


def _known(said: Bought) -> rows.Lot | None:
    found = rows.Lot.objects.select_for_update(no_key=True)
    lot = found.filter(supplier=said.supplier, batch__iexact=said.batch).first()
    if lot is not None and (lot.price, lot.subsidy) != (said.price, said.subsidy):
        raise Refused(
            _("This batch has another price here. Give it the same, or another batch name. Nothing was changed."),
            field="price",
        )
    return lot


def _new(said: Bought, now: datetime) -> rows.Lot:
    label = "".join(secrets.choice(rules.LABEL) for _each in range(6))
    empty = {"kits": 0, "left": 0, "decals": 0, "decals_left": 0}
    return rows.Lot.objects.create(**{**vars(said), **empty}, label=label, bought=now)


def hand_out(*, given: Given, client_id: UUID, user_id: int | None, now: datetime) -> tuple[int, bool]:
    """Hand out kits of a batch; the number, and False where this very record was taken before.

    Raises Missing, and Refused where more is wanted than lies on the shelf, for a loan that nobody can be reminded
    of or whose day makes no sense, for more than is owed, and for an area that isn't counted.
    """
    try:
        with transaction.atomic():
            lot = journal.lot_of(given.lot_id)
            known = rows.Handing.objects.filter(client_id=client_id).first()
            return (known.pk, False) if known else (_hand_out(lot, given, client_id, user_id, now), True)
    except IntegrityError:  # the same record, of another batch, at the same moment
        return rows.Handing.objects.get(client_id=client_id).pk, False


def _hand_out(lot: rows.Lot, given: Given, client_id: UUID, user_id: int | None, now: datetime) -> int:
    _check_given(given, now)
    cost = rules.money(given.way, kits=given.kits, price=lot.price, subsidy=lot.subsidy)
    if given.paid is not None:
        cost = replace(cost, paid=given.paid)
    if not cost.sound:
        raise Refused(_("That is more than is to be paid. Nothing was changed."), field="paid")
    row = rows.Handing.objects.create(
        client_id=client_id, lot=lot, area_id=given.area_id, way=given.way, occasion=given.occasion, at=now,
        kits=given.kits, decals=given.decals, due=given.due, user_id=user_id, meeting=given.meeting_id,
        **vars(cost), **_whom(given),
    )  # fmt: skip
    line = rules.Line("out", -given.kits, -given.decals, **vars(cost))
    journal.write(lot, line, at=now, handing=row)
    emit(HandingMoved(handing_id=row.pk))
    audit.record(
        action="marking.handed", subject="marking_handing", subject_id=row.pk,
        detail={"way": given.way, "kits": given.kits},
    )  # fmt: skip
    return row.pk


def _whom(given: Given) -> dict[str, str]:
    """Who has it: of loans alone. Of others the address of whoever wants to be asked in a year."""
    if given.way != "lent":
        return {**NO_ONE, "email": given.email.strip().lower() if given.ask else ""}
    return {"name": given.name.strip(), "email": given.email.strip().lower(), "phone": given.phone.strip()}


def _check_given(given: Given, now: datetime) -> None:
    if given.way not in rules.WAYS or given.occasion not in rules.OCCASIONS:
        raise Refused(_("Choose how it is handed out, and where. Nothing was changed."), field="way")
    if given.kits < 1 or given.decals < 0:
        raise Refused(_("Write at least one kit. Nothing was changed."), field="kits")
    if given.area_id is not None and not rows.Area.objects.filter(pk=given.area_id, ended=None).exists():
        raise Refused(_("That area is not counted. Choose another. Nothing was changed."), field="area")
    if given.ask and (given.way == "lent" or given.kits != 1 or not given.email.strip()):
        raise Refused(
            _("To ask in a year it takes one kit that is kept, and an e-mail address. Nothing was changed."),
            field="email",
        )
    if given.way == "lent":
        _check_loan(given, now)


def _check_loan(given: Given, now: datetime) -> None:
    today = timezone.localdate(now)
    if given.due is None or not today <= given.due <= today + rules.LONGEST_LOAN:
        raise Refused(
            _("Write the day when it shall be back: today or later, within a year. Nothing was changed."),
            field="due",
        )
    if not given.name.strip() or not (given.email.strip() or given.phone.strip()):
        raise Refused(
            _("Write who borrows it, and an e-mail address or a telephone number. Nothing was changed."),
            field="name",
        )


@transaction.atomic
def act(*, handing_id: int, action: str, now: datetime, reason: str = "") -> Move:
    """A loan is back or lost, or a handing-out is taken back as a mistake.

    Once it has ended so, who had it is forgotten; of a lost one the desk still needs it. Raises Missing,
    MoveRefused where it was done before, NotYours, and Refused for what was never lent.
    """
    row, lot = _locked(handing_id)
    if action in rules.OF_LOANS and row.way != "lent":
        raise Refused(_("This kit was not lent, so it does not come back. Nothing was changed."))
    forget = {} if action == "lose" else NO_ONE
    done = move(
        row, action, states=rules.HANDING, now=now, reason=reason, changes={"ended": now, **forget},
        words=words.STATES, tell=lambda each: HandingMoved(handing_id=each.subject_id),
    )  # fmt: skip
    line = _line(row, action)
    if line:
        journal.write(lot, line, at=now, handing=row)
    if row.used:
        counting.touched(row.area_id, now)
    return done


def _line(row: rows.Handing, action: str) -> rules.Line | None:
    """What comes back to the shelf, decals only where nothing was handed out at all; nothing of what is lost."""
    if action == "lose":
        return None
    if action == "give_back":
        return rules.Line("back", kits=row.kits)
    return rules.Line("undo", row.kits, row.decals, -row.price, -row.subsidy, -row.paid)


@transaction.atomic
def pay(*, handing_id: int, amount: int, now: datetime) -> None:
    """Take money for what was sold; öre. Raises Missing, and Refused for more than is owed."""
    row, lot = _locked(handing_id)
    owed = reading.money(row).owed
    if row.state != "out" or not 0 < amount <= owed:
        raise Refused(
            _("%(n)s kronor are still to be paid, and no more can be taken. Nothing was changed.")
            % {"n": rules.kronor(owed if row.state == "out" else 0)},
            field="amount",
        )
    rows.Handing.objects.filter(pk=row.pk).update(paid=row.paid + amount)
    journal.write(lot, rules.Line("paid", paid=amount), at=now, handing=row)
    audit.record(action="marking.paid", subject="marking_handing", subject_id=row.pk, detail={"amount": amount})


def _locked(handing_id: int) -> tuple[rows.Handing, rows.Lot]:
    """A handing-out and its batch, both locked, the batch first as everywhere. Raises Missing."""
    found: Any = rows.Handing.objects.filter(pk=handing_id).values_list("lot_id", flat=True).first()
    if found is None:
        raise Missing("")
    lot = journal.lot_of(found)
    return rows.Handing.objects.select_for_update(no_key=True).get(pk=handing_id), lot
