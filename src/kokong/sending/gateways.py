"""A gateway that refuses everybody is left alone for a while, instead of being asked for each message."""

import random
from datetime import datetime
from typing import Final

from django.db.models import F

from . import rules
from .models import Gateway

CHANCE: Final = random.SystemRandom()


def resting_until(way: str, *, now: datetime) -> datetime | None:
    """Until when a gateway is left alone; None where it may be asked."""
    resting = Gateway.objects.filter(way=way, paused_until__gt=now)
    return resting.values_list("paused_until", flat=True).first()


def note(way: str, *, refused: bool, answer: str, now: datetime, heard: bool = True) -> None:
    """Count a refusal that was about nobody in particular, or forget those before; a rest begins after some.

    Where it is not known what a gateway did (`heard` is False), nothing is counted.
    """
    if not refused:
        if heard:
            Gateway.objects.filter(way=way, refusals__gt=0).update(refusals=0, paused_until=None, answer="")
        return
    Gateway.objects.get_or_create(way=way)
    Gateway.objects.filter(way=way).update(refusals=F("refusals") + 1, answer=answer[:300])
    count = Gateway.objects.values_list("refusals", flat=True).get(way=way)
    if rest := rules.pause(count, chance=CHANCE.random()):
        Gateway.objects.filter(way=way).update(paused_until=now + rest)


def troubled(*, now: datetime) -> tuple[Gateway, ...]:
    """Gateways that are left alone now."""
    return tuple(Gateway.objects.filter(paused_until__gt=now).order_by("way"))
