"""Tokens of mail domains and gateways, kept in the database, so that all workers together keep the pace."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from kokong.kernel.letters import Rate
from kokong.kernel.retrying import wait

from .models import Pace
from .pace import Bucket, full

CHANCE: Final = random.SystemRandom()
TOLERATED: Final = 3
"""So many times in a row a domain may say "later" before it is left alone."""
FIRST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(hours=2)
FORGOTTEN: Final = timedelta(days=2)


def resting(*, now: datetime) -> frozenset[str]:
    """Mail domains that are left alone now."""
    return frozenset(Pace.objects.filter(rests_until__gt=now).values_list("name", flat=True))


def take(wanted: Mapping[str, int], *, rates: Mapping[str, Rate], now: datetime) -> dict[str, Sequence[datetime]]:
    """For each name as many moments as are `wanted`: now for those that may go, later ones for the rest.

    Taken in the running transaction, in the order of names, so that two workers never wait for each other.
    """
    return {name: _take(name, wanted[name], rates[name], now) for name in sorted(wanted) if name in rates}


def _take(name: str, wanted: int, rate: Rate, now: datetime) -> Sequence[datetime]:
    if not rate.bounded:
        return [now] * wanted
    fresh = full(rate, now)
    Pace.objects.bulk_create([Pace(name=name, tokens=fresh.tokens, at=fresh.at)], ignore_conflicts=True)
    row = Pace.objects.select_for_update().get(pk=name)
    given, left = Bucket(row.tokens, row.at).take(wanted, rate=rate, now=now)
    Pace.objects.filter(pk=name).update(tokens=left.tokens, at=left.at)
    later = [left.next_at(place, rate=rate) for place in range(1, wanted - given + 1)]
    return [now] * given + later


def note(domains: Counter[str], *, taken: frozenset[str], now: datetime) -> None:
    """Of these domains so many said "later"; `taken` ones took a letter since. A rest begins after some."""
    Pace.objects.filter(name__in=sorted(taken), refusals__gt=0).update(refusals=0, rests_until=None)
    for name in sorted(domains.keys() - taken):
        Pace.objects.bulk_create([Pace(name=name, tokens=0, at=now)], ignore_conflicts=True)
        Pace.objects.filter(pk=name).update(refusals=F("refusals") + domains[name])
        over = Pace.objects.values_list("refusals", flat=True).get(pk=name) - TOLERATED
        if over >= 0:
            pause = wait(over, chance=CHANCE.random(), first=FIRST, longest=LONGEST)
            Pace.objects.filter(pk=name).update(rests_until=now + pause)


def forget(*, now: datetime) -> None:
    """Nobody has written to these for days: full again, and not to be kept."""
    Pace.objects.filter(at__lt=now - FORGOTTEN).exclude(rests_until__gt=now).delete()
