"""Burglaries as they are counted, also those whose home is forgotten: nothing of them but what is counted by."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max

from . import models


class Trace(NamedTuple):
    """What counting needs of a confirmed burglary; `dwelling_id` is None once the home is forgotten."""

    earliest: datetime
    latest: datetime
    completed: bool
    dwelling_kind: str
    entry_point: str
    dwelling_id: int | None


class Edition(NamedTuple):
    """Changes whenever a burglary does: how many there are, how many know their home, and the last change."""

    burglaries: int
    at_home: int
    change: int


def traces(*, since: datetime, until: datetime) -> tuple[Trace, ...]:
    """Confirmed burglaries whose latest time is in [since, until), oldest first."""
    found = models.Burglary.every.filter(state="confirmed", latest__gte=since, latest__lt=until)
    return tuple(Trace(*row) for row in found.order_by("latest", "pk").values_list(*Trace._fields))


def edition() -> Edition:
    """Of the municipality in scope; cheap, so that what was counted can be kept while it stays the same."""
    many = models.Burglary.every.aggregate(all=Count("pk"), home=Count("dwelling_id"))
    last = models.BurglaryVersion.objects.aggregate(last=Max("pk"))["last"]
    return Edition(many["all"], many["home"], last or 0)
