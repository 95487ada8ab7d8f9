"""What owners were told of, for the desk."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from .. import words
from .models import Told as Row


@dataclass(frozen=True)
class Told:
    """That a building's owners were told of a burglary: in or near it, in words, and when."""

    id: int
    how: str | Promise
    at: datetime


def told(*, building_id: int) -> tuple[Told, ...]:
    """The latest first."""
    rows = Row.objects.filter(building_id=building_id).order_by("-at", "-pk")
    return tuple(Told(row.pk, words.HOW[row.how], row.at) for row in rows)
