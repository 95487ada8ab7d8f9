"""What counts behind doors: homes. One way of counting for a cocoon, a round and an area."""

from django.db.models import Case, F, IntegerField, Q, Sum, When
from django.db.models.functions import Coalesce, Greatest, Least

from . import rules

SETTLED = ("done", "shared")


def homes(column: str, which: Q, *, at: str = "") -> Coalesce:
    """The homes behind the doors at `at` ("doors__", say): at least one behind each, and no more than it has."""
    return _sum(_least(column, at), which)


def visited(which: Q, *, at: str = "") -> Coalesce:
    """The homes visited: all behind a door where nothing is left to do, else those reached."""
    each = Case(When(**{f"{at}state__in": SETTLED}, then=F(f"{at}homes")), default=_least("covered", at))
    return _sum(each, which & Q(**{f"{at}outcome__in": rules.VISITED}))


def untried(which: Q, *, at: str = "") -> Coalesce:
    """The homes that somebody is to go to for the first time, as `rules.untried` has it."""
    all_of, rest = F(f"{at}homes"), F(f"{at}homes") - F(f"{at}covered")
    begun = Q(**{f"{at}homes__gt": 1, f"{at}tried__lt": all_of})
    each = Case(When(**{f"{at}outcome": ""}, then=all_of), When(begun, then=rest), default=0)
    return _sum(each, which & Q(**{f"{at}state": "open"}))


def _least(column: str, at: str) -> Greatest:
    return Greatest(1, Least(F(f"{at}homes"), F(f"{at}{column}")), output_field=IntegerField())


def _sum(each: Case | Greatest, which: Q) -> Coalesce:
    return Coalesce(Sum(each, filter=which, output_field=IntegerField()), 0, output_field=IntegerField())
