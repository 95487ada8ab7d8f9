"""Signs as values."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from math import dist

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from kokong.kernel import retention
from kokong.kernel.fields import Point
from kokong.kernel.retention import Kept
from kokong.people import api as people
from kokong.places import api as places

from . import models as rows
from . import rules
from .values import Sign, SignMissing

OWNER = "sign.owner"
_STORED = {each.name for each in fields(Sign)} - {"id", "consent", "lon", "lat", "blocks", "outlived"}


def signs(
    *, states: Iterable[str] | None = None, kind: str = "", ids: Iterable[int] | None = None
) -> tuple[Sign, ...]:
    """All signs, or those in some states, of a kind or with these numbers, by number."""
    found = rows.Sign.objects.order_by("pk")
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    if states is not None:
        found = found.filter(state__in=list(states))
    return values(found.filter(kind=kind) if kind else found)


def sign(*, sign_id: int) -> Sign:
    """One sign. Raises SignMissing."""
    found = values(rows.Sign.objects.filter(pk=sign_id))
    if not found:
        raise SignMissing("")
    return found[0]


def refused(*, ids: Collection[int]) -> dict[int, datetime]:
    """Those of some signs whose owner has said no, or no longer agrees, with when."""
    found = people.consent.answers(kind="sign", purpose=OWNER, ids=ids) if ids else {}
    return {sign_id: each.at for sign_id, each in found.items() if not each.given}


def to_check(*, by: date) -> tuple[Sign, ...]:
    """Signs that somebody should have looked at by a day, those due first, first."""
    due = rows.Sign.objects.filter(state__in=rules.STANDING, next_check__lte=by)
    return values(due.order_by("next_check", "pk"))


def days_to_check(*, since: date, until: date) -> tuple[tuple[date, int], ...]:
    """How many signs are in order and to be looked at by each day from `since` up to `until`."""
    return _by_day(rows.Sign.objects.filter(state="up"), "next_check", since, until)


def days_outlived(*, since: date, until: date) -> tuple[tuple[date, int], ...]:
    """How many signs that stand have by each of these days stood as long as they say something."""
    found: Counter[date] = Counter()
    for kind, each in rules.KINDS.items():
        if each.up is not None:
            up = timedelta(days=each.up)
            standing = rows.Sign.objects.filter(state__in=rules.STANDING, kind=kind)
            put_up = _by_day(standing.annotate(day=TruncDate("installed")), "day", since - up, until - up)
            found.update({day + up: count for day, count in put_up})
    return tuple(sorted(found.items()))


def days_of_permits(*, since: date, until: date) -> tuple[tuple[date, int], ...]:
    """How many permits of signs that are not gone hold until each of these days."""
    live = rows.Sign.objects.exclude(state__in=rules.SIGN.ends()).filter(permit="granted")
    return _by_day(live, "permit_until", since, until)


def _by_day(found: QuerySet[rows.Sign], day: str, since: date, until: date) -> tuple[tuple[date, int], ...]:
    within = found.filter(**{f"{day}__gte": since, f"{day}__lt": until})
    return tuple(within.order_by(day).values_list(day).annotate(Count("pk")))


def near(*, point: Point, within_m: float) -> tuple[tuple[float, Sign], ...]:
    """Signs that stand near a point, with their distance in metres, the nearest first."""
    found = ((dist(each.point, point), each) for each in signs(states=rules.STANDING))
    return tuple(sorted((pair for pair in found if pair[0] <= within_m), key=lambda pair: (pair[0], pair[1].id)))


def kept(*, sign_id: int) -> tuple[Kept, ...]:
    """How long the owner of a sign's spot is kept."""
    row = rows.Sign.objects.filter(pk=sign_id).first()
    return retention.until(row) if row else ()


def checks(*, sign_id: int) -> tuple[tuple[datetime, str, int | None], ...]:
    """When a sign was looked at, its condition then, and by whom; the latest first."""
    found = rows.Check.objects.filter(sign_id=sign_id).order_by("-at", "-pk")
    return tuple(found.values_list("at", "condition", "user_id"))


def values(found: QuerySet[rows.Sign]) -> tuple[Sign, ...]:
    """Rows as values, with three queries more however many."""
    listed: Sequence[rows.Sign] = list(found)
    agreed = people.consent.holding(kind="sign", purpose=OWNER, ids=[row.pk for row in listed]) if listed else ()
    lon, lat = places.degrees(x=[row.point.x for row in listed], y=[row.point.y for row in listed])
    today = timezone.localdate()
    return tuple(
        _value(row, row.pk in agreed, (float(x), float(y)), today)
        for row, x, y in zip(listed, lon, lat, strict=True)
    )


def _value(row: rows.Sign, consent: bool, spot: tuple[float, float], today: date) -> Sign:
    up = row.state in rules.STANDING and row.installed is not None
    return Sign(
        **{name: getattr(row, name) for name in _STORED},
        id=row.pk, consent=consent, lon=spot[0], lat=spot[1],
        blocks=rules.blocks(
            consent=consent, ground=row.ground, permit=row.permit, until=row.permit_until, today=today,
        ),
        outlived=up and rules.outlived(row.kind, installed=timezone.localdate(row.installed), today=today),
    )  # fmt: skip


def standing(*, now: datetime) -> tuple[int, int]:
    """How many signs stand, and how many of them are worn, or have been asked after since a week."""
    found = rows.Sign.objects.filter(state__in=rules.STANDING)
    late = timezone.localdate(now) - timedelta(days=7)
    return found.count(), found.filter(Q(state="worn") | Q(next_check__lt=late)).count()
