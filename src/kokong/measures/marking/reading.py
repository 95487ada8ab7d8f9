"""Batches and handing-outs as values."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from kokong.kernel import audit

from . import models as rows
from . import rules, suppliers
from .values import Borrower, Handing, Lot, Missing


def lots() -> tuple[Lot, ...]:
    """All batches, the latest first."""
    return _lots(rows.Lot.objects.order_by("-bought", "-pk"))


def lot(*, lot_id: int) -> Lot:
    """One batch. Raises Missing."""
    return _one(_lots(rows.Lot.objects.filter(pk=lot_id)))


def labelled(*, label: str) -> Lot:
    """The batch whose box has this label. Raises Missing."""
    return _one(_lots(rows.Lot.objects.filter(label=label.upper())))


def _lots(found: QuerySet[rows.Lot]) -> tuple[Lot, ...]:
    out = Q(handings__way="lent", handings__state="out")
    return tuple(_lot(row) for row in found.annotate(lent=Sum("handings__kits", filter=out)))


def _lot(row: rows.Lot) -> Lot:
    stored = {name: getattr(row, name) for name in _STORED}
    supplier = suppliers.known(row.supplier)
    lent: int | None = getattr(row, "lent", None)
    return Lot(**stored, id=row.pk, lent=lent or 0, name=supplier.name if supplier else row.supplier)


_STORED = (
    "supplier", "batch", "kits", "decals", "cost", "price", "subsidy", "label", "left", "decals_left", "bought",
)  # fmt: skip


def _one(found: tuple[Lot, ...]) -> Lot:
    if not found:
        raise Missing("")
    return found[0]


def handings(
    *, way: str = "", states: Iterable[str] | None = None, lot_id: int | None = None, limit: int | None = None
) -> tuple[Handing, ...]:
    """What was handed out, the latest first."""
    found = rows.Handing.objects.order_by("-at", "-pk")
    if way:
        found = found.filter(way=way)
    if states is not None:
        found = found.filter(state__in=list(states))
    if lot_id is not None:
        found = found.filter(lot_id=lot_id)
    return values(found[:limit] if limit else found)


def handing(*, handing_id: int) -> Handing:
    """One handing-out. Raises Missing."""
    found = values(rows.Handing.objects.filter(pk=handing_id))
    if not found:
        raise Missing("")
    return found[0]


def borrower(*, handing_id: int) -> Borrower | None:
    """Who has a kit that was lent; None once that is forgotten. Reading it is logged. Raises Missing."""
    row = rows.Handing.objects.filter(pk=handing_id).first()
    if row is None:
        raise Missing("")
    if not row.name:
        return None
    audit.read(
        action="marking.borrower_read", subject="marking_handing", subject_id=row.pk, rows=[row.pk],
        said={row.pk: row.name},
    )  # fmt: skip
    return Borrower(row.name, row.email, row.phone)


def values(found: QuerySet[rows.Handing]) -> tuple[Handing, ...]:
    """Rows as values."""
    return tuple(_handing(row) for row in found.select_related("lot", "area__area"))


def _handing(row: rows.Handing) -> Handing:
    supplier = suppliers.known(row.lot.supplier)
    return Handing(
        id=row.pk, lot_id=row.lot_id, lot=f"{supplier.name if supplier else row.lot.supplier} {row.lot.batch}",
        area=row.area.area.name if row.area else "", way=row.way, occasion=row.occasion, state=row.state,
        kits=row.kits, decals=row.decals, at=row.at, due=row.due, ended=row.ended, money=money(row),
        by=row.user_id, used=row.used,
    )  # fmt: skip


def money(row: rows.Handing) -> rules.Money:
    """What it costs."""
    return rules.Money(row.price, row.subsidy, row.paid)


def loans_due(*, by: date) -> tuple[Handing, ...]:
    """Loans that shall be back by a day and are not, the oldest first."""
    found = rows.Handing.objects.filter(way="lent", state="out", due__lte=by)
    return values(found.order_by("due", "pk"))


def days_due(*, since: date, until: date) -> tuple[tuple[date, int], ...]:
    """How many loans shall be back on each day from `since` up to `until`."""
    found = rows.Handing.objects.filter(way="lent", state="out", due__gte=since, due__lt=until)
    return tuple(found.order_by("due").values_list("due").annotate(Count("pk")))


def late(*, now: datetime) -> int:
    """How many loans are more than a week late."""
    day = timezone.localdate(now) - timedelta(days=7)
    return rows.Handing.objects.filter(way="lent", state="out", due__lt=day).count()


def used() -> tuple[int, int]:
    """How many kits are used, as far as their households have said, and how many were handed out in all."""
    found = rows.Handing.objects.exclude(state="undone").aggregate(kits=Sum("kits"), used=Sum("used"))
    return found["used"] or 0, found["kits"] or 0
